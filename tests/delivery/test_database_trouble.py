"""A full or locked disk, or a task that is cancelled, leaves no unit of work half done."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.playground.world import World
from storage.database import Database, Transaction, is_out_of_order

from .conftest import StartApp, eventually


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "buurt.db")
    yield database
    await database.close()


async def fill(tx: Transaction, size: int = 10) -> None:
    await tx.insert("INSERT INTO event (at, kind, detail) VALUES ('', 'x', ?)", ("x" * size,))


async def count(database: Database) -> int:
    async with database.unit() as tx:
        return len(await tx.all("SELECT 1 FROM event"))


async def no_room(database: Database) -> None:
    async with database.unit() as tx:
        await tx.all("PRAGMA max_page_count = 1")


async def room(database: Database) -> None:
    async with database.unit() as tx:
        await tx.all("PRAGMA max_page_count = 1073741823")


async def test_a_full_disk_undoes_the_unit_and_the_next_one_works(database: Database) -> None:
    async def write() -> None:
        async with database.unit() as tx:
            await fill(tx)
            async with tx.savepoint():
                await fill(tx, 1_000_000)

    await no_room(database)
    with pytest.raises(sqlite3.OperationalError) as caught:
        await write()
    assert is_out_of_order(caught.value)
    await room(database)
    assert await count(database) == 0
    async with database.unit() as tx:
        await fill(tx)
    assert await count(database) == 1


async def test_a_cancelled_wait_for_a_lock_leaves_nothing_open(database: Database) -> None:
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def write() -> None:
        async with database.unit() as tx:
            await fill(tx)

    waiting = asyncio.create_task(write())
    await asyncio.sleep(0.1)
    waiting.cancel()
    other.execute("ROLLBACK")
    other.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await write()
    assert await count(database) == 1


async def test_a_cancelled_unit_is_undone(database: Database) -> None:
    async def write() -> None:
        async with database.unit() as tx, tx.savepoint():
            await fill(tx)
            await asyncio.sleep(60)

    waiting = asyncio.create_task(write())
    await asyncio.sleep(0.1)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await count(database) == 0


async def test_one_part_that_fails_leaves_the_rest(database: Database) -> None:
    async def fail(tx: Transaction) -> None:
        async with tx.savepoint():
            await fill(tx)
            raise KeyError

    async with database.unit() as tx:
        await fill(tx)
        with pytest.raises(KeyError):
            await fail(tx)
    assert await count(database) == 1


async def test_the_bot_goes_on_when_there_is_room_again(world: World, start: StartApp) -> None:
    app = await start()
    phone = world.phone(7)
    phone.start()
    await phone.wait_for("/start")
    await eventually(lambda: len(world.updates) == 0)
    await no_room(app.database)
    texts = [f"{n} " + "x" * 3000 for n in range(4)]
    for text in texts:
        phone.send(text)
    await asyncio.sleep(0.3)
    assert len(world.updates) > 0
    await room(app.database)
    await phone.wait_for(lambda shown: shown.text == texts[-1], timeout=10)
    assert [shown.text for shown in phone.messages if not shown.mine][1:] == texts
