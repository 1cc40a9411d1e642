"""Newcomers who wait for a coordinator: to admit or to refuse."""

from __future__ import annotations

from bot.domain.errors import GoneError
from bot.domain.ids import BuurtId, ResidentId
from bot.domain.model import Resident, ResidentState, Role
from bot.services import access, alerts, onboarding
from bot.services.turn import following
from bot.services.work import Work
from storage import buurten, drafts, residents, vouching


async def waiting(work: Work, me: Resident, buurt_id: BuurtId) -> list[Resident]:
    """Who waits to be let into a buurt that `me` coordinates, the longest first."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    return await residents.in_state(work.tx, buurt_id, ResidentState.WAITING)


async def show_next(work: Work, me: Resident, buurt_id: BuurtId, after: int = 0) -> None:
    """One who waits, a screen a person."""
    rows = await waiting(work, me, buurt_id)
    newcomer = following(rows, after)
    if newcomer is None:
        await work.show(me, "co_nothing", buurt=buurt_id)
        return
    await work.show(
        me,
        "co_newcomer",
        **await alerts.newcomer_card(work, newcomer),
        buurt=buurt_id,
        more=len(rows) - 1,
    )


async def admit(work: Work, me: Resident, resident_id: ResidentId) -> None:
    """Let somebody in. Raises GoneError where another coordinator has decided."""
    newcomer, buurt_id = await _waiting_one(work, me, resident_id)
    await onboarding.admitted(work, newcomer)
    await work.record("admits", me, buurt_id=buurt_id, about=resident_id)
    left = len(await waiting(work, me, buurt_id))
    await work.show(me, "co_admitted", name=newcomer.name, buurt=buurt_id, left=left)


async def refuse(work: Work, me: Resident, resident_id: ResidentId) -> None:
    """Do not let somebody in now. They hear it kindly, and may come back with an invite."""
    newcomer, buurt_id = await _waiting_one(work, me, resident_id)
    buurt = await buurten.get(work.tx, buurt_id)
    await work.record("refused", newcomer)
    await work.record("refuses", me, buurt_id=buurt_id, about=resident_id)
    await residents.set_state(work.tx, newcomer.id, ResidentState.INVITED)
    await residents.set_buurt(work.tx, newcomer.id, None)
    await drafts.delete(work.tx, newcomer.id)
    await vouching.forget_link(work.tx, newcomer.id)
    await work.tell(newcomer, "not_admitted", calm=buurt.zone, buurt=buurt.name)
    left = len(await waiting(work, me, buurt_id))
    await work.show(me, "co_refused", name=newcomer.name, buurt=buurt_id, left=left)


async def _waiting_one(work: Work, me: Resident, resident_id: ResidentId) -> tuple[Resident, BuurtId]:
    newcomer = await access.resident(work, resident_id)
    # Somebody who was refused has no buurt any more: to every coordinator that is gone, not forbidden.
    if newcomer.buurt_id is None:
        raise GoneError(f"resident {resident_id} has no buurt")
    await access.require_role(work, me, newcomer.buurt_id, Role.COORDINATOR)
    if newcomer.state is not ResidentState.WAITING:
        raise GoneError(f"resident {resident_id} is {newcomer.state}")
    return newcomer, newcomer.buurt_id
