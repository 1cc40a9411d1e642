"""What falls due: rows that the scheduler is waked for. One row a kind and subject."""

from __future__ import annotations

from datetime import datetime

from bot.domain.ids import DueId
from bot.domain.model import Due
from storage.database import Transaction, from_text, to_text

MAX_TRIES = 3


async def plan(tx: Transaction, kind: str, subject: int, at: datetime) -> None:
    """Let `kind` fall due for `subject` at `at` (UTC); an earlier plan of the same is moved."""
    await tx.change(
        "INSERT INTO due (kind, subject, at) VALUES (?, ?, ?)"
        " ON CONFLICT (kind, subject) DO UPDATE SET at = excluded.at, tries = 0",
        (kind, subject, to_text(at)),
    )


async def planned(tx: Transaction, kind: str, subject: int) -> bool:
    """Whether `kind` is still to fall due for `subject`."""
    return await tx.one("SELECT 1 FROM due WHERE kind = ? AND subject = ?", (kind, subject)) is not None


async def cancel(tx: Transaction, subject: int, *kinds: str) -> None:
    """These no longer fall due for `subject`."""
    for kind in kinds:
        await tx.change("DELETE FROM due WHERE kind = ? AND subject = ?", (kind, subject))


async def next_at(tx: Transaction) -> datetime | None:
    """When the next row falls due, or None."""
    row = await tx.one("SELECT at FROM due ORDER BY at, id LIMIT 1")
    return from_text(row["at"]) if row else None


async def fallen(tx: Transaction, now: datetime, limit: int) -> list[Due]:
    """The rows due by `now`, in the order of their moments."""
    rows = await tx.all(
        "SELECT id, kind, subject, at FROM due WHERE at <= ? ORDER BY at, id LIMIT ?", (to_text(now), limit)
    )
    return [Due(DueId(row["id"]), row["kind"], row["subject"], from_text(row["at"])) for row in rows]


async def finish(tx: Transaction, due: Due) -> bool:
    """It has its effect now (before a new plan of the same kind and subject is made).

    False where it was cancelled or moved since it was read, and so must have none.
    """
    return await tx.change("DELETE FROM due WHERE id = ? AND at = ?", (due.id, to_text(due.at))) > 0


async def failed(tx: Transaction, due: Due, again_at: datetime) -> bool:
    """Count a failed try and look again later; returns True where it was the last and the row is dropped."""
    row = await tx.one("SELECT tries FROM due WHERE id = ?", (due.id,))
    if row is None or row["tries"] + 1 >= MAX_TRIES:
        await finish(tx, due)
        return True
    await tx.change("UPDATE due SET tries = tries + 1, at = ? WHERE id = ?", (to_text(again_at), due.id))
    return False
