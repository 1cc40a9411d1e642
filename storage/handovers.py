"""Who is asked to become coordinator, and whose role somebody wants taken."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.handover import TO_ANSWER, Handover, HandoverKind, HandoverState
from bot.domain.ids import BuurtId, HandoverId, ResidentId
from bot.domain.model import Resident
from storage import residents
from storage.database import Row, Transaction, from_text, to_text

KEPT = timedelta(days=30)
"""After its time is over."""


def _handover(row: Row) -> Handover:
    return Handover(
        HandoverId(row["id"]),
        HandoverKind(row["kind"]),
        BuurtId(row["buurt_id"]),
        ResidentId(row["resident_id"]),
        ResidentId(row["proposed_by"]),
        HandoverState(row["state"]),
        from_text(row["expires_at"]),
    )


async def propose(
    tx: Transaction,
    kind: HandoverKind,
    buurt_id: BuurtId,
    about: ResidentId,
    proposed_by: ResidentId,
    now: datetime,
) -> HandoverId:
    """A proposal that waits for its second person."""
    return HandoverId(
        await tx.insert(
            "INSERT INTO handover (kind, buurt_id, resident_id, proposed_by, expires_at) VALUES (?, ?, ?, ?, ?)",
            (kind, buurt_id, about, proposed_by, to_text(now + TO_ANSWER)),
        )
    )


async def get(tx: Transaction, handover_id: HandoverId) -> Handover | None:
    """One proposal, or None."""
    row = await tx.one("SELECT * FROM handover WHERE id = ?", (handover_id,))
    return _handover(row) if row else None


async def open_of(tx: Transaction, buurt_id: BuurtId, now: datetime) -> list[Handover]:
    """The proposals of a buurt that can still be answered, the oldest first."""
    rows = await tx.all(
        "SELECT * FROM handover WHERE buurt_id = ? AND state = 'waiting' AND expires_at > ? ORDER BY id",
        (buurt_id, to_text(now)),
    )
    return [_handover(row) for row in rows]


async def answer(tx: Transaction, handover_id: HandoverId, state: HandoverState, now: datetime) -> bool:
    """The second person's answer; False where it does not wait any more."""
    return bool(
        await tx.change(
            "UPDATE handover SET state = ? WHERE id = ? AND state = 'waiting' AND expires_at > ?",
            (state, handover_id, to_text(now)),
        )
    )


async def withdraw_of(tx: Transaction, buurt_id: BuurtId, resident_id: ResidentId) -> None:
    """Somebody is no coordinator any more: nothing that they proposed, or that is about them, waits."""
    await tx.change(
        "UPDATE handover SET state = 'withdrawn' WHERE buurt_id = ? AND state = 'waiting'"
        " AND ? IN (resident_id, proposed_by)",
        (buurt_id, resident_id),
    )


async def forget_old(tx: Transaction, now: datetime) -> None:
    """Drop what ended long ago."""
    await tx.change("DELETE FROM handover WHERE expires_at < ?", (to_text(now - KEPT),))


async def members_named(tx: Transaction, buurt_id: BuurtId, name: str) -> list[Resident]:
    """Members of a buurt with this first name, in any case of letters."""
    rows = await tx.all(
        "SELECT id, name FROM resident WHERE buurt_id = ? AND state = 'member' ORDER BY id", (buurt_id,)
    )
    same = [ResidentId(row["id"]) for row in rows if row["name"].casefold() == name.casefold()]
    return [found for each in same if (found := await residents.get(tx, each)) is not None]
