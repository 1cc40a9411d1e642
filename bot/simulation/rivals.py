"""The simple policies that domain.md measured, written anew from its description, to stand beside the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from bot.domain.calendar import after_quiet, is_quiet
from bot.domain.candidates import Candidate, Need, Outstanding
from bot.simulation.odds import fits, in_time, mean_rate, readiness
from bot.simulation.policy import Choice, Decide, Decision, look_again

Pick = Callable[[Need, Sequence[Candidate], datetime, ZoneInfo, Random], Sequence[Candidate]]
"""Whom to ask: request, candidates not yet asked for it, now, zone, rng."""
BEST = 5
WAVES = 3, 6


def once(pick: Pick) -> Decide:
    """Ask the picked when the request is made, by day, and nobody afterwards."""

    def decide(
        need: Need,
        candidates: Sequence[Candidate],
        outstanding: Sequence[Outstanding],
        now: datetime,
        zone: ZoneInfo,
        rng: Random,
    ) -> Decision:
        if is_quiet(now, zone):
            return Decision((), after_quiet(now, zone))
        return ask([] if need.waves else pick(need, candidates, now, zone, rng), None)

    return decide


def ask(chosen: Sequence[Candidate], again: datetime | None) -> Decision:
    """A decision that tells no reasons."""
    return Decision(tuple(Choice(each.resident_id, (), 0.0, each.ring) for each in chosen), again)


@once
def everybody(
    need: Need, candidates: Sequence[Candidate], now: datetime, zone: ZoneInfo, rng: Random
) -> Sequence[Candidate]:
    """A group chat: one message to all."""
    return candidates


@once
def who_fits(
    need: Need, candidates: Sequence[Candidate], now: datetime, zone: ZoneInfo, rng: Random
) -> Sequence[Candidate]:
    """One message to all who offered this."""
    return [each for each in candidates if fits(need, each)]


@once
def best_five(
    need: Need, candidates: Sequence[Candidate], now: datetime, zone: ZoneInfo, rng: Random
) -> Sequence[Candidate]:
    """The five most likely to say yes."""
    return _ranked(need, candidates, now, zone)[:BEST]


def waves(
    need: Need,
    candidates: Sequence[Candidate],
    outstanding: Sequence[Outstanding],
    now: datetime,
    zone: ZoneInfo,
    rng: Random,
) -> Decision:
    """The best three, then six more, then everybody: what widening without measure does."""
    if is_quiet(now, zone):
        return Decision((), after_quiet(now, zone))
    done = need.waves
    if outstanding:
        # A decline hurries nothing: the wave has its time.
        over = look_again(max(each.asked_at for each in outstanding), need.deadline, zone)
        if now < over:
            return ask([], over)
    if done < len(WAVES):
        chosen: Sequence[Candidate] = _ranked(need, candidates, now, zone)[: WAVES[done]]
    else:
        chosen = candidates if done == len(WAVES) else []
    return ask(chosen, look_again(now, need.deadline, zone) if done < len(WAVES) else None)


def _ranked(need: Need, candidates: Sequence[Candidate], now: datetime, zone: ZoneInfo) -> list[Candidate]:
    """Who fits, the likeliest yes first."""
    return sorted(
        (each for each in candidates if fits(need, each)),
        key=lambda each: (
            -mean_rate(each) * readiness(each, now) * in_time(need, now, zone),
            each.resident_id,
        ),
    )
