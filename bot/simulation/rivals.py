"""The policies that domain.md measured, written anew from its description, to stand beside the engine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from bot.domain.calendar import after_quiet, is_quiet
from bot.domain.candidates import Candidate, Need, Outstanding
from bot.simulation.policy import Choice, Decide, Decision, Policy


def daytime(decide: Decide) -> Decide:
    """The same, but at night it waits for eight o'clock: no rival writes to people in their sleep."""

    def waiting(
        need: Need,
        candidates: Sequence[Candidate],
        outstanding: Sequence[Outstanding],
        now: datetime,
        zone: ZoneInfo,
        rng: Random,
    ) -> Decision:
        if is_quiet(now, zone):
            return Decision((), after_quiet(now, zone))
        return decide(need, candidates, outstanding, now, zone, rng)

    return waiting


def fits(need: Need, candidate: Candidate) -> bool:
    """Offered, in a shared language, at a time they can."""
    return (
        need.category in candidate.categories
        and not candidate.spoken.isdisjoint(need.spoken)
        and candidate.can.fits(need.when)
    )


def _ask(chosen: Sequence[Candidate], again: datetime | None = None) -> Decision:
    return Decision(tuple(Choice(each.resident_id, (), 0.0, each.ring) for each in chosen), again)


@daytime
def everybody(
    need: Need,
    candidates: Sequence[Candidate],
    outstanding: Sequence[Outstanding],
    now: datetime,
    zone: ZoneInfo,
    rng: Random,
) -> Decision:
    """A group chat: one message to all."""
    return _ask([] if need.waves else candidates)


@daytime
def who_fits(
    need: Need,
    candidates: Sequence[Candidate],
    outstanding: Sequence[Outstanding],
    now: datetime,
    zone: ZoneInfo,
    rng: Random,
) -> Decision:
    """One message to all who offered this."""
    return _ask([] if need.waves else [each for each in candidates if fits(need, each)])


RIVALS = (
    Policy("everybody", "tell everybody (a group chat)", everybody, asks_unfit=True),
    Policy("fits", "tell everybody who fits", who_fits),
)
