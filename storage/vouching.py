"""Links with which newcomers who wait ask a neighbour to say that they know them."""

from __future__ import annotations

from datetime import datetime

from bot.domain.ids import ResidentId
from storage.database import Transaction, from_text


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
