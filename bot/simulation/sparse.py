"""Sparse notification (Manshadi & Rodilitz, arXiv 2002.08474), in a form for a stream that does not end.

There, volunteers stand in an order, and each weighs what a notification may bring (their chance of a yes, times the
chance that nobody before them says yes) against what the silence after it costs: the rewards of the tasks that come
while they are inactive. Their dynamic program over a season becomes here its stationary form: with tasks that suit
somebody at a rate r, an inactivity of t days, and a chance that nobody before them says yes that is taken as uniform,
the rewards lost are their chance times x, where x = r t (1 - x)^2 / 2; so a volunteer is notified while the chance
that nobody before them says yes is at least x. The order is that of the chances, the likeliest first. Response rates,
which the paper takes as known, are learned here as for every policy.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from bot.domain.candidates import Candidate, Need
from bot.simulation.odds import fits, in_time, mean_rate, readiness
from bot.simulation.rivals import once
from bot.simulation.setting import MIX, Setting

INACTIVE_DAYS = Setting.rest_after_ask
A_DAY = Setting.requests_per_week / 7


@once
def sparse(
    need: Need, candidates: Sequence[Candidate], now: datetime, zone: ZoneInfo, rng: Random
) -> Sequence[Candidate]:
    """Notify, in order, whoever brings more than the days after it cost."""
    replies = in_time(need, now, zone)
    likely = sorted(
        ((mean_rate(each) * readiness(each, now) * replies, each) for each in candidates if fits(need, each)),
        key=lambda row: (-row[0], row[1].resident_id),
    )
    nobody, notified = 1.0, []
    for chance, each in likely:
        if nobody >= cost(each):
            notified.append(each)
            nobody *= 1 - chance
    return notified


def cost(candidate: Candidate) -> float:
    """What is lost while they are inactive, as a share of their own chance of a yes: the smaller root for x."""
    lost = A_DAY * sum(MIX[each] for each in candidate.categories) * INACTIVE_DAYS / 2
    return (2 * lost + 1 - math.sqrt(4 * lost + 1)) / (2 * lost)
