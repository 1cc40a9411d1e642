"""When a commitment's reminders fall due: local-time rules, as UTC moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.calendar import EVENING_BEFORE, after_quiet, at_local, is_quiet, local, utc

DAY_BEFORE_AT = time(18)
AHEAD = timedelta(hours=2)
AFTER = timedelta(hours=2)
AT_LEAST_AHEAD = timedelta(minutes=30)


class Reminder(StrEnum):
    """What a commitment reminds of."""

    DAY_BEFORE = "day_before"
    """Day before at 18:00: does it go on?"""
    HOURS_BEFORE = "hours_before"
    """Two hours before."""
    CHECK_IN = "check_in"
    """Two hours after: did it work out?"""
    ADDRESS_GONE = "address_gone"
    """End of the appointment's day: an address given is purged."""


@dataclass(frozen=True)
class DueReminder:
    """A reminder and the UTC moment at which it is due."""

    reminder: Reminder
    at: datetime


def hours_before(starts_at: datetime, zone: ZoneInfo) -> datetime:
    """Two hours before (UTC), kept out of the quiet hours.

    In quiet hours it comes at 08:00 where that is still at least 30 minutes ahead of the appointment,
    else the evening before at 20:30 (design, "Quiet hours").
    """
    wanted = utc(starts_at) - AHEAD
    if not is_quiet(wanted, zone):
        return wanted
    morning = after_quiet(wanted, zone)
    if morning <= utc(starts_at) - AT_LEAST_AHEAD:
        return morning
    return at_local(local(morning, zone).date() - timedelta(days=1), EVENING_BEFORE, zone)


def plan(starts_at: datetime, now: datetime, zone: ZoneInfo) -> list[DueReminder]:
    """The reminders of an appointment at `starts_at` (UTC), those already past left out, in order.

    The day-before question is left out when it is asked too late to matter: made after that 18:00.
    """
    start = local(starts_at, zone)
    wanted = [
        (Reminder.DAY_BEFORE, at_local(start.date() - timedelta(days=1), DAY_BEFORE_AT, zone)),
        (Reminder.HOURS_BEFORE, hours_before(starts_at, zone)),
        (Reminder.CHECK_IN, after_quiet(utc(starts_at) + AFTER, zone)),
        (Reminder.ADDRESS_GONE, at_local(start.date() + timedelta(days=1), time(0), zone)),
    ]
    return sorted(
        (DueReminder(reminder, at) for reminder, at in wanted if at > now),
        key=lambda due: due.at,
    )
