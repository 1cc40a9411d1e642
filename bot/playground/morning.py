"""The tour's first chapters: a coordinator's morning with five things to do, in Dutch, and next door in Arabic."""

from __future__ import annotations

from dataclasses import dataclass

from bot.playground.phone import Phone
from bot.playground.seed import BILAL, FIRST_NEIGHBOUR, FIRST_NEXT_DOOR, MORNINGS, NEIGHBOURS, NEXT_DOOR
from bot.playground.steps import Steps

WORDS_OF_DANGER = {"nl": "Ik ben bang, mijn zoon slaat mij", "ar": "زوجتي وقعت وما عم تتنفس"}
NUMBER = "06 12345678"
TAPS = {
    "co.call": "called",
    "co.apart": "",
    "co.close": "",
    "co.admit": "",
    "co.allow": "",
}
"""What is pressed for each of the five, most urgent first, with how the button's data ends where there are more."""
WHY = ("co.close", "nobody")
"""A request is closed with a reason: one tap more."""


@dataclass(frozen=True)
class Said:
    """What a coordinator's phone must say, in one language."""

    lines: tuple[str, ...]
    """Of today's list, most urgent first."""
    done: tuple[str, ...]
    """About each of them, above the next."""
    the_end: str
    nothing: str


SAID = {
    "nl": Said(
        lines=("wil gebeld worden", "Een melding", "Nog niemand: Tuin", "wil meedoen", "Eerste bezoek van"),
        done=(
            "Dank u wel dat u",
            "Wij brengen deze twee niet meer bij elkaar",
            "De vraag is gesloten",
            "doet nu mee",
            "De buur die hulp vroeg",
        ),
        the_end="Alles is gedaan",
        nothing="Er wacht niets op u",
    ),
    "ar": Said(
        lines=("طلب مكالمة", "بلاغ", "لا أحد بعد: تصليحات", "طلب انضمام", "الزيارة الأولى"),
        done=("شكرًا على الاتصال", "لن نجمع بين الشخصين", "تم إغلاق الطلب", "تم قبول", "يمكن الآن لمن طلب"),
        the_end="انتهى كل شيء",
        nothing="لا شيء في انتظارك",
    ),
}


async def in_dutch(tour: Steps) -> None:
    """Joke of De Linden; it is Riet who wants a call."""
    tour.chapter("Ten in the morning: Riet is in danger and wants a call; five things wait for Joke")
    await _morning(tour, tour.demo.joke, tour.demo.riet)
    await _heard(tour, "De Linden", {each.name: FIRST_NEIGHBOUR + at for at, each in enumerate(NEIGHBOURS)})


async def in_arabic(tour: Steps) -> None:
    """Hala of Het Slachthuis, who reads Arabic; it is Bilal who wants a call."""
    tour.chapter(
        "Next door Hala, the coordinator there, has such a morning in Arabic; Joke sees nothing of it"
    )
    tour.watch(tour.demo.hala)
    seen = len(tour.demo.joke.messages)
    await _morning(tour, tour.demo.hala, tour.demo.world.phone(BILAL))
    tour.must(len(tour.demo.joke.messages) == seen, "nothing of the buurt next door on Joke's phone")
    await _heard(
        tour, "Het Slachthuis", {each.name: FIRST_NEXT_DOOR + at for at, each in enumerate(NEXT_DOOR)}
    )


async def _morning(tour: Steps, coordinator: Phone, caller: Phone) -> None:
    said = SAID[coordinator.language]
    await _wants_a_call(tour, caller)
    tour.must(NUMBER.replace(" ", "") in coordinator.last.text.replace(" ", ""), "the number to call")
    await tour.send(coordinator, "/coordinator")
    screen = coordinator.last
    places = [screen.text.find(line) for line in said.lines]
    tour.must(-1 not in places and places == sorted(places), f"five things in their order: {said.lines}")
    tour.must(len(screen.text.splitlines()) == len(said.lines) + 1, "five things and no more")
    await tour.press(coordinator, "co.next")
    for (action, end), answer in zip(TAPS.items(), said.done, strict=True):
        await _tap(tour, coordinator, action, end)
        if action == WHY[0]:
            await _tap(tour, coordinator, *WHY)
        tour.must(answer in coordinator.last.text, f"“{answer}” on {coordinator.user.first_name}'s phone")
        tour.must(coordinator.last.id == screen.id, "all of it in place, on one screen")
    tour.must(said.the_end in coordinator.last.text, "a word that all is done")
    await tour.press(coordinator, "co.today")
    tour.must(said.nothing in coordinator.last.text, "an empty morning")


async def _wants_a_call(tour: Steps, phone: Phone) -> None:
    """Words of danger bring the numbers; under them a call can be asked for."""
    tour.watch(phone)
    await tour.send(phone, WORDS_OF_DANGER[phone.language])
    await tour.press(phone, "danger.call")
    await tour.send(phone, NUMBER)


async def _tap(tour: Steps, phone: Phone, action: str, end: str) -> None:
    """Press the button of the newest message with this action whose data ends so."""
    found = [
        button.data
        for row in phone.last.keyboard
        for button in row
        if button.data and button.data.startswith(f"{action}:") and button.data.endswith(end)
    ]
    tour.must(len(found) == 1, f"one button {action} {end} on {phone.user.first_name}'s phone")
    await tour.press(phone, found[0])


async def _heard(tour: Steps, buurt: str, accounts: dict[str, int]) -> None:
    """Those whom it was about have heard of it."""
    story = MORNINGS[buurt]

    def phone(name: str) -> Phone:
        return tour.demo.world.phone(accounts[name])

    newcomer = tour.demo.world.phone(story.newcomer[0])
    tour.must(tour.has(newcomer, "post.new:request"), "a welcome for the newcomer")
    tour.must(tour.has(phone(story.visits[0]), "match.yes"), "the new helper offered to who asked")
    tour.must(bool(phone(story.asks[0]).messages), "a word to who asked in vain")
    tour.must(bool(phone(story.reported[0]).messages), "a word to who reported")
