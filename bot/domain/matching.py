"""Whom to ask for a request: the rolling wave. Pure functions; `now` and `rng` are arguments.

Each look asks the neighbours who add most to the chance of a yes for what the question costs them, until the
chance that nobody says yes is small enough for that stage. Then it waits: an answer or the gap brings the next
look. The form follows the best policy of domain.md ("Matching: what measurement says"); `buurtkring simulate`
sets it beside its rivals.
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

from bot.domain.calendar import QUIET_FROM, QUIET_UNTIL, after_quiet, is_quiet, local
from bot.domain.candidates import Candidate, Need, Outstanding, Ring, Wishes
from bot.domain.ids import ResidentId

WEEKLY_CAP = 4
"""Asks a person in any rolling 7 days, whatever they allow themselves."""
NEAR_WEEKLY_CAP = 1
"""How many of these may come from a neighbouring buurt."""
AT_ONCE = 8
"""Most questions in one wave, and never more than half of those who may be asked: not everybody at once."""
SHORTEST_GAP, LONGEST_GAP = timedelta(minutes=15), timedelta(hours=3)
DAY = timedelta(days=1)
HOPELESS = 0.1
LATE = 0.2
"""The last part of a request's time, in which the one who asks is told that nobody said yes so far."""


@dataclass(frozen=True)
class Parameters:
    """What may be tuned; caps and consent may not. Times are waking hours unless they are timedeltas."""

    stages: tuple[float, ...] = (0.50, 0.75, 0.90, 0.96)
    """The chance of a yes that each wave aims at, with the questions that are still open."""
    prior_yes: float = 0.6
    prior_no: float = 3.4
    """Beta prior of a stranger's response rate: mean .15, heavy-tailed (domain.md: .13 assumed)."""
    rest_after_ask: timedelta = 2 * DAY
    rest_after_task: timedelta = 7 * DAY
    near_fit: float = 0.7
    """How much less likely somebody from the next buurt says yes."""
    reply_hours: float = 2.0
    """Mean time to a reply."""
    nuisance_week: float = 1.5
    nuisance_month: float = 0.1
    """How the price of a question grows with the square of the questions of the last 7 and 28 days."""
    scarcity: float = 2.0
    """Times the price for a bilingual helper whom this request does not need."""
    worth: float = 0.03
    """The least gain in the chance of a yes for which somebody is asked, at price 1."""
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
    """Nobody among these candidates is left to bring this stage's chance: look in a wider ring."""


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
    candidates: Sequence[Candidate],
    outstanding: Sequence[Outstanding],
    now: datetime,
    zone: ZoneInfo,
    rng: Random,
    parameters: Parameters = DEFAULT,
) -> Decision:
    """Whom to ask now, best first, and when to look again.

    Who comes first is drawn by each one's response rate as it is known (Thompson sampling), so that newcomers
    get their chance; how many are asked follows from the expected rates. The same facts and `rng` give the
    same answer in whatever order the candidates are listed. In quiet hours nobody is asked. `candidates` are
    those of the rings that may be asked by now.
    """
    if now >= need.deadline:
        return Decision((), None)
    if is_quiet(now, zone):
        return Decision((), after_quiet(now, zone))
    again = look_again(now, need.deadline, zone)
    hours_left = waking_hours(now, need.deadline, zone)
    weighed = []
    for each in sorted(candidates, key=lambda each: (each.resident_id, repr(sorted(each.can.days)))):
        yes = parameters.prior_yes + each.yes
        other = parameters.prior_no + each.no + each.silent
        drawn = rng.betavariate(yes, other)
        if may_be_asked(need, each, now, parameters):
            cost = price(need, each, parameters)
            ready = fit(each, now, parameters) * in_time(hours_left, parameters)
            weighed.append((-drawn * ready / cost, each.resident_id, yes / (yes + other) * ready, cost, each))
    nobody = still_nobody(outstanding, now, zone, parameters)
    stage = parameters.stages[min(need.waves, len(parameters.stages) - 1)]
    chosen: dict[ResidentId, Choice] = {}
    for _, resident_id, likely, cost, each in sorted(weighed, key=lambda row: row[:2]):
        if nobody <= 1 - stage or len(chosen) >= min(AT_ONCE, math.ceil(len(weighed) / 2)):
            break
        if resident_id in chosen or nobody * likely < parameters.worth * cost:
            continue
        chosen[resident_id] = Choice(resident_id, reasons(need, each), likely, each.ring)
        nobody *= 1 - likely
    return Decision(tuple(chosen.values()), again, hope=1 - nobody, widen=nobody > 1 - stage)


def is_spent(need: Need, decision: Decision, now: datetime) -> bool:
    """Whether it is time for an honest word: nobody is left to ask and hardly a yes to hope for, or it is late."""
    if decision.look_again is None:
        return False
    late = need.deadline - now < (need.deadline - need.created_at) * LATE
    return decision.widen and ((not decision.ask and decision.hope < HOPELESS) or late)


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


def in_time(hours_left: float, parameters: Parameters = DEFAULT) -> float:
    """The chance that a reply, if it comes, comes within so many waking hours."""
    return 1 - math.exp(-hours_left / parameters.reply_hours)


def price(need: Need, candidate: Candidate, parameters: Parameters = DEFAULT) -> float:
    """What a question costs the one who is asked, and the next who may need them; 1 at least."""
    nuisance = (
        1
        + parameters.nuisance_week * candidate.asks_7d**2
        + parameters.nuisance_month * candidate.asks_28d**2
    )
    bilingual = len(candidate.spoken) > 1
    needed = "nl" not in need.spoken
    return nuisance * (parameters.scarcity if bilingual and not needed else 1.0)


def still_nobody(
    outstanding: Sequence[Outstanding], now: datetime, zone: ZoneInfo, parameters: Parameters = DEFAULT
) -> float:
    """The chance that none of the open questions brings a yes; each hour of silence makes a yes less likely."""
    nobody = 1.0
    for each in outstanding:
        later = math.exp(-waking_hours(each.asked_at, now, zone) / parameters.reply_hours)
        nobody *= 1 - each.chance * later / (1 - each.chance * (1 - later))
    return nobody


def waking_hours(start: datetime, end: datetime, zone: ZoneInfo) -> float:
    """Hours between two moments outside the quiet ones; 0 where `end` is not after `start`."""
    if end <= start:
        return 0.0
    day = QUIET_FROM.hour - QUIET_UNTIL.hour
    first, last = local(start, zone), local(end, zone)

    def awake_by(hour: float) -> float:
        return min(max(hour - QUIET_UNTIL.hour, 0.0), day)

    nights = (last.date() - first.date()).days
    at = [each.hour + each.minute / 60 + each.second / 3600 for each in (first, last)]
    return nights * day + awake_by(at[1]) - awake_by(at[0])


def look_again(now: datetime, deadline: datetime, zone: ZoneInfo) -> datetime:
    """An eighth of what is left, 15 minutes to 3 hours; in quiet hours at their end. UTC."""
    gap = min(max((deadline - now) / 8, SHORTEST_GAP), LONGEST_GAP)
    return after_quiet(now + gap, zone)


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
