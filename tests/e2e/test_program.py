"""The real program: killed at bad moments, by polling and by webhook, with wrong settings, and told to stop."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest

from bot.clock import system_clock
from bot.playground.faults import Fault
from bot.playground.seed import RIET
from bot.playground.transcript import button_of
from bot.playground.world import World

from .noon import HELPER, appointment, brought_forward, make_noon
from .phones import texts, written
from .program import Program, eventually


@pytest.fixture
async def program(world: World, url: str, tmp_path: Path) -> Program:
    made = Program(url, tmp_path / "buurt.db")
    await make_noon(world, made.database, system_clock())
    return made


async def test_a_kill_in_the_middle_of_a_draft_loses_no_answer(world: World, program: Program) -> None:
    riet = world.phone(RIET)
    async with program.running():
        riet.start()
        await riet.wait_for(lambda shown: "post.new:request" in str(shown.keyboard), 20)
        riet.press("post.new:request")
        await riet.wait_for(lambda shown: "d:category:transport" in str(shown.keyboard))
        riet.press("d:category:transport")
        question = await riet.wait_for(lambda shown: "d:when:tomorrow" in str(shown.keyboard))
    seen = len(written(riet))
    riet.press("d:when:tomorrow", question.id)
    async with program.running():
        await riet.wait_for(lambda shown: "d:part:any" in str(shown.keyboard), 20)
        riet.press("d:part:any")
        await riet.wait_for(lambda shown: "d:words:none" in str(shown.keyboard))
    assert len(written(riet)) == seen
    assert program.rows("SELECT step FROM draft") == [("words",)]
    assert program.rows("SELECT count(*) FROM inbox WHERE state <> 'done'") == [(0,)]


async def test_a_kill_between_a_commit_and_its_sending_loses_no_message(
    world: World, program: Program
) -> None:
    riet = world.phone(RIET)
    held = Fault("sendMessage", chat_id=RIET, delay=60, drop=True)
    world.faults.append(held)
    async with program.running():
        riet.start()
        await eventually(lambda: held.times == 0)
        assert program.rows("SELECT state FROM inbox") == [("done",)]
    assert texts(riet) == []
    for _ in range(2):
        async with program.running():
            await eventually(lambda: bool(texts(riet)))
            await asyncio.sleep(0.3)
    assert len(texts(riet)) == 1


async def test_a_kill_before_a_reminder_gives_one_reminder_to_each(world: World, program: Program) -> None:
    riet, helper = world.phone(RIET), world.phone(HELPER)
    await appointment(program.database, system_clock(), in_seconds=3600)
    async with program.running():
        await eventually(lambda: any(call.method == "getUpdates" for call in world.calls))
        assert texts(riet) + texts(helper) == []
    await brought_forward(program.database, system_clock())  # the hour goes by while nothing runs
    for _ in range(2):
        async with program.running():
            await eventually(lambda: bool(texts(riet) and texts(helper)))
            await asyncio.sleep(0.3)
    assert len(texts(riet)) == len(texts(helper)) == 1
    assert "hours_before" in str(program.rows("SELECT kind FROM outbox WHERE chat_id = 101"))


async def test_people_are_answered_through_a_webhook_and_sigterm_stops_it(
    world: World, program: Program
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    riet = world.phone(RIET)
    hook = {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/t",
        "WEBHOOK_SECRET": "geheim_1",
        "WEBHOOK_PORT": str(port),
    }
    async with program.running(**hook) as process:
        riet.start()
        await eventually(lambda: bool(texts(riet)))
        second = await program.start()
        code, said = await program.ended(second)
        assert code != 0
        assert "another copy" in said
        loop = asyncio.get_running_loop()
        asked = loop.time()
        process.terminate()
        await asyncio.wait_for(process.wait(), 6)
        assert loop.time() - asked < 5
        assert process.returncode == 0
    assert world.webhook.url
    button_of(riet, "post.new")


WRONG = {
    "BOT_TOKEN is not set": {"BOT_TOKEN": ""},
    "BOT_TOKEN must be": {"BOT_TOKEN": "no token"},
    "BOT_TOKEN is refused": {"BOT_TOKEN": "1:another"},
    "WEBHOOK_SECRET is needed": {"WEBHOOK_URL": "https://example.org/t"},
    "LOG_LEVEL": {"LOG_LEVEL": "loud"},
}


async def test_a_wrong_setting_is_one_line_and_exit_code_2(program: Program, tmp_path: Path) -> None:
    async def tried(number: int, settings: dict[str, str]) -> tuple[int, str]:
        own = {"DATABASE_PATH": str(tmp_path / f"{number}.db"), "LOG_LEVEL": "ERROR"}
        return await program.ended(await program.start(**(own | settings)))

    ends = await asyncio.gather(*(tried(number, each) for number, each in enumerate(WRONG.values())))
    for (complaint, settings), (code, said) in zip(WRONG.items(), ends, strict=True):
        assert (code, said.count("\n")) == (2, 1), (complaint, said)
        assert complaint in said
        assert not [value for value in settings.values() if value and value in said]
