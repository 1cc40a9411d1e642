"""The week of a buurt in figures that show no person: people are counted, never posts.

A figure about fewer than five people is not shown, and no shown figures can be subtracted to find one:
a small cell is merged with the next larger ones, and where two totals lie too close together, one of them
is only told as "five or more".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median
from typing import Any

FEWEST = 5
"""The smallest number of people that is shown."""
LOOK_BACK = timedelta(days=60)
"""How long before the week a request may have been posted that still waits in it."""


@dataclass(frozen=True)
class Happening:
    """One event as it was written: ids and words of our own, no text of anybody."""

    at: datetime
    """Aware, UTC."""
    kind: str
    who: str | None
    """A resident, or the token that took the place of an erased one."""
    post_id: int | None
    category: str | None
    lang: str | None
    detail: str | None


class Hidden(StrEnum):
    """What is said in place of a number."""

    FEW = "few"
    """Fewer than five, perhaps nobody."""
    SOME = "some"
    """Five or more; the number itself would give a smaller one away."""


Figure = int | Hidden
"""A number of people, never 1 to 4; or what is said in its place."""


@dataclass(frozen=True)
class Breakdown:
    """People by kind. Nobody is counted twice: who fits several kinds is among the others."""

    cells: tuple[tuple[str, int], ...]
    """Largest first; each at least five."""
    others: int
    """Everybody else, at least five; or 0 where there is nobody else."""

    def to_json(self) -> dict[str, Any]:
        """`{"cells": [[kind, people], ...], "others": people}`."""
        return {"cells": [list(cell) for cell in self.cells], "others": self.others}


@dataclass(frozen=True)
class Digest:
    """A week of a buurt. All figures are people."""

    asked: Figure
    """Who posted a request."""
    offered: Figure
    """Who posted an offer."""
    helped: Figure
    """For whom help was done."""
    waiting: Figure
    """Whose request had nobody at the end of the week."""
    hours_to_yes: int | None
    """Median, in whole hours, from a request to its first yes; None for fewer than five people."""
    asked_by_category: Breakdown | None
    asked_by_lang: Breakdown | None
    helped_by_category: Breakdown | None
    helped_by_lang: Breakdown | None

    @property
    def quiet(self) -> bool:
        """Too little happened to say anything."""
        return {self.asked, self.offered, self.helped, self.waiting} == {Hidden.FEW}


def figure(count: int) -> Figure:
    """A number of people as it may be shown."""
    return count if count >= FEWEST else Hidden.FEW


def beside(shown: Figure, count: int) -> Figure:
    """`count` as it may be shown next to `shown`, when the one group may contain the other."""
    if count < FEWEST:
        return Hidden.FEW
    if isinstance(shown, int) and 0 < abs(shown - count) < FEWEST:
        return Hidden.SOME
    return count


def breakdown(kinds_of: Mapping[str, frozenset[str]]) -> Breakdown | None:
    """People by kind, from each person's kinds; None where there is nothing to tell apart."""
    sizes: dict[str, int] = {}
    others = 0
    for kinds in kinds_of.values():
        if len(kinds) == 1:
            kind = min(kinds)
            sizes[kind] = sizes.get(kind, 0) + 1
        else:
            others += 1
    return of_sizes(sizes, others)


def of_sizes(sizes: Mapping[str, int], others: int = 0) -> Breakdown | None:
    """The breakdown of groups that do not overlap, from their true sizes.

    Small cells go together. Where together they are still fewer than five, the smallest of the others
    joins them, or their number could be found by subtraction from the total.
    """
    cells = sorted(sizes.items(), key=lambda cell: (-cell[1], cell[0]))
    while cells and (cells[-1][1] < FEWEST or 0 < others < FEWEST):
        others += cells.pop()[1]
    return Breakdown(tuple(cells), others) if cells else None


