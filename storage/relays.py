"""Relays: who has one open, and which delivered message belongs to which match. Never any content."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import jsontext
from bot.domain.ids import AccountId, MatchId, MessageId, ResidentId
from storage.database import Transaction, to_text

IDS_KEPT = timedelta(days=14)


async def open_for(tx: Transaction, who: ResidentId, match_id: MatchId, closes_at: datetime) -> None:
    """Free sentences of `who` go to the other of this match until `closes_at`."""
    await tx.change("INSERT OR REPLACE INTO relay VALUES (?, ?, ?)", (who, match_id, to_text(closes_at)))


async def open_of(tx: Transaction, who: ResidentId, now: datetime) -> MatchId | None:
    """The match whose relay `who` has open, or None."""
    row = await tx.one(
        "SELECT match_id FROM relay WHERE resident_id = ? AND closes_at > ?", (who, to_text(now))
    )
    return MatchId(row["match_id"]) if row else None


async def last_of(tx: Transaction, who: ResidentId) -> MatchId | None:
    """The match whose relay `who` had open when they were last asked something, closed by itself since; or None."""
    row = await tx.one(
        "SELECT match_id FROM relay JOIN draft USING (resident_id) WHERE resident_id = ? AND updated_at <= closes_at",
        (who,),
    )
    return MatchId(row["match_id"]) if row else None


async def close_for(tx: Transaction, who: ResidentId) -> bool:
    """Free sentences go nowhere special any more; returns whether a relay was open."""
    return bool(await tx.change("DELETE FROM relay WHERE resident_id = ?", (who,)))


async def match_of_message(tx: Transaction, chat: AccountId, message: MessageId) -> MatchId | None:
    """The match that a delivered message belongs to, or None."""
    row = await tx.one(
        "SELECT match_id FROM relay_message WHERE chat_id = ? AND message_id = ?", (chat, message)
    )
    return MatchId(row["match_id"]) if row else None


async def keep(
    tx: Transaction, chat: AccountId, message: MessageId, match_id: MatchId, kind: str, now: datetime
) -> None:
    """A message belongs to a match from now on: its number and its kind, not what it says."""
    await tx.change(
        "INSERT OR REPLACE INTO relay_message (chat_id, message_id, match_id, kind, at) VALUES (?,?,?,?,?)",
        (chat, message, match_id, kind, to_text(now)),
    )


async def messages_of(tx: Transaction, match_id: MatchId, chat: AccountId, kind: str) -> list[MessageId]:
    """Messages of one kind that were delivered to a chat for a match."""
    rows = await tx.all(
        "SELECT message_id FROM relay_message WHERE match_id = ? AND chat_id = ? AND kind = ?",
        (match_id, chat, kind),
    )
    return [MessageId(row["message_id"]) for row in rows]


async def left_over(tx: Transaction, *kinds: str) -> list[MatchId]:
    """Matches without an address, of which a delivered message of these kinds still stands."""
    rows = await tx.all(
        "SELECT DISTINCT r.match_id FROM relay_message r JOIN match m ON m.id = r.match_id"
        " WHERE m.address IS NULL AND r.kind IN (SELECT value FROM json_each(?))",
        (jsontext.dumps(kinds),),
    )
    return [MatchId(row["match_id"]) for row in rows]


async def rewritten(tx: Transaction, chat: AccountId, message: MessageId, kind: str) -> None:
    """A delivered message shows another kind now; a reply to it still finds its way."""
    await tx.change(
        "UPDATE relay_message SET kind = ? WHERE chat_id = ? AND message_id = ?", (kind, chat, message)
    )


async def forget_old(tx: Transaction, now: datetime) -> None:
    """Drop closed relays and message ids older than `IDS_KEPT`.

    An id stays while its match has an address: the message may show it, and is to be rewritten.
    """
    await tx.change("DELETE FROM relay WHERE closes_at < ?", (to_text(now),))
    await tx.change(
        "DELETE FROM relay_message WHERE at < ? AND match_id NOT IN"
        " (SELECT id FROM match WHERE address IS NOT NULL)",
        (to_text(now - IDS_KEPT),),
    )


async def forget_chat(tx: Transaction, chat: AccountId) -> None:
    """Drop the message ids of a chat."""
    await tx.change("DELETE FROM relay_message WHERE chat_id = ?", (chat,))
