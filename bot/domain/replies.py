"""When people answer, and what it says that they have not yet. Pure functions over waking hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.calendar import QUIET_FROM, QUIET_UNTIL, local

Silence = tuple[float, float]
"""A question that is still open: the waking hours since it was asked, and the chance of a yes as it was then."""


def in_time(hours_left: float, half_after: float) -> float:
    """The chance that a reply, if it comes, comes within so many waking hours; half come within `half_after`.

    The tail is long: of those who do not answer soon some do so much later, and no hour makes it certain.
    """
    return hours_left / (hours_left + half_after) if hours_left > 0 else 0.0


def still_nobody(silences: Sequence[Silence], half_after: float, later: float = 0.0) -> float:
    """The chance that none of the open questions brings a yes, should all be silent for `later` more hours."""
    nobody = 1.0
    for hours, chance in silences:
        comes_yet = chance * (1 - in_time(hours + later, half_after))
        nobody *= (1 - chance) / (1 - chance + comes_yet) if comes_yet else 1.0
    return nobody


def waking_hours(start: datetime, end: datetime, zone: ZoneInfo) -> float:
    """Hours between two moments outside the quiet ones; 0 where `end` is not after `start`."""
    if end <= start:
        return 0.0
    day = QUIET_FROM.hour - QUIET_UNTIL.hour
    first, last = local(start, zone), local(end, zone)

    def awake_by(hour: float) -> float:
        return min(max(hour - QUIET_UNTIL.hour, 0.0), day)

    nights = (last.date() - first.date()).days
    at = [each.hour + each.minute / 60 + each.second / 3600 for each in (first, last)]
    return nights * day + awake_by(at[1]) - awake_by(at[0])
