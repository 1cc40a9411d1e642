"""A playground server on loopback and the frame with a bot of a few lines."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

import pytest

from bot.app import App, build_app
from bot.clock import Clock, system_clock
from bot.playground.phone import Phone
from bot.playground.server import serve
from bot.playground.world import World

from .standins import Standins, settings

StartApp: TypeAlias = Callable[..., Awaitable[App]]


async def eventually(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait until something outside of our reach became true. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - nobody sets an event for it
            await asyncio.sleep(0.01)


@pytest.fixture
def world() -> World:
    return World(system_clock)


@pytest.fixture
def phone(world: World) -> Phone:
    """The phone of somebody who has started the bot."""
    phone = world.phone(7)
    phone.start()
    return phone


@pytest.fixture
async def url(world: World) -> AsyncIterator[str]:
    async with serve(world, control=False) as serving:
        yield serving.url


@pytest.fixture
def standins() -> Standins:
    return Standins()


@pytest.fixture
async def start(url: str, tmp_path: Path, blank: Path, standins: Standins) -> AsyncIterator[StartApp]:
    """Starts the frame against the playground; all are stopped at the end."""
    path = Path(shutil.copy(blank, tmp_path))
    async with AsyncExitStack() as closing:

        async def start_app(clock: Clock = system_clock, **others: Any) -> App:
            app = build_app(
                settings(url, path, **others),
                parts=standins.parts(),
                clock=clock,
                rng=Random(1),
            )
            await app.start()
            closing.push_async_callback(app.stop)
            return app

        yield start_app
