"""Messages on their way out: kinds and parameters, emptied when sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot import jsontext
from bot.domain.ids import AccountId, AskId, MatchId, MessageId, OutboxId, ResidentId
from bot.domain.model import Holds, OutMessage
from storage.database import Row, Transaction, maybe_from_text, to_text

KEPT = timedelta(days=7)
FIRST_OF_ALL = -1
"""The urgency of numbers to call in danger; answers are 0, notices 1, digests 2."""
HOLDS_TABLES = frozenset({"post", "ask", "match", "commitment", "invitation", "resident"})


async def put(tx: Transaction, message: OutMessage, now: datetime, *, later: bool = False) -> OutboxId:
    """Queue a message; it leaves after the commit, in order within its chat.

    With `later` it waits for `release` (a due row calls it after the quiet hours).
    """
    holds = message.holds
    if holds is not None and holds.table not in HOLDS_TABLES:
        raise ValueError(f"no states to hold in table {holds.table}")
    return OutboxId(
        await tx.insert(
            "INSERT INTO outbox (chat_id, resident_id, lang, kind, params, edit, reply_to, remove, not_after,"
            " holds, match_id, about, urgency, state, created_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                message.chat_id,
                message.resident_id,
                message.lang,
                message.kind,
                jsontext.dumps(message.params),
                message.edit,
                message.reply_to,
                message.delete,
                to_text(message.not_after) if message.not_after else None,
                f"{holds.table}:{holds.id}:{','.join(sorted(holds.states))}" if holds else None,
                message.match_id,
                " ".join(f"r{who}." for who in message.about),
                message.urgency,
                "later" if later else "waiting",
                to_text(now),
            ),
        )
    )


async def heads(tx: Transaction, limit: int, but_not: frozenset[int] = frozenset()) -> list[OutMessage]:
    """The next message of each chat (but those in `but_not`), most urgent first, at most `limit`.

    A chat is as urgent as the most urgent that waits for it: a reply is not held up by a broadcast before it. What is
    for danger (`FIRST_OF_ALL`) overtakes what else waits for that chat. Their language is the recipient's at this
    moment, where there is one.
    """
    rows = await tx.all(
        "SELECT first.id, first.chat_id, first.resident_id, coalesce(r.lang, first.lang) AS lang, first.kind,"
        " first.params, first.edit, first.reply_to, first.remove, first.not_after, first.holds, first.match_id,"
        " first.urgency FROM outbox AS o INDEXED BY outbox_next"
        f" CROSS JOIN outbox AS first ON first.id = iif(o.urgency = {FIRST_OF_ALL}, o.id,"
        " (SELECT min(id) FROM outbox INDEXED BY outbox_waiting WHERE state = 'waiting' AND chat_id = o.chat_id))"
        " LEFT JOIN resident AS r ON r.id = first.resident_id"
        f" WHERE o.state = 'waiting' AND o.urgency >= {FIRST_OF_ALL}"
        " AND o.chat_id NOT IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.state = 'waiting' AND e.chat_id = o.chat_id"
        " AND (e.urgency, e.id) < (o.urgency, o.id)) ORDER BY o.urgency, o.id LIMIT ?",
        (jsontext.dumps(sorted(but_not)), limit),
    )
    return [_message(row) for row in rows]


def _message(row: Row) -> OutMessage:
    holds = None
    if row["holds"]:
        table, row_id, states = row["holds"].split(":")
        holds = Holds(table, int(row_id), frozenset(states.split(",")))
    return OutMessage(
        id=OutboxId(row["id"]),
        kind=row["kind"],
        params=jsontext.loads(row["params"]),
        chat_id=AccountId(row["chat_id"]),
        resident_id=None if row["resident_id"] is None else ResidentId(row["resident_id"]),
        lang=row["lang"],
        edit=None if row["edit"] is None else MessageId(row["edit"]),
        reply_to=None if row["reply_to"] is None else MessageId(row["reply_to"]),
        delete=bool(row["remove"]),
        not_after=maybe_from_text(row["not_after"]),
        holds=holds,
        match_id=None if row["match_id"] is None else MatchId(row["match_id"]),
        urgency=row["urgency"],
    )


async def any_waiting(tx: Transaction) -> bool:
    """Whether a message still waits to be sent."""
    return await tx.one("SELECT 1 FROM outbox WHERE state = 'waiting' LIMIT 1") is not None


async def release(tx: Transaction, outbox_id: OutboxId) -> None:
    """Let a message that was put for later leave now."""
    await tx.change("UPDATE outbox SET state = 'waiting' WHERE id = ? AND state = 'later'", (outbox_id,))


async def question_to_paused(tx: Transaction, outbox_id: OutboxId) -> AskId | None:
    """The ask that this message puts to somebody who is on pause by now; None for any other message."""
    row = await tx.one(
        "SELECT o.holds FROM outbox o JOIN resident r ON r.id = o.resident_id"
        " WHERE o.id = ? AND o.kind IN ('ask_card', 'standby_card', 'wanted_card') AND r.state = 'paused'",
        (outbox_id,),
    )
    return AskId(int(row["holds"].split(":")[1])) if row else None


async def still_holds(tx: Transaction, holds: Holds) -> bool:
    """Whether the row is still in one of the states that the message speaks of."""
    if holds.table not in HOLDS_TABLES:
        return False
    row = await tx.one(f"SELECT state FROM {holds.table} WHERE id = ?", (holds.id,))
    return row is not None and row["state"] in holds.states


async def sent(tx: Transaction, message: OutMessage, message_id: MessageId | None, now: datetime) -> None:
    """The message has left: its parameters go, and a relayed one is remembered by its number."""
    await _end(tx, message.id, "sent", now, message_id)
    if message.match_id is not None and message_id is not None:
        await tx.change(
            "INSERT OR REPLACE INTO relay_message (chat_id, message_id, match_id, kind, at)"
            " SELECT ?, ?, id, ?, ? FROM match WHERE id = ?",
            (message.chat_id, message_id, message.kind, to_text(now), message.match_id),
        )
    if message.kind == "group_call":
        await tx.change(
            "UPDATE group_call SET message_id = ? WHERE outbox_id = ? AND message_id IS NULL AND chat_id = ?",
            (message_id, message.id, message.chat_id),
        )


async def sent_to(tx: Transaction, chat: AccountId, kind: str) -> list[MessageId]:
    """The ids of messages of one kind that were sent to a chat in the last days."""
    rows = await tx.all(
        "SELECT message_id FROM outbox WHERE chat_id = ? AND kind = ? AND state = 'sent'"
        " AND message_id IS NOT NULL",
        (chat, kind),
    )
    return [MessageId(row["message_id"]) for row in rows]


@dataclass(frozen=True)
class Card:
    """The question of an ask as it stands in its neighbour's chat, or waits to be sent (no message id yet)."""

    id: OutboxId
    message_id: MessageId | None


