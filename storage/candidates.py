"""Who may be asked for a request: one query a ring, which reads only who offers this kind of help there."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from bot.domain.candidates import Candidate, Ring
from bot.domain.categories import Category
from bot.domain.ids import ResidentId
from bot.domain.model import Post
from bot.domain.when import Availability, Part
from storage import preferences
from storage.database import Row, Transaction, maybe_from_text, to_text

RING = {
    Ring.OWN: "o.buurt_id = :buurt",
    # Only of people who agreed to that.
    Ring.NEAR: "o.buurt_id IN (SELECT neighbour_id FROM buurt_neighbour WHERE buurt_id = :buurt) AND r.beyond = 1",
}


async def of_ring(tx: Transaction, post: Post, ring: Ring, now: datetime) -> list[Candidate]:
    """Who offers this kind of help in the post's buurt, or next door, and may be asked; with the facts on each.

    Somebody with two offers is there twice: each has its own days.
    Left out here: the writer and the person it is for, who was asked before (but for a question that was
    withdrawn unanswered), who is blocked with either, and who cannot be reached.
    """
    rows = await tx.all(
        "SELECT r.id, r.lang, r.spoken, r.adult, r.visits_allowed, r.beyond, r.silent_in_row,"
        " o.days, o.parts, o.max_per_week, v.*,"
        " coalesce(sum(e.kind = 'asked' AND e.at > :week_ago), 0) AS asks_7d,"
        " coalesce(sum(e.kind = 'asked' AND e.at > :week_ago AND e.detail = 'near'), 0) AS near_7d,"
        " coalesce(sum(e.kind = 'asked' AND e.at > :month_ago), 0) AS asks_28d,"
        " coalesce(sum(e.kind = 'said_yes'), 0) AS yes,"
        " coalesce(sum(e.kind = 'said_no'), 0) AS no,"
        " coalesce(sum(e.kind = 'silent'), 0) AS silent,"
        # Who was told "already solved" before they could answer may be asked again soon.
        " (SELECT max(a.asked_at) FROM ask a WHERE a.resident_id = r.id AND a.state <> 'withdrawn') AS last_ask,"
        " (SELECT max(m.created_at) FROM match m JOIN commitment c ON c.match_id = m.id"
        "   WHERE m.helper_id = r.id AND c.state <> 'cancelled') AS last_task"
        " FROM post o JOIN resident r ON r.id = o.resident_id"
        " LEFT JOIN visit_preference v ON v.resident_id = r.id"
        " LEFT JOIN event e ON e.who = 'r' || r.id AND e.kind IN ('asked', 'said_yes', 'said_no', 'silent')"
        f" WHERE {RING[ring]} AND o.kind = 'offer' AND o.state = 'open' AND o.category = :category"
        " AND r.state = 'member' AND r.reachable = 1"
        " AND r.id NOT IN (SELECT value FROM json_each(:parties))"
        " AND NOT EXISTS (SELECT 1 FROM ask a WHERE a.post_id = :post AND a.resident_id = r.id"
        "   AND a.state <> 'withdrawn')"
        " AND NOT EXISTS (SELECT 1 FROM block b, json_each(:parties) p WHERE"
        "   (b.one_id = r.id AND b.other_id = p.value) OR (b.other_id = r.id AND b.one_id = p.value))"
        # An offer for one day counts for that day only, and not for whom it was put to: they answer it themselves.
        " AND (o.time = '{}' OR (json_extract(o.time, '$.first') BETWEEN :first AND :last"
        "   AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.offer_id = o.id AND i.state <> 'silent'"
        "     AND i.resident_id IN (SELECT value FROM json_each(:parties)))))"
        " GROUP BY o.id",
        {
            "buurt": post.buurt_id,
            "category": post.category,
            "post": post.id,
            "parties": json.dumps([post.resident_id, post.for_resident_id or post.resident_id]),
            "week_ago": to_text(now - timedelta(days=7)),
            "month_ago": to_text(now - timedelta(days=28)),
            "first": str(post.when.first or ""),
            "last": str(post.when.last or post.expires_at.date()),
        },
    )
    return [_candidate(row, post.category, ring) for row in rows]


def _candidate(row: Row, category: Category, ring: Ring) -> Candidate:
    return Candidate(
        resident_id=ResidentId(row["id"]),
        spoken=frozenset(row["spoken"].split()) or frozenset({row["lang"]}),
        categories=frozenset({category}),
        can=Availability(
            frozenset(int(day) for day in row["days"].split()),
            frozenset(Part(part) for part in row["parts"].split()),
        ),
        ring=ring,
        beyond=bool(row["beyond"]),
        adult=None if row["adult"] is None else bool(row["adult"]),
        visits_allowed=bool(row["visits_allowed"]),
        max_per_week=row["max_per_week"],
        asks_7d=row["asks_7d"],
        near_7d=row["near_7d"],
        asks_28d=row["asks_28d"],
        last_ask=maybe_from_text(row["last_ask"]),
        last_task=maybe_from_text(row["last_task"]),
        yes=row["yes"],
        no=row["no"],
        silent=row["silent"],
        silent_in_row=row["silent_in_row"],
        traits=preferences.traits(row),
        wishes=preferences.wishes(row),
    )
