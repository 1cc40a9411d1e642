"""A simulated buurt from day to day: who came and left, what was asked, and what the bot would have on record.

The engine's own run says who was asked and what became of it (`run`). Around that stands here what a run leaves
open: when people join and leave, what the two of a match say afterwards, who asks as well as helps, who has no
phone. All of it is drawn from the seed alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from bot.domain.categories import Category
from bot.domain.model import PostKind
from bot.domain.when import Availability, When
from bot.simulation.aftermath import afterwards
from bot.simulation.books import Page
from bot.simulation.cases import Case, Outcome
from bot.simulation.neighbours import Neighbour, neighbours
from bot.simulation.policy import OURS
from bot.simulation.run import run
from bot.simulation.setting import Setting
from bot.simulation.world import build

AFTER = 4
"""Weeks that the world goes on after the diary ends, so that its last days are as full as any."""
EXTENDED_EVERY = timedelta(days=85)
"""An offer ends after 90 days if nobody says that it still stands."""


@dataclass(frozen=True)
class Posted:
    """A request or an offer."""

    number: int
    kind: PostKind
    who: int
    """A neighbour's number."""
    category: Category
    when: When
    can: Availability
    max_per_week: int
    at: datetime
    expires: datetime


@dataclass(frozen=True)
class Entry:
    """What happened: kind and detail as the bot records them."""

    at: datetime
    kind: str
    who: int
    post: int | None = None
    detail: str | None = None


@dataclass(frozen=True)
class Diary:
    """All of it, in the order of time, up to `until`."""

    neighbours: tuple[Neighbour, ...]
    posted: tuple[Posted, ...]
    entries: tuple[Entry, ...]
    meets: dict[int, datetime]
    """When the two of a request's last match meet."""
    start: datetime
    until: datetime


def keep(
    seed: int,
    setting: Setting,
    start: datetime,
    until: datetime,
    passed: Callable[[datetime], None] = lambda _: None,
) -> Diary:
    """The buurt of a seed from `start` to `until`; `passed` hears how far in that time the engine has come."""
    notes: list[tuple[datetime, str, int, int]] = []

    def note(now: datetime, kind: str, case: Case, page: Page) -> None:
        notes.append((now, kind, case.request.id, page.helper.id))
        passed(now)

    world = build(seed, replace(setting, weeks=setting.weeks + AFTER), start)
    outcome = run(world, OURS, note)
    return _Keeping(Random(f"{seed}/diary"), outcome, notes, start, until).diary()


class _Keeping:
    def __init__(
        self,
        rng: Random,
        outcome: Outcome,
        notes: list[tuple[datetime, str, int, int]],
        start: datetime,
        until: datetime,
    ) -> None:
        self.rng, self.cases, self.notes = rng, {case.request.id: case for case in outcome.cases}, notes
        self.start, self.until = start, until
        self.people = neighbours(rng, outcome, start, until)
        self.helper = {each.helper: each for each in self.people if each.helper is not None}
        self.asker = {each.asker: each for each in self.people if each.asker is not None}
        self.posted: list[Posted] = []
        self.entries: list[Entry] = []
        self.meets: dict[int, datetime] = {}
        self.matched: dict[int, datetime] = {}
        self.helps_until: dict[int, datetime] = {}

    def diary(self) -> Diary:
        for each in self.people:
            self._joins(each)
        post_of = {case.request.id: self._asks_for(case) for case in self.cases.values()}
        for at, kind, request, helper in self.notes:
            self._noted(at, kind, self.cases[request], post_of[request], self.helper[helper])
        for case in self.cases.values():
            self._ends(case, post_of[case.request.id])
        last = {each.who: each.at for each in sorted(self.entries, key=lambda each: each.at)}
        for who, at in self.helps_until.items():
            last[who] = max(last[who], at)
        for each in self.people:
            if each.left is not None:
                self._leaves(each, max(each.left, last[each.number] + timedelta(minutes=5)))
        self.entries.sort(key=lambda each: each.at)  # stable: what happens at one moment stays in order
        return Diary(
            tuple(each for each in self.people if each.joined <= self.until),
            tuple(each for each in self.posted if each.at <= self.until),
            tuple(each for each in self.entries if each.at <= self.until),
            self.meets,
            self.start,
            self.until,
        )

    def tell(
        self, at: datetime, kind: str, who: int, post: int | None = None, detail: str | None = None
    ) -> None:
        self.entries.append(Entry(at, kind, who, post, detail))

    def _joins(self, who: Neighbour) -> None:
        self.tell(who.joined, "joined", who.number, detail=who.came_by)
        if who.came_by != "paper":
            waits = timedelta(hours=self.rng.uniform(1, 20)) if who.came_by == "approval" else timedelta(0)
            self.tell(who.joined + min(waits, who.acts - who.joined), "admitted", who.number)
        for number, category in enumerate(sorted(who.offers)):
            at = who.acts + timedelta(minutes=2 * number)
            post = self._post(PostKind.OFFER, who, category, When(), at, at + timedelta(days=90))
            while (at := at + EXTENDED_EVERY - timedelta(days=self.rng.uniform(0, 5))) < (
                who.left or self.until
            ):
                self.tell(at, "extended", who.number, post)

    def _post(
        self, kind: PostKind, who: Neighbour, category: Category, when: When, at: datetime, expires: datetime
    ) -> int:
        number = len(self.posted) + 1
        self.posted.append(
            Posted(number, kind, who.number, category, when, who.can, who.max_per_week, at, expires)
        )
        self.tell(at, f"posted_{kind}", who.number, number)
        return number

    def _asks_for(self, case: Case) -> int:
        need = case.request.need
        who = self.asker[case.request.asker]
        return self._post(PostKind.REQUEST, who, need.category, need.when, need.created_at, need.deadline)

    def _noted(self, at: datetime, kind: str, case: Case, post: int, helper: Neighbour) -> None:
        match kind:
            case "matched":
                self.matched[post] = at
                self.tell(at, kind, self.asker[case.request.asker].number, post)
            case "dropped_out":
                del self.matched[post]
                self.tell(at, kind, helper.number, post, "helper")
            case "asked":
                self.tell(at, kind, helper.number, post, "own")
            case _ if helper.left is None or at < helper.left:
                self.tell(at, kind, helper.number, post)

    def _ends(self, case: Case, post: int) -> None:
        """What becomes of it: a meeting, and what the two say of it; or nobody was found."""
        asker = self.asker[case.request.asker].number
        deadline = case.request.deadline
        if case.match is None:
            self.tell(deadline, "expired", asker, post)
            return
        helper = self.helper[case.match.page.helper.id].number
        matched = self._agreed(post, asker, deadline)
        meets, said = afterwards(self.rng, matched, deadline, came=case.filled)
        self.meets[post] = meets
        self.helps_until[helper] = max(said[-1][0], self.helps_until.get(helper, said[-1][0]))
        for at, kind, by_helper in said:
            self.tell(at, kind, helper if by_helper else asker, post)

    def _agreed(self, post: int, asker: int, deadline: datetime) -> datetime:
        """When the one who asks said yes; to a helper's yes of the last minute they say it at the deadline."""
        if post not in self.matched:
            self.tell(deadline, "matched", asker, post)
        return self.matched.get(post, deadline)

    def _leaves(self, who: Neighbour, at: datetime) -> None:
        """They erase their data: their offers close, and what happened stays without a name."""
        for each in self.posted:
            if each.kind is PostKind.OFFER and each.who == who.number:
                self.tell(at, "closed", who.number, each.number)
        self.tell(at, "erased", who.number)
