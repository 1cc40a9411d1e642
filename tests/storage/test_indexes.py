"""What is asked all day, and what erasing somebody touches, is found by an index and not by reading a table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.broadcasts import Broadcast, BroadcastState
from bot.domain.candidates import Ring
from bot.domain.categories import Category
from bot.domain.ids import AccountId, BroadcastId, BuurtId, MatchId, MessageId, PostId, ReportId, ResidentId
from bot.domain.model import MatchState, Post, PostKind, PostState, Role
from bot.domain.signals import Theme
from bot.domain.when import Availability, When
from storage import (
    asks,
    audit,
    broadcasts,
    candidates,
    commitments,
    confidants,
    decisions,
    due,
    events,
    groups,
    handovers,
    inbox,
    invitations,
    matches,
    mornings,
    outbox,
    paper,
    posts,
    relays,
    reports,
    residents,
    resources,
    signals,
    stories,
    trust,
    vouching,
)
from storage.database import Database, Row, Transaction, Values
from tests.storage.conftest import NOW

ME, ACCOUNT, BUURT, POST, MATCH = ResidentId(1), AccountId(1), BuurtId(1), PostId(1), MatchId(1)
REQUEST = Post(
    id=POST,
    kind=PostKind.REQUEST,
    resident_id=ME,
    buurt_id=BUURT,
    category=Category.ERRANDS,
    state=PostState.OPEN,
    when=When(),
    can=Availability(),
    max_per_week=2,
    words=None,
    voice=None,
    coffee=False,
    for_name=None,
    for_resident_id=None,
    created_at=NOW,
    expires_at=NOW + timedelta(days=1),
)

BROADCAST = Broadcast(
    BroadcastId(1), BUURT, ME, BroadcastState.SENDING, {"nl": "Hallo"}, "nl", NOW, None, None
)


class Explained(Transaction):
    """A unit of work that keeps SQLite's plan of each statement it runs."""

    def __init__(self, inner: Transaction) -> None:
        super().__init__(inner._connection, inner._direct)
        self.steps: list[str] = []

    async def _explain(self, sql: str, values: Values) -> None:
        rows = await super().all(f"EXPLAIN QUERY PLAN {sql}", values)
        self.steps += [row["detail"] for row in rows]

    async def all(self, sql: str, values: Values = ()) -> list[Row]:
        await self._explain(sql, values)
        return await super().all(sql, values)

    async def one(self, sql: str, values: Values = ()) -> Row | None:
        await self._explain(sql, values)
        return await super().one(sql, values)

    async def scan(self, sql: str, values: Values = ()) -> list[Row]:
        await self._explain(sql, values)
        return await super().scan(sql, values)

    async def change(self, sql: str, values: Values = ()) -> int:
        await self._explain(sql, values)
        return await super().change(sql, values)


