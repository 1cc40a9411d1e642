"""Broadcasts to a buurt: their texts, who has a copy, and how many it reached."""

from __future__ import annotations

from datetime import datetime

from bot.domain.broadcasts import DRAFT_KEPT, WORDS_KEPT, Broadcast, BroadcastState
from bot.domain.ids import BroadcastId, BuurtId, ResidentId
from bot.domain.model import Resident
from storage import residents
from storage.database import Row, Transaction, maybe_from_text, to_text


async def draft(tx: Transaction, buurt_id: BuurtId, made_by: ResidentId, now: datetime) -> BroadcastId:
    """The one that somebody is writing for a buurt; a new one where there is none."""
    row = await tx.one(
        "SELECT id FROM broadcast WHERE buurt_id = ? AND made_by = ? AND state = 'draft'", (buurt_id, made_by)
    )
    if row is not None:
        return BroadcastId(row["id"])
    return BroadcastId(
        await tx.insert(
            "INSERT INTO broadcast (buurt_id, made_by, state, created_at) VALUES (?, ?, 'draft', ?)",
            (buurt_id, made_by, to_text(now)),
        )
    )


async def get(tx: Transaction, broadcast_id: BroadcastId) -> Broadcast | None:
    """One broadcast with its texts, or None."""
    return await _broadcast(tx, await tx.one("SELECT * FROM broadcast WHERE id = ?", (broadcast_id,)))


async def draft_of(tx: Transaction, buurt_id: BuurtId, made_by: ResidentId) -> Broadcast | None:
    """What somebody is writing for a buurt, or None."""
    return await _broadcast(
        tx,
        await tx.one(
            "SELECT * FROM broadcast WHERE buurt_id = ? AND made_by = ? AND state = 'draft'",
            (buurt_id, made_by),
        ),
    )


async def last(tx: Transaction, buurt_id: BuurtId) -> Broadcast | None:
    """The last one that was sent to a buurt, or is being sent; or None."""
    return await _broadcast(
        tx,
        await tx.one(
            "SELECT * FROM broadcast WHERE buurt_id = ? AND state IN ('sending', 'sent', 'stopped')"
            " ORDER BY begun_at DESC, id DESC LIMIT 1",
            (buurt_id,),
        ),
    )


async def _broadcast(tx: Transaction, row: Row | None) -> Broadcast | None:
    if row is None:
        return None
    texts = await tx.all(
        "SELECT lang, words FROM broadcast_text WHERE broadcast_id = ? ORDER BY lang", (row["id"],)
    )
    return Broadcast(
        BroadcastId(row["id"]),
        BuurtId(row["buurt_id"]),
        ResidentId(row["made_by"]),
        BroadcastState(row["state"]),
        {text["lang"]: text["words"] for text in texts},
        row["lang"],
        maybe_from_text(row["begun_at"]),
        row["reached"],
        row["unreachable"],
    )


async def put_text(tx: Transaction, broadcast_id: BroadcastId, lang: str, words: str) -> None:
    """What it says in a language, in place of what it said."""
    await tx.change("INSERT OR REPLACE INTO broadcast_text VALUES (?, ?, ?)", (broadcast_id, lang, words))


async def set_default(tx: Transaction, broadcast_id: BroadcastId, lang: str) -> None:
    """Whoever reads a language that it has no text in gets this one."""
    await tx.change("UPDATE broadcast SET lang = ? WHERE id = ?", (lang, broadcast_id))


async def begin(tx: Transaction, broadcast_id: BroadcastId, lang: str, now: datetime) -> bool:
    """It is sent from now on, its text in `lang` to everybody else; False where it is no draft."""
    return bool(
        await tx.change(
            "UPDATE broadcast SET state = 'sending', lang = ?, begun_at = ? WHERE id = ? AND state = 'draft'",
            (lang, to_text(now), broadcast_id),
        )
    )


async def end(tx: Transaction, broadcast_id: BroadcastId, state: BroadcastState) -> bool:
    """It is sent, or stopped; False where it is not being sent."""
    return bool(
        await tx.change(
            "UPDATE broadcast SET state = ? WHERE id = ? AND state = 'sending'", (state, broadcast_id)
        )
    )


