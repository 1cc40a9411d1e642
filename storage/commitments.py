"""Commitments: what the two of a match will do, and when."""

from __future__ import annotations

from datetime import datetime

from bot.domain.ids import CommitmentId, MatchId, ResidentId
from bot.domain.model import Commitment, CommitmentState
from storage.database import Row, Transaction, maybe_from_text, to_text


def _commitment(row: Row) -> Commitment:
    return Commitment(
        CommitmentId(row["id"]),
        MatchId(row["match_id"]),
        CommitmentState(row["state"]),
        maybe_from_text(row["starts_at"]),
        None if row["proposed_by"] is None else ResidentId(row["proposed_by"]),
    )


async def add(
    tx: Transaction, match_id: MatchId, state: CommitmentState, starts_at: datetime | None
) -> Commitment:
    """What the two of a match will do."""
    commitment_id = await tx.insert(
        "INSERT INTO commitment (match_id, state, starts_at) VALUES (?, ?, ?)",
        (match_id, state, to_text(starts_at) if starts_at else None),
    )
    return Commitment(CommitmentId(commitment_id), match_id, state, starts_at)


async def get(tx: Transaction, commitment_id: CommitmentId) -> Commitment | None:
    """One commitment, or None."""
    row = await tx.one("SELECT * FROM commitment WHERE id = ?", (commitment_id,))
    return _commitment(row) if row else None


async def of_match(tx: Transaction, match_id: MatchId) -> Commitment | None:
    """The newest commitment of a match, or None."""
    row = await tx.one("SELECT * FROM commitment WHERE match_id = ? ORDER BY id DESC LIMIT 1", (match_id,))
    return _commitment(row) if row else None


async def change(
    tx: Transaction,
    commitment_id: CommitmentId,
    state: CommitmentState,
    starts_at: datetime | None,
    proposed_by: ResidentId | None = None,
) -> None:
    """Its state, its moment (UTC), and who proposed that where the other has not confirmed it."""
    await tx.change(
        "UPDATE commitment SET state = ?, starts_at = ?, proposed_by = ? WHERE id = ?",
        (state, to_text(starts_at) if starts_at else None, proposed_by, commitment_id),
    )
