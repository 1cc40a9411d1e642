"""The question to neighbours whether they would like an offer for one day, and the facts on whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import jsontext
from bot.domain.ids import InvitationId, PostId, ResidentId
from bot.domain.invitations import HABIT, Invitation, InvitationState, Invitee
from bot.domain.model import Post
from bot.domain.when import When
from storage import preferences
from storage.database import Row, Transaction, from_text, to_text
from storage.paper import with_voices


def _invitation(row: Row) -> Invitation:
    return Invitation(
        InvitationId(row["id"]),
        PostId(row["offer_id"]),
        ResidentId(row["resident_id"]),
        InvitationState(row["state"]),
        from_text(row["asked_at"]),
        None if row["request_id"] is None else PostId(row["request_id"]),
    )


async def add(tx: Transaction, offer_id: PostId, resident_id: ResidentId, now: datetime) -> InvitationId:
    """Put an offer to a neighbour, once."""
    return InvitationId(
        await tx.insert(
            "INSERT INTO invitation (offer_id, resident_id, asked_at) VALUES (?, ?, ?)",
            (offer_id, resident_id, to_text(now)),
        )
    )


async def get(tx: Transaction, invitation_id: InvitationId) -> Invitation | None:
    """One invitation, or None."""
    row = await tx.one("SELECT * FROM invitation WHERE id = ?", (invitation_id,))
    return _invitation(row) if row else None


async def of_offer(tx: Transaction, offer_id: PostId) -> list[Invitation]:
    """All invitations of an offer, in the order they were made."""
    rows = await tx.all("SELECT * FROM invitation WHERE offer_id = ? ORDER BY id", (offer_id,))
    return [_invitation(row) for row in rows]


async def set_state(
    tx: Transaction,
    invitation_id: InvitationId,
    state: InvitationState,
    now: datetime,
    *,
    was: frozenset[InvitationState],
) -> bool:
    """Move an invitation from one of the states `was`; False where it is in none of them."""
    return bool(
        await tx.change(
            "UPDATE invitation SET state = ?, answered_at = ?"
            " WHERE id = ? AND state IN (SELECT value FROM json_each(?))",
            (state, to_text(now), invitation_id, jsontext.dumps(sorted(was))),
        )
    )


async def became(tx: Transaction, invitation_id: InvitationId, request_id: PostId) -> None:
    """Their yes became this request."""
    await tx.change("UPDATE invitation SET request_id = ? WHERE id = ?", (request_id, invitation_id))


async def wanted(tx: Transaction, request_id: PostId, helper_id: ResidentId) -> Invitation | None:
    """The yes that a request came from, to an offer of this helper."""
    row = await tx.one(
        "SELECT i.* FROM invitation i JOIN post o ON o.id = i.offer_id"
        " WHERE i.request_id = ? AND i.state = 'yes' AND o.resident_id = ?",
        (request_id, helper_id),
    )
    return _invitation(row) if row else None


async def withdraw(tx: Transaction, offer_id: PostId) -> None:
    """The offer is over, or for another time: what nobody has answered is asked no longer."""
    await tx.change(
        "UPDATE invitation SET state = 'withdrawn' WHERE offer_id = ? AND state IN ('waiting', 'silent')",
        (offer_id,),
    )


async def withdraw_between(tx: Transaction, one: ResidentId, other: ResidentId) -> None:
    """These two are kept apart: no offer of one is put to the other, and no yes to it counts any more."""
    await tx.change(
        "UPDATE invitation SET state = 'withdrawn' WHERE (resident_id = ? AND offer_id IN"
        " (SELECT id FROM post WHERE resident_id = ?)) OR (resident_id = ? AND offer_id IN"
        " (SELECT id FROM post WHERE resident_id = ?))",
        (one, other, other, one),
    )


@dataclass
class _Asked:
    """What one neighbour asked for, while the rows are read."""

    row: Row
    habit: int = 0
    waits: bool = False


async def invitees(tx: Transaction, offer: Post, now: datetime) -> list[Invitee]:
    """Who in the buurt asks, or asked within `HABIT`, for the kind of help offered, for themselves.

    Left out: the one who offers, who is blocked with them, who cannot be reached or is on pause.
    """
    me = with_voices("SELECT :me")
    apart = (
        f"SELECT other_id FROM block WHERE one_id IN ({me})"
        f" UNION SELECT one_id FROM block WHERE other_id IN ({me})"
    )
    rows = await tx.all(
        "SELECT p.state AS post_state, p.time, r.id, r.lang, r.spoken, r.adult, r.silent_in_row, v.*,"
        " EXISTS (SELECT 1 FROM match m WHERE m.post_id = p.id AND m.state IN ('offered', 'agreed')) AS taken,"
        " (SELECT count(*) FROM event e WHERE e.who = 'r' || r.id AND e.kind = 'asked' AND e.at > :week_ago)"
        "   AS asks_7d"
        " FROM post p JOIN resident r ON r.id = p.resident_id"
        " LEFT JOIN visit_preference v ON v.resident_id = r.id"
        " WHERE p.buurt_id = :buurt AND p.kind = 'request' AND p.category = :category AND p.created_at > :since"
        " AND p.for_name IS NULL AND p.for_resident_id IS NULL AND p.state <> 'held'"
        f" AND r.state = 'member' AND r.reachable = 1 AND r.id NOT IN ({me})"
        f" AND r.id NOT IN ({with_voices(apart)})",
        {
            "buurt": offer.buurt_id,
            "category": offer.category,
            "since": to_text(now - HABIT),
            "week_ago": to_text(now - timedelta(days=7)),
            "me": offer.resident_id,
        },
    )
    found: dict[int, _Asked] = {}
    for row in rows:
        each = found.setdefault(row["id"], _Asked(row))
        each.habit += 1
        suits = When.from_json(jsontext.loads(row["time"])).meets(offer.when)
        each.waits |= row["post_state"] == "open" and not row["taken"] and suits
    return [_invitee(each) for each in found.values()]


def _invitee(asked: _Asked) -> Invitee:
    row = asked.row
    return Invitee(
        resident_id=ResidentId(row["id"]),
        spoken=frozenset(row["spoken"].split()) or frozenset({row["lang"]}),
        waits=asked.waits,
        habit=asked.habit,
        adult=None if row["adult"] is None else bool(row["adult"]),
        asks_7d=row["asks_7d"],
        silent_in_row=row["silent_in_row"],
        traits=preferences.traits(row),
        wishes=preferences.wishes(row),
    )
