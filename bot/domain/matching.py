"""Whom to ask for a request: the rolling wave. Pure functions; `now` and `rng` are arguments.

Each look asks the neighbours who add most to the chance of a yes for what the question costs them, until the
chance that nobody says yes is small enough for that stage. Then it waits: an answer brings the next look, or the
silence itself, as soon as it has worn down that chance. The form follows the best policy of domain.md ("Matching:
what measurement says"); `buurtkring simulate` sets it beside its rivals.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from zlib import crc32
from zoneinfo import ZoneInfo

from bot.domain.calendar import after_quiet, is_quiet
from bot.domain.candidates import Candidate, Need, Outstanding, Pool, Ring, Wishes
from bot.domain.ids import ResidentId
from bot.domain.replies import Silence, in_time, still_nobody, waking_hours

WEEKLY_CAP = 4
"""Asks a person in any rolling 7 days, whatever they allow themselves."""
NEAR_WEEKLY_CAP = 1
"""How many of these may come from a neighbouring buurt."""
AT_ONCE = 8
"""Most questions in one wave, and never more than half of those who may be asked: not everybody at once."""
COMMON = frozenset({"nl", "en"})
"""Languages that most helpers speak; who speaks another is kept for those who have nobody else."""
DAY = timedelta(days=1)
RESTED = 0.2
"""Readiness from which somebody is always asked where nobody else is: no request waits for luck alone."""
HOPELESS = 0.2
"""Under this chance of a yes from all that was asked, who asked is told so: on the same day, not after two nights."""
LATE = 0.2
"""The last part of a request's time, in which the one who asks is told that nobody said yes so far."""


@dataclass(frozen=True)
class Parameters:
    """What may be tuned; caps and consent may not.

    The values were chosen by `buurtkring simulate` and in a second imagined buurt by another author.
    """

    stages: tuple[float, ...] = (0.5, 0.4)
    """The chance of a yes that a wave aims at, with the questions that are still open: the first, and later ones."""
    mean: float = 0.13
    """Response rate of a stranger (domain.md: assumed), while little is known of these neighbours."""
    mean_weight: float = 60.0
    """So many answers weigh as much as that assumption."""
    prior: float = 4.0
    """And so many of somebody's own answers as much as the rate of the others: rates differ widely."""
    curious: float = 0.8
    """How many standard deviations above what somebody showed they are taken for: who is hardly known gets a turn."""
    rest_after_ask: timedelta = 2 * DAY
    rest_after_task: timedelta = 7 * DAY
    """After how long willingness is back to 63% (domain.md: assumed)."""
    near_fit: float = 0.7
    """How much less likely somebody from the next buurt says yes: assumed."""
    half_reply_after: float = 0.75
    """Waking hours within which half of the replies come: assumed."""
    nuisance_week: float = 1.0
    nuisance_month: float = 0.01
    """How the price of a question grows with the square of the questions of the last 7 and 28 days."""
    scarcity: float = 3.0
    """Times the price for who speaks a language that few helpers do, where this request does not need it."""
    worth: float = 0.2
    """The least gain in the chance of a yes, in usual response rates, for which somebody is asked at price 1."""
    scarce_worth: float = 0.3
    """Times that, where the request can only go to who speaks such a language: it has nobody else."""
    shortest_gap: timedelta = timedelta(minutes=15)
    longest_gap: timedelta = timedelta(hours=2)
    """Time between two looks: until silence has worn down the hope, and an eighth of what is left, within these."""
    silent_limit: int = 8
    """Silences in a row after which somebody is asked whether they still want to be asked."""
    silent_rest: timedelta = 28 * DAY


DEFAULT = Parameters()


class Reason(StrEnum):
    """Why this neighbour is asked; told to them in plain words."""

    LANGUAGE = "language"
    TIME = "time"
    CATEGORY = "category"
    NEAR = "near"
    COORDINATOR = "coordinator"
    """A coordinator thought of them."""


@dataclass(frozen=True)
class Choice:
    """Somebody to ask, and why."""

    resident_id: ResidentId
    reasons: tuple[Reason, ...]
    chance: float
    """Of a yes in time, as estimated now."""
    ring: Ring = Ring.OWN


@dataclass(frozen=True)
class Decision:
    """What to do now."""

    ask: tuple[Choice, ...]
    look_again: datetime | None
    """When to decide anew if no answer comes before (UTC, never in quiet hours); None past the deadline."""
    hope: float = 0.0
    """The chance that the open questions and these bring a yes, as it is estimated."""
    widen: bool = False
    """These candidates do not bring this stage's chance: look in a wider ring."""
    left: int = 0
    """How many more of them may be asked, by now or at a later look."""


