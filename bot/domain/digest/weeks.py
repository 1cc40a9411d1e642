"""Weeks by number, and the fixed blocks of four weeks that groups are counted in.

Week 0 begins on Monday 1 January of the year 1, so that a block never depends on who looks when: block `b` is the
weeks 4b to 4b+3, and no window slides over them.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import at_local, local

OF_A_BLOCK = 4
LINE = 12
"""How many weeks the line of weeks is long: three blocks."""


def week_of(day: date) -> int:
    """The number of the week (Monday to Sunday) of a day."""
    return (day.toordinal() - 1) // 7


def monday(week: int) -> date:
    """The first day of a week."""
    return date.fromordinal(7 * week + 1)


def begins(week: int, zone: ZoneInfo) -> datetime:
    """The moment (UTC) of local midnight at which a week begins; the one before it ends there."""
    return at_local(monday(week), time(0), zone)


def last_whole(now: datetime, zone: ZoneInfo) -> int:
    """The last week that is over at `now`."""
    return week_of(local(now, zone).date()) - 1


def week_at(moment: datetime, zone: ZoneInfo) -> int:
    """The week in which a moment falls."""
    return week_of(local(moment, zone).date())


def told_block(week: int) -> int:
    """The last block that may be told in the digest of `week`: it ended at least a week before that week does.

    That week more is given to everybody who asked in the block, the last as the first.
    """
    return week // OF_A_BLOCK - 1


def weeks_of(block: int) -> range:
    """The four weeks of a block."""
    return range(OF_A_BLOCK * block, OF_A_BLOCK * (block + 1))


def last_day(week: int) -> date:
    """The Sunday of a week."""
    return monday(week) + timedelta(days=6)
