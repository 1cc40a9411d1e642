"""kill -9 at the worst moments, to a bot in a process of its own: nothing lost, nothing done twice."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest

from bot.clock import system_clock
from bot.playground.phone import Phone
from bot.playground.world import World
from storage import due
from storage.database import Database

from .conftest import eventually

ROOT = Path(__file__).parents[2]
SECONDS = 20.0
MESSAGES = 24


class Bot:
    """The stand-in bot as a program, on one database."""

    def __init__(self, url: str, database: Path) -> None:
        self._url = url
        self.database = database

    @asynccontextmanager
    async def running(
        self, moment: str = "never", turn: int = 0
    ) -> AsyncIterator[asyncio.subprocess.Process]:
        program = (sys.executable, "-m", "tests.delivery.standins")
        process = await asyncio.create_subprocess_exec(
            *program, self._url, str(self.database), moment, str(turn), cwd=ROOT
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    def said(self) -> list[str]:
        """What was handled, from the database."""
        connection = sqlite3.connect(self.database)
        rows = connection.execute("SELECT detail FROM event WHERE kind = 'said' ORDER BY id").fetchall()
        connection.close()
        return [text for (text,) in rows if text != "/start"]


@pytest.fixture
def bot(url: str, tmp_path: Path) -> Bot:
    return Bot(url, tmp_path / "buurt.db")


@pytest.fixture
def phones(world: World) -> list[Phone]:
    phones = [world.phone(user_id) for user_id in (7, 8, 9)]
    for phone in phones:
        phone.start()
    return phones


def talk(phones: list[Phone]) -> list[str]:
    """Everybody writes in turn; returns the texts, which tell who wrote them and when."""
    texts = [f"{phones[n % 3].user.id}-{n:02}" for n in range(MESSAGES)]
    for n, text in enumerate(texts):
        phones[n % 3].send(text)
    return texts


def answers(phones: list[Phone]) -> Callable[[], list[str]]:
    def now() -> list[str]:
        return [
            shown.text
            for phone in phones
            for shown in phone.messages
            if not shown.mine and shown.text != "/start"
        ]

    return now


@pytest.mark.parametrize(
    ("moment", "turn"),
    [
        pytest.param("before_effect", 1, id="stored and not handled"),
        pytest.param("after_effect", 11, id="in the middle of a commit"),
        pytest.param("at_render", 1, id="committed and not sent"),
    ],
)
async def test_a_kill_loses_nothing_and_does_nothing_twice(
    bot: Bot, phones: list[Phone], moment: str, turn: int
) -> None:
    texts = talk(phones)
    arrived = answers(phones)
    async with bot.running(moment, turn) as process:
        assert await asyncio.wait_for(process.wait(), SECONDS) == -signal.SIGKILL
    async with bot.running():
        await eventually(lambda: len(arrived()) >= len(texts), SECONDS)
        await asyncio.sleep(0.3)
    assert arrived() == sorted(texts)
    assert sorted(bot.said()) == sorted(texts)


async def test_a_kill_in_the_middle_of_a_reminder_gives_one_reminder(bot: Bot, phones: list[Phone]) -> None:
    arrived = answers(phones)
    database = await Database.open(bot.database)
    async with database.unit() as tx:
        await due.plan(tx, "message", 7, system_clock() + timedelta(seconds=1))
    await database.close()
    async with bot.running("at_due", 1) as process:
        assert await asyncio.wait_for(process.wait(), SECONDS) == -signal.SIGKILL
    assert arrived() == []
    for _ in range(2):
        async with bot.running():
            await eventually(lambda: len(arrived()) > 0, SECONDS)
            await asyncio.sleep(0.3)
    assert len(arrived()) == 1


def _goes_on(arrived: Callable[[], list[str]], before: int) -> bool:
    return len(arrived()) > before or len(arrived()) >= MESSAGES


async def test_kills_at_any_moment_send_again_at_most_what_was_in_flight(
    bot: Bot, phones: list[Phone]
) -> None:
    rng = Random(4)
    texts = talk(phones)
    arrived = answers(phones)
    kills = 4
    for _ in range(kills):
        async with bot.running() as process:
            before = len(arrived())
            await eventually(partial(_goes_on, arrived, before), SECONDS)
            await asyncio.sleep(rng.uniform(0, 0.05))
            process.send_signal(signal.SIGKILL)
            await process.wait()
    async with bot.running():
        await eventually(lambda: set(arrived()) >= set(texts), SECONDS)
        await asyncio.sleep(0.3)
    assert sorted(bot.said()) == sorted(texts)
    assert sum(count - 1 for count in Counter(arrived()).values()) <= 8 * kills
    for phone in phones:
        own = list(dict.fromkeys(text for text in arrived() if text.startswith(f"{phone.user.id}-")))
        assert own == sorted(own)


async def test_sigterm_stops_within_seconds_and_leaves_nothing_half_done(
    bot: Bot, phones: list[Phone]
) -> None:
    texts = talk(phones)
    arrived = answers(phones)
    async with bot.running() as process:
        await eventually(lambda: bool(arrived()), SECONDS)
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 6) == 0
    async with bot.running():
        await eventually(lambda: len(arrived()) >= len(texts), SECONDS)
        await asyncio.sleep(0.3)
    assert arrived() == sorted(texts)
