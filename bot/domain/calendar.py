"""Local time and quiet hours. Everything stored is UTC; everything promised to people is local."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

QUIET_FROM = time(21)
QUIET_UNTIL = time(8)
EVENING_BEFORE = time(20, 30)
NO_BUURT = ZoneInfo("Europe/Amsterdam")
"""The zone of what belongs to no buurt."""


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """The same moment on the wall clock of `zone`."""
    return moment.astimezone(zone)


def utc(moment: datetime) -> datetime:
    """The same moment in UTC."""
    return moment.astimezone(UTC)


def at_local(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC moment of a local date and clock time.

    A clock time that the spring change skips becomes the same distance after it (02:30 -> 03:30);
    one that comes twice in autumn is the first of the two.
    """
    return datetime.combine(day, at, zone).astimezone(UTC)


def local_text(moment: datetime, zone: ZoneInfo) -> str:
    """The local date and clock time as it goes into a message's parameters: 2026-11-24T14:30."""
    return local(moment, zone).replace(tzinfo=None).isoformat(timespec="minutes")


def is_quiet(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether nothing unasked-for may be sent: from 21:00 up to 08:00 local."""
    at = local(moment, zone).time()
    return at >= QUIET_FROM or at < QUIET_UNTIL


def after_quiet(moment: datetime, zone: ZoneInfo) -> datetime:
    """`moment` itself (UTC), or the 08:00 that ends the quiet hours it falls in."""
    if not is_quiet(moment, zone):
        return utc(moment)
    here = local(moment, zone)
    day = here.date() + timedelta(days=1) if here.time() >= QUIET_FROM else here.date()
    return at_local(day, QUIET_UNTIL, zone)


def by_day(moment: datetime, lasts: timedelta, zone: ZoneInfo) -> datetime:
    """`lasts`, 13 hours at most, after `moment`, in UTC; the quiet hours do not count."""
    start = after_quiet(moment, zone)
    night = at_local(local(start, zone).date(), QUIET_FROM, zone)
    end = start + lasts
    return end if end < night else after_quiet(night, zone) + (end - night)


def next_monday(moment: datetime, zone: ZoneInfo, at: time = QUIET_UNTIL) -> datetime:
    """The first Monday at local time `at` strictly after `moment`, in UTC."""
    day = local(moment, zone).date()
    day += timedelta(days=-day.weekday() % 7)
    candidate = at_local(day, at, zone)
    return candidate if candidate > moment else at_local(day + timedelta(days=7), at, zone)


def next_at(moment: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The first local clock time `at` strictly after `moment`, in UTC."""
    day = local(moment, zone).date()
    candidate = at_local(day, at, zone)
    return candidate if candidate > moment else at_local(day + timedelta(days=1), at, zone)
