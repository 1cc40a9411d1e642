"""A world of its own for each test, served on loopback, and the real client of python-telegram-bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot

from bot.playground.phone import Phone
from bot.playground.server import Serving, serve
from bot.playground.world import World

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    return World(now=clock)


@pytest.fixture
async def serving(world: World) -> AsyncIterator[Serving]:
    async with serve(world) as server:
        yield server


@pytest.fixture
async def bot(serving: Serving) -> AsyncIterator[Bot]:
    root = serving.url
    async with Bot("1:play", base_url=f"{root}/bot", base_file_url=f"{root}/file/bot") as client:
        yield client


@pytest.fixture
def ria(world: World) -> Phone:
    """A resident who pressed Start; that update is confirmed already."""
    phone = world.phone(77, "Ria", "nl", bio="Woont hier al lang")
    phone.start()
    world.updates.clear()
    return phone
