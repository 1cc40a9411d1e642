"""The seeded neighbours answer asks by themselves, after a while, so that something happens."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from datetime import datetime
from random import Random

from bot.playground.phone import NoSuchButton, Phone, Shown
from bot.playground.wishes import Wish
from bot.playground.world import World

ANSWERS = ("ask.yes",) * 5 + ("ask.no",) * 2 + ("",) * 2
"""What a neighbour does with a question, one of these nine; empty: nothing."""
CONFIRMS = ("d:part", "d:coffee", "d:summary:publish", "match.yes", "time.yes", "time.pick", "go.yes", "face")
"""Buttons that a neighbour presses as a matter of course, as helper or as the one who asked."""


class Neighbours:
    """Watches the phones that are not on the page and presses for their owners.

    Real seconds pass before an answer, so that it can be seen coming; while the clock is moved they hurry.
    Then they also ask for something themselves: the `wishes`, in order. Without `seconds` they do nothing.
    """

    def __init__(
        self, world: World, rng: Random, seconds: tuple[float, float] | None, wishes: Iterator[Wish]
    ) -> None:
        self._world = world
        self._wishes = wishes
        self._wish = next(wishes)
        self._rng = rng
        self._seconds = seconds
        self._tasks: set[asyncio.Task[None]] = set()
        self._hurry = asyncio.Event()
        world.on_message.append(self._seen)
        world.on_edit.append(self._seen)

    def _seen(self, phone: Phone, shown: Shown) -> None:
        if self._seconds is None or phone.user.id in self._world.on_show:
            return
        data = self._choice(shown)
        if data is not None:
            task = asyncio.create_task(self._press(phone, shown.id, data, self._rng.uniform(*self._seconds)))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _choice(self, shown: Shown) -> str | None:
        buttons = [button.data for row in shown.keyboard for button in row if button.data]
        if any(data.startswith("ask.yes") for data in buttons):
            wanted = self._rng.choice(ANSWERS)
            return next((data for data in buttons if wanted and data.startswith(wanted)), None)
        return next((data for data in buttons if data.startswith(CONFIRMS)), None)

    async def _press(self, phone: Phone, message_id: int, data: str, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._hurry.wait()
        try:
            phone.press(data, message_id)
        except NoSuchButton:
            return  # the question was taken back meanwhile

    def wishes_until(self, target: datetime) -> Iterator[Wish]:
        """What they ask for up to a moment (aware UTC), each once."""
        while self._seconds is not None and self._wish.at <= target:
            wish, self._wish = self._wish, next(self._wishes)
            yield wish

    @property
    def busy(self) -> bool:
        """Whether somebody is about to answer."""
        return bool(self._tasks)

    async def settle(self) -> None:
        """Let everybody who is about to answer do so now."""
        self._hurry.set()
        try:
            while self._tasks:
                await asyncio.gather(*self._tasks)
        finally:
            self._hurry.clear()