async def cards_of(tx: Transaction, resident_id: ResidentId, ask_id: AskId) -> list[Card]:
    """What a neighbour has of one question: the newest message with it, and any that waits to be sent."""
    rows = await tx.all(
        "SELECT id, message_id, state FROM outbox WHERE resident_id = ? AND kind = 'ask_card' AND holds LIKE ?"
        " AND (state IN ('later', 'waiting') OR (state = 'sent' AND message_id IS NOT NULL)) ORDER BY id",
        (resident_id, f"ask:{ask_id}:%"),
    )
    cards = [(row["state"], Card(OutboxId(row["id"]), row["message_id"])) for row in rows]
    unsent = [card for state, card in cards if state != "sent"]
    return [*[card for state, card in cards if state == "sent"][-1:], *unsent]


async def reword(tx: Transaction, outbox_id: OutboxId, params: dict[str, Any]) -> None:
    """Let a message that was not sent yet say something else of the same kind."""
    await tx.change(
        "UPDATE outbox SET params = ? WHERE id = ? AND state IN ('later', 'waiting')",
        (jsontext.dumps(params), outbox_id),
    )


async def lines_of(tx: Transaction, writer: ResidentId, since: datetime) -> int:
    """How many lines of a writer were passed on to neighbours after a moment."""
    row = await tx.one(
        "SELECT count(*) AS n FROM match m JOIN outbox o ON o.match_id = m.id"
        " WHERE (m.requester_id = ? OR m.helper_id = ?) AND o.resident_id <> ? AND o.kind LIKE 'relayed_%'"
        " AND o.created_at > ?",
        (writer, writer, writer, to_text(since)),
    )
    return row["n"] if row else 0


