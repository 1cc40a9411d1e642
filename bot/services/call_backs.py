"""Calls that people want from a coordinator: who and since when. Not why, and the number is kept nowhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import BuurtId, ResidentId
from bot.domain.model import Resident, Role
from bot.services import access
from bot.services.work import PRESSED_TWICE, Work
from storage import mornings, residents
from storage.mornings import CallBack

COMES_SOON = timedelta(hours=1)
"""How long "you are being called" stays true."""


async def want(work: Work, who: Resident, buurt_id: BuurtId) -> None:
    """Somebody wants a call; it waits until a coordinator says that they called."""
    await mornings.want_call(work.tx, who.id, buurt_id, work.now)


async def waiting(work: Work, me: Resident, buurt_id: BuurtId) -> list[tuple[CallBack, Resident]]:
    """Who wants a call in a buurt that `me` coordinates, the longest first; not they themselves."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    found = []
    for each in await mornings.call_backs(work.tx, buurt_id):
        who = await residents.get(work.tx, each.resident_id)
        if who is not None and who.id != me.id:
            found.append((each, who))
    return found


async def card(work: Work, me: Resident, wanted: CallBack, who: Resident) -> dict[str, Any]:
    """What a coordinator sees of it: the name, the language, and who is calling already."""
    by = await residents.get(work.tx, wanted.taken_by) if wanted.taken_by else None
    return {
        "resident": who.id,
        "buurt": wanted.buurt_id,
        "name": who.name,
        "lang": who.lang,
        "taken": by.name if by and by.id != me.id else None,
        "mine": by is not None and by.id == me.id,
    }


async def calling(work: Work, me: Resident, who: ResidentId) -> None:
    """`me` calls now: the person hears it, other coordinators see it."""
    wanted, someone = await _one(work, me, who)
    if await mornings.take_call(work.tx, who, me.id):
        await work.record("calls", me, buurt_id=wanted.buurt_id)
        await work.tell(someone, "call_comes", within=COMES_SOON)
    found = await mornings.call_back_of(work.tx, who)
    assert found is not None
    await work.show(me, "co_call_back", **await card(work, me, found, someone))


async def called(work: Work, me: Resident, who: ResidentId) -> None:
    """`me` called: it waits no more, and the person can ask for another call."""
    wanted, someone = await _one(work, me, who)
    await mornings.called(work.tx, who)
    await work.record("called", me, buurt_id=wanted.buurt_id)
    await work.tell(someone, "call_done")
    await work.show(me, "co_called", buurt=wanted.buurt_id, name=someone.name)


async def not_reached(work: Work, me: Resident, who: ResidentId) -> None:
    """`me` called and nobody answered: the person hears it, and it goes on waiting."""
    wanted, someone = await _one(work, me, who)
    if wanted.taken_by is None and await _tried_lately(work, me, who):
        raise GoneError(f"resident {who} was told")
    await mornings.take_call(work.tx, who, None)
    await mornings.put_off(work.tx, me.id, "call", who, work.now)
    await work.record("called_in_vain", me, buurt_id=wanted.buurt_id)
    await work.tell(someone, "call_missed")
    await work.show(me, "co_not_reached", buurt=wanted.buurt_id, name=someone.name)


async def _tried_lately(work: Work, me: Resident, who: ResidentId) -> bool:
    return await mornings.put_off_since(work.tx, me.id, "call", who, work.now - PRESSED_TWICE)


async def _one(work: Work, me: Resident, who: ResidentId) -> tuple[CallBack, Resident]:
    wanted = await mornings.call_back_of(work.tx, who)
    if wanted is None:
        raise GoneError(f"resident {who} wants no call")
    await access.require_role(work, me, wanted.buurt_id, Role.COORDINATOR)
    if who == me.id:
        raise NotAllowedError(f"resident {me.id} calls themselves")
    return wanted, await access.resident(work, who)
