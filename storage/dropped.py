"""Updates that are not handled because their account sent far too many."""

from __future__ import annotations

from storage.database import Transaction


async def forget_update(tx: Transaction, update_id: int) -> None:
    """Keep not even its number: where Telegram brought it twice, it may have its effect then, once."""
    await tx.change("DELETE FROM inbox WHERE update_id = ?", (update_id,))
