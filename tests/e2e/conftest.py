"""The real bot behind a playground's server: in this process (`demo`), or as a program of its own (`program`)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from random import Random

import pytest

from bot.clock import system_clock
from bot.playground.demo import Demo, open_demo
from bot.playground.server import serve
from bot.playground.world import World

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""Ten in the morning in Amsterdam."""


@pytest.fixture
async def demo() -> AsyncIterator[Demo]:
    """A seeded buurt in which nobody acts but the test."""
    async with open_demo(start=MONDAY, rng=Random(5), answer_seconds=None) as opened:
        await opened.rest()
        yield opened


@pytest.fixture
def world() -> World:
    return World(system_clock, token="1:play")


@pytest.fixture
async def url(world: World) -> AsyncIterator[str]:
    async with serve(world, control=False) as serving:
        yield serving.url
