"""SIGTERM at random moments and a full disk: nothing half done, nothing lost, and it goes on."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

import pytest

from bot.playground.world import World
from tests.e2e.phones import texts
from tests.e2e.program import Program, eventually

from .programs import GENTLE, NO_ROOM, made, people, room, stops


@pytest.fixture
async def program(world: World, url: str, tmp_path: Path) -> Program:
    return await made(world, url, tmp_path)


async def test_sigterm_at_random_moments_ends_it_within_five_seconds_and_loses_nothing(
    world: World, program: Program
) -> None:
    ends = await stops(program, world, 3, Random(7), 1.8)
    assert {end.code for end in ends} <= set(GENTLE)
    assert max(end.seconds for end in ends) < 5
    sent = {phone.user.id: sum(shown.mine for shown in phone.messages) for phone in people(world)}
    async with program.running():
        await eventually(
            lambda: (
                all(len(texts(phone)) >= sent[phone.user.id] for phone in people(world))
                and len(world.updates) == 0
            )
        )
    assert program.rows("SELECT count(*) FROM inbox WHERE state <> 'done'") == [(0,)]
    assert program.rows("PRAGMA integrity_check") == [("ok",)]
    for phone in people(world):
        assert len(texts(phone)) == sent[phone.user.id]


async def test_a_full_disk_is_waited_out_and_everybody_is_answered_once(
    world: World, program: Program
) -> None:
    riet, *others = people(world)
    async with program.running() as process:
        riet.send("/help")
        await eventually(lambda: len(texts(riet)) == 1)
        room(process, NO_ROOM)
        for phone in (riet, *others):
            phone.send("/help")
        await asyncio.sleep(1.2)
        assert process.returncode is None
        assert len(world.updates) > 0  # Telegram keeps what could not be stored
        room(process)
        await eventually(lambda: [len(texts(phone)) for phone in (riet, *others)] == [2, 1, 1, 1])
        await eventually(lambda: len(world.updates) == 0)
        process.terminate()
        await asyncio.wait_for(process.wait(), 6)
        assert process.returncode == 0
    assert program.rows("SELECT count(*) FROM inbox WHERE state <> 'done'") == [(0,)]
    assert [len(texts(phone)) for phone in (riet, *others)] == [2, 1, 1, 1]
