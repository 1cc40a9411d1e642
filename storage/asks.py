"""Private questions to candidates, and the facts about candidates that matching needs."""

from __future__ import annotations

from datetime import datetime

from bot import jsontext
from bot.domain.candidates import Ring
from bot.domain.ids import AskId, BuurtId, PostId, ResidentId
from bot.domain.model import Ask, AskState
from storage.database import Row, Transaction, from_text, maybe_from_text, to_text


def _ask(row: Row) -> Ask:
    return Ask(
        AskId(row["id"]),
        PostId(row["post_id"]),
        ResidentId(row["resident_id"]),
        AskState(row["state"]),
        from_text(row["asked_at"]),
        maybe_from_text(row["again_at"]),
        row["chance"],
        Ring(row["ring"]),
        bool(row["came"]),
    )


async def add(
    tx: Transaction,
    post_id: PostId,
    resident_id: ResidentId,
    now: datetime,
    chance: float = 0.0,
    ring: Ring = Ring.OWN,
    *,
    came: bool = False,
) -> AskId:
    """Put the question to a candidate: once for a post, and again where it was withdrawn unanswered.

    `chance` of a yes, as it was estimated; `came`: they came to look, nobody put it to them.
    """
    await tx.change(
        "DELETE FROM ask WHERE post_id = ? AND resident_id = ? AND state = 'withdrawn'",
        (post_id, resident_id),
    )
    return AskId(
        await tx.insert(
            "INSERT INTO ask (post_id, resident_id, state, asked_at, chance, ring, came)"
            " VALUES (?, ?, 'waiting', ?, ?, ?, ?)",
            (post_id, resident_id, to_text(now), chance, ring, came),
        )
    )


async def get(tx: Transaction, ask_id: AskId) -> Ask | None:
    """One ask, or None."""
    row = await tx.one("SELECT * FROM ask WHERE id = ?", (ask_id,))
    return _ask(row) if row else None


async def of_post(tx: Transaction, post_id: PostId) -> list[Ask]:
    """All asks for a post, in the order they were made."""
    return [_ask(row) for row in await tx.all("SELECT * FROM ask WHERE post_id = ? ORDER BY id", (post_id,))]


async def waiting_of(tx: Transaction, resident_id: ResidentId) -> list[Ask]:
    """The questions that a resident has not answered."""
    rows = await tx.all(
        "SELECT * FROM ask WHERE resident_id = ? AND state = 'waiting' ORDER BY id", (resident_id,)
    )
    return [_ask(row) for row in rows]


async def standby_of(tx: Transaction, resident_id: ResidentId) -> list[Ask]:
    """Yeses of a resident that were never put to the requester, for posts that are still live."""
    rows = await tx.all(
        "SELECT a.* FROM ask a JOIN post p ON p.id = a.post_id WHERE a.resident_id = ? AND a.state = 'yes'"
        " AND p.state IN ('open', 'matched') AND NOT EXISTS"
        " (SELECT 1 FROM match m WHERE m.post_id = a.post_id AND m.helper_id = a.resident_id) ORDER BY a.id",
        (resident_id,),
    )
    return [_ask(row) for row in rows]


async def standbys(tx: Transaction, post_id: PostId) -> list[Ask]:
    """Those who said yes and were not offered to the requester yet, the earliest first."""
    rows = await tx.all(
        "SELECT a.* FROM ask a JOIN resident r ON r.id = a.resident_id WHERE a.post_id = ? AND a.state = 'yes'"
        " AND r.state = 'member' AND NOT EXISTS"
        " (SELECT 1 FROM match m WHERE m.post_id = a.post_id AND m.helper_id = a.resident_id)"
        " ORDER BY a.answered_at, a.id",
        (post_id,),
    )
    return [_ask(row) for row in rows]


async def set_state(
    tx: Transaction, ask_id: AskId, state: AskState, now: datetime, *, was: frozenset[AskState]
) -> bool:
    """Move an ask from one of the states `was`; False where it is in none of them."""
    return bool(
        await tx.change(
            "UPDATE ask SET state = ?, answered_at = ? WHERE id = ? AND state IN (SELECT value FROM json_each(?))",
            (state, to_text(now), ask_id, jsontext.dumps(sorted(was))),
        )
    )


async def put_again(tx: Transaction, ask_id: AskId, now: datetime, chance: float) -> bool:
    """Ask somebody who stood by once more, outside the count of a week; False where they do not stand by."""
    return bool(
        await tx.change(
            "UPDATE ask SET state = 'waiting', answered_at = NULL, again_at = ?, chance = ?"
            " WHERE id = ? AND state = 'yes'",
            (to_text(now), chance, ask_id),
        )
    )


async def between(tx: Transaction, one: ResidentId, other: ResidentId) -> list[Ask]:
    """Questions to one of two residents about a request of the other that are not over."""
    rows = await tx.all(
        "SELECT a.* FROM ask a JOIN post p ON p.id = a.post_id WHERE a.state IN ('waiting', 'silent', 'yes')"
        " AND p.state IN ('held', 'open', 'matched')"
        " AND ((a.resident_id = ? AND ? IN (p.resident_id, p.for_resident_id))"
        " OR (a.resident_id = ? AND ? IN (p.resident_id, p.for_resident_id))) ORDER BY a.id",
        (one, other, other, one),
    )
    return [_ask(row) for row in rows]


async def yeses_of(tx: Transaction, buurt_id: BuurtId) -> list[Ask]:
    """Yeses to open requests of a buurt that were not put to the one who asked, oldest first."""
    rows = await tx.all(
        "SELECT a.* FROM ask a JOIN post p ON p.id = a.post_id JOIN resident r ON r.id = a.resident_id"
        " WHERE p.buurt_id = ? AND p.state = 'open' AND a.state = 'yes'"
        " AND r.state = 'member' AND NOT EXISTS"
        " (SELECT 1 FROM match m WHERE m.post_id = a.post_id AND m.helper_id = a.resident_id) ORDER BY a.id",
        (buurt_id,),
    )
    return [_ask(row) for row in rows]
