"""Telegram's sending limits, on monotonic time: a moved clock neither loosens nor tightens them."""

from __future__ import annotations

from collections import deque

OVERALL = 30
"""Messages a second to all chats together."""
GROUP = 20
"""Messages a minute to one group."""
BURST = 3
"""Messages to one person that Telegram lets pass at once; after those one a second."""
KEPT_CHATS = 2000


class Limits:
    """When the next message may leave. Moments are `loop.time()` seconds; `on=False` lifts all limits.

    A message counts from its answer, and until then as sent at this very moment: however long it was on its
    way, the server never sees more than it allows.
    """

    def __init__(self, *, on: bool = True) -> None:
        self._on = on
        self._all: deque[float] = deque(maxlen=OVERALL)
        self._flying = 0
        self._groups: dict[int, deque[float]] = {}
        self._people: dict[int, float] = {}
        """For each person the moment at which everything sent so far would have left at one a second."""

    def leaves(self) -> None:
        """One message, edit or file is on its way from now on, up to `arrived`."""
        self._flying += 1

    def arrived(self, chat_id: int, now: float) -> None:
        """Its call has ended, well or not."""
        self._flying -= 1
        self.spend(chat_id, now)

    def spend(self, chat_id: int, now: float) -> None:
        """One message, edit or file has come to this chat by now."""
        if not self._on:
            return
        self._all.append(now)
        if chat_id < 0:
            self._groups.setdefault(chat_id, deque(maxlen=GROUP)).append(now)
        else:
            self._people[chat_id] = max(self._people.get(chat_id, 0.0), now) + 1.0
        if len(self._people) + len(self._groups) > KEPT_CHATS:
            self._forget(now)

    def chat_free_at(self, chat_id: int, now: float) -> float:
        """The moment from which this chat may get its next message; not after `now` where it may at once."""
        if chat_id < 0:
            past = self._groups.get(chat_id)
            return past[0] + 60.0 if past and len(past) == GROUP else now
        return self._people.get(chat_id, now) - (BURST - 1)

    def next_turn(self, chat_id: int, now: float) -> float:
        """The moment from which one more message may go to this chat."""
        return max(self.chat_free_at(chat_id, now), self.room_at(now)) if self._on else now

    def room(self, now: float) -> int:
        """How many messages may leave now, to all chats together."""
        # The same sum as in `room_at`: with `at > now - 1.0` a float's rounding could find no room at that moment.
        return OVERALL - self._flying - sum(1 for at in self._all if at + 1.0 > now) if self._on else OVERALL

    def room_at(self, now: float) -> float:
        """The moment from which there is room for one more."""
        over = len(self._all) + self._flying - OVERALL
        return self._all[over] + 1.0 if 0 <= over < len(self._all) else now

    def _forget(self, now: float) -> None:
        """Drop what no longer limits anything."""
        self._people = {chat: at for chat, at in self._people.items() if at > now}
        self._groups = {chat: past for chat, past in self._groups.items() if past[-1] > now - 60.0}