def weekly(happenings: Iterable[Happening], start: datetime, end: datetime) -> Digest:
    """The digest of [start, end) (aware), from what happened in the buurt since `start - LOOK_BACK`."""
    until = [each for each in happenings if each.at < end]
    week = [each for each in until if each.at >= start]
    requests = {each.post_id: each for each in until if each.kind == "posted_request"}

    asks = [each for each in week if each.kind == "posted_request"]
    asked = _people(asks)
    done = [requests.get(each.post_id, each) for each in week if each.kind == "done"]
    helped = _people(done)
    waiting = _people(_waiting(until, requests))

    shown_asked = figure(len(asked))
    shown_helped = beside(shown_asked, len(helped))
    shown_waiting = beside(shown_asked, len(waiting))
    if isinstance(shown_asked, int) and isinstance(shown_helped, int) and isinstance(shown_waiting, int):
        shown_waiting = beside(shown_asked - shown_helped, shown_waiting)

    by_category = breakdown(_kinds(asks, lambda each: each.category))
    by_lang = breakdown(_kinds(asks, lambda each: each.lang))
    exact = isinstance(shown_helped, int)
    helped_by_category = breakdown(_kinds(done, lambda each: each.category)) if exact else None
    helped_by_lang = breakdown(_kinds(done, lambda each: each.lang)) if exact else None
    return Digest(
        asked=shown_asked,
        offered=figure(len(_people(each for each in week if each.kind == "posted_offer"))),
        helped=shown_helped,
        waiting=shown_waiting,
        hours_to_yes=_hours_to_yes(until, requests, start),
        asked_by_category=by_category,
        asked_by_lang=by_lang,
        helped_by_category=_unless_close(by_category, helped_by_category),
        helped_by_lang=_unless_close(by_lang, helped_by_lang),
    )


_WAITS_NO_MORE = frozenset({"matched", "done", "missed", "closed", "expired"})


def _waits(each: Happening) -> bool:
    """A request without anybody: new, or its helper dropped out (its own writer's dropping out ends it)."""
    return each.kind == "posted_request" or (each.kind == "dropped_out" and each.detail != "requester")


def _waiting(until: Sequence[Happening], requests: Mapping[int | None, Happening]) -> list[Happening]:
    """The requests for which there was nobody when the events end: in order, the last word counts."""
    without: set[int] = set()
    for each in until:
        if each.post_id is None or each.post_id not in requests:
            continue
        if _waits(each):
            without.add(each.post_id)
        elif each.kind in _WAITS_NO_MORE or each.kind == "dropped_out":
            without.discard(each.post_id)
    return [requests[post_id] for post_id in without]


def _hours_to_yes(
    until: Sequence[Happening], requests: Mapping[int | None, Happening], start: datetime
) -> int | None:
    first_yes: dict[int, datetime] = {}
    for each in until:
        if each.kind == "said_yes" and each.post_id in requests and each.post_id is not None:
            first_yes.setdefault(each.post_id, each.at)
    answered = {post_id: at for post_id, at in first_yes.items() if at >= start}
    if len(_people(requests[post_id] for post_id in answered)) < FEWEST:
        return None
    return round(median((at - requests[post_id].at) / timedelta(hours=1) for post_id, at in answered.items()))


def _people(happenings: Iterable[Happening]) -> set[str]:
    return {each.who for each in happenings if each.who is not None}


def _kinds(
    happenings: Iterable[Happening], kind: Callable[[Happening], str | None]
) -> dict[str, frozenset[str]]:
    """Each person's kinds; one that is not known is no kind."""
    found: dict[str, frozenset[str]] = {}
    for each in happenings:
        if each.who is not None:
            value = kind(each)
            found[each.who] = found.get(each.who, frozenset()) | ({value} if value else frozenset())
    return found


def _unless_close(one: Breakdown | None, other: Breakdown | None) -> Breakdown | None:
    """`other`, unless a cell of it lies so close to the same cell of `one` that the rest shows."""
    if one is None or other is None:
        return other
    mine, theirs = dict(one.cells), dict(other.cells)
    same = mine.keys() & theirs.keys()
    rest_of_mine = one.others + sum(count for kind, count in one.cells if kind not in same)
    rest_of_theirs = other.others + sum(count for kind, count in other.cells if kind not in same)
    gaps = [abs(mine[kind] - theirs[kind]) for kind in same] + [abs(rest_of_mine - rest_of_theirs)]
    return None if any(0 < gap < FEWEST for gap in gaps) else other
