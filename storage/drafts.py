"""The open question of each resident."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import jsontext
from bot.domain.ids import ResidentId
from bot.domain.model import Draft
from storage.database import Transaction, to_text

KEPT = timedelta(days=7)


async def get(tx: Transaction, resident_id: ResidentId) -> Draft | None:
    """The open question, or None."""
    row = await tx.one("SELECT flow, step, data FROM draft WHERE resident_id = ?", (resident_id,))
    return Draft(resident_id, row["flow"], row["step"], jsontext.loads(row["data"])) if row else None


async def put(tx: Transaction, draft: Draft, now: datetime) -> None:
    """Keep a draft in place of any earlier one."""
    await tx.change(
        "INSERT OR REPLACE INTO draft (resident_id, flow, step, data, updated_at) VALUES (?, ?, ?, ?, ?)",
        (
            draft.resident_id,
            draft.flow,
            draft.step,
            jsontext.dumps(draft.data),
            to_text(now),
        ),
    )


async def left_alone(tx: Transaction, resident_id: ResidentId, since: datetime) -> bool:
    """Whether a question has been open, untouched, since that moment or longer."""
    row = await tx.one(
        "SELECT 1 FROM draft WHERE resident_id = ? AND updated_at <= ?", (resident_id, to_text(since))
    )
    return row is not None


async def delete(tx: Transaction, resident_id: ResidentId) -> bool:
    """No question is open any more; returns whether one was."""
    return bool(await tx.change("DELETE FROM draft WHERE resident_id = ?", (resident_id,)))


async def forget_old(tx: Transaction, now: datetime) -> None:
    """Drop drafts that nobody touched for `KEPT` (the first questions of newcomers stay)."""
    await tx.change("DELETE FROM draft WHERE updated_at < ? AND flow <> 'welcome'", (to_text(now - KEPT),))


async def forget_for(tx: Transaction, resident_id: ResidentId) -> None:
    """Drop what others were about to ask on behalf of this resident."""
    await tx.change("DELETE FROM draft WHERE json_extract(data, '$.for_resident') = ?", (resident_id,))
