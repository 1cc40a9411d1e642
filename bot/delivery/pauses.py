"""Which chats to leave alone for a while, after trouble or since a limit was reached."""

from __future__ import annotations

from random import Random

FIRST = 0.5
LONGEST = 60.0
"""Seconds: the growing pause of a chat whose messages do not come through."""
HEED = 0.2
"""Seconds in which nothing new begins after a flood in one chat: what is under way tells whether it is about all."""
TOGETHER = 1.0
"""Floods in two chats within this many seconds are not about those chats, but about all sending."""


class Pauses:
    """Moments are `loop.time()` seconds."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._until: dict[int, float] = {}
        self._troubles: dict[int, int] = {}
        self._all_until = 0.0
        self._flood: tuple[int, float] | None = None

    def after_trouble(self, chat_id: int, seconds: float | None, now: float) -> None:
        """A message did not come through: wait what Telegram says, else longer each time."""
        if seconds is None:
            count = self._troubles.get(chat_id, 0)
            self._troubles[chat_id] = count + 1
            seconds = min(LONGEST, FIRST * 2 ** min(count, 10)) * self._rng.uniform(0.5, 1.0)
        else:
            several = (
                self._flood is not None and self._flood[0] != chat_id and now - self._flood[1] <= TOGETHER
            )
            self._all_until = max(self._all_until, now + (seconds if several else min(seconds, HEED)))
            self._flood = (chat_id, now)
        self.until(chat_id, now + seconds, now)

    def well(self, chat_id: int) -> None:
        """A call to this chat was answered."""
        self._troubles.pop(chat_id, None)

    def until(self, chat_id: int, moment: float, now: float) -> None:
        """Leave this chat alone up to `moment`."""
        if moment > now:
            self._until[chat_id] = max(moment, self._until.get(chat_id, moment))

    def chats(self, now: float) -> frozenset[int]:
        """The chats that are left alone now."""
        self._until = {chat: moment for chat, moment in self._until.items() if moment > now}
        return frozenset(self._until)

    def all_until(self, now: float) -> float | None:
        """Up to when nothing is sent at all; None where that is not so."""
        return self._all_until if self._all_until > now else None

    def next_end(self, now: float) -> float | None:
        """When the first chat may be sent to again; None where none is left alone."""
        return min((moment for moment in self._until.values() if moment > now), default=None)
