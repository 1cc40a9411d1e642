"""What a wake-up of the scheduler costs where few or very many rows are still to fall due."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

from rich.table import Table

from bot.bench.figures import percentile
from bot.bench.setting import NOW
from bot.domain.model import Due
from bot.scheduler import Scheduler
from bot.services.work import Work
from storage import due
from storage.database import Database, Transaction, to_text

KIND = "reminder"
TIMES = 2.0
"""How many times a wake-up with few rows one with many may cost."""
WARM_UP = 20


@dataclass(frozen=True)
class Wakeups:
    """Milliseconds of each wake-up: by the clock, and what this process computed."""

    pending: int
    clock: list[float] = field(default_factory=list)
    computed: list[float] = field(default_factory=list)


async def _nothing(work: Work, row: Due) -> None:
    """What a row is for costs the same however many others there are, and is left out."""


def measure(
    folder: Path, sizes: Sequence[int], rounds: int, wakeups: int, done: Callable[[], None]
) -> list[Wakeups]:
    """So many wake-ups in each round, the databases in turn."""
    return asyncio.run(_measure(folder, sizes, rounds, wakeups, done))


async def _measure(
    folder: Path, sizes: Sequence[int], rounds: int, wakeups: int, done: Callable[[], None]
) -> list[Wakeups]:
    databases = [await _filled(folder / f"{size}.db", size) for size in sizes]
    found = [Wakeups(size) for size in sizes]
    try:
        for database in databases:
            await _wake(database, WARM_UP, Wakeups(0))
        for _ in range(rounds):
            for database, into in zip(databases, found, strict=True):
                await _wake(database, wakeups, into)
                done()
    finally:
        for database in databases:
            await database.close()
    return found


async def _filled(file: Path, pending: int) -> Database:
    await (await Database.open(file)).close()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO due (kind, subject, at) VALUES (?, ?, ?)", _rows(pending))
        connection.execute("COMMIT")
    return await Database.open(file)


def _rows(pending: int) -> Iterator[tuple[str, int, str]]:
    """Over the coming year, in no order."""
    rng = Random(1)
    for subject in range(1, pending + 1):
        yield KIND, subject, to_text(NOW + timedelta(minutes=rng.randrange(1, 525_600)))


async def _wake(database: Database, count: int, into: Wakeups) -> None:
    """One row falls due, and the scheduler runs what has fallen due: to its commit, and until none is left."""

    def work(tx: Transaction) -> Work:
        return Work(tx, NOW, Random(1), b"", "")

    def committed(next_due: datetime | None) -> None:
        pass

    scheduler = Scheduler(database, lambda: NOW, _nothing, work, committed)
    for _ in range(count):
        async with database.unit() as tx:
            await due.plan(tx, KIND, 0, NOW)
        computed, clock = process_time(), perf_counter()
        await scheduler.run_fallen()
        into.clock.append((perf_counter() - clock) * 1000)
        into.computed.append((process_time() - computed) * 1000)


def table(found: Sequence[Wakeups]) -> Table:
    """One row for each number of pending rows; milliseconds."""
    made = Table("rows still to fall due", "p50 ms", "p99 ms", "computed p50", "computed p99", "wake-ups")
    for each in found:
        made.add_row(
            f"{each.pending:,}",
            *(
                f"{percentile(samples, share):.2f}"
                for samples in (each.clock, each.computed)
                for share in (0.5, 0.99)
            ),
            f"{len(each.clock):,}",
        )
    return made


def ratio(found: Sequence[Wakeups]) -> float:
    """The median with the most rows over that with the fewest."""
    return percentile(found[-1].clock, 0.5) / percentile(found[0].clock, 0.5)


def notes(found: Sequence[Wakeups]) -> list[str]:
    """Whether the target is met."""
    times = ratio(found)
    met = "met" if times <= TIMES else "MISSED"
    return [
        f"{found[-1].pending:,} rows cost {times:.2f} times {found[0].pending:,} (target {TIMES:.0f}): {met}"
    ]


def figures(found: Sequence[Wakeups]) -> dict[str, Any]:
    """For JSON."""
    return {
        "ratio_of_medians": round(ratio(found), 3),
        "pending": [
            {
                "rows": each.pending,
                "wakeups": len(each.clock),
                "p50_ms": round(percentile(each.clock, 0.5), 3),
                "p99_ms": round(percentile(each.clock, 0.99), 3),
                "computed_p50_ms": round(percentile(each.computed, 0.5), 3),
                "computed_p99_ms": round(percentile(each.computed, 0.99), 3),
            }
            for each in found
        ],
    }