def may_be_asked(need: Need, candidate: Candidate, now: datetime, parameters: Parameters = DEFAULT) -> bool:
    """The hard rules: consent, a shared language, a time and wishes that suit, and the caps."""
    near = candidate.ring is Ring.NEAR
    return (
        suits(need, candidate)
        and candidate.asks_7d < min(candidate.max_per_week, WEEKLY_CAP)
        and (not near or (candidate.beyond and candidate.near_7d < NEAR_WEEKLY_CAP))
        and not rested(candidate, now, parameters)
    )


def suits(need: Need, candidate: Candidate) -> bool:
    """Whether somebody offered this, at this time, speaks with the one who asks, and both have their wishes."""
    return (
        need.category in candidate.categories
        and bool(need.spoken & candidate.spoken)
        and candidate.can.fits(need.when)
        and (not need.visits_home or _may_visit(need, candidate))
    )


def _may_visit(need: Need, candidate: Candidate) -> bool:
    return (
        candidate.adult is not False
        and need.wishes.met_by(candidate.traits, candidate.spoken)
        and candidate.wishes.met_by(need.traits, need.spoken)
    )


def rested(candidate: Candidate, now: datetime, parameters: Parameters = DEFAULT) -> bool:
    """Whether somebody who keeps silent is left in peace for a while."""
    return (
        candidate.silent_in_row >= parameters.silent_limit
        and candidate.last_ask is not None
        and now - candidate.last_ask < parameters.silent_rest
    )


def decide(
    need: Need,
    candidates: Pool | Sequence[Candidate],
    outstanding: Sequence[Outstanding],
    now: datetime,
    zone: ZoneInfo,
    rng: Random,
    parameters: Parameters = DEFAULT,
) -> Decision:
    """Whom to ask now, best first, and when to look again.

    Who is hardly known is taken for a little better than what they showed, so that newcomers get their turn, and
    `rng` decides among equals. The same facts and `rng` give the same answer in whatever order the candidates are
    listed; somebody with two offers is there twice and counts once. In quiet hours nobody is asked. `candidates`
    are those of the rings that may be asked by now.
    """
    pool = candidates if isinstance(candidates, Pool) else Pool.of(candidates)
    if now >= need.deadline:
        return Decision((), None)
    if is_quiet(now, zone):
        return Decision((), after_quiet(now, zone))
    replied = in_time(waking_hours(now, need.deadline, zone), parameters.half_reply_after)
    usual = usual_rate(pool, parameters)
    weighed = []
    fitting = _one_each([each for each in pool.candidates if may_be_asked(need, each, now, parameters)])
    for each in fitting:
        ready = fit(each, now, parameters) * replied
        likely = hoped_rate(each, usual, parameters) * ready
        weighed.append((likely / price(need, each, parameters), rng.random(), likely, ready >= RESTED, each))
    weighed.sort(key=lambda row: row[:2], reverse=True)
    silences = [(waking_hours(each.asked_at, now, zone), each.chance) for each in outstanding]
    nobody = still_nobody(silences, parameters.half_reply_after)
    goal = _goal(need.waves, parameters)
    worth = usual * parameters.worth * (1.0 if need.spoken & COMMON else parameters.scarce_worth)
    chosen: dict[ResidentId, Choice] = {}
    for gain, _, likely, rested_enough, each in weighed:
        if nobody <= goal or len(chosen) >= min(AT_ONCE, math.ceil(len(weighed) / 2)):
            break
        first_of_all = need.waves == 0 and not outstanding and not chosen and rested_enough
        if nobody * gain >= worth or first_of_all:
            chosen[each.resident_id] = Choice(each.resident_id, reasons(need, each), likely, each.ring)
            nobody *= 1 - likely
    silences += [(0.0, each.chance) for each in chosen.values()]
    next_goal = _goal(need.waves + bool(chosen), parameters)
    # Where nobody is worth a question now, an earlier look finds them no better rested.
    worn = _worn_down(silences, next_goal, parameters) if chosen or nobody <= goal else None
    return Decision(
        tuple(chosen.values()),
        look_again(now, need.deadline, zone, parameters, worn),
        hope=1 - nobody,
        widen=nobody > goal,
        left=len(fitting) - len(chosen),
    )


