"""How long a matching decision takes: the query for the candidates and their ranking, on a real database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from bot.bench.setting import NOW, Setting
from bot.domain import matching
from bot.domain.calendar import NO_BUURT
from bot.domain.candidates import Candidate, Need, Outstanding, Ring
from bot.domain.ids import PostId
from bot.domain.model import AskState, Post
from storage import asks, candidates, posts, preferences, residents
from storage.database import Database, Transaction

WARM_UP = 6
"""Decisions of each kind before the clock counts: a bot that runs has its pages in memory."""
RINGS = ((Ring.OWN,), (Ring.OWN, Ring.NEAR))
Done = Callable[[], None]


@dataclass(frozen=True)
class Case:
    """A request as the service hands it to the matching."""

    post: Post
    need: Need


@dataclass(frozen=True)
class Sample:
    """One decision: what the clock said and what this process computed, both in milliseconds."""

    clock: float
    computed: float
    candidates: int


@dataclass(frozen=True)
class Measured:
    """The decisions in one buurt, looking so far."""

    residents: int
    rings: tuple[Ring, ...]
    samples: tuple[Sample, ...]


@dataclass(frozen=True)
class Measurement:
    """What was measured, and how SQLite finds the candidates: the steps of its plan, for each ring."""

    measured: tuple[Measured, ...]
    plans: dict[Ring, tuple[str, ...]]
    rows: dict[str, int]
    """How many rows the large tables have."""


def measure(file: Path, setting: Setting, decisions: int, done: Done) -> Measurement:
    """So many decisions for each size and each reach; `done` is called after every one."""
    return asyncio.run(_measure(file, setting, decisions, done))


async def _measure(file: Path, setting: Setting, decisions: int, done: Done) -> Measurement:
    database = await Database.open(file)
    try:
        measured = []
        for place, size in enumerate(setting.sizes):
            async with database.unit() as tx:
                cases = await _cases(tx, setting.asked_buurt(place))
            for rings in RINGS:
                samples = []
                for turn in range(-WARM_UP, decisions):
                    # A unit for each, as in the bot; opening and committing it is no part of the decision.
                    async with database.unit() as tx:
                        sample = await _decide(tx, cases[turn % len(cases)], rings, Random(turn))
                    if turn >= 0:
                        samples.append(sample)
                        done()
                measured.append(Measured(size, rings, tuple(samples)))
        async with database.unit() as tx:
            plans = {ring: await plan(tx, cases[0].post, ring) for ring in Ring}
            rows = {name: await _count(tx, name) for name in ("resident", "post", "ask", "event", "match")}
        return Measurement(tuple(measured), plans, rows)
    finally:
        await database.close()


async def plan(tx: Transaction, post: Post, ring: Ring) -> tuple[str, ...]:
    """The steps in which SQLite finds the candidates of one ring."""
    sql, values = candidates.query(post, ring, NOW)
    return tuple(row["detail"] for row in await tx.all(f"EXPLAIN QUERY PLAN {sql}", values))


async def _count(tx: Transaction, table: str) -> int:
    row = await tx.one(f"SELECT count(*) AS n FROM {table}")
    return int(row["n"]) if row else 0


async def _cases(tx: Transaction, buurt: int) -> list[Case]:
    rows = await tx.all(
        "SELECT id FROM post WHERE buurt_id = ? AND kind = 'request' AND state = 'open' ORDER BY id", (buurt,)
    )
    return [await _case(tx, PostId(row["id"])) for row in rows]


async def _case(tx: Transaction, post_id: PostId) -> Case:
    post = await posts.get(tx, post_id)
    assert post is not None
    writer = await residents.get(tx, post.resident_id)
    assert writer is not None
    traits, wishes = await preferences.get(tx, writer.id)
    return Case(
        post,
        Need(
            category=post.category,
            when=post.when,
            spoken=writer.spoken,
            first_lang=writer.lang,
            created_at=post.created_at,
            deadline=post.expires_at,
            waves=1,
            visits_home=post.visits_home,
            traits=traits,
            wishes=wishes,
        ),
    )


async def _decide(tx: Transaction, case: Case, rings: tuple[Ring, ...], rng: Random) -> Sample:
    """The steps of `bot.services.matching`: the own buurt first, then anew with those next door."""
    chance = rng.getrandbits(64)
    found: list[Candidate] = []
    computed, clock = process_time(), perf_counter()
    outstanding = [
        Outstanding(each.put_at, each.chance)
        for each in await asks.of_post(tx, case.post.id)
        if each.state is AskState.WAITING
    ]
    for ring in rings:
        found += await candidates.of_ring(tx, case.post, ring, NOW)
        matching.decide(case.need, found, outstanding, NOW, NO_BUURT, Random(chance))
    return Sample((perf_counter() - clock) * 1000, (process_time() - computed) * 1000, len(found))
