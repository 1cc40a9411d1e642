"""Waking hours: how far a moment lies after another when the night does not count."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.calendar import NO_BUURT, QUIET_FROM, after_quiet, at_local, local

ZONE = NO_BUURT


def awake(start: datetime, hours: float) -> datetime:
    """The moment (UTC) so many waking hours after `start`; a night in between is slept through."""
    moment = after_quiet(start, ZONE)
    left = timedelta(hours=hours)
    while True:
        bedtime = at_local(local(moment, ZONE).date(), QUIET_FROM, ZONE)
        if moment + left < bedtime:
            return moment + left
        left -= bedtime - moment
        moment = after_quiet(bedtime, ZONE)
