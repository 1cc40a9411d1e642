"""The list of places to go: read by everybody, kept by the coordinators of each buurt in the chat."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.domain.calendar import local
from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError
from bot.domain.ids import BuurtId, ResourceId
from bot.domain.model import Resident, Role
from bot.domain.resources import FIELDS, MOST, Kind, Resource
from bot.services import (
    access,
    drafts,
    place_answers,  # noqa: F401 (makes its parsers known)
)
from bot.services.work import Work
from storage import buurten, resources

A_PAGE = 5
A_PAGE_TO_KEEP = 4


async def show_list(work: Work, me: Resident, page: int = 0) -> None:
    """Where one can go: a member's buurt has places of its own; the national desks are for everybody else too."""
    member_of = me.buurt_id if me.takes_part else None
    own = await resources.of_buurt(work.tx, member_of) if member_of is not None else []
    places: list[list[str | None]] = [[str(each.id), each.kind, each.name] for each in own]
    known = {each.kind for each in own}
    places += [[kind, kind, None] for kind in work.emergency.desks if kind not in known]
    page = page if page * A_PAGE < len(places) else 0
    shown = places[page * A_PAGE : (page + 1) * A_PAGE]
    more = (page + 1) * A_PAGE < len(places)
    await work.show(me, "places", places=shown, page=page, more=more)


async def show_one(work: Work, me: Resident, which: str) -> None:
    """One place: an entry of the own buurt, or a national desk. Raises GoneError."""
    if which in work.emergency.desks:
        desk = work.emergency.desks[which]
        place = {"kind": which, "name": None, "phone": desk.call, "site": desk.source}
        await work.show(me, "place", place=place)
        return
    found = await by_text(work, which)
    if found is None or found.buurt_id != me.buurt_id or not me.takes_part:
        raise GoneError("no such place")
    await work.show(me, "place", place=card(found))


async def by_text(work: Work, which: str) -> Resource | None:
    """An entry by its id as a button carries it, which may be forged; None where there is none."""
    if not (which.isascii() and which.isdigit() and len(which) <= 15):
        return None
    return await resources.get(work.tx, ResourceId(int(which)))


def card(found: Resource) -> dict[str, Any]:
    """A place as a message's parameters."""
    return {
        "kind": found.kind,
        "name": found.name,
        "phone": found.phone,
        "site": found.site,
        "address": found.address,
        "hours": found.hours,
        "languages": list(found.languages),
        "checked_on": found.checked_on.isoformat(),
    }


async def show_to_keep(
    work: Work, me: Resident, buurt_id: BuurtId, page: int = 0, removed: bool = False
) -> None:
    """The list of a buurt, for its coordinators."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    today = await _today(work, buurt_id)
    found = await resources.of_buurt(work.tx, buurt_id)
    page = page if page * A_PAGE_TO_KEEP < len(found) else 0
    shown = found[page * A_PAGE_TO_KEEP : (page + 1) * A_PAGE_TO_KEEP]
    await work.show(
        me,
        "co_places",
        buurt=buurt_id,
        places=[[each.id, each.kind, each.name, each.stale(today)] for each in shown],
        page=page,
        more=(page + 1) * A_PAGE_TO_KEEP < len(found),
        full=len(found) >= MOST,
        removed=removed,
    )


async def stale(work: Work, buurt_id: BuurtId) -> list[Resource]:
    """The places of a buurt that nobody looked at for a year."""
    today = await _today(work, buurt_id)
    return [each for each in await resources.of_buurt(work.tx, buurt_id) if each.stale(today)]


async def to_keep(work: Work, found: Resource) -> dict[str, Any]:
    """A place as its coordinators see it, as a message's parameters."""
    today = await _today(work, found.buurt_id)
    return {"buurt": found.buurt_id, "entry": found.id, "place": card(found), "stale": found.stale(today)}


async def open_one(work: Work, me: Resident, entry: ResourceId) -> None:
    """One place, with what can be done about it."""
    found = await _own(work, me, entry)
    await work.show(me, "co_place", **await to_keep(work, found))


async def still_right(work: Work, me: Resident, entry: ResourceId) -> None:
    """Somebody looked: it is right as it stands."""
    found = await _own(work, me, entry)
    if await resources.checked(work.tx, entry, await _today(work, found.buurt_id)):
        await work.record("place_checked", me, buurt_id=found.buurt_id, detail=found.kind)
    await work.show(me, "co_place_checked", buurt=found.buurt_id, name=found.name)


async def choose_change(work: Work, me: Resident, entry: ResourceId) -> None:
    """What of it is to be changed?"""
    found = await _own(work, me, entry)
    await work.show(me, "co_place_change", entry=found.id, name=found.name)


async def begin_change(work: Work, me: Resident, entry: ResourceId, field: str) -> None:
    """Ask for the new value of one of `FIELDS`."""
    found = await _own(work, me, entry)
    data: Data = {"entry": found.id, "only": f"place_{field}"}
    if field == "languages":
        data["picked"] = sorted(found.languages)
    await drafts.begin(work, me, Flow.PLACE, data)


async def begin_new(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """Ask for a new place, one question a screen. Raises GoneError where the list is full."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    if len(await resources.of_buurt(work.tx, buurt_id)) >= MOST:
        raise GoneError(f"the list of buurt {buurt_id} is full")
    await drafts.begin(work, me, Flow.PLACE, {"of_buurt": buurt_id})


@drafts.finishes(Flow.PLACE)
async def keep(work: Work, me: Resident, data: Data) -> None:
    """Store a new place or a change; whoever fills something in has looked at it today."""
    if "entry" in data:
        found = await _own(work, me, ResourceId(data["entry"]))
        field = str(data["only"]).removeprefix("place_")
        await resources.change(work.tx, found.id, field, data[field])
        await resources.checked(work.tx, found.id, await _today(work, found.buurt_id))
        await work.record("place_changed", me, buurt_id=found.buurt_id, detail=found.kind)
        entry = found.id
    else:
        buurt_id = BuurtId(data["of_buurt"])
        await access.require_role(work, me, buurt_id, Role.COORDINATOR)
        facts = {field: data.get(field) for field in FIELDS}
        entry = await resources.add(
            work.tx, buurt_id, Kind(data["kind"]), facts, await _today(work, buurt_id)
        )
        await work.record("place_added", me, buurt_id=buurt_id, detail=str(data["kind"]))
    found = await _own(work, me, entry)
    await work.show(me, "co_place", **await to_keep(work, found), saved=True)


async def ask_to_remove(work: Work, me: Resident, entry: ResourceId) -> None:
    """Really?"""
    found = await _own(work, me, entry)
    await work.show(me, "co_place_sure", buurt=found.buurt_id, entry=found.id, name=found.name)


async def remove(work: Work, me: Resident, entry: ResourceId) -> None:
    """Take a place off the list."""
    found = await _own(work, me, entry)
    await resources.remove(work.tx, found.id)
    await work.record("place_removed", me, buurt_id=found.buurt_id, detail=found.kind)
    await show_to_keep(work, me, found.buurt_id, removed=True)


async def _own(work: Work, me: Resident, entry: ResourceId) -> Resource:
    found = await resources.get(work.tx, entry)
    if found is None:
        raise GoneError(f"no place {entry}")
    await access.require_role(work, me, found.buurt_id, Role.COORDINATOR)
    return found


async def _today(work: Work, buurt_id: BuurtId) -> date:
    zone = (await buurten.get(work.tx, buurt_id)).zone
    return local(work.now, zone).date()
