"""A unit whose transaction SQLite undid by itself, and one that is given up while it reads for long."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from storage.database import Database, Transaction, is_out_of_order

ADD = "INSERT INTO due (kind, subject, at) VALUES (?, ?, '2026-01-01T00:00:00Z')"
LONG = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000000) SELECT max(i) FROM n"
)
"""Takes several seconds."""


async def _kinds(database: Database) -> list[str]:
    async with database.unit() as tx:
        return [row["kind"] for row in await tx.all("SELECT kind FROM due ORDER BY id")]


async def _fill_the_disk(tx: Transaction) -> None:
    """Somebody meets a full disk, and goes on as if nothing had happened."""
    (pages,) = tx._direct.execute("PRAGMA page_count").fetchone()
    tx._direct.execute(f"PRAGMA max_page_count = {pages}")
    with contextlib.suppress(sqlite3.OperationalError):
        await tx.insert(ADD, ("x" * 100_000, 1))
    tx._direct.execute("PRAGMA max_page_count = 1000000")
    assert not tx._direct.in_transaction


async def _insert(tx: Transaction) -> None:
    await tx.insert(ADD, ("after", 1))


async def _change(tx: Transaction) -> None:
    await tx.change("UPDATE due SET kind = 'after'")


async def _part(tx: Transaction) -> None:
    async with tx.savepoint():
        await tx.insert(ADD, ("after", 1))


async def _nothing(_tx: Transaction) -> None:
    pass


@pytest.mark.parametrize("goes_on", [_insert, _change, _part, _nothing])
async def test_after_sqlite_undid_a_unit_nothing_more_of_it_is_written(
    database: Database, goes_on: Callable[[Transaction], Coroutine[Any, Any, None]]
) -> None:
    async with database.unit() as tx:
        await tx.insert(ADD, ("before", 1))

    async def unit() -> None:
        async with database.unit() as tx:
            await tx.insert(ADD, ("lost", 1))
            await _fill_the_disk(tx)
            await goes_on(tx)

    with pytest.raises(sqlite3.OperationalError) as caught:
        await unit()
    assert is_out_of_order(caught.value)
    assert await _kinds(database) == ["before"]


async def test_a_part_in_which_sqlite_undid_all_tells_the_trouble_and_no_fault_of_its_own(
    database: Database,
) -> None:
    """A fault would be noted as one: by a row that is written outside any transaction."""

    async def unit() -> None:
        async with database.unit() as tx, tx.savepoint():
            await _fill_the_disk(tx)

    with pytest.raises(sqlite3.OperationalError) as caught:
        await unit()
    assert is_out_of_order(caught.value)


async def test_units_that_are_lost_with_another_know_that_it_was_not_their_fault(database: Database) -> None:
    async def unit(number: int) -> None:
        async with database.unit() as tx:
            await tx.insert(ADD, ("x", number))
            if number == 2:
                await _fill_the_disk(tx)
                raise ValueError("made of the first error")

    ends = await asyncio.gather(*(unit(number) for number in range(3)), return_exceptions=True)
    assert isinstance(ends[2], ValueError)
    lost = [end for end in ends[:2] if end is not None]
    assert lost
    assert all(isinstance(end, BaseException) and is_out_of_order(end) for end in lost)


@pytest.mark.parametrize("after", [0.0, 0.05])
async def test_a_long_reading_ends_when_its_unit_is_cancelled(database: Database, after: float) -> None:
    begun = asyncio.Event()

    async def reads() -> None:
        async with database.unit() as tx:
            await tx.insert(ADD, ("lost", 1))
            begun.set()
            await tx.scan(LONG)

    loop = asyncio.get_running_loop()
    reading = asyncio.create_task(reads())
    await begun.wait()
    await asyncio.sleep(after)
    cancelled_at = loop.time()
    reading.cancel()
    await asyncio.sleep(0.001)
    reading.cancel()  # impatience changes nothing
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert await _kinds(database) == []
    assert loop.time() - cancelled_at < 1.0
