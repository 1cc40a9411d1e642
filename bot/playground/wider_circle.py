"""The tour's chapters on who is asked: waves, reasons, a standby, next door with consent, an honest word."""

from __future__ import annotations

from datetime import timedelta

from bot.playground.phone import Phone
from bot.playground.seed import FIRST_NEXT_DOOR, NEXT_DOOR
from bot.playground.steps import Steps
from bot.playground.transcript import button_of

MARKET = "Ik wil graag naar de markt, maar het is te ver lopen"
COFFEE = "أحب أن أشرب القهوة مع أحد من الجيران"
DOG = "Mijn hond Bobbie moet een keer naar buiten"
PRINTER = "Ik krijg de printer niet aan de praat"
A_MINUTE = timedelta(minutes=1)

TRIED = "Voor “"
"""How the honest word begins: for what who was asked, with or without anybody who is left."""


async def a_second_wave(tour: Steps) -> tuple[Phone, Phone]:
    """Nobody answers, so others are asked; one says yes, then one more. Returns who helps and who stands by."""
    tour.chapter("Riet asks for a lift; nobody answers, so after a while more neighbours are asked")
    riet = tour.demo.riet
    await tour.until(timedelta(days=2))
    await tour.request(riet, "transport", MARKET)
    first = tour.asked(MARKET)
    tour.must(bool(first), "neighbours who are asked at once")
    standby = first[0]
    tour.watch(standby)
    await tour.wait(lambda: len(tour.asked(MARKET)) > len(first), "a second wave")
    helper = next(phone for phone in tour.asked(MARKET) if phone not in first)
    tour.watch(helper)
    await tour.press(helper, "ask.yes", words=MARKET)
    await tour.press(standby, "ask.yes", words=MARKET)
    await tour.press(riet, "match.yes")
    return helper, standby


async def the_standby_takes_over(tour: Steps, helper: Phone, standby: Phone) -> None:
    """The helper drops out: who stood by is asked first, at once."""
    tour.chapter("The helper cannot come after all; who said yes as well is asked within a minute")
    dropped_out, seen = tour.demo.clock(), standby.last.id
    await tour.press(helper, "match.cancel", "match.cancel_yes")
    tour.must(tour.has(standby, "ask.yes", MARKET), "the question for who stood by")
    shown, _ = button_of(standby, "ask.yes", MARKET)
    tour.must(shown.id > seen and shown.date - dropped_out <= A_MINUTE, "a new question within a minute")
    await tour.press(standby, "ask.yes", words=MARKET)
    await tour.press(tour.demo.riet, "match.yes")


async def asked_in_arabic(tour: Steps) -> None:
    """The question on the phone of a neighbour who reads Arabic says in Arabic why they are asked."""
    tour.chapter("Samira would like company; a neighbour who reads Arabic is told why they are asked")
    await tour.request(tour.demo.samira, "company", COFFEE)
    neighbour = await tour.until_asked(COFFEE, lang="ar")
    shown, _ = button_of(neighbour, "ask.yes", COFFEE)
    why = next((line for line in shown.text.splitlines() if "لأن" in line), "")
    tour.must("العربية" in why, "the shared language among the reasons, in Arabic")
    await tour.press(neighbour, "ask.yes", words=COFFEE)
    await tour.press(tour.demo.samira, "match.yes")


async def next_door(tour: Steps) -> None:
    """With the writer's consent neighbours of the next buurt are asked, where nobody of the own buurt can."""
    tour.chapter(
        "Riet lets the bot ask next door too; nobody near her says yes, somebody of Het Slachthuis does"
    )
    riet = tour.demo.riet
    there = [tour.demo.world.phone(FIRST_NEXT_DOOR + number) for number in range(len(NEXT_DOOR))]

    def asked_there() -> list[Phone]:
        return [phone for phone in tour.asked(DOG) if phone in there]

    await tour.request(riet, "pets", DOG, circles=("near",))
    near_her = tour.asked(DOG)
    tour.must(bool(near_her) and not asked_there(), "the own buurt to be asked first")
    tour.watch(near_her[0])
    await tour.press(near_her[0], "ask.no", words=DOG)
    await tour.wait(lambda: bool(asked_there()), "neighbours next door who are asked")
    tour.must(tour.has(riet, "post.show", "hiernaast"), "a word for Riet that next door is asked as well")
    helper = asked_there()[0]
    tour.watch(helper)
    await tour.press(helper, "ask.yes", words=DOG)
    await tour.press(riet, "match.yes")


async def nobody_left(tour: Steps, writer: Phone) -> None:
    """Everybody says no: the writer hears so, and what can be done."""
    tour.chapter(f"Everybody says no to {writer.user.first_name}: an honest word, and what else is possible")
    await tour.request(writer, "tech", PRINTER, part="afternoon")

    def told() -> bool:
        return tour.has(writer, "post.widen", TRIED)

    while not told():
        await tour.wait(lambda: told() or bool(tour.asked(PRINTER)), "an honest word for the writer")
        for phone in tour.asked(PRINTER):
            tour.watch(phone)
            await tour.press(phone, "ask.no", words=PRINTER)
    tour.must(tour.has(writer, "post.show", TRIED), "their own post beside it")
    await tour.press(writer, "post.widen", words=TRIED)
    tour.must(not told(), "an answer to the button")
