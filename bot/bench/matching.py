"""How long a matching decision takes: the query for the candidates and their ranking, on a real database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from bot.bench.setting import NOW, Setting
from bot.domain.calendar import NO_BUURT
from bot.domain.candidates import Need, Ring
from bot.domain.ids import PostId
from bot.domain.model import Post
from bot.services.deciding import decide
from bot.services.matching import need_of
from bot.services.work import Work
from storage import asks, candidates, posts
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
    candidates: dict[Ring, int]
    """How many there are to choose from in each ring."""


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
    sql, values = candidates.query(post, ring)
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
    need = await need_of(Work(tx, NOW, Random(0), b"", "bot"), post, 1)
    return Case(post, need, {ring: len(await candidates.of_ring(tx, post, ring, NOW)) for ring in Ring})


async def _decide(tx: Transaction, case: Case, rings: tuple[Ring, ...], rng: Random) -> Sample:
    computed, clock = process_time(), perf_counter()
    asked = await asks.of_post(tx, case.post.id)
    # Next door whatever the own buurt brings, for that is what is measured.
    await decide(tx, case.post, case.need, asked, NOW, NO_BUURT, rng, lambda _: Ring.NEAR in rings)
    return Sample(
        (perf_counter() - clock) * 1000,
        (process_time() - computed) * 1000,
        sum(case.candidates[ring] for ring in rings),
    )
