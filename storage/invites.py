"""The live invite links of a buurt, as its coordinators see them. Making and using them: `storage/buurten.py`."""

from __future__ import annotations

from datetime import datetime

from bot.domain.ids import BuurtId
from bot.domain.invites import Invite
from storage.database import Row, Transaction, from_text, to_text

_LIVE = (
    "SELECT i.*, r.name FROM invite i LEFT JOIN resident r ON r.id = i.made_by"
    " WHERE i.role IS NULL AND i.buurt_id = ? AND i.expires_at > ? AND i.uses_left > 0"
)


def _invite(row: Row) -> Invite:
    return Invite(row["code"], row["name"], from_text(row["expires_at"]), row["uses_left"])


async def live(tx: Transaction, buurt_id: BuurtId, now: datetime) -> list[Invite]:
    """The links that let somebody in now, the one that ends first before the others; no links for roles."""
    rows = await tx.all(f"{_LIVE} ORDER BY i.expires_at, i.code", (buurt_id, to_text(now)))
    return [_invite(row) for row in rows]


async def find(tx: Transaction, buurt_id: BuurtId, code: str, now: datetime) -> Invite | None:
    """One live link of a buurt, or None."""
    row = await tx.one(f"{_LIVE} AND i.code = ?", (buurt_id, to_text(now), code))
    return _invite(row) if row else None


async def withdraw(tx: Transaction, code: str) -> None:
    """It lets nobody in any more."""
    await tx.change("DELETE FROM invite WHERE code = ?", (code,))
