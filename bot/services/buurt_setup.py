"""What a buurt is made of, changed in the chat by its coordinators: postcodes and the buurten next door."""

from __future__ import annotations

import re

from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError, NotAllowedError, NotUnderstoodError
from bot.domain.ids import BuurtId
from bot.domain.model import Buurt, Resident, Role
from bot.services import access, alerts, drafts
from bot.services.answers import Given, Parsed, answers
from bot.services.work import Work
from storage import buurt_setup, buurten, due, residents

MOST_POSTCODES = 20
NEAR_PAGE = 5


async def overview(work: Work, me: Resident, buurt_id: BuurtId | None = None) -> None:
    """Everything that a coordinator can do for the buurt as a whole. Raises NotAllowedError for everybody else."""
    mine = await residents.buurten_of_role(work.tx, me.id, Role.COORDINATOR)
    if buurt_id is None and not mine:
        raise NotAllowedError(f"resident {me.id} coordinates no buurt")
    if buurt_id is None and len(mine) > 1 and me.takes_part:
        names = [[each, (await buurten.get(work.tx, each)).name] for each in mine]
        await work.show(me, "buurt_choose", buurten=names)
        return
    buurt = await _own(work, me, mine[0] if buurt_id is None else buurt_id)
    await work.show(me, "buurt", buurt=buurt.id, name=buurt.name)


async def show(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """How it is set now."""
    buurt = await _own(work, me, buurt_id)
    near = [
        (await buurten.get(work.tx, each)).name for each in await buurt_setup.neighbours(work.tx, buurt_id)
    ]
    await work.show(
        me,
        "buurt_set_up",
        buurt=buurt_id,
        name=buurt.name,
        gemeente=buurt.gemeente,
        postcodes=await buurten.postcodes_of(work.tx, buurt_id),
        beside=near,
    )


async def ask_postcodes(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """All its postcodes are typed anew."""
    await _own(work, me, buurt_id)
    now = await buurten.postcodes_of(work.tx, buurt_id)
    await drafts.begin(work, me, Flow.POSTCODES, {"of_buurt": buurt_id, "now": now})


@answers("postcodes")
async def _postcodes(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    plain = "".join(str(int(char)) if char.isdecimal() else char for char in given.text or "")
    found = re.findall(r"[0-9]+", plain)
    if (
        not found
        or len(found) > MOST_POSTCODES
        or not all(re.fullmatch("[1-9][0-9]{3}", each) for each in found)
    ):
        raise NotUnderstoodError("no list of postcodes")
    return Parsed({**data, "postcodes": sorted(set(found))})


@drafts.finishes(Flow.POSTCODES)
async def set_postcodes(work: Work, me: Resident, data: Data) -> None:
    """Newcomers with these postcodes find the buurt from now on; who waited for one of them is told by day."""
    buurt = await _own(work, me, BuurtId(data["of_buurt"]))
    if await buurt_setup.set_postcodes(work.tx, buurt.id, data["postcodes"]):
        await work.record("settings_changed", me, buurt_id=buurt.id, detail="postcodes")
        await due.plan(work.tx, "buurt_opened", buurt.id, work.now)
    await show(work, me, buurt.id)


async def show_near(work: Work, me: Resident, buurt_id: BuurtId, after: int = 0) -> None:
    """Which buurten lie next door, each to be switched; `after`: how many were seen."""
    buurt = await _own(work, me, buurt_id)
    others = await buurt_setup.may_be_near(work.tx, buurt)
    near = set(await buurt_setup.neighbours(work.tx, buurt_id))
    page = others[after : after + NEAR_PAGE] or others[:NEAR_PAGE]
    following = after + NEAR_PAGE if len(others) > after + NEAR_PAGE else 0
    await work.show(
        me,
        "buurt_near",
        buurt=buurt_id,
        name=buurt.name,
        choices=[[each.id, each.name, each.id in near] for each in page],
        after=after,
        following=following if len(others) > NEAR_PAGE else None,
    )


async def set_near(
    work: Work, me: Resident, buurt_id: BuurtId, other_id: BuurtId, near: bool, after: int = 0
) -> None:
    """Two buurten lie next door to each other, or not. The coordinators of the other one are told."""
    buurt = await _own(work, me, buurt_id)
    other = next(
        (each for each in await buurt_setup.may_be_near(work.tx, buurt) if each.id == other_id), None
    )
    if other is None:
        raise GoneError(f"buurt {other_id} cannot be next door to {buurt_id}")
    if await buurt_setup.set_neighbour(work.tx, buurt_id, other_id, near=near):
        await work.record("settings_changed", me, buurt_id=buurt_id, detail="neighbours")
        for each in await alerts.coordinators(work, other_id, me.id):
            await work.tell(
                each, "buurt_near_changed", calm=other.zone, buurt=other_id, name=buurt.name, near=near
            )
    await show_near(work, me, buurt_id, after)


async def _own(work: Work, me: Resident, buurt_id: BuurtId) -> Buurt:
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    return await buurten.get(work.tx, buurt_id)
