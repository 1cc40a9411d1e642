"""Who may be asked for a request: one query a ring, which reads only who offers this kind of help there."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import lru_cache

from bot.domain.candidates import Candidate, Ring, Traits, Wishes
from bot.domain.categories import Category
from bot.domain.ids import ResidentId
from bot.domain.matching import WEEKLY_CAP
from bot.domain.model import Post
from bot.domain.when import Availability, Part
from storage import preferences
from storage.database import Row, Transaction, maybe_from_text, to_text

RING = {
    Ring.OWN: "o.buurt_id = :buurt",
    # Only of people who agreed to that.
    Ring.NEAR: "o.buurt_id IN (SELECT neighbour_id FROM buurt_neighbour WHERE buurt_id = :buurt) AND r.beyond = 1",
}
NO_TRAITS, NO_WISHES = Traits(), Wishes()


async def of_ring(tx: Transaction, post: Post, ring: Ring, now: datetime) -> list[Candidate]:
    """Who offers this kind of help in the post's buurt, or next door, and may be asked; with the facts on each.

    Somebody with two offers is there twice: each has its own days.
    Left out here: the writer and the person it is for, who was asked before (but for a question that was
    withdrawn unanswered), who is blocked with either, who cannot be reached, and who was asked as often this week
    as they allow or anybody may be.
    """
    rows = await tx.all(*query(post, ring, now))
    categories = frozenset({post.category})
    found = (_candidate(row, categories, ring) for row in rows)
    return [candidate for candidate in found if candidate is not None]


def query(post: Post, ring: Ring, now: datetime) -> tuple[str, dict[str, object]]:
    """The statement of `of_ring` and its values.

    In the largest buurten this reads thousands of people: each subquery is answered by an index alone, and what
    somebody answered comes as one text, which takes less time than grouping the joined rows.
    """
    sql = (
        "SELECT r.id, r.lang, r.spoken, r.adult, r.visits_allowed, r.beyond, r.silent_in_row,"
        " o.days, o.parts, o.max_per_week,"
        " (SELECT count(*) FILTER (WHERE e.kind = 'asked' AND e.at > :week_ago)"
        "   || ' ' || count(*) FILTER (WHERE e.kind = 'asked' AND e.at > :week_ago AND e.detail = 'near')"
        "   || ' ' || count(*) FILTER (WHERE e.kind = 'asked' AND e.at > :month_ago)"
        "   || ' ' || count(*) FILTER (WHERE e.kind = 'said_yes')"
        "   || ' ' || count(*) FILTER (WHERE e.kind = 'said_no')"
        "   || ' ' || count(*) FILTER (WHERE e.kind = 'silent')"
        "   FROM event e WHERE e.who = 'r' || r.id AND e.kind IN ('asked', 'said_yes', 'said_no', 'silent')),"
        # Who was told "already solved" before they could answer may be asked again soon.
        " (SELECT max(a.asked_at) FROM ask a WHERE a.resident_id = r.id AND a.state <> 'withdrawn'),"
        " (SELECT max(m.created_at) FROM match m JOIN commitment c ON c.match_id = m.id"
        "   WHERE m.helper_id = r.id AND c.state <> 'cancelled'),"
        " v.*"
        " FROM post o JOIN resident r ON r.id = o.resident_id"
        " LEFT JOIN visit_preference v ON v.resident_id = r.id"
        f" WHERE {RING[ring]} AND o.kind = 'offer' AND o.state = 'open' AND o.category = :category"
        " AND r.state = 'member' AND r.reachable = 1"
        " AND r.id NOT IN ("
        "   SELECT value FROM json_each(:parties)"
        "   UNION ALL SELECT resident_id FROM ask WHERE post_id = :post AND state <> 'withdrawn'"
        "   UNION ALL SELECT other_id FROM block WHERE one_id IN (SELECT value FROM json_each(:parties))"
        "   UNION ALL SELECT one_id FROM block WHERE other_id IN (SELECT value FROM json_each(:parties)))"
        # An offer for one day counts for that day only, and not for whom it was put to: they answer it themselves.
        " AND (o.time = '{}' OR (json_extract(o.time, '$.first') BETWEEN :first AND :last"
        "   AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.offer_id = o.id AND i.state <> 'silent'"
        "     AND i.resident_id IN (SELECT value FROM json_each(:parties)))))"
    )
    return sql, {
        "buurt": post.buurt_id,
        "category": post.category,
        "post": post.id,
        "parties": json.dumps([post.resident_id, post.for_resident_id or post.resident_id]),
        "week_ago": to_text(now - timedelta(days=7)),
        "month_ago": to_text(now - timedelta(days=28)),
        "first": str(post.when.first or ""),
        "last": str(post.when.last or post.expires_at.date()),
    }


def _candidate(row: Row, categories: frozenset[Category], ring: Ring) -> Candidate | None:
    # By place, for a name costs a search among the columns; the last ones are those of `visit_preference`.
    (
        number, lang, spoken, adult, visits_allowed, beyond, silent_in_row, days, parts, max_per_week,
        answers, last_ask, last_task, preference_of, *_,
    ) = row  # fmt: skip
    asks_7d, near_7d, asks_28d, yes, no, silent = _counts(answers)
    if asks_7d >= min(max_per_week, WEEKLY_CAP):
        return None
    return Candidate(
        resident_id=ResidentId(number),
        spoken=_words(spoken or lang),
        categories=categories,
        can=_availability(days, parts),
        ring=ring,
        beyond=bool(beyond),
        adult=None if adult is None else bool(adult),
        visits_allowed=bool(visits_allowed),
        max_per_week=max_per_week,
        asks_7d=asks_7d,
        near_7d=near_7d,
        asks_28d=asks_28d,
        last_ask=maybe_from_text(last_ask),
        last_task=maybe_from_text(last_task),
        yes=yes,
        no=no,
        silent=silent,
        silent_in_row=silent_in_row,
        traits=NO_TRAITS if preference_of is None else preferences.traits(row),
        wishes=NO_WISHES if preference_of is None else preferences.wishes(row),
    )


# Few texts are told apart, and thousands of people share them.
@lru_cache(maxsize=1024)
def _counts(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@lru_cache(maxsize=1024)
def _availability(days: str, parts: str) -> Availability:
    return Availability(
        frozenset(int(day) for day in days.split()), frozenset(Part(part) for part in parts.split())
    )
