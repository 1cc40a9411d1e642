"""The end of a role, and of what came with it."""

from __future__ import annotations

from bot.domain.ids import BuurtId, ResidentId
from bot.domain.model import Role
from bot.services.work import Work
from storage import buurten, handovers, outbox, residents

OF_COORDINATORS = ("co_*", "team_case")
"""Kinds of messages (as SQLite's GLOB has it) that only a coordinator may read."""


async def take(work: Work, resident_id: ResidentId, buurt_id: BuurtId, role: Role) -> bool:
    """Somebody has a role no more; returns whether they had it.

    What they made or proposed as coordinator of the buurt ends with it. Who coordinates none any more also gets no
    coordinator's message that still waits, such as for the end of the quiet hours.
    """
    if not await residents.take_role(work.tx, resident_id, buurt_id, role):
        return False
    if role is Role.COORDINATOR:
        await buurten.end_invites_of(work.tx, resident_id, buurt_id)
        await handovers.withdraw_of(work.tx, buurt_id, resident_id)
        if not await residents.buurten_of_role(work.tx, resident_id, role):
            await outbox.purge_to(work.tx, resident_id, OF_COORDINATORS)
    return True
