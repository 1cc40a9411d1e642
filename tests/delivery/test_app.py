"""Starting, stopping and what an operator is told."""

from __future__ import annotations

import asyncio
import os
import signal
from importlib.resources import files
from pathlib import Path

import pytest

from bot.app import build_app
from bot.domain.errors import SettingsError, StorageError
from bot.playground.errors import conflict
from bot.playground.faults import Fault, bad_gateway, slow
from bot.playground.profile import Command
from bot.playground.world import World

from .conftest import StartApp, eventually
from .standins import Standins, settings


async def test_a_second_copy_on_the_same_database_is_refused(start: StartApp) -> None:
    first = await start()
    with pytest.raises(StorageError, match="another copy of the bot runs"):
        await start()
    await first.stop()
    await start()


async def test_a_refused_token_is_one_clear_line(url: str, tmp_path: Path, standins: Standins) -> None:
    app = build_app(settings(url, tmp_path / "b.db", token="2:wrong"), parts=standins.parts())
    with pytest.raises(SettingsError, match="BOT_TOKEN is refused") as caught:
        await app.start()
    assert "2:wrong" not in str(caught.value)
    again = build_app(settings(url, tmp_path / "b.db"), parts=standins.parts())
    await again.start()
    await again.stop()


async def test_an_operator_may_name_other_numbers_for_danger(
    url: str, tmp_path: Path, start: StartApp, standins: Standins
) -> None:
    own = files("bot.domain").joinpath("emergency.toml").read_text("utf-8")
    file = tmp_path / "numbers.toml"
    file.write_text(own.replace('call = "112"', 'call = "999"'), "utf-8")
    app = await start(emergency_file=file)
    async with app.database.unit() as tx:
        assert app.work(tx).emergency.numbers["medical"][0].call == "999"
    file.with_name("wrong.toml").write_text("numbers = 112", "utf-8")
    wrong = build_app(
        settings(url, tmp_path / "c.db", emergency_file=tmp_path / "wrong.toml"), parts=standins.parts()
    )
    with pytest.raises(SettingsError, match="EMERGENCY_FILE cannot be read"):
        await wrong.start()


async def test_a_token_revoked_while_running_stops_the_bot(
    world: World, url: str, tmp_path: Path, standins: Standins
) -> None:
    app = build_app(settings(url, tmp_path / "b.db"), parts=standins.parts())
    running = asyncio.create_task(app.run())
    await eventually(lambda: any(call.method == "getUpdates" for call in world.calls))
    world.token = "3:other"
    world.phone(7).start()
    with pytest.raises(SettingsError, match="BOT_TOKEN is refused"):
        await asyncio.wait_for(running, 10)


async def test_a_server_that_is_not_there_yet_is_waited_for(world: World, start: StartApp) -> None:
    world.faults.append(bad_gateway("getMe"))
    app = await start()
    assert app.bot.username == "buurtkring_bot"


async def test_sigterm_ends_a_start_that_reaches_nobody(tmp_path: Path, standins: Standins) -> None:
    app = build_app(settings("http://127.0.0.1:9", tmp_path / "b.db"), parts=standins.parts())
    running = asyncio.create_task(app.run())
    await asyncio.sleep(0.3)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(running, 5)


async def test_another_program_that_fetches_too_is_outlasted(world: World, start: StartApp) -> None:
    world.faults.append(Fault("getUpdates", refusal=conflict("terminated by other getUpdates request")))
    await start()
    phone = world.phone(7)
    phone.start()
    await phone.wait_for("/start")


async def test_commands_and_descriptions_are_set_in_each_language(world: World, start: StartApp) -> None:
    await start()
    phone = world.phone(7, language_code="fr")
    await eventually(lambda: phone.commands == (Command("help", "hulp nl"),))
    await eventually(lambda: world.profile.descriptions.get("") == "omschrijving nl")


async def test_a_menu_that_cannot_be_set_is_no_reason_to_stop(world: World, start: StartApp) -> None:
    world.faults.append(bad_gateway("setMyCommands", times=9))
    await start()
    phone = world.phone(7)
    phone.start()
    await phone.wait_for("/start")


async def test_a_send_in_flight_is_ended_before_stopping(world: World, start: StartApp) -> None:
    app = await start()
    phone = world.phone(7)
    phone.start()
    await phone.wait_for("/start")
    world.faults.append(slow(0.5, "sendMessage"))
    phone.send("onderweg")
    await eventually(lambda: any(call.params.get("text") == "onderweg" for call in world.calls))
    await app.stop()
    assert phone.last.text == "onderweg"
    await start()
    await asyncio.sleep(0.2)
    assert [shown.text for shown in phone.messages if not shown.mine] == ["/start", "onderweg"]


async def test_standing_rows_are_planned_at_each_start(start: StartApp) -> None:
    app = await start()
    async with app.database.unit() as tx:
        assert await tx.one("SELECT 1 FROM event WHERE kind = 'begun'") is not None
