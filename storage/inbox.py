"""Updates from Telegram: stored before they are confirmed, handled once, their content gone when handled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import jsontext
from storage.database import Transaction, to_text

MAX_TRIES = 3
AT_ONCE = 5
"""Updates of one chat that are handled in one go."""
KEPT = timedelta(days=7)
"""How long the bare ids of handled updates are kept, to know one that comes twice."""


@dataclass(frozen=True)
class Incoming:
    """A stored update that waits to be handled."""

    update_id: int
    chat_id: int
    payload: str
    """What is kept of the update, JSON."""
    tries: int


async def store(tx: Transaction, updates: Iterable[tuple[int, int, str]], now: datetime) -> int:
    """Keep (update_id, chat_id, payload) rows; one seen before is left as it is. Returns how many are new.

    After a week of silence Telegram may count from any number: an id handled longer ago than `KEPT` is new.
    """
    new = 0
    for update_id, chat_id, payload in updates:
        new += await tx.change(
            "INSERT INTO inbox (update_id, chat_id, payload, received_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (update_id) DO UPDATE SET chat_id = excluded.chat_id, payload = excluded.payload,"
            " received_at = excluded.received_at, state = 'waiting', tries = 0"
            " WHERE state <> 'waiting' AND received_at < ?",
            (update_id, chat_id, payload, to_text(now), to_text(now - KEPT)),
        )
    return new


async def waiting(tx: Transaction, limit: int, but_not: frozenset[int] = frozenset()) -> list[Incoming]:
    """The oldest updates that wait, in order, those of the chats in `but_not` left out.

    Of one chat at most `AT_ONCE`, so that who sends very many does not hold up the others.
    """
    rows = await tx.all(
        "SELECT update_id, chat_id, payload, tries FROM inbox WHERE update_id IN (SELECT update_id FROM"
        " (SELECT update_id, row_number() OVER (PARTITION BY chat_id ORDER BY update_id) AS place FROM inbox"
        " WHERE state = 'waiting' AND chat_id NOT IN (SELECT value FROM json_each(?)))"
        " WHERE place <= ? ORDER BY update_id LIMIT ?) ORDER BY update_id",
        (jsontext.dumps(sorted(but_not)), AT_ONCE, limit),
    )
    return [Incoming(*row) for row in rows]


async def any_waiting(tx: Transaction) -> bool:
    """Whether an update still waits to be handled."""
    return await tx.one("SELECT 1 FROM inbox WHERE state = 'waiting' LIMIT 1") is not None


async def done(tx: Transaction, update_id: int) -> None:
    """The update has had its effect; its content and whose it was go in the same commit."""
    await tx.change(
        "UPDATE inbox SET state = 'done', payload = NULL, chat_id = 0 WHERE update_id = ?", (update_id,)
    )


async def failed(tx: Transaction, update: Incoming, *, for_good: bool = False) -> bool:
    """Count a failed try; returns True where it was the last one (or is `for_good`) and the update is set aside."""
    last = for_good or update.tries + 1 >= MAX_TRIES
    await tx.change(
        "UPDATE inbox SET tries = tries + 1, state = ?, payload = iif(?, NULL, payload) WHERE update_id = ?",
        ("set_aside" if last else "waiting", last, update.update_id),
    )
    return last


async def forget_old(tx: Transaction, now: datetime) -> None:
    """Drop the ids of updates handled longer ago than `KEPT`."""
    await tx.change("DELETE FROM inbox WHERE state <> 'waiting' AND received_at < ?", (to_text(now - KEPT),))


async def forget_chat(tx: Transaction, chat_id: int) -> None:
    """Handled updates no longer say from which chat they came."""
    await tx.change("UPDATE inbox SET chat_id = 0 WHERE chat_id = ? AND state <> 'waiting'", (chat_id,))
