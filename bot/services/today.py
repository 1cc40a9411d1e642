"""A coordinator's today: what needs a person, most urgent first, done one after the other on one screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, fields
from datetime import datetime, time
from typing import Any

from bot.domain.calendar import at_local, local
from bot.domain.errors import NotAllowedError
from bot.domain.ids import BuurtId, PostId, ResourceId
from bot.domain.model import Resident, Role
from bot.domain.morning import NOBODY_FOR, Sort, Waiting, in_order
from bot.services import access, alerts, appeals, call_backs, newcomers, report_cases, resources, visits
from bot.services.work import Work
from storage import buurten, mornings, posts, residents
from storage import resources as places

LINES = 8
"""Things on the first screen, a line each; the rest is counted."""
Card = tuple[str, dict[str, Any]]
"""A message kind and its parameters."""


@dataclass
class Turn(Work):
    """A unit of work in which what a coordinator would be shown is kept, to stand above the next thing."""

    reader: Resident | None = None
    said: list[Card] = field(default_factory=list)

    @classmethod
    def of(cls, work: Work, reader: Resident) -> Turn:
        """The same unit of work; the screen that was pressed is left for the next thing."""
        same = {each.name: getattr(work, each.name) for each in fields(Work)}
        return cls(**same | {"edit": None}, reader=reader)

    async def show(self, to: Resident, kind: str, /, **params: Any) -> None:
        """Keep it where it is for the reader."""
        if self.reader is not None and to.id == self.reader.id:
            self.said.append((kind, params))
        else:
            await super().show(to, kind, **params)


async def show(work: Work, me: Resident, buurt_id: BuurtId | None = None) -> None:
    """What waits for this coordinator; whoever coordinates several buurten chooses one first.

    Raises NotAllowedError for everybody else.
    """
    mine = await residents.buurten_of_role(work.tx, me.id, Role.COORDINATOR)
    if buurt_id is None and len(mine) > 1 and me.takes_part:
        names = [[each, (await buurten.get(work.tx, each)).name] for each in mine]
        await work.show(me, "co_choose", buurten=names)
        return
    if buurt_id is None:
        if not mine:
            raise NotAllowedError(f"resident {me.id} coordinates no buurt")
        buurt_id = mine[0]
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    now, later = await _queue(work, me, buurt_id)
    found = [*now, *later]
    await work.show(
        me,
        "co_today",
        buurt=buurt_id,
        name=(await buurten.get(work.tx, buurt_id)).name,
        lines=[[each.sort, each.about, minutes(work, each.since)] for each in found[:LINES]],
        more=max(0, len(found) - LINES),
        requests=len(await posts.for_coordinator(work.tx, buurt_id)),
    )


async def step(work: Work, me: Resident, buurt_id: BuurtId, *, again: bool = False) -> None:
    """The next thing that waits; `again`: also what was put off."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    if again:
        await mornings.take_up_again(work.tx, me.id)
    await go_on(work, me, buurt_id)