async def discard(tx: Transaction, broadcast_id: BroadcastId) -> None:
    """A draft that nobody wants to send goes."""
    await tx.change("DELETE FROM broadcast WHERE id = ? AND state = 'draft'", (broadcast_id,))


_READERS = "r.buurt_id = ? AND r.state = 'member' AND r.id <> ?"


async def readers(tx: Transaction, buurt_id: BuurtId, made_by: ResidentId) -> int:
    """How many would get it: the members who are not on pause, but its writer."""
    row = await tx.one(f"SELECT count(*) AS n FROM resident r WHERE {_READERS}", (buurt_id, made_by))
    return row["n"] if row else 0


async def next_readers(tx: Transaction, broadcast: Broadcast, most: int) -> list[Resident]:
    """Who gets it now, at most so many; each has a copy from here on."""
    rows = await tx.all(
        f"SELECT r.id FROM resident r WHERE {_READERS} AND NOT EXISTS"
        " (SELECT 1 FROM broadcast_copy c WHERE c.broadcast_id = ? AND c.resident_id = r.id)"
        " ORDER BY r.id LIMIT ?",
        (broadcast.buurt_id, broadcast.made_by, broadcast.id, most),
    )
    found = []
    for row in rows:
        await tx.change("INSERT INTO broadcast_copy VALUES (?, ?)", (broadcast.id, row["id"]))
        each = await residents.get(tx, ResidentId(row["id"]))
        if each is not None:
            found.append(each)
    return found


async def copies(tx: Transaction, broadcast_id: BroadcastId) -> int:
    """How many had their turn by now."""
    row = await tx.one("SELECT count(*) AS n FROM broadcast_copy WHERE broadcast_id = ?", (broadcast_id,))
    return row["n"] if row else 0


_MESSAGE = (
    "o.resident_id = c.resident_id AND o.kind = 'broadcast' AND o.created_at >="
    " (SELECT begun_at FROM broadcast WHERE id = c.broadcast_id)"
)


async def take_back(tx: Transaction, broadcast_id: BroadcastId) -> None:
    """What has not left yet stays here, as if its reader had not had their turn."""
    rows = await tx.all(
        f"SELECT o.id, c.resident_id FROM broadcast_copy c JOIN outbox o ON {_MESSAGE}"
        " WHERE c.broadcast_id = ? AND o.state IN ('later', 'waiting')",
        (broadcast_id,),
    )
    for row in rows:
        await tx.change("DELETE FROM outbox WHERE id = ?", (row["id"],))
        await tx.change(
            "DELETE FROM broadcast_copy WHERE broadcast_id = ? AND resident_id = ?",
            (broadcast_id, row["resident_id"]),
        )


async def count(tx: Transaction, broadcast_id: BroadcastId) -> None:
    """Keep how many it reached and how many not, and forget who they were."""
    row = await tx.one(
        "SELECT count(*) AS all_of_them, coalesce(sum(EXISTS"
        f" (SELECT 1 FROM outbox o WHERE {_MESSAGE} AND o.state = 'sent')), 0) AS reached"
        " FROM broadcast_copy c WHERE c.broadcast_id = ?",
        (broadcast_id,),
    )
    total, reached = (row["all_of_them"], row["reached"]) if row else (0, 0)
    await tx.change(
        "UPDATE broadcast SET reached = ?, unreachable = ? WHERE id = ?",
        (reached, total - reached, broadcast_id),
    )
    await tx.change("DELETE FROM broadcast_copy WHERE broadcast_id = ?", (broadcast_id,))


async def forget_old(tx: Transaction, now: datetime) -> None:
    """Drop drafts that nobody goes on with, and the words of what was sent long ago."""
    await tx.change(
        "DELETE FROM broadcast WHERE state = 'draft' AND created_at < ?", (to_text(now - DRAFT_KEPT),)
    )
    await tx.change(
        "DELETE FROM broadcast_text WHERE broadcast_id IN (SELECT id FROM broadcast WHERE begun_at < ?)",
        (to_text(now - WORDS_KEPT),),
    )
