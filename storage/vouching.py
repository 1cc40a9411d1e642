"""Links with which newcomers who wait ask a neighbour to say that they know them."""

from __future__ import annotations

from datetime import datetime

from bot.domain.ids import BuurtId, ResidentId
from storage.database import Transaction, from_text, to_text


async def keep_link(tx: Transaction, newcomer: ResidentId, code: str) -> str:
    """The code of a newcomer's link: this one, or the one they have."""
    await tx.change("INSERT OR IGNORE INTO vouch_link VALUES (?, ?)", (newcomer, code))
    row = await tx.one("SELECT code FROM vouch_link WHERE resident_id = ?", (newcomer,))
    assert row is not None
    return str(row["code"])


async def of_link(tx: Transaction, code: str) -> ResidentId | None:
    """Whose link a code is, or None."""
    row = await tx.one("SELECT resident_id FROM vouch_link WHERE code = ?", (code,))
    return ResidentId(row["resident_id"]) if row else None


async def forget_link(tx: Transaction, newcomer: ResidentId) -> None:
    """It opens nothing any more."""
    await tx.change("DELETE FROM vouch_link WHERE resident_id = ?", (newcomer,))


async def member_since(tx: Transaction, who: ResidentId) -> datetime | None:
    """Since when somebody takes part (UTC); where that is not on record, since they are known."""
    row = await tx.one(
        "SELECT coalesce((SELECT max(at) FROM event WHERE who = ? AND kind = 'admitted'), created_at) AS at"
        " FROM resident WHERE id = ?",
        (f"r{who}", who),
    )
    return from_text(row["at"]) if row else None


async def came_by_word(tx: Transaction, who: ResidentId) -> bool:
    """Whether a member said that they know this one."""
    row = await tx.one("SELECT 1 FROM event WHERE about = ? AND kind = 'vouched' LIMIT 1", (f"r{who}",))
    return row is not None


async def came_since(tx: Transaction, buurt_id: BuurtId, since: datetime) -> int:
    """How many came into a buurt by a member's word since a moment (UTC)."""
    row = await tx.one(
        "SELECT count(*) AS n FROM event WHERE buurt_id = ? AND at >= ? AND kind = 'vouched'",
        (buurt_id, to_text(since)),
    )
    return row["n"] if row else 0
