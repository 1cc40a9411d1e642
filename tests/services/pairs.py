"""Two people who have said yes to each other, and ways to look at what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.categories import Category
from bot.domain.ids import CommitmentId, MatchId, MessageId, PostId
from bot.domain.model import Buurt, Commitment, Match, OutMessage, Post, PostKind, PostState, Resident
from bot.domain.when import Availability, When
from bot.services import commitments as agreed
from bot.services import due as due_services
from bot.services.work import Work
from storage import commitments, due, matches, outbox, posts
from storage.database import Transaction
from tests.services.conftest import add_buurt, add_resident

ADDRESS = "Tulpstraat 7"


@dataclass(frozen=True)
class Pair:
    """Truus is helped by Samir; Wim lives in the same buurt and has nothing to do with it."""

    requester: Resident
    helper: Resident
    stranger: Resident
    buurt: Buurt
    post: Post
    match_id: MatchId
    commitment_id: CommitmentId

    async def match(self, work: Work) -> Match:
        found = await matches.get(work.tx, self.match_id)
        assert found is not None
        return found

    async def commitment(self, work: Work) -> Commitment:
        found = await commitments.get(work.tx, self.commitment_id)
        assert found is not None
        return found


async def make_pair(
    work: Work, when: When, can: Availability | None = None, home_name: str = "Bloemenbuurt"
) -> Pair:
    """A request of Truus that Samir said yes to, and she to him, at `work.now`."""
    home = await add_buurt(work, home_name)
    requester = await add_resident(work, home, "Truus")
    helper = await add_resident(work, home, "Samir", lang="ar")
    stranger = await add_resident(work, home, "Wim")
    if can is not None:
        await _post(work, home, helper, PostKind.OFFER, When(), can)
    post = await _post(work, home, requester, PostKind.REQUEST, when, Availability())
    match_id = await matches.offer(work.tx, post.id, requester.id, helper.id, "42", work.now)
    assert match_id is not None
    await matches.agree(work.tx, match_id)
    await posts.set_state(work.tx, post.id, PostState.MATCHED, work.now, was=frozenset({PostState.OPEN}))
    match = await matches.get(work.tx, match_id)
    assert match is not None
    await agreed.begin(work, match, post)
    commitment = await commitments.of_match(work.tx, match_id)
    assert commitment is not None
    return Pair(requester, helper, stranger, home, post, match_id, commitment.id)


async def _post(
    work: Work, home: Buurt, writer: Resident, kind: PostKind, when: When, can: Availability
) -> Post:
    return await posts.add(
        work.tx,
        Post(
            id=PostId(0),
            kind=kind,
            resident_id=writer.id,
            buurt_id=home.id,
            category=Category.ERRANDS,
            state=PostState.OPEN,
            when=when,
            can=can,
            max_per_week=2,
            words=None,
            voice=None,
            coffee=False,
            for_name=None,
            for_resident_id=None,
            created_at=work.now,
            expires_at=work.now + timedelta(days=14),
        ),
    )


async def waiting(work: Work, to: Resident | None = None) -> list[OutMessage]:
    """What waits to be sent (also what waits for the morning), in order, perhaps to one person only."""
    rows = await work.tx.all("SELECT * FROM outbox WHERE state IN ('waiting', 'later') ORDER BY id")
    found = [outbox._message(row) for row in rows]
    return [each for each in found if to is None or each.resident_id == to.id]


async def kinds(work: Work, to: Resident | None = None) -> list[str]:
    """The kinds of what waits."""
    return [each.kind for each in await waiting(work, to)]


async def params(work: Work, to: Resident, kind: str) -> dict[str, Any]:
    """The parameters of the one waiting message of a kind."""
    (found,) = [each for each in await waiting(work, to) if each.kind == kind]
    return found.params


async def deliver(work: Work) -> None:
    """Everything that waits has arrived; the number of each message in its chat is its number here."""
    for message in await waiting(work):
        held = message.holds is None or await outbox.still_holds(work.tx, message.holds)
        if held:
            await outbox.sent(work.tx, message, message.edit or MessageId(message.id), work.now)
        else:
            await outbox.dropped(work.tx, message, work.now)


async def number_of(work: Work, to: Resident, kind: str) -> MessageId:
    """The number of the newest delivered message of a kind."""
    row = await work.tx.one(
        "SELECT message_id FROM outbox WHERE resident_id = ? AND kind = ? AND state = 'sent' ORDER BY id DESC",
        (to.id, kind),
    )
    assert row is not None
    return MessageId(row["message_id"])


async def due_kinds(work: Work) -> dict[str, datetime]:
    """What is planned: kind and moment (UTC), but for messages that wait for the morning."""
    rows = await work.tx.all("SELECT kind, at FROM due WHERE kind <> 'release' ORDER BY at")
    return {row["kind"]: datetime.fromisoformat(row["at"]) for row in rows}


async def run_until(work: Work, until: datetime) -> list[str]:
    """Let everything fall due, each at its own moment, up to `until`; gives the kinds in order."""
    ran = []
    while fallen := await due.fallen(work.tx, until, 1):
        row = fallen[0]
        await due.finish(work.tx, row)
        await due_services.run(work.at(max(row.at, work.now)), row)
        ran.append(row.kind)
    return ran


async def snapshot(tx: Transaction) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    tables = await tx.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {
        table["name"]: [tuple(row) for row in await tx.all(f"SELECT * FROM {table['name']}")]
        for table in tables
    }


async def events_of(work: Work, who: Resident) -> list[str]:
    """Kinds of what is on record about somebody."""
    rows = await work.tx.all("SELECT kind FROM event WHERE who = ? ORDER BY id", (f"r{who.id}",))
    return [row["kind"] for row in rows]
