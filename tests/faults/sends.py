"""What the server saw of the bot's sending, held against Telegram's limits."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.playground.world import Call

SENDING = ("send", "edit", "copy")


def messages(calls: Iterable[Call]) -> dict[int, list[float]]:
    """For each chat the moments (event loop, seconds) at which a message or edit for it reached the server."""
    found: dict[int, list[float]] = defaultdict(list)
    for call in calls:
        if call.method.startswith(SENDING) and call.method != "sendChatAction":
            found[int(call.params["chat_id"])].append(call.at)
    return found


def busiest(moments: Iterable[float], seconds: float) -> int:
    """The most that fell into any `seconds` (its end not counted)."""
    row = sorted(moments)
    return max((bisect_left(row, at + seconds) - place for place, at in enumerate(row)), default=0)


def burst_of(moments: Sequence[float]) -> float:
    """The most by which any stretch held more than one a second: what Telegram must tolerate as a burst."""
    row = sorted(moments)
    most = 0.0
    for first, start in enumerate(row):
        for count, end in enumerate(row[first:], start=1):
            most = max(most, count - (end - start))
    return most
