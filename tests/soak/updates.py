"""Updates of Telegram on a bad day: some come again, in another order, or only some of them at first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from itertools import islice
from random import Random

from bot.playground.messages import Json
from bot.playground.updates import Update, Updates

TWICE_WITHIN = timedelta(hours=6)
"""How old an update may be that comes once more: the bot knows the numbers of seven days."""
LOOK_AGAIN = 0.01
NEXT = 30
"""Updates among which the one that is posted next may be."""


def chat_of(update: Update) -> int:
    """The chat it came from."""
    body = update.body
    chat = body.get("chat") or (body.get("message") or {}).get("chat") or {}
    return int(chat.get("id", 0))


class Twice(Updates):
    """What was handed out in the last hours may come again while it is `rough`."""

    def __init__(self, rng: Random, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.rng = rng
        self._now = now
        self._old: list[tuple[datetime, Update]] = []
        self.rough = False
        self.twice = 0
        self.jumped = 0

    def add(self, kind: str, body: Json) -> None:
        if self.rng.random() < 0.01:
            self.last_id += self.rng.choice((2, 17, 1_000_003))
            self.jumped += 1
        super().add(kind, body)

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        fresh = await super().poll(offset, limit, seconds)
        if not self.rough or not fresh:
            self._keep(fresh)
            return fresh
        if len(fresh) > 1 and self.rng.random() < 0.3:
            fresh = fresh[: self.rng.randrange(1, len(fresh))]
        # Never a later one: the bot would take those between for confirmed.
        old = [each for each in self._lately() if each.id < fresh[0].id]
        again = self.rng.sample(old, min(len(old), self.rng.choice((0, 0, 1, 3))))
        self.twice += len(again)
        self._keep(fresh)
        mixed = [*again, *fresh, *self.rng.sample(fresh, self.rng.randrange(0, 2))]
        self.rng.shuffle(mixed)
        return mixed

    async def next_free(self, busy: Collection[int], at_once: int) -> Update:
        """What is posted next: the oldest of a chat that is not `busy`, which may be a live view."""
        while True:
            free: dict[int, Update] = {}
            if len(busy) < at_once:
                for update in islice(self._waiting, NEXT):
                    if chat_of(update) not in busy:
                        free.setdefault(chat_of(update), update)
            if free:
                return self.rng.choice(list(free.values())) if self.rough else next(iter(free.values()))
            await asyncio.sleep(LOOK_AGAIN)

    def some_again(self, update: Update) -> list[Update]:
        """This one has arrived by a post; which others are posted once more."""
        self._keep([update])
        if not self.rough or self.rng.random() < 0.7:
            return []
        old = self._lately()
        again = self.rng.sample(old, min(len(old), self.rng.choice((1, 2))))
        self.twice += len(again)
        return again

    def _lately(self) -> list[Update]:
        return [each for at, each in self._old if self._now() - at < TWICE_WITHIN][-30:]

    def _keep(self, fresh: list[Update]) -> None:
        known = {each.id for _, each in self._old}
        self._old = [*self._old[-200:], *[(self._now(), each) for each in fresh if each.id not in known]]
