"""The tour's first chapters: joining, a request from its sentence to the thanks, an offer, words of danger."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.playground.messages import Kind
from bot.playground.phone import Phone
from bot.playground.steps import Steps

KEES = 301
"""Account of the neighbour who joins by an invite."""
LETTER = "وصلتني رسالة من البلدية ولا أفهمها، هل يمكن لأحد أن يساعدني غدا بعد الظهر؟"


async def kees_joins_by_invite(tour: Steps) -> Phone:
    """Onboarding in Dutch: four taps from the invite to the home screen."""
    tour.chapter("Joke, the coordinator, makes an invitation; Kees joins with it, in Dutch")
    await tour.send(tour.demo.joke, "/coordinator")
    await tour.press(tour.demo.joke, "invites.show")
    await tour.press(tour.demo.joke, "co.invite")
    code = re.search(r"start=(\w+)", tour.demo.joke.last.html + tour.demo.joke.last.text)
    tour.must(code is not None, "an invite link")
    kees = tour.demo.world.phone(KEES, "Kees", "nl")
    tour.watch(kees)
    await tour.start(kees, code[1] if code else "")
    for answer in ("d:lang:nl", "d:consent:yes", "d:name:own"):
        await tour.press(kees, answer)
    tour.must(tour.has(kees, "post.new:request"), "the home screen for Kees")
    return kees


async def samira_joins_in_arabic(tour: Steps) -> None:
    """Onboarding in Arabic, without an invite: a coordinator says yes."""
    tour.chapter("Samira starts without an invitation, in Arabic; Joke lets her in")
    samira = tour.demo.samira
    await tour.start(samira)
    await tour.press(samira, "d:lang:ar")
    await tour.press(samira, "d:consent:yes")
    await tour.send(samira, "سميرة")
    await tour.send(samira, "٢٠٢١")
    await tour.press(tour.demo.joke, "co.admit")
    tour.must(tour.has(samira, "post.new:request"), "a welcome for Samira")


async def samira_asks_and_chooses(tour: Steps) -> Phone:
    """One sentence in Arabic; neighbours are asked one after the other; she decides."""
    tour.chapter("Samira asks in Arabic; a neighbour who reads Dutch and speaks Arabic says yes")
    samira = tour.demo.samira
    await tour.send(samira, LETTER)
    for answer in ("d:spoken:ready", "d:adult:yes", "d:summary:publish"):
        await tour.press(samira, answer)
    helper = await tour.until_asked(LETTER, lang="nl")
    await tour.press(helper, "ask.yes", words=LETTER)
    await tour.press(samira, "match.yes")
    tour.must(tour.has(samira, "time.pick"), "a choice of moments")
    await tour.press(samira, "time.pick")
    await tour.press(helper, "time.yes")
    return helper


async def they_write_to_each_other(tour: Steps, helper: Phone) -> None:
    """Through the bot, both ways; the address for this neighbour only."""
    tour.chapter("They write to each other through the bot, and Samira gives her address")
    samira = tour.demo.samira
    await tour.press(helper, "relay.open")
    await tour.send(helper, "Dag! Ik kom graag even kijken naar de brief.")
    tour.must("Ik kom graag" in samira.last.text, "the helper's line on Samira's phone")
    await tour.reply(samira, "شكرا جزيلا! عندي شاي.")
    tour.must(
        any("عندي شاي" in shown.text for shown in helper.messages), "Samira's line on the helper's phone"
    )
    await tour.press(samira, "address.give")
    await tour.send(samira, "Lindenstraat 12")
    tour.must(any("Lindenstraat 12" in shown.text for shown in helper.messages), "the address for the helper")


async def reminders_and_thanks(tour: Steps, helper: Phone) -> None:
    """The day before, two hours before, and after: how was it?"""
    tour.chapter("The clock moves on: does it go on? · two hours before · how was it? · thank you")
    samira = tour.demo.samira
    await tour.until(timedelta(hours=8, minutes=10))
    await tour.press(samira, "go.yes")
    await tour.press(helper, "go.yes")
    await tour.until(timedelta(days=1, hours=2, minutes=10))
    await tour.until(timedelta(days=1, hours=6, minutes=10))
    await tour.press(samira, "face")
    await tour.press(helper, "face")
    await tour.press(samira, "thanks.send")
    tour.must("سميرة" in helper.last.text, "Samira's thanks on the helper's phone")


async def kees_offers_help(tour: Steps, kees: Phone) -> None:
    """An offer by buttons, in Dutch."""
    tour.chapter("Kees offers a lift, by buttons")
    for answer in (
        "post.new:offer",
        "d:category:transport",
        "d:days:weekdays",
        "d:parts:any",
        "d:often:2",
        "d:words:none",
        "d:spoken:ready",
        "d:summary:publish",
    ):
        await tour.press(kees, answer)


async def one_message_and_what_is_left_out(tour: Steps) -> None:
    """One sentence in Dutch is a card; a phone number does not get on it."""
    tour.chapter("Riet asks in one sentence; her phone number is left out")
    riet = tour.demo.riet
    await tour.send(riet, "Kan iemand donderdagochtend boodschappen voor me doen? Bel maar: 06-83746152")
    tour.must("83746152" not in riet.last.text, "a card without the phone number")
    await tour.press(riet, "d:summary:publish")
    await tour.press(riet, "nav.home")


async def danger_comes_first(tour: Steps) -> None:
    """Words of danger: the numbers at once, in the writer's language, and a way to hide them."""
    tour.chapter("Samira writes of danger: the numbers come first, and can be hidden")
    samira = tour.demo.samira
    await tour.send(samira, "زوجي وقع وما عم يتنفس")
    tour.must(any("112" in shown.text for shown in samira.messages[-3:]), "the number 112 for Samira")
    await tour.press(samira, "danger.hide")
    tour.must(not any("112" in shown.text for shown in samira.messages[-3:]), "a chat without the numbers")


async def monday_digest(tour: Steps) -> None:
    """Next Monday at eight the community builder reads how the buurt is doing."""
    tour.chapter("Monday 08:00: Bram, the community builder, reads the digest")
    seen = len(tour.demo.bram.messages)
    await tour.demo.move("monday")
    tour.tell_time()
    news = tour.demo.bram.messages[seen:]
    tour.must(any("De week van" in shown.text for shown in news), "a digest on Bram's phone")
    tour.must(any(shown.kind is Kind.PHOTO for shown in news), "its picture")
