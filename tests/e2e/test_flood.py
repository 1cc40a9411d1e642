"""Somebody floods the real bot: others are answered within a second meanwhile, and little is kept of it."""

from __future__ import annotations

import shutil
import time
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from bot.app import App, build_app
from bot.clock import system_clock
from bot.playground.phone import Phone
from bot.playground.world import World
from bot.services.work import Work
from handlers.pace import BURST
from storage.database import Database
from tests.delivery.standins import settings
from tests.services.conftest import add_buurt, add_resident

from .phones import texts
from .program import eventually

FLOOD = ("1 " * 2048, "Ik heb hulp nodig " + "1 " * 2030, "@a1 " * 1024, "dank u", "hoi", "/start abc")


@pytest.fixture
async def app(world: World, url: str, tmp_path: Path, blank: Path) -> AsyncIterator[App]:
    """The whole bot with its limits on, and two residents (accounts 1001 and 1002)."""
    path = Path(shutil.copy(blank, tmp_path))
    database = await Database.open(path)
    async with database.unit() as tx:
        work = Work(tx, system_clock(), Random(1), b"key", "buurtkring_bot")
        home = await add_buurt(work)
        for name in ("Truus", "Samir"):
            await add_resident(work, home, name)
    await database.close()
    app = build_app(settings(url, path, send_limits=True))
    await app.start()
    yield app
    await app.stop()


async def seen(phone: Phone, more_than: int) -> float:
    """What this process computed, in seconds, until a phone shows more than so many messages of the bot.

    Seconds of computing, since others may use the machine as well; on a quiet one it is no longer by the clock.
    """
    begin = time.process_time()
    await eventually(lambda: len(texts(phone)) > more_than)
    return time.process_time() - begin


async def one(app: App, sql: str) -> int:
    async with app.database.unit() as tx:
        row = await tx.one(sql)
    assert row is not None
    return int(row[0])


async def test_others_are_answered_within_a_second_while_somebody_floods(world: World, app: App) -> None:
    flooder, other = world.phone(1001, "Truus", "nl"), world.phone(1002, "Samir", "nl")
    for each in (flooder, other):
        each.start()
    await seen(other, 0)
    for n in range(200):
        flooder.send(FLOOD[n % len(FLOOD)])
    before = len(texts(other))
    other.send("/help")
    assert await seen(other, before) < 1
    while await one(app, "SELECT count(*) FROM inbox WHERE state = 'waiting'"):
        await app.worker.replied()
    assert await one(app, "SELECT count(*) FROM inbox") < 2 * BURST
    assert await one(app, "SELECT count(*) FROM outbox WHERE chat_id = 1001") < 3 * BURST
