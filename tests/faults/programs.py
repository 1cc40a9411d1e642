"""The real program with trouble around it: stopped at any moment, on a full disk."""

from __future__ import annotations

import asyncio
import resource
import signal
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.clock import system_clock
from bot.playground.phone import Phone
from bot.playground.seed import FIRST_NEIGHBOUR, RIET
from bot.playground.world import World
from tests.e2e.noon import make_noon
from tests.e2e.program import Program

NO_ROOM = 0
PEOPLE = (RIET, FIRST_NEIGHBOUR, FIRST_NEIGHBOUR + 1, FIRST_NEIGHBOUR + 3)


def room(process: asyncio.subprocess.Process, size: int = resource.RLIM_INFINITY) -> None:
    """Let the program's files grow up to `size` bytes, and no further: what a full disk does to it."""
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


async def made(world: World, url: str, folder: Path, **settings: str) -> Program:
    """The program on a seeded buurt in which it is noon."""
    program = Program(url, folder / "buurt.db", **settings)
    await make_noon(world, program.database, system_clock())
    return program


def people(world: World) -> list[Phone]:
    return [world.phone(account) for account in PEOPLE]


@dataclass(frozen=True)
class Stop:
    """How the program ended on SIGTERM."""

    code: int
    seconds: float
    """From the signal to the end."""


async def stopped_after(program: Program, world: World, seconds: float) -> Stop:
    """Start it, let people write all the time, and end it with SIGTERM after so many seconds."""
    loop = asyncio.get_running_loop()
    async with program.running() as process:
        until = loop.time() + seconds
        while (left := until - loop.time()) > 0:
            for phone in people(world):
                phone.send("/help")
            await asyncio.sleep(min(0.1, left))
        if process.returncode is None:
            process.terminate()
        asked = loop.time()
        await asyncio.wait_for(process.wait(), 15)
        return Stop(process.returncode or 0, loop.time() - asked)


async def stops(program: Program, world: World, count: int, rng: Random, longest: float) -> list[Stop]:
    """So many of those, one after the other, at moments up to `longest` seconds after the start."""
    return [await stopped_after(program, world, rng.uniform(0.0, longest)) for _ in range(count)]


GENTLE = (0, -signal.SIGTERM)
"""Ends of a program that was asked to: its own, or that of Python before it was loaded."""
