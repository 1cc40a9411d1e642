"""Who may be asked for a request: one statement a ring, which reads one range of the rows of `candidate`.

Those rows repeat what stands in other tables, one for each offer of somebody who may be asked; triggers keep them
(migration 6). Nothing here or elsewhere writes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache, lru_cache

from bot import jsontext
from bot.domain.candidates import Candidate, Need, Pool, Ring, Traits, Wishes
from bot.domain.ids import ResidentId
from bot.domain.marks import marks_of
from bot.domain.matching import WEEKLY_CAP
from bot.domain.model import Post
from bot.domain.when import Availability, Part
from storage import preferences
from storage.database import Row, Transaction, maybe_from_text, to_text
from storage.paper import with_voices

RING = {
    Ring.OWN: "c.buurt_id = :buurt",
    # Only of people who agreed to that.
    Ring.NEAR: "c.buurt_id IN (SELECT neighbour_id FROM buurt_neighbour WHERE buurt_id = :buurt) AND c.beyond = 1",
}
NO_TRAITS, NO_WISHES = Traits(), Wishes()


async def of_ring(tx: Transaction, post: Post, ring: Ring, now: datetime) -> list[Candidate]:
    """Who offers this kind of help in the post's buurt, or next door, and may be asked; with the facts on each.

    Somebody with two offers is there twice: each has its own days.
    Left out here: the writer and the person it is for, who was asked before (but for a question that was
    withdrawn unanswered), who is blocked with either, who cannot be reached, and who was asked as often this week
    as they allow or anybody may be.
    `now` may lie up to a week before the last question to somebody, as where a clock was put back.
    """
    return list(_pool(await tx.all(*query(post, ring)), post, ring, now, None).candidates)


async def who_suit(tx: Transaction, post: Post, need: Need, ring: Ring, now: datetime) -> Pool:
    """As `of_ring`, but only who shares a language with the one who asks and offered a time that suits.

    Of the others, thousands in a large buurt, no more is read than how they answered until now.
    """
    rows = await tx.all(*query(post, ring, preferences_too=need.visits_home))
    return _pool(rows, post, ring, now, need)


def query(post: Post, ring: Ring, *, preferences_too: bool = True) -> tuple[str, dict[str, object]]:
    """The statement of both and its values; what people wish for matters for visits at home only."""
    join = " LEFT JOIN visit_preference v ON v.resident_id = c.resident_id" if preferences_too else ""
    sql = (
        # What a contact writes for a neighbour without a phone is the contact's: who is kept apart from one is from
        # both, and nobody is asked to help whom they speak for themselves.
        f"WITH party(id) AS MATERIALIZED ({with_voices('SELECT value FROM json_each(:parties)')}),"
        " apart(id) AS MATERIALIZED (SELECT other_id FROM block WHERE one_id IN (SELECT id FROM party)"
        "   UNION SELECT one_id FROM block WHERE other_id IN (SELECT id FROM party))"
        " SELECT c.resident_id, c.spoken, c.days, c.parts, c.max_per_week, c.yes, c.no, c.silent,"
        " c.asked, c.asked_near, c.last_ask, c.last_task,"
        f" c.adult, c.visits_allowed, c.beyond, c.silent_in_row{', v.*' if preferences_too else ''}"
        f" FROM candidate c{join}"
        f" WHERE {RING[ring]} AND c.category = :category"
        " AND c.resident_id NOT IN ("
        "   SELECT id FROM party"
        "   UNION ALL SELECT resident_id FROM ask WHERE post_id = :post AND state <> 'withdrawn'"
        f"   UNION ALL SELECT * FROM ({with_voices('SELECT id FROM apart')}))"
        # An offer for one day counts for that day only, and not for whom it was put to: they answer it themselves.
        " AND (c.time = '{}' OR (json_extract(c.time, '$.first') BETWEEN :first AND :last"
        "   AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.offer_id = c.offer_id AND i.state <> 'silent'"
        "     AND i.resident_id IN (SELECT value FROM json_each(:parties)))))"
        # Where the buurt asks a certificate of conduct for this kind of help: only who has shown one.
        " AND (NOT EXISTS (SELECT 1 FROM buurt_mark k WHERE k.buurt_id = :buurt AND k.vog = 1"
        "   AND k.mark IN (SELECT value FROM json_each(:marks)))"
        "  OR EXISTS (SELECT 1 FROM vog v WHERE v.resident_id = c.resident_id AND v.seen_on IS NOT NULL))"
    )
    return sql, {
        "buurt": post.buurt_id,
        "marks": jsontext.dumps(sorted(marks_of(post))),
        "category": post.category,
        "post": post.id,
        "parties": jsontext.dumps([post.resident_id, post.for_resident_id or post.resident_id]),
        "first": str(post.when.first or ""),
        "last": str(post.when.last or post.expires_at.date()),
    }


def _pool(rows: Sequence[Row], post: Post, ring: Ring, now: datetime, need: Need | None) -> Pool:
    """Everybody who was not asked too often this week; `need`: only who may suit it, the others just counted."""
    week_ago, month_ago = (to_text(now - timedelta(days=days)) for days in (7, 28))
    categories = frozenset({post.category})
    candidates: list[Candidate] = []
    answers: dict[ResidentId, tuple[int, int]] = {}

    @cache
    def may_suit(spoken: str, days: str, parts: str) -> bool:
        return need is None or (
            bool(need.spoken & _words(spoken)) and _availability(days, parts).fits(need.when)
        )

    for row in rows:
        # By place, for a name costs a search among the columns; the last ones are those of `visit_preference`.
        (
            number, spoken, days, parts, max_per_week, yes, no, silent, asked, asked_near, last_ask, last_task,
            adult, visits_allowed, beyond, silent_in_row, *told,
        ) = row  # fmt: skip
        asks_7d = asks_28d = 0
        for at in () if asked is None else asked.split():
            asks_28d += at > month_ago
            asks_7d += at > week_ago
        if asks_7d >= max_per_week or asks_7d >= WEEKLY_CAP:
            continue
        answers[number] = (yes, yes + no + silent)
        if not may_suit(spoken, days, parts):
            continue
        candidates.append(
            Candidate.at_once(
                resident_id=number,
                spoken=_words(spoken),
                categories=categories,
                can=_availability(days, parts),
                ring=ring,
                beyond=bool(beyond),
                adult=None if adult is None else bool(adult),
                visits_allowed=bool(visits_allowed),
                max_per_week=max_per_week,
                asks_7d=asks_7d,
                near_7d=0 if asked_near is None else len([at for at in asked_near.split() if at > week_ago]),
                asks_28d=asks_28d,
                last_ask=maybe_from_text(last_ask),
                last_task=maybe_from_text(last_task),
                yes=yes,
                no=no,
                silent=silent,
                silent_in_row=silent_in_row,
                traits=preferences.traits(row) if told and told[0] else NO_TRAITS,
                wishes=preferences.wishes(row) if told and told[0] else NO_WISHES,
            )
        )
    return Pool(candidates, answers)


# Few texts are told apart, and thousands of people share them.
@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@lru_cache(maxsize=1024)
def _availability(days: str, parts: str) -> Availability:
    return Availability(
        frozenset(int(day) for day in days.split()), frozenset(Part(part) for part in parts.split())
    )
