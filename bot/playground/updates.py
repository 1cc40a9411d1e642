"""The queue of updates: kept until confirmed, handed to one poller or one webhook."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from bot.playground.errors import conflict
from bot.playground.messages import Json

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Update:
    id: int
    kind: str
    body: Json

    def to_json(self) -> Json:
        return {"update_id": self.id, self.kind: self.body}


class Updates:
    """Updates in order of arrival. `last_id` may be moved forward to make ids jump."""

    def __init__(self, first_id: int = 500_000_001) -> None:
        self.last_id = first_id - 1
        self.allowed: frozenset[str] = frozenset()
        self._waiting: deque[Update] = deque()
        self._poller: asyncio.Future[str] | None = None
        self._arrived = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, kind: str, body: Json) -> None:
        """Queue an update, unless the bot did not ask for its kind."""
        wanted = kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
        if not wanted:
            return
        self.last_id += 1
        self._waiting.append(Update(self.last_id, kind, body))
        self._empty.clear()
        self._arrived.set()
        self._wake("arrived")

    def allow(self, kinds: Iterable[str] | None) -> None:
        """What later updates are wanted; None leaves it as it was, nothing means the usual kinds."""
        if kinds is not None:
            self.allowed = frozenset(kinds)

    def confirm(self, below: int) -> None:
        while self._waiting and self._waiting[0].id < below:
            self._waiting.popleft()
        if not self._waiting:
            self._empty.set()

    async def confirmed(self) -> None:
        """Wait until the bot has confirmed every update, which it does when it has stored them."""
        await self._empty.wait()

    def clear(self) -> None:
        self._waiting.clear()
        self._empty.set()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """What getUpdates answers; waits up to `seconds` of real time while there is nothing.

        A poll that is under way loses to a newer one, with Telegram's 409.
        """
        self._wake("getUpdates")
        if offset < 0:
            offset = self._waiting[offset].id if -offset <= len(self._waiting) else 0
        self.confirm(offset)
        limit = limit if 1 <= limit <= 100 else 100
        if not self._waiting and seconds > 0:
            await self._wait(seconds)
            self.confirm(offset)
        return [self._waiting[number] for number in range(min(limit, len(self._waiting)))]

    async def _wait(self, seconds: float) -> None:
        self._poller = mine = asyncio.get_running_loop().create_future()
        try:
            why = await asyncio.wait_for(mine, seconds)
        except TimeoutError:
            why = "nothing"
        finally:
            if self._poller is mine:
                self._poller = None
        if why == "getUpdates":
            raise conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        if why == "setWebhook":
            raise conflict("terminated by setWebhook request")

    async def first(self) -> Update:
        """The oldest unconfirmed update, waiting for one where there is none (for the webhook)."""
        while not self._waiting:
            self._arrived.clear()
            await self._arrived.wait()
        return self._waiting[0]

    def interrupt(self, why: str) -> None:
        """End a poll that is under way: `setWebhook` with a 409, anything else with an empty answer."""
        self._wake(why)

    def _wake(self, why: str) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(why)
