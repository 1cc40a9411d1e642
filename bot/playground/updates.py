"""The queue of updates: kept until confirmed, handed to one poller or one webhook."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from bot.playground.errors import conflict
from bot.playground.faults import Disorder
from bot.playground.messages import Json

FORGOTTEN = 10
"""An offset more than so many above the newest update is none: everything that waits is handed out."""
REMEMBERED = 50
LOOK_AGAIN = 0.02
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Update:
    id: int
    kind: str
    body: Json

    def to_json(self) -> Json:
        return {"update_id": self.id, self.kind: self.body}


class Updates:
    """Updates in order of arrival. `last_id` may be moved forward to make ids jump; for a jump to a lower one,
    as after a week without updates, see `restart`. `disorder` hands them out as on a bad day."""

    def __init__(self, first_id: int = 500_000_001) -> None:
        self.last_id = first_id - 1
        self.allowed: frozenset[str] = frozenset()
        self.disorder: Disorder | None = None
        self._waiting: deque[Update] = deque()
        self._confirmed: deque[Update] = deque(maxlen=REMEMBERED)
        self._out: dict[int, bool] = {}
        """Handed out in disorder: whether after a younger one was confirmed (only a new offset tells of it)."""
        self._offset = 0
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

    def restart(self, first_id: int) -> None:
        """The next update gets this id, higher or lower. Raises ValueError while any waits, as in Telegram."""
        if self._waiting:
            raise ValueError("ids begin anew only after a week without updates")
        self.last_id = first_id - 1

    def confirm(self, below: int) -> None:
        """Forget what was handed out with a lower id."""
        if below > self.last_id + FORGOTTEN:
            return
        heard, self._offset = below != self._offset, below
        if self.disorder is None:
            while self._waiting and self._waiting[0].id < below:
                self.delivered(self._waiting[0])
            return
        for update in [each for each in self._waiting if each.id < below and each.id in self._out]:
            if heard or not self._out[update.id]:
                self.delivered(update)

    def delivered(self, update: Update) -> None:
        """This one has arrived."""
        with contextlib.suppress(ValueError):  # handed out again
            self._waiting.remove(update)
            self._confirmed.append(update)
            self._out.pop(update.id, None)
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
        return await self._batch(limit)

    async def _batch(self, limit: int) -> list[Update]:
        """What one answer holds; what is kept back is waited for where there is nothing else."""
        disorder = self.disorder
        if disorder is None:
            return [*islice(self._waiting, limit)]
        while self._waiting:
            batch = disorder.ready(self._waiting, asyncio.get_running_loop().time())[:limit]
            if batch:
                self._out |= {update.id: update.id < self._offset for update in batch}
                return disorder.mix(batch, self._confirmed)
            await asyncio.sleep(LOOK_AGAIN)
        return []

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
        """The oldest that did not arrive, waiting for one where there is none (for the webhook).

        With `disorder` it may be a younger one, or one that arrived before.
        """
        while True:
            while not self._waiting:
                self._arrived.clear()
                await self._arrived.wait()
            if batch := await self._batch(1):
                return batch[0]

    def interrupt(self, why: str) -> None:
        """End a poll that is under way: `setWebhook` with a 409, anything else with an empty answer."""
        self._wake(why)

    def _wake(self, why: str) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(why)