def _one_each(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Everybody once, by id: of somebody's offers that suit the same one, in whatever order they are listed."""
    found: dict[ResidentId, Candidate] = {}
    for each in candidates:
        other = found.get(each.resident_id)
        if other is None or _offer(each) < _offer(other):
            found[each.resident_id] = each
    return [found[number] for number in sorted(found)]


def _offer(candidate: Candidate) -> tuple[list[int], list[str]]:
    return sorted(candidate.can.days), sorted(candidate.can.parts)


def usual_rate(pool: Pool, parameters: Parameters = DEFAULT) -> float:
    """The response rate to expect of a stranger: what all of these showed so far, from the assumed mean on."""
    yes = sum(yes for yes, _ in pool.answers.values())
    asked = sum(asked for _, asked in pool.answers.values())
    return (parameters.mean * parameters.mean_weight + yes) / (parameters.mean_weight + asked)


def hoped_rate(candidate: Candidate, usual: float, parameters: Parameters = DEFAULT) -> float:
    """The response rate to go by, 0 to 1: what somebody showed and others do, and more where little is known."""
    known = parameters.prior + candidate.yes + candidate.no + candidate.silent
    mean = (usual * parameters.prior + candidate.yes) / known
    return min(1.0, mean + parameters.curious * math.sqrt(mean * (1 - mean) / (known + 1)))


def is_time_for_next_door(decision: Decision, waves: int) -> bool:
    """Whether neighbouring buurten come into it: after the own buurt's first wave, or where it has nobody."""
    nobody_here = not decision.left and decision.hope < HOPELESS
    return decision.widen and (waves > 0 or nobody_here)


def is_spent(need: Need, decision: Decision, now: datetime) -> bool:
    """Whether it is time for an honest word: nobody is left to ask and hardly a yes to hope for, or it is late."""
    if decision.look_again is None:
        return False
    late = need.deadline - now < (need.deadline - need.created_at) * LATE
    nobody = not decision.ask and not decision.left
    return late or (decision.widen and nobody and decision.hope < HOPELESS)


def held_back_by_wishes(need: Need, candidates: Sequence[Candidate]) -> int:
    """How many could be asked if the one who asks, for a visit at home, wished for nobody in particular."""
    if not need.visits_home or need.wishes == Wishes():
        return 0
    without = replace(need, wishes=Wishes())
    return len(
        {
            each.resident_id
            for each in candidates
            if suits(without, each) and not need.wishes.met_by(each.traits, each.spoken)
        }
    )


def fit(candidate: Candidate, now: datetime, parameters: Parameters = DEFAULT) -> float:
    """How ready somebody is to say yes, 0 to 1: rested since the last question and task, and how far away."""
    ready = 1.0
    if candidate.last_ask is not None:
        ready *= 1 - math.exp(-max(0.0, (now - candidate.last_ask) / parameters.rest_after_ask))
    if candidate.last_task is not None:
        ready *= 1 - math.exp(-max(0.0, (now - candidate.last_task) / parameters.rest_after_task))
    return ready * (parameters.near_fit if candidate.ring is Ring.NEAR else 1.0)


def price(need: Need, candidate: Candidate, parameters: Parameters = DEFAULT) -> float:
    """What a question costs the one who is asked, and the next who may need them; 1 at least."""
    nuisance = (
        1
        + parameters.nuisance_week * candidate.asks_7d**2
        + parameters.nuisance_month * candidate.asks_28d**2
    )
    scarce = not candidate.spoken <= COMMON
    needed = not need.spoken & COMMON
    return nuisance * (parameters.scarcity if scarce and not needed else 1.0)


def look_again(
    now: datetime,
    deadline: datetime,
    zone: ZoneInfo,
    parameters: Parameters = DEFAULT,
    worn: timedelta | None = None,
) -> datetime:
    """When the hope is `worn` down, or an eighth of what is left is over; in 15 minutes to 2 hours. UTC, by day."""
    gap = min(max((deadline - now) / 8, parameters.shortest_gap), worn or parameters.longest_gap)
    return after_quiet(now + gap, zone)


def _worn_down(silences: Sequence[Silence], goal: float, parameters: Parameters) -> timedelta:
    """After how long a silence these questions no longer bring the next stage's chance, in steps; 2 hours at most."""
    gap = parameters.shortest_gap
    while gap < parameters.longest_gap:
        if still_nobody(silences, parameters.half_reply_after, gap / timedelta(hours=1)) > goal:
            break
        gap += parameters.shortest_gap
    return gap


def _goal(waves: int, parameters: Parameters) -> float:
    """How small the chance that nobody says yes should be after so many waves."""
    return 1 - parameters.stages[min(waves, len(parameters.stages) - 1)]


def reasons(need: Need, candidate: Candidate) -> tuple[Reason, ...]:
    """What to tell the one who is asked: their offer, their language where it matters, their time."""
    found = [Reason.CATEGORY]
    if need.first_lang in candidate.spoken & need.spoken and (
        need.first_lang != "nl" or len(need.spoken) == 1
    ):
        found.append(Reason.LANGUAGE)
    if need.when.first is not None and (candidate.can.days or candidate.can.parts):
        found.append(Reason.TIME)
    if candidate.ring is Ring.NEAR:
        found.append(Reason.NEAR)
    return tuple(found)


def shared_language(spoken: frozenset[str], first_lang: str, candidate: frozenset[str]) -> str | None:
    """The language the two would speak: the requester's own where possible."""
    shared = spoken & candidate
    return first_lang if first_lang in shared else min(shared, default=None)


def mark(category: str, when: Mapping[str, str], coffee: bool) -> str:
    """Eight letters that differ where a request is for other help or another time.

    They are on the buttons under a question, so that nobody's yes counts for what they were not shown.
    """
    return f"{crc32(json.dumps([category, dict(when), coffee], sort_keys=True).encode()):08x}"
