"""A database that another process holds locked: waited out, whatever the bot was doing."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.playground.phone import Phone
from bot.playground.world import World
from storage import database
from tests.delivery.conftest import StartApp, eventually
from tests.delivery.outgoing import begun, send, texts
from tests.delivery.standins import Standins
from tests.e2e.program import Program

from .programs import made, people

PATIENCE = 0.1
"""Seconds that a unit waits for a lock in these tests; in the program it is longer."""


@contextlib.asynccontextmanager
async def locked(path: Path, seconds: float) -> AsyncIterator[None]:
    """Another program writes to the database, for at least so many seconds."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
        await asyncio.sleep(seconds)
    finally:
        other.execute("ROLLBACK")
        other.close()


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", PATIENCE)


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("by", ["polling", "sending"])
async def test_a_locked_database_is_waited_out_many_times_over(
    world: World, phone: Phone, start: StartApp, standins: Standins, by: str
) -> None:
    app = await begun(start, world, standins)
    if by == "polling":
        async with locked(app.database.path, PATIENCE * 8):
            for number in range(5):
                phone.send(str(number))
    else:
        await send(app, "onderweg")
        await eventually(lambda: "onderweg" in texts(phone))
        async with locked(app.database.path, PATIENCE * 8):
            for number in range(5):
                phone.send(str(number))
            app.sender.wake()
            app.scheduler.plan(app.clock())
    await eventually(lambda: texts(phone)[-5:] == [str(number) for number in range(5)], 10)
    await app.settled()
    assert len(texts(phone)) == (5 if by == "polling" else 6)
    assert standins.handled.count("0") == 1


async def test_sigterm_while_the_database_is_locked_ends_it_within_five_seconds(
    world: World, url: str, tmp_path: Path
) -> None:
    program: Program = await made(world, url, tmp_path)
    riet = people(world)[0]
    loop = asyncio.get_running_loop()
    async with program.running() as process:
        riet.send("/help")
        await riet.wait_for(lambda shown: not shown.mine, 20)
        async with locked(program.database, 0):
            for phone in people(world):
                phone.send("/help")
            await asyncio.sleep(0.5)
            process.terminate()
            asked = loop.time()
            await asyncio.wait_for(process.wait(), 30)
            assert loop.time() - asked < 5
            assert process.returncode == 0