async def was_told(tx: Transaction, resident_id: ResidentId, kind: str, since: datetime) -> bool:
    """Whether a message of a kind was queued for a resident after a moment."""
    row = await tx.one(
        "SELECT 1 FROM outbox WHERE resident_id = ? AND kind = ? AND created_at > ? LIMIT 1",
        (resident_id, kind, to_text(since)),
    )
    return row is not None


async def dropped(tx: Transaction, message: OutMessage, now: datetime) -> None:
    """No longer true or too late: not sent, with a record."""
    await _end(tx, message.id, "dropped", now, None)


async def failed(tx: Transaction, message: OutMessage, now: datetime) -> None:
    """Telegram will never take it: not sent, with a record."""
    await _end(tx, message.id, "failed", now, None)


async def _end(
    tx: Transaction, outbox_id: OutboxId, state: str, now: datetime, message_id: MessageId | None
) -> None:
    # To somebody of whom no resident is known (any more) it is also forgotten which chat it was.
    await tx.change(
        "UPDATE outbox SET state = ?, params = '{}', about = '', message_id = ?, ended_at = ?,"
        " chat_id = iif(resident_id IS NULL, 0, chat_id) WHERE id = ?",
        (state, message_id, to_text(now), outbox_id),
    )


async def move_chat(tx: Transaction, old: int, new: int) -> None:
    """A group became a supergroup: what waits for it goes to its new id."""
    await tx.change(
        "UPDATE outbox SET chat_id = ? WHERE chat_id = ? AND state IN ('later', 'waiting')", (new, old)
    )


async def purge_about(tx: Transaction, resident_id: ResidentId) -> None:
    """Drop the waiting messages that name a resident or go to them (they are being erased)."""
    await tx.change(
        "DELETE FROM outbox WHERE state IN ('later', 'waiting') AND (about LIKE ? OR resident_id = ?)",
        (f"%r{resident_id}.%", resident_id),
    )


async def purge_to(tx: Transaction, resident_id: ResidentId, kinds: Iterable[str]) -> None:
    """Drop a resident's messages of these kinds (patterns of GLOB) that were not sent yet."""
    for kind in kinds:
        await tx.change(
            "DELETE FROM outbox WHERE resident_id = ? AND kind GLOB ? AND state IN ('later', 'waiting')",
            (resident_id, kind),
        )


async def purge_kind(tx: Transaction, match_id: MatchId, kind: str) -> None:
    """Drop the messages of one kind for a match that were not sent yet."""
    await tx.change(
        "DELETE FROM outbox WHERE match_id = ? AND kind = ? AND state IN ('later', 'waiting')",
        (match_id, kind),
    )


async def forget_old(tx: Transaction, now: datetime) -> None:
    """Drop rows that ended longer ago than `KEPT`."""
    await tx.change("DELETE FROM outbox WHERE ended_at < ?", (to_text(now - KEPT),))


async def outlive(tx: Transaction, resident_id: ResidentId, lang: str, kind: str) -> None:
    """Let waiting messages of a kind reach a chat although its resident is being erased."""
    await tx.change(
        "UPDATE outbox SET resident_id = NULL, lang = ? WHERE resident_id = ? AND kind = ?"
        " AND state IN ('later', 'waiting')",
        (lang, resident_id, kind),
    )


async def forget_chat(tx: Transaction, chat: AccountId) -> int:
    """Drop every trace of messages to the resident of a chat; returns how many there were."""
    return await tx.change(
        "DELETE FROM outbox WHERE chat_id = ? AND (state NOT IN ('later', 'waiting') OR resident_id IS NOT NULL)",
        (chat,),
    )