Query = Callable[[Transaction], Awaitable[Any]]
OFTEN: dict[str, Query] = {
    "updates that wait": lambda tx: inbox.waiting(tx, 50, frozenset({1})),
    "whether an update waits": inbox.any_waiting,
    "the next message of each chat": lambda tx: outbox.heads(tx, 8, frozenset({1})),
    "whether a message waits": outbox.any_waiting,
    "cards sent to a chat": lambda tx: outbox.sent_to(tx, ACCOUNT, "danger_contact"),
    "messages of a match that wait": lambda tx: outbox.purge_kind(tx, MATCH, "address_given"),
    "rows that are due": lambda tx: due.fallen(tx, NOW, 50),
    "when the next row is due": due.next_at,
    "candidates in the buurt": lambda tx: candidates.of_ring(tx, REQUEST, Ring.OWN, NOW),
    "candidates next door": lambda tx: candidates.of_ring(tx, REQUEST, Ring.NEAR, NOW),
    "asks of a post": lambda tx: asks.of_post(tx, POST),
    "who stands by": lambda tx: asks.standbys(tx, POST),
    "questions to a resident": lambda tx: asks.waiting_of(tx, ME),
    "who may like an offer": lambda tx: invitations.invitees(tx, REQUEST, NOW),
    "invitations of an offer": lambda tx: invitations.of_offer(tx, POST),
    "a yes to an offer": lambda tx: invitations.wanted(tx, POST, ME),
    "open requests": lambda tx: posts.open_requests(tx, BUURT, Category.ERRANDS),
    "what waits for a coordinator": lambda tx: posts.for_coordinator(tx, BUURT),
    "first visits that wait": lambda tx: asks.yeses_of(tx, BUURT),
    "my posts": lambda tx: posts.live_of(tx, ME),
    "posts about me": lambda tx: posts.live_about(tx, ME),
    "the match of a post": lambda tx: matches.live_of_post(tx, POST),
    "my matches": lambda tx: matches.of_resident(tx, ME, MatchState.AGREED),
    "the end of a match": lambda tx: matches.end(tx, MATCH, NOW),
    "addresses whose day is over": lambda tx: matches.forget_addresses(tx, BUURT, NOW, NOW),
    "the commitment of a match": lambda tx: commitments.of_match(tx, MATCH),
    "the match of a message": lambda tx: relays.match_of_message(tx, ACCOUNT, MessageId(1)),
    "messages of a match": lambda tx: relays.messages_of(tx, MATCH, ACCOUNT, "address_given"),
    "the relay I have open": lambda tx: relays.open_of(tx, ME, NOW),
    "who is kept apart": lambda tx: reports.blocked(tx, ME, ResidentId(2)),
    "what a buurt asks of helpers": lambda tx: trust.asked(tx, BUURT),
    "for what a helper is trusted": lambda tx: trust.trusted_for(tx, ME),
    "helpers without a certificate": lambda tx: trust.without_vog(tx, BUURT, ["childcare"]),
    "certificates that are too old": lambda tx: trust.forget_vog(tx, BUURT, NOW.date()),
    "how often somebody helped": lambda tx: trust.times_helped(tx, ME),
    "decisions about somebody": lambda tx: decisions.about(tx, ME),
    "appeals that wait": lambda tx: decisions.appealed(tx, BUURT),
    "what was shared of a report": lambda tx: decisions.lines_of(tx, ReportId(1)),
    "whose link it is": lambda tx: vouching.of_link(tx, "x"),
    "the confidant": lambda tx: confidants.of_buurt(tx, BUURT),
    "who wants a call": lambda tx: mornings.call_backs(tx, BUURT),
    "requests that nobody took": lambda tx: mornings.nobody_took(tx, BUURT, NOW),
    "posts that are held": lambda tx: mornings.held(tx, BUURT, ME),
    "what a coordinator put off": lambda tx: mornings.were_put_off(tx, ME, NOW),
    "places to go": lambda tx: resources.of_buurt(tx, BUURT),
    "open reports": lambda tx: reports.open_of(tx, BUURT),
    "reports of somebody": lambda tx: reports.open_about(tx, ME),
    "what happened to a resident": lambda tx: events.of_resident(tx, ME),
    "what happened in a week": lambda tx: events.of_buurt(tx, BUURT, NOW, NOW),
    "whose group a chat is": lambda tx: groups.buurt_of(tx, ACCOUNT),
    "a call by its link": lambda tx: groups.call_by_token(tx, "x"),
    "whether a group was called": lambda tx: groups.called_since(tx, ACCOUNT, NOW),
    "who asked for this kind of help": lambda tx: groups.askers(tx, BUURT, Category.ERRANDS, NOW),
    "members of a buurt": lambda tx: groups.members(tx, BUURT),
    "a group that moves": lambda tx: groups.move(tx, ACCOUNT, AccountId(2)),
    "who somebody is": lambda tx: residents.by_account(tx, ACCOUNT),
    "the coordinators": lambda tx: residents.with_role(tx, BUURT, Role.COORDINATOR),
    "what coordinators did": lambda tx: audit.acts(tx, BUURT, 9, 9),
    "the last broadcast": lambda tx: broadcasts.last(tx, BUURT),
    "the readers of a broadcast": lambda tx: broadcasts.next_readers(tx, BROADCAST, 20),
    "what has not left of a broadcast": lambda tx: broadcasts.take_back(tx, BROADCAST.id),
    "whom a broadcast reached": lambda tx: broadcasts.count(tx, BROADCAST.id),
    "who is asked to coordinate": lambda tx: handovers.open_of(tx, BUURT, NOW),
    "what I told": lambda tx: signals.of_resident(tx, ME),
    "sentences to read": lambda tx: signals.to_read(tx, BUURT, ME, NOW),
    "who raised a theme": lambda tx: signals.raisers(tx, BUURT, Theme.MONEY, NOW),
    "signals of four weeks": lambda tx: signals.marks(tx, BUURT, NOW, NOW),
    "sentences of a week": lambda tx: signals.put_in_week(tx, BUURT, 1, 2),
    "my stories": lambda tx: stories.of_resident(tx, ME),
    "stories of a week": lambda tx: stories.put_in_week(tx, BUURT, 1, 2),
    "for whom somebody answers": lambda tx: paper.of_contact(tx, ME),
    "who has no phone": lambda tx: paper.of_buurt(tx, BUURT),
    "for whom somebody speaks": lambda tx: paper.spoken_for(tx, ME),
    "the messages to a chat": lambda tx: outbox.forget_chat(tx, ACCOUNT),
}


def _reads_a_table(step: str) -> bool:
    """Lists given as JSON and rows found already (a subquery, one with a name) are no tables of ours."""
    found = ("INDEX", "VIRTUAL TABLE", "(", "CONSTANT ROW", "SCAN party", "SCAN apart")
    return step.startswith("SCAN") and not any(word in step for word in found)


@pytest.mark.parametrize("name", OFTEN)
async def test_what_is_asked_often_is_found_by_an_index(database: Database, name: str) -> None:
    async with database.unit() as opened:
        tx = Explained(opened)
        await OFTEN[name](tx)
    assert tx.steps
    assert not [step for step in tx.steps if _reads_a_table(step)]


async def test_each_reference_begins_an_index_so_that_erasing_reads_no_whole_table(
    database: Database,
) -> None:
    async with database.unit() as tx:
        rows = await tx.all(
            "SELECT t.name || '.' || f.\"from\" AS reference FROM sqlite_schema t"
            " JOIN pragma_foreign_key_list(t.name) f WHERE f.\"table\" <> 'buurt' AND NOT EXISTS"
            " (SELECT 1 FROM pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c"
            '  WHERE c.seqno = 0 AND c.name = f."from")'
            ' AND NOT EXISTS (SELECT 1 FROM pragma_table_info(t.name) p WHERE p.pk = 1 AND p.name = f."from")'
        )
    assert [row["reference"] for row in rows] == []
