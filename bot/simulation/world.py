"""The people and the requests of one seed, and every answer that could be given: the same for each policy."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from bot.domain.candidates import Need
from bot.domain.categories import Category
from bot.domain.ids import ResidentId
from bot.domain.when import Availability, Part
from bot.simulation.requests import Request, requests
from bot.simulation.setting import MIX, Setting

START = datetime(2026, 1, 5, tzinfo=UTC)
"""A Monday; the months after it hold a clock change."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Helper:
    """Somebody who opted in; what the bot knows, then what only the world knows."""

    id: ResidentId
    spoken: frozenset[str]
    categories: frozenset[Category]
    can: Availability
    max_per_week: int
    near: bool
    joined: datetime
    leaves: datetime
    """By itself, whatever was asked."""
    willing: float
    """Chance of a yes when rested, to what suits."""
    tolerance: int
    """Questions a week that they bear."""
    asked_at_home: tuple[datetime, ...] = ()
    """For somebody from a neighbouring buurt: when their own buurt asked them."""

    def suits(self, need: Need) -> bool:
        """Whether this is what they offered, in a language they share, at a time they can."""
        return (
            need.category in self.categories
            and not self.spoken.isdisjoint(need.spoken)
            and self.can.fits(need.when)
        )


@dataclass(frozen=True)
class Answer:
    """What one helper would do about one request, whichever policy asks and whenever."""

    threshold: float
    """Uniform; a yes where the chance of that moment is above it."""
    delay: float
    """Waking hours from the question to the reply."""
    replies: bool
    """Whether a no is said, and not kept silent."""
    tires: float
    """Uniform; below the chance to leave, a question too many is the last."""
    drops_after: float | None
    """Share of the time from match to deadline after which they cancel; None: they do not."""
    comes: bool
    standby: bool
    """Whether they still can when they are called as a standby."""

    @property
    def keeps(self) -> bool:
        """Whether a yes becomes help."""
        return self.drops_after is None and self.comes


@dataclass
class World:
    """One seed's buurt. Nothing in it changes while policies run."""

    seed: int
    setting: Setting
    helpers: tuple[Helper, ...]
    requests: tuple[Request, ...]
    end: datetime
    _answers: dict[tuple[int, int], Answer] = field(default_factory=dict, repr=False)

    def answer(self, helper: Helper, request: Request) -> Answer:
        """Drawn from (seed, helper, request) alone, so that no question shifts another's answer."""
        key = helper.id, request.id
        if key not in self._answers:
            self._answers[key] = _answer(Random(f"{self.seed}/{key[0]}/{key[1]}"), self.setting)
        return self._answers[key]

    def settle(self, answers: dict[tuple[int, int], Answer]) -> None:
        """Say beforehand what helpers (by id) will do about requests (by id)."""
        self._answers.update(answers)

    def rested(self, since_ask: timedelta | None) -> float:
        """Readiness for a yes, 0 to 1, this long after the last question (None: never asked)."""
        return ready(since_ask, self.setting.rest_after_ask)

    def recovered(self, since_task: timedelta | None) -> float:
        """The same after having helped."""
        return ready(since_task, self.setting.rest_after_task)


def ready(since: timedelta | None, rest_days: float) -> float:
    """Readiness 0 to 1 that grows back after a question or a task."""
    return 1.0 if since is None else 1 - math.exp(-max(0.0, since / DAY) / rest_days)


def _answer(rng: Random, setting: Setting) -> Answer:
    return Answer(
        threshold=rng.random(),
        delay=rng.lognormvariate(math.log(setting.reply_median_hours), setting.reply_spread),
        replies=rng.random() < setting.says_no,
        tires=rng.random(),
        drops_after=share if (share := rng.random() / setting.drops_out) < 1 else None,
        comes=rng.random() >= setting.stays_away,
        standby=rng.random() < setting.standby_holds,
    )


def build(seed: int, setting: Setting) -> World:
    """The world of a seed. The helpers next door come after the own, who are the same with or without them."""
    end = START + timedelta(weeks=setting.weeks)
    people: list[Helper] = []
    for place in range(setting.helpers):
        people += _place(Random(f"{seed}/place/{place}"), len(people) + 1, setting, end)
    if setting.near:
        for place in range(setting.near_helpers):
            rng = Random(f"{seed}/near/{place}")
            if rng.random() < setting.near_agreed:
                people += _next_door(rng, len(people) + 1, setting, end)
    asked = requests(Random(f"{seed}/requests"), setting, START, end)
    return World(seed, setting, tuple(people), asked, end)


def _place(rng: Random, first_id: int, setting: Setting, end: datetime) -> list[Helper]:
    """Who fills one helper's place, one after another."""
    people: list[Helper] = []
    joined = START - DAY
    while joined < end:
        person = _person(rng, first_id + len(people), setting, joined)
        people.append(person)
        joined = person.leaves
    return people


def _next_door(rng: Random, first_id: int, setting: Setting, end: datetime) -> list[Helper]:
    people = []
    for each in _place(rng, first_id, setting, end):
        times = []
        at = each.joined
        while (at := at + DAY * rng.expovariate(setting.near_asks_per_week / 7)) < min(each.leaves, end):
            times.append(at)
        people.append(
            replace(each, near=True, willing=each.willing * setting.near_willing, asked_at_home=tuple(times))
        )
    return people


def _person(rng: Random, number: int, setting: Setting, joined: datetime) -> Helper:
    yearly = -math.log(1 - setting.attrition_per_year)
    tongue = rng.random()
    return Helper(
        id=ResidentId(number),
        spoken=frozenset(
            ("nl", "ar")
            if tongue < setting.bilingual
            else ("ar",)
            if tongue < setting.bilingual + setting.arabic_helpers
            else ("nl",)
        ),
        categories=_offers(rng, setting),
        can=_availability(rng, setting),
        max_per_week=_own_limit(rng, setting),
        near=False,
        joined=joined,
        leaves=joined + DAY * 365 * rng.expovariate(yearly),
        willing=min(
            1.0,
            rng.betavariate(setting.willingness_a, setting.willingness_b)
            * setting.willingness
            * rng.uniform(setting.farthest, 1.0),
        ),
        tolerance=_tolerance(rng, setting),
    )


def _offers(rng: Random, setting: Setting) -> frozenset[Category]:
    """What is asked for most is offered most, but less steeply."""
    count = rng.randint(*setting.offers)
    by_luck = sorted(MIX, key=lambda each: rng.random() ** (1 / math.sqrt(MIX[each])), reverse=True)
    return frozenset(by_luck[:count])


def _availability(rng: Random, setting: Setting) -> Availability:
    if rng.random() < setting.any_time:
        return Availability()
    days = frozenset(rng.sample(range(7), rng.randint(3, 7)))
    parts = frozenset(rng.sample(list(Part), rng.randint(1, 3)))
    return Availability(days, parts)


def _tolerance(rng: Random, setting: Setting) -> int:
    _, least, most = rng.choices(setting.tolerance, [row[0] for row in setting.tolerance])[0]
    return rng.randint(least, most)


def _own_limit(rng: Random, setting: Setting) -> int:
    return rng.choices(setting.own_limit, [row[0] for row in setting.own_limit])[0][1]
