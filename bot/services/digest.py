"""The community builder's week: on Monday at 08:00 local, and any week when asked for."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from bot.domain.calendar import next_monday
from bot.domain.digest.stored import to_json
from bot.domain.digest.telling import WEEKS_NEEDED, Digest, tell
from bot.domain.digest.weeks import begins, last_whole, week_at, week_of
from bot.domain.ids import BuurtId
from bot.domain.model import Buurt, Resident, Role
from bot.services import access, signals_digest
from bot.services.work import Work
from storage import buurten, due, events, residents

NOT_LATER = timedelta(days=3)
"""A digest that is this late waits for the next Monday."""


async def plan_all(work: Work) -> None:
    """Let every buurt have its next digest; one that is planned already stays as it is."""
    for buurt in await buurten.without_due(work.tx, "digest"):
        await due.plan(work.tx, "digest", buurt.id, next_monday(work.now, buurt.zone))


async def run(work: Work, subject: int) -> None:
    """Monday 08:00 of a buurt: its builders get last week, and the next Monday is planned."""
    buurt = await buurten.find(work.tx, BuurtId(subject))
    if buurt is None:
        return
    coming = next_monday(work.now, buurt.zone)
    await due.plan(work.tx, "digest", buurt.id, coming)
    monday = next_monday(work.now - timedelta(days=7), buurt.zone)
    still = monday + NOT_LATER - work.now
    builders = [
        each for each in await residents.with_role(work.tx, buurt.id, Role.BUILDER) if each.takes_part
    ]
    if still <= timedelta(0) or not builders:
        return
    params = await figures(work, buurt, last_whole(work.now, buurt.zone))
    for builder in builders:
        for kind, shown in _messages(params):
            await work.tell(builder, kind, urgency=2, within=still, calm=buurt.zone, **shown)
        await signals_digest.tell(
            work, builder, buurt, last_whole(work.now, buurt.zone), urgency=2, within=still, calm=buurt.zone
        )


async def show(work: Work, me: Resident, buurt_id: BuurtId | None = None, week: int | None = None) -> None:
    """A week, the last one that is over where none is given; of several buurten one is chosen first.

    A week before the buurt's first or after the last whole one is answered with the nearest of them.
    Raises NotAllowedError for a buurt that is not theirs; whoever builds none is told what this is.
    """
    mine = await residents.buurten_of_role(work.tx, me.id, Role.BUILDER)
    if buurt_id is None and not mine:
        await work.show(me, "digest_not_yours")
        return
    if buurt_id is None and len(mine) > 1:
        names = [[each, (await buurten.get(work.tx, each)).name] for each in mine]
        await work.show(me, "digest_choose", buurten=names)
        return
    params = await _of(work, me, mine[0] if buurt_id is None else buurt_id, week)
    await work.show(me, "digest", **params)
    if week is None:
        for kind, shown in _messages(params)[1:]:
            await work.tell(me, kind, urgency=0, **shown)
    buurt = await buurten.get(work.tx, BuurtId(params["buurt_id"]))
    await signals_digest.tell(work, me, buurt, last_whole(work.now, buurt.zone))


async def picture(work: Work, me: Resident, buurt_id: BuurtId, week: int) -> None:
    """The picture of a week. Raises NotAllowedError for a buurt that is not theirs."""
    params = await _of(work, me, buurt_id, week)
    kind, shown = _messages(params)[-1]
    await work.tell(me, kind, urgency=0, **shown)


async def _of(work: Work, me: Resident, buurt_id: BuurtId, week: int | None) -> dict[str, Any]:
    await access.require_role(work, me, buurt_id, Role.BUILDER)
    buurt = await buurten.get(work.tx, buurt_id)
    last = last_whole(work.now, buurt.zone)
    first = await _first(work, buurt, last)
    return await figures(work, buurt, last if week is None else max(first, min(week, last)))


def _messages(params: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The text, and the picture where there is something to draw."""
    picture = {"buurt": params["buurt"], "figures": params["figures"]}
    return [("digest", params), ("digest_picture", picture)][: 2 if params["drawn"] else 1]


async def figures(work: Work, buurt: Buurt, week: int) -> dict[str, Any]:
    """A week that is over (its number, see `weeks`), as parameters of the digest and of its picture."""
    last = last_whole(work.now, buurt.zone)
    told = await of_week(work, buurt, week)
    return {
        "buurt": buurt.name,
        "buurt_id": buurt.id,
        "earlier": week > await _first(work, buurt, last),
        "later": week < last,
        "drawn": told.has_something_to_draw,
        "figures": to_json(told),
    }


async def of_week(work: Work, buurt: Buurt, week: int) -> Digest:
    """The digest of a week that is over."""
    start = partial(begins, zone=buurt.zone)
    happenings = await events.of_buurt(work.tx, buurt.id, start(week - WEEKS_NEEDED), start(week + 1))
    return tell(happenings, week, start)


async def _first(work: Work, buurt: Buurt, last: int) -> int:
    """The week of the buurt's first event, as far as it is over."""
    first = await events.first_of_buurt(work.tx, buurt.id)
    return last if first is None else min(last, week_at(first, buurt.zone))


def whole_week(work: Work, buurt: Buurt, day: date | None) -> int | None:
    """The number of the week of a day (default: last week); None for one that is not over."""
    last = last_whole(work.now, buurt.zone)
    week = last if day is None else week_of(day)
    return week if week <= last else None
