"""domain.md's best policy, the rolling wave, with its parameters as they stand there.

It is written from that page and not from the engine, so that the table shows what the engine adds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from bot.domain.calendar import after_quiet, is_quiet
from bot.domain.candidates import Candidate, Need, Outstanding, Ring
from bot.simulation.odds import fits, in_time, posterior, readiness
from bot.simulation.policy import Choice, Decision, look_again

STAGES = (0.50, 0.75, 0.90, 0.96)
ASKS_A_WEEK, NEAR_A_WEEK = 4, 1
SCARCITY = 2.0
NUISANCE = 1.0
"""How the price grows with the square of the questions of the last 7 days: assumed."""
WORTH = 0.01
"""Chance of a yes per unit of price below which somebody is not asked: assumed."""


def rolling(
    need: Need,
    candidates: Sequence[Candidate],
    outstanding: Sequence[Outstanding],
    now: datetime,
    zone: ZoneInfo,
    rng: Random,
) -> Decision:
    """One wave: by chance over price, until the chance that nobody of the wave says yes is small enough."""
    if is_quiet(now, zone):
        return Decision((), after_quiet(now, zone))
    replies = in_time(need, now, zone)
    weighed = []
    for each in candidates:
        rate = rng.betavariate(*posterior(each))
        if fits(need, each) and within_caps(each):
            likely = rate * readiness(each, now) * replies
            weighed.append((likely / price(need, each), likely, each))
    weighed.sort(key=lambda row: (-row[0], row[2].resident_id))
    nobody, chosen = 1.0, []
    for worth, likely, each in weighed:
        if nobody <= 1 - STAGES[min(need.waves, len(STAGES) - 1)] or worth < WORTH:
            break
        chosen.append(Choice(each.resident_id, (), likely, each.ring))
        nobody *= 1 - likely
    return Decision(tuple(chosen), look_again(now, need.deadline, zone))


def within_caps(candidate: Candidate) -> bool:
    """At most 4 questions in 7 days counting this one, or fewer where they said so; next door 1."""
    near = candidate.ring is Ring.NEAR
    return candidate.asks_7d < min(ASKS_A_WEEK, candidate.max_per_week) and not (
        near and candidate.near_7d >= NEAR_A_WEEK
    )


def price(need: Need, candidate: Candidate) -> float:
    """Scarcity (twice for a bilingual helper, unless the request needs Arabic) plus nuisance."""
    scarce = len(candidate.spoken) > 1 and "nl" in need.spoken
    return (SCARCITY if scarce else 1.0) + NUISANCE * candidate.asks_7d**2
