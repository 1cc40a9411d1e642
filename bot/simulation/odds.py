"""What domain.md's own policies reckon with: the chance of a yes from the facts, apart from the engine's."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.candidates import Candidate, Need, Ring
from bot.simulation.policy import waking_hours

DAY = timedelta(days=1)
PRIOR_YES, PRIOR_NO = 0.5, 3.35
"""Beta prior of the response rate with domain.md's mean of .13; its strength is assumed."""
REPLY_HOURS = 2.0
"""Mean waking hours to a reply: assumed."""
NEAR = 0.7
"""Times the chance for somebody from the next buurt: assumed."""


def fits(need: Need, candidate: Candidate) -> bool:
    """Offered, in a shared language, at a time they can."""
    return (
        need.category in candidate.categories
        and not candidate.spoken.isdisjoint(need.spoken)
        and candidate.can.fits(need.when)
    )


def posterior(candidate: Candidate) -> tuple[float, float]:
    """The two numbers of the Beta that is believed of somebody's response rate."""
    return PRIOR_YES + candidate.yes, PRIOR_NO + candidate.no + candidate.silent


def mean_rate(candidate: Candidate) -> float:
    """The mean of that Beta."""
    yes, no = posterior(candidate)
    return yes / (yes + no)


def readiness(candidate: Candidate, now: datetime) -> float:
    """1-exp(-since last ask / 2 d) x 1-exp(-since last task / 7 d), and the distance."""
    ready = NEAR if candidate.ring is Ring.NEAR else 1.0
    for last, days in ((candidate.last_ask, 2.0), (candidate.last_task, 7.0)):
        if last is not None:
            ready *= 1 - math.exp(-max(0.0, (now - last) / DAY) / days)
    return ready


def in_time(need: Need, now: datetime, zone: ZoneInfo) -> float:
    """The chance that a reply comes before the deadline."""
    return 1 - math.exp(-waking_hours(now, need.deadline, zone) / REPLY_HOURS)
