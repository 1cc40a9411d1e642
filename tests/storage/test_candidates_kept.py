"""The rows that matching reads say at any time what a count of everything else says."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar import NO_BUURT
from bot.domain.candidates import Ring
from bot.domain.ids import AccountId, AskId, MatchId, PostId, ResidentId
from bot.domain.matching import decide
from bot.domain.model import AskState, CommitmentState, PostState, ResidentState
from bot.services.matching import need_of
from bot.services.work import Work
from storage import asks, candidates, commitments, events, posts, residents
from storage.database import Database, Transaction
from tests.storage.conftest import NOW
from tests.storage.test_candidates_counted import _ago, _fill, _insert

PEOPLE = 12
Act = Callable[[Transaction, Random], Awaitable[object]]


async def _happens(tx: Transaction, rng: Random) -> None:
    kind = rng.choice(["asked", "asked", "said_yes", "said_no", "silent", "joined"])
    whose = f"r{rng.randint(1, PEOPLE)}"
    await _insert(tx, "event", at=_ago(rng), kind=kind, who=whose, detail=rng.choice([None, "own", "near"]))


async def _asked(tx: Transaction, rng: Random) -> None:
    post, who = PostId(rng.randint(1, 5)), ResidentId(rng.randint(1, PEOPLE))
    there = await tx.all(
        "SELECT 1 FROM ask WHERE post_id = ? AND resident_id = ? AND state <> 'withdrawn'", (post, who)
    )
    if not there and await posts.get(tx, post) and await residents.get(tx, who):
        await asks.add(tx, post, who, NOW)


async def _answered(tx: Transaction, rng: Random) -> None:
    for row in await tx.all("SELECT id FROM ask ORDER BY id"):
        if rng.random() < 0.5:
            state = rng.choice([AskState.WITHDRAWN, AskState.SILENT])
            await asks.set_state(tx, AskId(row["id"]), state, NOW, was=frozenset(AskState))


async def _helps(tx: Transaction, rng: Random) -> None:
    match = await tx.one("SELECT id FROM match ORDER BY id LIMIT 1 OFFSET ?", (rng.randrange(3),))
    if match is not None:
        await commitments.add(tx, MatchId(match["id"]), CommitmentState.CONFIRMED, NOW)


def _somebody(rng: Random) -> ResidentId:
    return ResidentId(rng.randint(1, PEOPLE))


ACTS: tuple[Act, ...] = (
    _happens,
    _asked,
    _helps,
    lambda tx, rng: events.unlink(tx, _somebody(rng), f"t{rng.random()}"),
    lambda tx, rng: tx.change("DELETE FROM event WHERE id % 4 = ?", (rng.randrange(4),)),
    _answered,
    lambda tx, rng: tx.change(
        "UPDATE commitment SET state = 'cancelled' WHERE id % 2 = ?", (rng.randrange(2),)
    ),
    lambda tx, rng: tx.change("DELETE FROM commitment WHERE id = ?", (rng.randint(1, 4),)),
    lambda tx, rng: tx.change("DELETE FROM match WHERE id = ?", (rng.randint(1, 6),)),
    lambda tx, rng: tx.change(
        "UPDATE post SET state = ?, days = ?, max_per_week = ? WHERE id = ?",
        (rng.choice(list(PostState)), rng.choice(["", "1"]), rng.randint(1, 4), rng.randint(2, 30)),
    ),
    lambda tx, rng: tx.change("DELETE FROM post WHERE id = ?", (rng.randint(2, 30),)),
    lambda tx, rng: residents.set_state(
        tx, _somebody(rng), rng.choice([ResidentState.MEMBER, ResidentState.PAUSED])
    ),
    lambda tx, rng: residents.set_spoken(
        tx, _somebody(rng), frozenset(rng.choice([["ar"], ["nl", "en"], []]))
    ),
    lambda tx, rng: residents.set_lang(tx, _somebody(rng), rng.choice(["nl", "ar"])),
    lambda tx, rng: residents.set_beyond(tx, _somebody(rng), rng.random() < 0.5),
    lambda tx, rng: residents.set_adult(tx, _somebody(rng), rng.random() < 0.5),
    lambda tx, rng: residents.allow_visits(tx, _somebody(rng)),
    lambda tx, rng: residents.set_reachable(tx, AccountId(_somebody(rng)), rng.random() < 0.5),
    lambda tx, rng: residents.kept_silent(tx, _somebody(rng)),
    lambda tx, rng: residents.answered(tx, _somebody(rng)),
    lambda tx, rng: residents.delete(tx, ResidentId(rng.randint(3, PEOPLE))),
)


async def _agree(tx: Transaction) -> None:
    kept, counted = [
        sorted(map(tuple, await tx.all(f"SELECT * FROM {each}")), key=str)
        for each in ("candidate", "candidate_facts")
    ]
    assert kept == counted


async def _live(blank: Path, folder: str, seed: int) -> None:
    rng = Random(seed)
    database = await Database.open(Path(shutil.copy(blank, folder)), synchronous="OFF")
    try:
        async with database.unit() as tx:
            await _fill(tx, rng, PEOPLE)
            await _agree(tx)
            for act in rng.sample(ACTS, len(ACTS)):
                await act(tx, rng)
                await _agree(tx)
    finally:
        await database.close()


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**6))
def test_whatever_happens_the_rows_are_those_that_a_count_gives(blank: Path, seed: int) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(_live(blank, folder, seed))


async def test_erasing_a_resident_takes_their_rows_along(database: Database) -> None:
    async with database.unit() as tx:
        await _fill(tx, Random(2), PEOPLE)
        (row,) = await tx.all("SELECT resident_id FROM candidate LIMIT 1")
        await residents.delete(tx, ResidentId(row["resident_id"]))
        assert not await tx.all("SELECT 1 FROM candidate WHERE resident_id = ?", tuple(row))


async def _decided(blank: Path, folder: str, seed: int) -> None:
    database = await Database.open(Path(shutil.copy(blank, folder)), synchronous="OFF")
    try:
        async with database.unit() as tx:
            await _fill(tx, Random(seed), 20)
            post = await posts.get(tx, PostId(1))
            assert post is not None
            work = Work(tx, NOW, Random(seed), b"", "bot")
            need = await need_of(work, post, seed % 3)
            everybody = [await candidates.of_ring(tx, post, ring, NOW) for ring in Ring]
            some = [await candidates.who_suit(tx, post, need, ring, NOW) for ring in Ring]
            zone = NO_BUURT
            assert decide(need, some[0], [], NOW, zone, Random(seed)) == decide(
                need, everybody[0], [], NOW, zone, Random(seed)
            )
            assert decide(need, some[0].and_also(some[1]), [], NOW, zone, Random(seed)) == decide(
                need, everybody[0] + everybody[1], [], NOW, zone, Random(seed)
            )
    finally:
        await database.close()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_who_cannot_suit_may_be_left_out_without_another_decision(blank: Path, seed: int) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(_decided(blank, folder, seed))
