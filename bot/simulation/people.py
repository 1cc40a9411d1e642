"""The helpers of a buurt: what they offer and, hidden from the bot, how willing and how patient they are."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from bot.domain.candidates import Need
from bot.domain.categories import Category
from bot.domain.ids import ResidentId
from bot.domain.when import Availability, Part
from bot.simulation.setting import MIX, Setting

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


def place(rng: Random, first_id: int, setting: Setting, start: datetime, end: datetime) -> list[Helper]:
    """Who fills one helper's place, one after another; the first is there a day before `start`."""
    people: list[Helper] = []
    joined = start - DAY
    while joined < end:
        person = _person(rng, first_id + len(people), setting, joined)
        people.append(person)
        joined = person.leaves
    return people


def next_door(rng: Random, first_id: int, setting: Setting, start: datetime, end: datetime) -> list[Helper]:
    """The same in a neighbouring buurt, whose own requests reach them too."""
    people = []
    for each in place(rng, first_id, setting, start, end):
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
