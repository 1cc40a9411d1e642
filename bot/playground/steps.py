"""What the tour does on the phones: each step is played, waited for, printed and checked."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta

from rich.console import Console

from bot.playground.demo import Demo
from bot.playground.phone import Phone
from bot.playground.seed import ZONE
from bot.playground.transcript import Transcript, button_of

BEGINS = datetime(2026, 11, 23, 10, tzinfo=ZONE)
"""A Monday; the tour is the same every time."""
A_WHILE = timedelta(minutes=15)
"""How far the clock moves before the tour looks again."""
PATIENCE = timedelta(hours=30)
"""How long the tour waits for something, on the clock that it moves."""
IF_ASKED = ("d:coffee:no", "d:adult:yes", "d:spoken:ready")
"""Questions about a request that come only sometimes."""


class TourError(Exception):
    """A step of the tour did not show what it should."""


class Steps:
    """Acts on the phones, waits until everything rests, and prints what they show.

    How many neighbours are asked at once is for the matching to decide: a step looks at the phones who was asked.
    """

    def __init__(self, demo: Demo, console: Console) -> None:
        self.demo = demo
        self._transcript = Transcript(console)

    def chapter(self, title: str) -> None:
        """A heading."""
        self._transcript.chapter(title)

    def watch(self, *phones: Phone) -> None:
        """Print what these phones show from now on."""
        for phone in phones:
            self._transcript.watch(phone)

    # What one does

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

    async def press(self, phone: Phone, *actions: str, words: str = "") -> None:
        """Press buttons by their callback data, or the beginning of it; with `words` on a message that has them."""
        for action in actions:
            try:
                shown, button = button_of(phone, action, words)
            except LookupError as error:
                raise TourError(str(error)) from None
            self._transcript.did(phone, f"⟦{button.text}⟧")
            phone.press(button.data or "", shown.id)
            await self.rest()

    async def request(
        self, phone: Phone, category: str, words: str, *, part: str = "any", circles: Collection[str] = ()
    ) -> None:
        """Ask for help tomorrow, by buttons and one line; `circles` are ticked as those who may be asked as well."""
        await self.send(phone, "/start")
        await self.press(phone, "post.new:request")
        while not self.has(phone, f"d:category:{category}"):
            await self.press(phone, "d:category:more")
        await self.press(phone, f"d:category:{category}", "d:when:tomorrow", f"d:part:{part}")
        await self.send(phone, words)
        for question in IF_ASKED:
            if any((button.data or "").startswith(question) for row in phone.last.keyboard for button in row):
                await self.press(phone, question)
        if circles:
            await self.press(
                phone, "d:summary:widen", *(f"d:widen:{each}" for each in circles), "d:widen:ready"
            )
        await self.press(phone, "d:summary:publish")

    # What the phones show

    @staticmethod
    def has(phone: Phone, action: str, words: str = "") -> bool:
        """Whether this phone shows such a button, on a message with these words."""
        try:
            button_of(phone, action, words)
        except LookupError:
            return False
        return True

    def asked(self, words: str) -> list[Phone]:
        """The phones on which the request with these words waits for an answer."""
        phones = [self.demo.world.phone(account) for account in sorted(self.demo.world.users)]
        return [phone for phone in phones if self.has(phone, "ask.yes", words)]

    async def until_asked(self, words: str, lang: str) -> Phone:
        """The phone of a neighbour who reads `lang` and is asked; a no of who reads another brings the next ones."""
        while True:
            await self.wait(lambda: bool(self.asked(words)), f"a neighbour who reads {lang} and is asked")
            asked = self.asked(words)
            found = next((phone for phone in asked if phone.language == lang), None)
            self.watch(found or asked[0])
            if found is not None:
                return found
            await self.press(asked[0], "ask.no", words=words)

    @staticmethod
    def must(true: bool, what: str) -> None:
        """A check of the tour."""
        if not true:
            raise TourError(f"expected {what}")

    # Time

    async def until(self, after: timedelta) -> None:
        """Move the clock to so long after the tour began."""
        await self.demo.move_to((BEGINS + after).astimezone(UTC))
        self.tell_time()

    async def wait(self, seen: Callable[[], bool], what: str) -> None:
        """Move the clock, a while at a time, until it is so; raises TourError where that takes too long."""
        if seen():
            return
        too_late = self.demo.clock() + PATIENCE
        while not seen():
            self.must(self.demo.clock() < too_late, what)
            await self.demo.move_to(self.demo.clock() + A_WHILE)
        self.tell_time()

    def tell_time(self) -> None:
        """Print the time, and what it brought."""
        self._transcript.chapter(f"{self.demo.clock().astimezone(ZONE):%a %H:%M}")
        self._transcript.show_new()

    async def rest(self) -> None:
        """Let everything come to rest, and print what is new."""
        await self.demo.rest()
        self._transcript.show_new()
