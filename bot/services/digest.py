"""The community builder's week in figures: on Monday at 08:00 local, and when asked for."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from bot.domain import digest
from bot.domain.calendar import at_local, local, next_monday
from bot.domain.ids import BuurtId
from bot.domain.model import Buurt, Resident, Role
from bot.services import access
from bot.services.work import Work
from storage import buurten, due, events, residents

NOT_LATER = timedelta(days=3)
"""A digest that is this late waits for the next Monday."""


async def plan_all(work: Work) -> None:
    """Let every buurt have its next digest; one that is planned already stays as it is."""
    for buurt in await buurten.every(work.tx):
        if not await due.planned(work.tx, "digest", buurt.id):
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
    builders = await residents.with_role(work.tx, buurt.id, Role.BUILDER)
    if still <= timedelta(0) or not builders:
        return
    params = await figures(work, buurt)
    for builder in builders:
        if builder.takes_part:
            await work.tell(builder, "digest", urgency=2, within=still, calm=buurt.zone, **params)


async def show(work: Work, me: Resident, buurt_id: BuurtId | None = None) -> None:
    """The last whole week, for whoever builds the community; of several buurten one is chosen first.

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
    buurt_id = mine[0] if buurt_id is None else buurt_id
    await access.require_role(work, me, buurt_id, Role.BUILDER)
    await work.show(me, "digest", **await figures(work, await buurten.get(work.tx, buurt_id)))


async def figures(work: Work, buurt: Buurt) -> dict[str, Any]:
    """The last whole week (Monday to Sunday, local) before now, as parameters of the digest."""
    start, end = last_week(work.now, buurt)
    happenings = await events.of_buurt(work.tx, buurt.id, start - digest.LOOK_BACK, end)
    week = digest.weekly(happenings, start, end)
    broken_down = {
        name: value.to_json() if value else None
        for name, value in (
            ("asked_by_category", week.asked_by_category),
            ("asked_by_lang", week.asked_by_lang),
            ("helped_by_category", week.helped_by_category),
            ("helped_by_lang", week.helped_by_lang),
        )
    }
    return {
        "buurt": buurt.name,
        "first": local(start, buurt.zone).date().isoformat(),
        "last": (local(end, buurt.zone).date() - timedelta(days=1)).isoformat(),
        "quiet": week.quiet,
        "asked": week.asked,
        "offered": week.offered,
        "helped": week.helped,
        "waiting": week.waiting,
        "hours_to_yes": week.hours_to_yes,
        **broken_down,
    }


def last_week(now: datetime, buurt: Buurt) -> tuple[datetime, datetime]:
    """The two Monday midnights (UTC moments of local time) around the last whole week before `now`."""
    today = local(now, buurt.zone).date()
    monday = today - timedelta(days=today.weekday())
    return (
        at_local(monday - timedelta(days=7), time(0), buurt.zone),
        at_local(monday, time(0), buurt.zone),
    )