async def later(work: Work, me: Resident, buurt_id: BuurtId, sort: Sort, row: int) -> None:
    """Not now: it comes last, until tomorrow."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    await mornings.put_off(work.tx, me.id, sort, row, work.now)
    await go_on(work, me, buurt_id)


async def acted(
    work: Work, me: Resident, act: Callable[[Work], Awaitable[None]], then: tuple[Sort, int] | None = None
) -> None:
    """Do something about one thing, and show what came of it above the next one.

    `then`: it may still wait after that, and comes last.
    """
    turn = Turn.of(work, me)
    await act(turn)
    for kind, params in turn.said[-1:]:
        if then is not None:
            await mornings.put_off(work.tx, me.id, *then, work.now)
        await go_on(work, me, params["buurt"], done=(kind, params))


async def go_on(work: Work, me: Resident, buurt_id: BuurtId, done: Card | None = None) -> None:
    """Show the next thing, below what was `done`; or that all is done."""
    now, put_off = await _queue(work, me, buurt_id)
    for at, each in enumerate(now):
        card = await _card(work, me, buurt_id, each)
        if card is not None:
            await work.show(
                me,
                "co_turn",
                buurt=buurt_id,
                sort=each.sort,
                row=each.row,
                waits=minutes(work, each.since),
                card=list(card),
                done=list(done) if done else None,
                left=len(now) - at - 1 + len(put_off),
            )
            return
    await work.show(me, "co_all_done", buurt=buurt_id, done=list(done) if done else None, later=len(put_off))


def minutes(work: Work, since: datetime) -> int:
    """How long something waits, in whole minutes."""
    return max(0, int((work.now - since).total_seconds() // 60))


async def _queue(work: Work, me: Resident, buurt_id: BuurtId) -> tuple[list[Waiting], list[Waiting]]:
    zone = (await buurten.get(work.tx, buurt_id)).zone
    midnight = at_local(local(work.now, zone).date(), time(), zone)
    put_off = await mornings.were_put_off(work.tx, me.id, midnight)
    return in_order(await found(work, me, buurt_id), put_off)


async def found(work: Work, me: Resident, buurt_id: BuurtId) -> list[Waiting]:
    """Everything that waits for this coordinator in a buurt, in no order."""
    rows = [
        Waiting(Sort.CALL, who.id, each.asked_at, who.name)
        for each, who in await call_backs.waiting(work, me, buurt_id)
    ]
    rows += [
        Waiting(Sort.REPORT, each.id, each.created_at)
        for each in await report_cases.waiting(work, me, buurt_id)
    ]
    rows += [Waiting(Sort.APPEAL, each.id, each.at) for each in await appeals.waiting(work, me, buurt_id)]
    rows += await _posts(
        work, Sort.REQUEST, await mornings.nobody_took(work.tx, buurt_id, work.now - NOBODY_FOR)
    )
    for someone in await newcomers.waiting(work, me, buurt_id):
        since = await mornings.known_since(work.tx, someone.id)
        rows.append(Waiting(Sort.NEWCOMER, someone.id, since or work.now, someone.name))
    for ask in await visits.waiting(work, me, buurt_id):
        helper = await residents.get(work.tx, ask.resident_id)
        rows.append(Waiting(Sort.VISIT, ask.id, ask.put_at, helper.name if helper else None))
    rows += await _posts(work, Sort.HELD, await mornings.held(work.tx, buurt_id, me.id))
    zone = (await buurten.get(work.tx, buurt_id)).zone
    rows += [
        Waiting(Sort.PLACE, each.id, at_local(each.checked_on, time(), zone), each.name)
        for each in await resources.stale(work, buurt_id)
    ]
    return rows


async def _posts(work: Work, sort: Sort, rows: list[tuple[PostId, datetime]]) -> list[Waiting]:
    waiting = []
    for post_id, since in rows:
        post = await posts.get(work.tx, post_id)
        if post is not None:
            waiting.append(Waiting(sort, post_id, since, post.category))
    return waiting


async def _card(work: Work, me: Resident, buurt_id: BuurtId, each: Waiting) -> Card | None:
    """The screen on which one thing is done; None where it has gone meanwhile."""
    match each.sort:
        case Sort.CALL:
            for wanted, who in await call_backs.waiting(work, me, buurt_id):
                if who.id == each.row:
                    return "co_call_back", await call_backs.card(work, me, wanted, who)
        case Sort.REPORT:
            for report in await report_cases.waiting(work, me, buurt_id):
                if report.id == each.row:
                    return "co_report", {**await alerts.report_card(work, report), "buurt": buurt_id}
        case Sort.APPEAL:
            turn = Turn.of(work, me)
            await appeals.show_next(turn, me, buurt_id, each.row - 1)
            for kind, params in turn.said:
                return kind, {**params, "more": 0}
        case Sort.REQUEST | Sort.HELD:
            post = await posts.get(work.tx, PostId(each.row))
            if post is not None and each.sort is Sort.HELD:
                return "co_held", alerts.held_card(post)
            if post is not None:
                return "co_request", {**await alerts.request_card(work, post), "more": 0}
        case Sort.NEWCOMER:
            for newcomer in await newcomers.waiting(work, me, buurt_id):
                if newcomer.id == each.row:
                    return "co_newcomer", {**await alerts.newcomer_card(work, newcomer), "buurt": buurt_id}
        case Sort.VISIT:
            for ask in await visits.waiting(work, me, buurt_id):
                post = await posts.get(work.tx, ask.post_id) if ask.id == each.row else None
                if post is not None:
                    return "co_visit", {**await alerts.visit_card(work, ask, post), "buurt": buurt_id}
        case Sort.PLACE:
            entry = await places.get(work.tx, ResourceId(each.row))
            if entry is not None:
                return "co_place", {**await resources.to_keep(work, entry), "in_turn": True}
    return None
