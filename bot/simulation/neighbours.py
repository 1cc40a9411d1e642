"""The people of a diary: the helpers and askers of a world as neighbours who come, ask, help and leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from bot.domain.calendar import after_quiet
from bot.domain.categories import Category
from bot.domain.when import Availability
from bot.simulation.cases import Case, Outcome
from bot.simulation.hours import ZONE
from bot.simulation.people import Helper

DAY = timedelta(days=1)
GIVES_TOO = 0.3
"""Share of those who ask that are helpers as well: assumed, as are the other shares here."""
ON_PAPER = 0.04
"""Share of all neighbours that has no phone; they are among those who ask most."""
CAME_TO_ASK = 0.4
"""Share of those who ask that joined in order to."""
LEAVES = 0.25
"""Share of those who only ask that would leave within the year, if nothing of theirs were open on that day."""
BY_INVITE, BY_APPROVAL = 0.6, 0.15
"""How people came in; the others gave a postcode and were let in at once."""
IN_ARABIC = 0.5
"""Share of who speaks both that reads Arabic on the screen."""


@dataclass(frozen=True)
class Neighbour:
    """Somebody of the buurt, with their number in the world as a helper, as one who asks, or both."""

    number: int
    lang: str
    spoken: frozenset[str]
    joined: datetime
    came_by: str
    """Detail of `joined`: invite, open, approval or paper."""
    acts: datetime
    """The first thing they do, after they are let in."""
    left: datetime | None
    helper: int | None = None
    asker: int | None = None
    offers: frozenset[Category] = frozenset()
    can: Availability = field(default_factory=Availability)
    max_per_week: int = 2


def neighbours(rng: Random, outcome: Outcome, start: datetime, until: datetime) -> list[Neighbour]:
    """Everybody who takes part at some time, numbered from 1."""
    helpers = [page.helper for page in outcome.pages.values() if not page.helper.near]
    gone = {page.helper.id: page.gone for page in outcome.pages.values()}
    cases: dict[int, list[Case]] = defaultdict(list)
    for case in outcome.cases:
        cases[case.request.asker].append(case)
    setting = outcome.world.setting
    askers = range(max(1, setting.residents - setting.helpers))
    asks_too = _who_gives_too(rng, helpers, cases, until)
    most = sorted(set(askers) - set(asks_too.values()), key=lambda each: (-len(cases[each]), each))
    on_paper = set(
        rng.sample(most[: len(most) // 3], min(len(most) // 3, round(ON_PAPER * setting.residents)))
    )
    found: list[Neighbour] = []
    for each in helpers:
        came_on = each.joined if each.joined > start else start - DAY * rng.uniform(1, 7)
        joined, acts, how = _comes(rng, came_on)
        left = gone[each.id] or each.leaves
        found.append(
            Neighbour(
                len(found) + 1,
                _screen(rng, each.spoken),
                each.spoken,
                joined,
                how,
                acts,
                after_quiet(left, ZONE) if left < until else None,
                each.id,
                asks_too.get(each.id),
                each.categories,
                each.can,
                each.max_per_week,
            )
        )
    taken = set(asks_too.values())
    for asker in askers:
        if asker not in taken:
            who = _asker(rng, len(found) + 1, asker, cases[asker], start, until)
            found.append(replace(who, came_by="paper", acts=who.joined) if asker in on_paper else who)
    return found


def _who_gives_too(
    rng: Random, helpers: Sequence[Helper], cases: Mapping[int, list[Case]], until: datetime
) -> dict[int, int]:
    """Helper -> asker who is the same person: there at the time, of the same tongue, never asked for their own."""
    free = list(helpers)
    rng.shuffle(free)
    found: dict[int, int] = {}
    for asker, mine in sorted(cases.items()):
        if rng.random() >= GIVES_TOO:
            continue
        first, last = mine[0].request.created, max(case.request.deadline for case in mine) + 4 * DAY
        for each in free:
            there = each.joined + DAY < first and min(last, until) < each.leaves
            if (
                there
                and each.spoken == mine[0].request.need.spoken
                and not any(each.id in c.asks for c in mine)
            ):
                found[each.id] = asker
                free.remove(each)
                break
    return found


def _asker(
    rng: Random, number: int, asker: int, mine: Sequence[Case], start: datetime, until: datetime
) -> Neighbour:
    latest = mine[0].request.created - DAY if mine else until - DAY
    earliest = start - 7 * DAY
    came_on = earliest + (latest - earliest) * rng.random()
    if mine and rng.random() < CAME_TO_ASK:
        came_on = latest
    joined, acts, how = _comes(rng, came_on)
    left = None
    if rng.random() < LEAVES:
        over = max((case.request.deadline for case in mine), default=joined) + 7 * DAY
        some_day = joined + (until - joined) * rng.random()
        left = after_quiet(some_day, ZONE) if some_day > over else None
    spoken = mine[0].request.need.spoken if mine else frozenset({"nl"})
    return Neighbour(number, _screen(rng, spoken), spoken, joined, how, acts, left, asker=asker)


def _comes(rng: Random, day: datetime) -> tuple[datetime, datetime, str]:
    """When they join on or before a day, when they do something first, and how they came in."""
    joined = after_quiet(day - DAY + timedelta(hours=rng.uniform(0, 2)), ZONE)
    draw = rng.random()
    how = "invite" if draw < BY_INVITE else "approval" if draw < BY_INVITE + BY_APPROVAL else "open"
    return joined, joined + (timedelta(hours=3) if how == "approval" else timedelta(minutes=5)), how


def _screen(rng: Random, spoken: frozenset[str]) -> str:
    if "ar" not in spoken:
        return "nl"
    return "ar" if "nl" not in spoken or rng.random() < IN_ARABIC else "nl"
