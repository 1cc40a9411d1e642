"""Matches: a helper's yes, put to the requester who decides."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import jsontext
from bot.domain.ids import BuurtId, MatchId, PostId, ResidentId
from bot.domain.model import Match, MatchState
from storage.database import Row, Transaction, to_text

ADDRESS_KEPT = timedelta(days=14)
"""How long an address is kept where no time was agreed."""


def _match(row: Row) -> Match:
    return Match(
        id=MatchId(row["id"]),
        post_id=PostId(row["post_id"]),
        requester_id=ResidentId(row["requester_id"]),
        helper_id=ResidentId(row["helper_id"]),
        state=MatchState(row["state"]),
        door_code=row["door_code"],
        address=row["address"],
        helper_shares=bool(row["helper_shares"]),
        requester_shares=bool(row["requester_shares"]),
    )


async def offer(
    tx: Transaction,
    post_id: PostId,
    requester_id: ResidentId,
    helper_id: ResidentId,
    door_code: str,
    now: datetime,
) -> MatchId | None:
    """A helper's yes, to be put to the requester; None where another match of the post is live."""
    made = await tx.change(
        "INSERT INTO match (post_id, requester_id, helper_id, state, door_code, created_at)"
        " SELECT ?, ?, ?, 'offered', ?, ? WHERE NOT EXISTS"
        " (SELECT 1 FROM match WHERE post_id = ? AND state IN ('offered', 'agreed'))",
        (post_id, requester_id, helper_id, door_code, to_text(now), post_id),
    )
    live = await live_of_post(tx, post_id) if made else None
    return live.id if live else None


async def get(tx: Transaction, match_id: MatchId) -> Match | None:
    """One match, or None."""
    row = await tx.one("SELECT * FROM match WHERE id = ?", (match_id,))
    return _match(row) if row else None


async def live_of_post(tx: Transaction, post_id: PostId) -> Match | None:
    """The offered or agreed match of a post, or None."""
    row = await tx.one("SELECT * FROM match WHERE post_id = ? AND state IN ('offered', 'agreed')", (post_id,))
    return _match(row) if row else None


async def of_resident(tx: Transaction, who: ResidentId, *states: MatchState) -> list[Match]:
    """Somebody's matches in these states, newest first."""
    rows = await tx.all(
        "SELECT * FROM match WHERE (requester_id = ? OR helper_id = ?)"
        " AND state IN (SELECT value FROM json_each(?)) ORDER BY id DESC",
        (who, who, jsontext.dumps(states)),
    )
    return [_match(row) for row in rows]


async def agree(tx: Transaction, match_id: MatchId) -> bool:
    """The requester's yes; False where it is no longer offered."""
    return bool(
        await tx.change("UPDATE match SET state = 'agreed' WHERE id = ? AND state = 'offered'", (match_id,))
    )


async def end(tx: Transaction, match_id: MatchId, now: datetime) -> bool:
    """The match is over: its address goes and relays of it close. False where it had ended before."""
    await tx.change("DELETE FROM relay WHERE match_id = ?", (match_id,))
    return bool(
        await tx.change(
            "UPDATE match SET state = 'ended', ended_at = ?, address = NULL WHERE id = ? AND state <> 'ended'",
            (to_text(now), match_id),
        )
    )


async def set_address(tx: Transaction, match_id: MatchId, address: str | None) -> None:
    """An address given to this match only, or its purging."""
    await tx.change("UPDATE match SET address = ? WHERE id = ?", (address, match_id))


async def share_contact(tx: Transaction, match: Match, me: ResidentId) -> None:
    """One of the two wants to share contact details."""
    column = "helper_shares" if me == match.helper_id else "requester_shares"
    await tx.change(f"UPDATE match SET {column} = 1 WHERE id = ?", (match.id,))


async def keep_contact(tx: Transaction, match: Match, me: ResidentId) -> None:
    """One of the two does not want to share contact details, or not any more."""
    column = "helper_shares" if me == match.helper_id else "requester_shares"
    await tx.change(f"UPDATE match SET {column} = 0 WHERE id = ?", (match.id,))


async def forget_addresses(tx: Transaction, buurt_id: BuurtId, before: datetime, now: datetime) -> None:
    """Drop addresses of appointments that began before a moment, and without a time after `ADDRESS_KEPT`."""
    await tx.change(
        "UPDATE match SET address = NULL WHERE address IS NOT NULL"
        " AND post_id IN (SELECT id FROM post WHERE buurt_id = ?)"
        " AND coalesce((SELECT c.starts_at < ? FROM commitment c WHERE c.match_id = match.id"
        "   AND c.starts_at IS NOT NULL ORDER BY c.id DESC LIMIT 1), created_at < ?)",
        (buurt_id, to_text(before), to_text(now - ADDRESS_KEPT)),
    )
