"""A full disk at the start is told as what it is, and nothing is spoilt."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.playground.world import World
from tests.e2e.program import Program
from tests.faults.programs import NO_ROOM, made, room


@pytest.fixture
async def program(world: World, url: str, tmp_path: Path) -> Program:
    return await made(world, url, tmp_path)


@pytest.mark.parametrize("new", [False, True], ids=["an old database", "a new database"])
async def test_a_full_disk_at_the_start_is_one_line_and_nothing_is_spoilt(
    world: World, program: Program, new: bool
) -> None:
    if new:
        program.database = program.database.with_name("new.db")
    settings = {"DATABASE_PATH": str(program.database), "SECRET_KEY": "s" * 40, "LOG_LEVEL": "ERROR"}
    process = await program.start(**settings)
    room(process, NO_ROOM)
    code, said = await program.ended(process)
    assert code == 1, said
    assert "Traceback" not in said
    assert said.count("\n") == 1, said
    assert "room" in said
    assert "restore" not in said
