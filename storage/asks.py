"""Private questions to candidates, and the facts about candidates that matching needs."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from bot.domain.ids import AskId, BuurtId, PostId, ResidentId
from bot.domain.matching import Candidate
from bot.domain.model import Ask, AskState, Post
from bot.domain.when import Availability, Part
from storage.database import Row, Transaction, from_text, to_text


def _ask(row: Row) -> Ask:
    return Ask(
        AskId(row["id"]),
        PostId(row["post_id"]),
        ResidentId(row["resident_id"]),
        AskState(row["state"]),
        from_text(row["asked_at"]),
    )


async def add(tx: Transaction, post_id: PostId, resident_id: ResidentId, now: datetime) -> AskId:
    """Put the question to a candidate: once for a post, and again where it was withdrawn unanswered."""
    await tx.change(
        "DELETE FROM ask WHERE post_id = ? AND resident_id = ? AND state = 'withdrawn'",
        (post_id, resident_id),
    )
    return AskId(
        await tx.insert(
            "INSERT INTO ask (post_id, resident_id, state, asked_at) VALUES (?, ?, 'waiting', ?)",
            (post_id, resident_id, to_text(now)),
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
            (state, to_text(now), ask_id, json.dumps(sorted(was))),
        )
    )


async def candidates(tx: Transaction, post: Post, now: datetime) -> list[Candidate]:
    """Who offers this kind of help in the post's buurt and may be asked, with the facts to rank them by.

    Somebody with two offers is there twice: each has its own days.
    Left out here: the writer and the person it is for, who was asked before (but for a question that was
    withdrawn unanswered), who is blocked with either, and who cannot be reached.
    """
    parties = json.dumps([post.resident_id, post.for_resident_id or post.resident_id])
    week_ago = to_text(now - timedelta(days=7))
    rows = await tx.all(
        "SELECT r.id, r.lang, r.spoken, r.adult, r.visits_allowed, o.days, o.parts, o.max_per_week,"
        # A question that was withdrawn and put again is one row and two events; the seeded past has rows only.
        " max((SELECT count(*) FROM ask a WHERE a.resident_id = r.id AND a.asked_at > ?),"
        " (SELECT count(*) FROM event e WHERE e.who = 'r' || r.id AND e.kind = 'asked' AND e.at > ?)) AS asks_7d,"
        " (SELECT max(a.asked_at) FROM ask a WHERE a.resident_id = r.id) AS last_ask,"
        " (SELECT count(*) FROM ask a WHERE a.resident_id = r.id AND a.state = 'yes') AS yes,"
        " (SELECT count(*) FROM ask a WHERE a.resident_id = r.id AND a.state IN ('no', 'silent')) AS other,"
        " (SELECT count(*) FROM ask a WHERE a.resident_id = r.id AND a.state = 'waiting') AS waiting"
        " FROM post o JOIN resident r ON r.id = o.resident_id"
        " WHERE o.buurt_id = ? AND o.kind = 'offer' AND o.state = 'open' AND o.category = ?"
        " AND r.state = 'member' AND r.reachable = 1"
        " AND r.id NOT IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM ask a WHERE a.post_id = ? AND a.resident_id = r.id"
        "   AND a.state <> 'withdrawn')"
        " AND NOT EXISTS (SELECT 1 FROM block b, json_each(?) p WHERE"
        "   (b.one_id = r.id AND b.other_id = p.value) OR (b.other_id = r.id AND b.one_id = p.value))"
        " ORDER BY r.id, o.id",
        (week_ago, week_ago, post.buurt_id, post.category, parties, post.id, parties),
    )
    return [
        Candidate(
            resident_id=ResidentId(row["id"]),
            spoken=frozenset(row["spoken"].split()) or frozenset({row["lang"]}),
            adult=None if row["adult"] is None else bool(row["adult"]),
            visits_allowed=bool(row["visits_allowed"]),
            can=Availability(
                frozenset(int(day) for day in row["days"].split()),
                frozenset(Part(part) for part in row["parts"].split()),
            ),
            max_per_week=row["max_per_week"],
            asks_7d=row["asks_7d"],
            last_ask=from_text(row["last_ask"]) if row["last_ask"] else None,
            yes=row["yes"],
            not_yes=row["other"],
            waiting=row["waiting"],
        )
        for row in rows
    ]


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


async def of_new_helpers(tx: Transaction, buurt_id: BuurtId) -> list[Ask]:
    """Yeses of helpers whom no coordinator has said yes to, for open requests of a buurt, oldest first."""
    rows = await tx.all(
        "SELECT a.* FROM ask a JOIN post p ON p.id = a.post_id JOIN resident r ON r.id = a.resident_id"
        " WHERE p.buurt_id = ? AND p.state = 'open' AND a.state = 'yes' AND r.visits_allowed = 0"
        " AND r.state = 'member' AND NOT EXISTS"
        " (SELECT 1 FROM match m WHERE m.post_id = a.post_id AND m.helper_id = a.resident_id) ORDER BY a.id",
        (buurt_id,),
    )
    return [_ask(row) for row in rows]
