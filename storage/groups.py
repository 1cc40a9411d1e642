"""The group chats of buurten: codes that link one, and what was asked there. Nothing that people write in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.categories import Category
from bot.domain.ids import AccountId, BuurtId, MessageId, OutboxId, PostId, ResidentId
from storage.database import Row, Transaction, to_text


@dataclass(frozen=True)
class Call:
    """A request that was asked in a group."""

    post_id: PostId
    chat_id: AccountId
    message_id: MessageId | None
    """Where it stands; None while it was not sent, and after the group became another chat."""
    over: bool
    """The group was told that the request is over."""


async def chat_of(tx: Transaction, buurt_id: BuurtId) -> AccountId | None:
    """The group chat of a buurt (a negative id), or None."""
    row = await tx.one("SELECT group_chat FROM buurt WHERE id = ?", (buurt_id,))
    return AccountId(row["group_chat"]) if row and row["group_chat"] is not None else None


async def buurt_of(tx: Transaction, chat_id: AccountId) -> BuurtId | None:
    """The buurt whose group this chat is, or None."""
    row = await tx.one("SELECT id FROM buurt WHERE group_chat = ?", (chat_id,))
    return BuurtId(row["id"]) if row else None


async def add_code(
    tx: Transaction, code: str, buurt_id: BuurtId, made_by: ResidentId, expires_at: datetime
) -> None:
    """A code for one group, in place of what its maker had for this buurt."""
    await tx.change("DELETE FROM group_link WHERE made_by = ? AND buurt_id = ?", (made_by, buurt_id))
    await tx.change(
        "INSERT INTO group_link VALUES (?, ?, ?, ?)", (code, buurt_id, made_by, to_text(expires_at))
    )


async def use_code(tx: Transaction, code: str, made_by: ResidentId, now: datetime) -> BuurtId | None:
    """The buurt that a code of this maker links, once; None where it is another's, used or too old."""
    row = await tx.one(
        "SELECT buurt_id FROM group_link WHERE code = ? AND made_by = ? AND expires_at > ?",
        (code, made_by, to_text(now)),
    )
    if row is None:
        return None
    await tx.change("DELETE FROM group_link WHERE code = ?", (code,))
    return BuurtId(row["buurt_id"])


async def forget_codes(tx: Transaction, now: datetime) -> None:
    """Drop codes that link nothing any more."""
    await tx.change("DELETE FROM group_link WHERE expires_at < ?", (to_text(now),))


async def link(tx: Transaction, buurt_id: BuurtId, chat_id: AccountId | None) -> None:
    """Let this chat be the buurt's group; None: it has none any more."""
    await tx.change("UPDATE buurt SET group_chat = ? WHERE id = ?", (chat_id, buurt_id))


async def move(tx: Transaction, old: AccountId, new: AccountId) -> None:
    """A group became a supergroup: it is the buurt's under its new id. What stands in the old one stays as it is."""
    await tx.change(
        "UPDATE buurt SET group_chat = ? WHERE group_chat = ?"
        " AND NOT EXISTS (SELECT 1 FROM buurt other WHERE other.group_chat = ?)",
        (new, old, new),
    )
    await tx.change("UPDATE group_call SET chat_id = ?, message_id = NULL WHERE chat_id = ?", (new, old))


async def add_call(
    tx: Transaction, post_id: PostId, chat_id: AccountId, token: str, outbox_id: OutboxId, now: datetime
) -> None:
    """A request is asked in a group."""
    await tx.insert(
        "INSERT INTO group_call (post_id, chat_id, token, outbox_id, at) VALUES (?, ?, ?, ?, ?)",
        (post_id, chat_id, token, outbox_id, to_text(now)),
    )


async def call_of(tx: Transaction, post_id: PostId) -> Call | None:
    """What was asked in a group for a request, or None."""
    return _call(await tx.one("SELECT * FROM group_call WHERE post_id = ?", (post_id,)))


async def call_by_token(tx: Transaction, token: str) -> Call | None:
    """The call whose link was opened, or None."""
    return _call(await tx.one("SELECT * FROM group_call WHERE token = ?", (token,)))


def _call(row: Row | None) -> Call | None:
    if row is None:
        return None
    message_id = None if row["message_id"] is None else MessageId(row["message_id"])
    return Call(PostId(row["post_id"]), AccountId(row["chat_id"]), message_id, bool(row["over"]))


async def called_since(tx: Transaction, chat_id: AccountId, since: datetime) -> bool:
    """Whether something was asked in a group after a moment."""
    row = await tx.one(
        "SELECT 1 FROM group_call WHERE chat_id = ? AND at > ? LIMIT 1", (chat_id, to_text(since))
    )
    return row is not None


async def set_over(tx: Transaction, post_id: PostId) -> None:
    """The group is told that the request is over."""
    await tx.change("UPDATE group_call SET over = 1 WHERE post_id = ?", (post_id,))


_VOICE = "coalesce((SELECT contact_id FROM paper_neighbour WHERE resident_id = r.id), r.id)"
"""Neighbours without a phone count as one with their contact, who could have made them up."""


async def members(tx: Transaction, buurt_id: BuurtId) -> int:
    """How many take part in a buurt, with a voice of their own."""
    row = await tx.one(
        f"SELECT count(DISTINCT {_VOICE}) AS n FROM resident r"
        " WHERE buurt_id = ? AND state IN ('member', 'paused')",
        (buurt_id,),
    )
    return row["n"] if row else 0


async def voice_of(tx: Transaction, who: ResidentId) -> ResidentId:
    """Who stands for a resident where voices are counted."""
    row = await tx.one(f"SELECT {_VOICE} AS id FROM resident r WHERE r.id = ?", (who,))
    return ResidentId(row["id"]) if row else who


async def askers(
    tx: Transaction, buurt_id: BuurtId, category: Category, since: datetime
) -> frozenset[ResidentId]:
    """Who stands for those who take part in a buurt and asked there for this kind of help after a moment."""
    rows = await tx.all(
        f"SELECT DISTINCT {_VOICE} AS id FROM post p JOIN resident r ON r.id = p.resident_id WHERE p.buurt_id = ?"
        " AND p.state IN ('open', 'matched', 'done', 'expired', 'closed') AND p.kind = 'request'"
        " AND p.category = ? AND p.created_at > ? AND r.buurt_id = p.buurt_id"
        " AND r.state IN ('member', 'paused')",
        (buurt_id, category, to_text(since)),
    )
    return frozenset(ResidentId(row["id"]) for row in rows)
