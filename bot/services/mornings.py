"""A coordinator's summary in the morning: at the hour they chose, and only where something waits."""

from __future__ import annotations

from collections import Counter
from datetime import time, timedelta
from typing import Any

from bot.domain.calendar import is_quiet, local, next_at
from bot.domain.ids import BuurtId, ResidentId
from bot.domain.model import Resident, ResidentState, Role
from bot.domain.morning import LATEST, Sort
from bot.services import access, today
from bot.services.work import Work
from storage import buurten, due, mornings, residents

STAYS_TRUE = timedelta(hours=2)
"""A summary that could not leave for so long is dropped."""


async def show_hour(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """When would you like it?"""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    await work.show(me, "co_morning_hour", buurt=buurt_id, hour=await mornings.hour_of(work.tx, me.id))


async def set_hour(work: Work, me: Resident, buurt_id: BuurtId, hour: int | None) -> None:
    """Choose the local hour (8 to 12) of the summary, for all of one's buurten; None: no summary."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    await mornings.set_hour(work.tx, me.id, hour)
    if hour is None:
        await due.cancel(work.tx, me.id, "morning")
    else:
        zone = (await buurten.get(work.tx, buurt_id)).zone
        await due.plan(work.tx, "morning", me.id, next_at(work.now, time(hour), zone))
    await work.show(me, "co_morning_hour", buurt=buurt_id, hour=hour, saved=True)


async def run(work: Work, subject: int) -> None:
    """The hour has come: say in numbers what waits, and plan the next morning.

    Where it comes late (the bot stood still) and the morning is over, only the next one is planned.
    """
    me = await residents.get(work.tx, ResidentId(subject))
    hour = await mornings.hour_of(work.tx, ResidentId(subject))
    mine = await residents.buurten_of_role(work.tx, ResidentId(subject), Role.COORDINATOR)
    if me is None or hour is None or not mine or not me.takes_part:
        await mornings.set_hour(work.tx, ResidentId(subject), None)
        return
    zone = (await buurten.get(work.tx, mine[0])).zone
    await due.plan(work.tx, "morning", me.id, next_at(work.now, time(hour), zone))
    if me.state is ResidentState.PAUSED or is_quiet(work.now, zone) or local(work.now, zone).hour >= LATEST:
        return
    counted = [await _counts(work, me, each) for each in mine]
    waiting = [each for each in counted if each[2]]
    if waiting:
        await work.tell(me, "co_morning", within=STAYS_TRUE, buurten=waiting)


async def _counts(work: Work, me: Resident, buurt_id: BuurtId) -> list[Any]:
    """A buurt, its name, and how many of each sort wait there; of the list of places nothing."""
    counts = Counter(each.sort for each in await today.found(work, me, buurt_id))
    counts.pop(Sort.PLACE, None)
    name = (await buurten.get(work.tx, buurt_id)).name
    return [buurt_id, name, [[sort, counts[sort]] for sort in Sort if counts[sort]]]
