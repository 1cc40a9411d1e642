"""Whom to ask for a request: one pure function that ranks the candidates, and when to look again.

Few at a time: two are asked, a no or a silence brings the next.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from zlib import crc32

from bot.domain.ids import ResidentId
from bot.domain.model import Post
from bot.domain.when import Availability

AT_ONCE = 2
"""How many private questions are open for one request."""
WEEKLY_CAP = 4
"""Asks a person in any rolling 7 days, whatever they allow themselves."""
SHORTEST_GAP, LONGEST_GAP = timedelta(minutes=15), timedelta(hours=3)


class Reason(StrEnum):
    """Why this neighbour is asked; told to them in plain words."""

    LANGUAGE = "language"
    TIME = "time"
    CATEGORY = "category"


@dataclass(frozen=True)
class Candidate:
    """The facts about somebody who offers this kind of help."""

    resident_id: ResidentId
    spoken: frozenset[str]
    adult: bool | None
    visits_allowed: bool
    can: Availability
    max_per_week: int
    asks_7d: int
    last_ask: datetime | None
    yes: int
    not_yes: int
    waiting: int
    """Questions to them that are still open."""


@dataclass(frozen=True)
class Choice:
    """Somebody to ask, and why."""

    resident_id: ResidentId
    reasons: tuple[Reason, ...]


def may_be_asked(post: Post, spoken: frozenset[str], candidate: Candidate) -> bool:
    """The hard rules: a shared language, a time that suits, adult where it matters, and the caps."""
    return (
        bool(spoken & candidate.spoken)
        and candidate.can.fits(post.when)
        and (not post.visits_home or candidate.adult is not False)
        and candidate.asks_7d < min(candidate.max_per_week, WEEKLY_CAP)
        and candidate.waiting == 0
    )


def score(candidate: Candidate, now: datetime, first_lang: str) -> float:
    """How good it is to ask this one: the chance of a yes, divided by what asking costs.

    The chance is the mean of a Beta(1, 4) prior with their answers; the cost grows with the square of
    recent asks, and doubles for a bilingual helper whom this request does not need (domain.md, "Matching").
    """
    chance = (1 + candidate.yes) / (5 + candidate.yes + candidate.not_yes)
    rested = 1.0 if candidate.last_ask is None else min(1.0, (now - candidate.last_ask) / timedelta(days=2))
    bilingual = len(candidate.spoken) > 1
    needed = first_lang != "nl" and first_lang in candidate.spoken
    cost = (1 + candidate.asks_7d**2) * (2.0 if bilingual and not needed else 1.0)
    own_language = 1.5 if first_lang in candidate.spoken else 1.0
    known = 1.2 if candidate.visits_allowed else 1.0
    return chance * (0.2 + 0.8 * rested) * own_language * known / cost


def choose(
    post: Post,
    spoken: frozenset[str],
    first_lang: str,
    candidates: Sequence[Candidate],
    already_open: int,
    now: datetime,
    rng: Random,
) -> list[Choice]:
    """Whom to ask now, best first; at most `AT_ONCE` less the questions already open for this request.

    `spoken` are the languages of the person helped, `first_lang` the one they read. Ties fall by chance,
    independent of the order in which candidates are listed.
    """
    in_order = sorted(
        candidates, key=lambda each: (each.resident_id, sorted(each.can.days), sorted(each.can.parts))
    )
    # Who has two offers that fit is still asked once.
    fitting = {each.resident_id: each for each in in_order if may_be_asked(post, spoken, each)}
    ranked = sorted(
        fitting.values(), key=lambda each: (score(each, now, first_lang), rng.random()), reverse=True
    )
    return [
        Choice(each.resident_id, reasons(post, spoken, first_lang, each))
        for each in ranked[: max(0, AT_ONCE - already_open)]
    ]


def reasons(post: Post, spoken: frozenset[str], first_lang: str, candidate: Candidate) -> tuple[Reason, ...]:
    """What to tell the one who is asked: their offer, their language where it matters, their time."""
    found = [Reason.CATEGORY]
    if first_lang in candidate.spoken & spoken and (first_lang != "nl" or len(spoken) == 1):
        found.append(Reason.LANGUAGE)
    if post.when.first is not None and (candidate.can.days or candidate.can.parts):
        found.append(Reason.TIME)
    return tuple(found)


def shared_language(spoken: frozenset[str], first_lang: str, candidate: frozenset[str]) -> str | None:
    """The language the two would speak: the requester's own where possible."""
    shared = spoken & candidate
    return first_lang if first_lang in shared else min(shared, default=None)


def look_again(now: datetime, expires_at: datetime) -> datetime:
    """When an unanswered question counts as silence: an eighth of what is left, 15 minutes to 3 hours."""
    gap = min(max((expires_at - now) / 8, SHORTEST_GAP), LONGEST_GAP)
    return now + gap


def mark(category: str, when: Mapping[str, str], coffee: bool) -> str:
    """Eight letters that differ where a request is for other help or another time.

    They are on the buttons under a question, so that nobody's yes counts for what they were not shown.
    """
    return f"{crc32(json.dumps([category, dict(when), coffee], sort_keys=True).encode()):08x}"
