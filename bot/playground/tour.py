"""The scripted tour: a few days in a buurt, played through the real HTTP path and checked step by step."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from random import Random

from rich.console import Console

from bot.playground.demo import Demo, open_demo
from bot.playground.phone import Phone
from bot.playground.seed import FIRST_NEIGHBOUR, NEIGHBOURS, ZONE
from bot.playground.transcript import Transcript, button_of

BEGINS = datetime(2026, 11, 23, 10, tzinfo=ZONE)
"""A Monday; the tour is the same every time."""
KEES = 301
"""Account of the neighbour who joins by an invite."""
SUIT_YOU = re.compile("ask\\.yes")


class TourError(Exception):
    """A step of the tour did not show what it should."""


class Tour:
    """Acts on the phones, waits until everything rests, and prints what they show."""

    def __init__(self, demo: Demo, console: Console) -> None:
        self.demo = demo
        self._transcript = Transcript(console)

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, console: Console) -> AsyncIterator[Tour]:
        """A playground of its own, in which nobody acts but the tour."""
        async with open_demo(start=BEGINS.astimezone(UTC), rng=Random(5), answer_seconds=None) as demo:
            yield cls(demo, console)

    async def play(self) -> None:
        """Every chapter in order. Raises TourError where a step fails."""
        demo = self.demo
        for name, phone in (
            ("Riet", demo.riet),
            ("سميرة", demo.samira),
            ("Joke", demo.joke),
            ("Bram", demo.bram),
        ):
            self._transcript.watch(name, phone)
        kees = await self.kees_joins_by_invite()
        await self.samira_joins_in_arabic()
        helper = await self.samira_asks_and_chooses()
        await self.they_write_to_each_other(helper)
        await self.reminders_and_thanks(helper)
        await self.kees_offers_help(kees)
        await self.one_message_and_what_is_left_out()
        await self.danger_comes_first()
        await self.monday_digest()

    async def kees_joins_by_invite(self) -> Phone:
        """Onboarding in Dutch: four taps from the invite to the home screen."""
        self._transcript.chapter("Joke, the coordinator, makes an invitation; Kees joins with it, in Dutch")
        await self.send(self.demo.joke, "/coordinator")
        await self.press(self.demo.joke, "co.invite")
        code = re.search(r"start=(\w+)", self.demo.joke.last.html + self.demo.joke.last.text)
        self.must(code is not None, "an invite link")
        kees = self.demo.world.phone(KEES, "Kees", "nl")
        self._transcript.watch("Kees", kees)
        await self.start(kees, code[1] if code else "")
        for answer in ("d:lang:nl", "d:consent:yes", "d:name:own"):
            await self.press(kees, answer)
        self.must(button_of(kees, "post.new:request") is not None, "the home screen for Kees")
        return kees

    async def samira_joins_in_arabic(self) -> None:
        """Onboarding in Arabic, without an invite: a coordinator says yes."""
        self._transcript.chapter("Samira starts without an invitation, in Arabic; Joke lets her in")
        samira = self.demo.samira
        await self.start(samira)
        await self.press(samira, "d:lang:ar")
        await self.press(samira, "d:consent:yes")
        await self.send(samira, "سميرة")
        await self.send(samira, "٢٠٢١")
        await self.press(self.demo.joke, "co.admit")
        self.must(button_of(samira, "post.new:request") is not None, "a welcome for Samira")

    async def samira_asks_and_chooses(self) -> Phone:
        """One sentence in Arabic; neighbours are asked one after the other; she decides."""
        self._transcript.chapter(
            "Samira asks in Arabic; a neighbour who reads Dutch and speaks Arabic says yes"
        )
        samira = self.demo.samira
        await self.send(samira, "وصلتني رسالة من البلدية ولا أفهمها، هل يمكن لأحد أن يساعدني غدا بعد الظهر؟")
        for answer in ("d:spoken:ready", "d:adult:yes", "d:summary:publish"):
            await self.press(samira, answer)
        helper = await self.until_a_dutch_reader_says_yes()
        await self.press(samira, "match.yes")
        self.must(samira.last.keyboard is not None, "a choice of moments")
        await self.press(samira, "time.pick")
        await self.press(helper, "time.yes")
        return helper

    async def until_a_dutch_reader_says_yes(self) -> Phone:
        """A no brings the next neighbour, until one whose screens are Dutch is asked."""
        for _ in range(len(NEIGHBOURS)):
            for number, neighbour in enumerate(NEIGHBOURS):
                phone = self.demo.world.phone(FIRST_NEIGHBOUR + number)
                if not self.asked(phone):
                    continue
                self._transcript.watch(neighbour.name, phone)
                if neighbour.lang == "nl":
                    await self.press(phone, "ask.yes")
                    return phone
                await self.press(phone, "ask.no")
        raise TourError("no neighbour who reads Dutch was asked")

    @staticmethod
    def asked(phone: Phone) -> bool:
        """Whether a question waits on this phone."""
        return any(
            button.data and SUIT_YOU.match(button.data)
            for shown in phone.messages[-1:]
            for row in shown.keyboard
            for button in row
        )

    async def they_write_to_each_other(self, helper: Phone) -> None:
        """Through the bot, both ways; the address for this neighbour only."""
        self._transcript.chapter("They write to each other through the bot, and Samira gives her address")
        samira = self.demo.samira
        await self.press(helper, "relay.open")
        await self.send(helper, "Dag! Ik kom graag even kijken naar de brief.")
        self.must("Ik kom graag" in samira.last.text, "the helper's line on Samira's phone")
        await self.reply(samira, "شكرا جزيلا! عندي شاي.")
        self.must(
            any("عندي شاي" in shown.text for shown in helper.messages), "Samira's line on the helper's phone"
        )
        await self.press(samira, "address.give")
        await self.send(samira, "Lindenstraat 12")
        self.must(
            any("Lindenstraat 12" in shown.text for shown in helper.messages), "the address for the helper"
        )

    async def reminders_and_thanks(self, helper: Phone) -> None:
        """The day before, two hours before, and after: how was it?"""
        self._transcript.chapter(
            "The clock moves on: does it go on? · two hours before · how was it? · thank you"
        )
        samira = self.demo.samira
        await self.until(timedelta(hours=8, minutes=10))
        await self.press(samira, "go.yes")
        await self.press(helper, "go.yes")
        await self.until(timedelta(days=1, hours=2, minutes=10))
        await self.until(timedelta(days=1, hours=6, minutes=10))
        await self.press(samira, "face")
        await self.press(helper, "face")
        await self.press(samira, "thanks.send")
        self.must("سميرة" in helper.last.text, "Samira's thanks on the helper's phone")

    async def kees_offers_help(self, kees: Phone) -> None:
        """An offer by buttons, in Dutch."""
        self._transcript.chapter("Kees offers a lift, by buttons")
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
            await self.press(kees, answer)

    async def one_message_and_what_is_left_out(self) -> None:
        """One sentence in Dutch is a card; a phone number does not get on it."""
        self._transcript.chapter("Riet asks in one sentence; her phone number is left out")
        riet = self.demo.riet
        await self.send(riet, "Kan iemand donderdagochtend boodschappen voor me doen? Bel maar: 06-83746152")
        self.must("83746152" not in riet.last.text, "a card without the phone number")
        await self.press(riet, "d:summary:publish")
        await self.press(riet, "nav.home")

    async def danger_comes_first(self) -> None:
        """Words of danger: the numbers at once, in the writer's language, and a way to hide them."""
        self._transcript.chapter("Samira writes of danger: the numbers come first, and can be hidden")
        samira = self.demo.samira
        await self.send(samira, "زوجي وقع وما عم يتنفس")
        self.must(any("112" in shown.text for shown in samira.messages[-3:]), "the number 112 for Samira")
        await self.press(samira, "danger.hide")
        self.must(
            not any("112" in shown.text for shown in samira.messages[-3:]), "a chat without the numbers"
        )

    async def monday_digest(self) -> None:
        """Next Monday at eight the community builder reads how the buurt is doing."""
        self._transcript.chapter("Monday 08:00: Bram, the community builder, reads the digest")
        seen = len(self.demo.bram.messages)
        await self.demo.move("monday")
        self._transcript.show_new()
        self.must(len(self.demo.bram.messages) > seen, "a digest on Bram's phone")

    # What a step is made of

    async def start(self, phone: Phone, payload: str | None = None) -> None:
        """Press Start, perhaps through an invite."""
        self._transcript.did(phone, "/start" + (" …" if payload else ""))
        phone.start(payload)
        await self.rest()

    async def send(self, phone: Phone, text: str) -> None:
        """Write a line."""
        self._transcript.did(phone, text)
        phone.send(text)
        await self.rest()

    async def reply(self, phone: Phone, text: str) -> None:
        """Write a line in reply to the newest message."""
        self._transcript.did(phone, f"↩ {text}")
        phone.send(text, reply_to=phone.last.id)
        await self.rest()

    async def press(self, phone: Phone, action: str) -> None:
        """Press a button by its callback data, or the beginning of it."""
        try:
            shown, button = button_of(phone, action)
        except LookupError as error:
            raise TourError(str(error)) from None
        self._transcript.did(phone, f"⟦{button.text}⟧")
        phone.press(button.data or "", shown.id)
        await self.rest()

    async def until(self, after: timedelta) -> None:
        """Move the clock to so long after the tour began."""
        await self.demo.move_to((BEGINS + after).astimezone(UTC))
        self._transcript.chapter(f"{self.demo.clock().astimezone(ZONE):%a %H:%M}")
        self._transcript.show_new()

    async def rest(self) -> None:
        """Let everything come to rest, and print what is new."""
        await self.demo.rest()
        self._transcript.show_new()

    @staticmethod
    def must(true: bool, what: str) -> None:
        """A check of the tour."""
        if not true:
            raise TourError(f"expected {what}")
