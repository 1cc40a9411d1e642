"""How somebody stands who takes no part: whether a neighbour's word lets them in; or kept out, and why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.domain.calendar import local
from bot.domain.decisions import DecisionState
from bot.domain.model import Admission, Resident, ResidentState
from bot.services.work import Work
from storage import buurten, decisions, events, residents

REFUSED_FOR = timedelta(days=365)
"""So long no neighbour's word goes above a coordinator's no."""


async def word_lets_in(work: Work, newcomer: Resident) -> bool:
    """Whether a member's word would let this newcomer in.

    An account that was removed or reported waits, and so does who was refused: that was a coordinator's word.
    """
    if newcomer.state is not ResidentState.WAITING or newcomer.buurt_id is None:
        return False
    if await events.count_of(work.tx, newcomer.id, work.now - REFUSED_FOR, "refused"):
        return False
    buurt = await buurten.get(work.tx, newcomer.buurt_id)
    return buurt.admission is Admission.VOUCHING and not await residents.barred(
        work.tx, work.account_hash(newcomer.account)
    )


async def kept_out(work: Work, me: Resident) -> dict[str, Any]:
    """Why somebody takes no part, as parameters of the screen "removed"."""
    found = await decisions.keeping_out(work.tx, me.id)
    if found is None:
        return {}
    zone = (await buurten.get(work.tx, found.buurt_id)).zone
    return {
        "decision": found.id if found.state is DecisionState.STANDS else None,
        "reason": found.reason,
        "until": local(found.until, zone).date().isoformat() if found.until else None,
    }
