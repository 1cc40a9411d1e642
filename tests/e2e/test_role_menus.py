"""The command menu of a chat holds the commands of the roles that its owner has, in their language."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.ids import AccountId, ResidentId
from bot.domain.model import Role
from bot.playground.demo import Demo
from bot.playground.phone import Phone
from bot.playground.seed import BRAM
from storage import buurten, due, residents

from .phones import press, rows, send


def _menu(phone: Phone) -> dict[str, str]:
    return {command.command: command.description for command in phone.commands}


async def _id(demo: Demo, account: int) -> ResidentId:
    async with demo.app.database.unit() as tx:
        found = await residents.by_account(tx, AccountId(account))
    assert found is not None
    return found.id


async def test_from_the_start_a_role_stands_in_its_holders_menu_and_in_nobody_elses(demo: Demo) -> None:
    assert "coordinator" in _menu(demo.joke)
    assert "digest" not in _menu(demo.joke)
    assert "digest" in _menu(demo.bram)
    for phone in (demo.riet, demo.samira):
        assert not {"coordinator", "digest"} & _menu(phone).keys()
    assert _menu(demo.riet).keys() <= _menu(demo.joke).keys()


async def test_the_menu_follows_the_language_of_its_reader(demo: Demo) -> None:
    dutch = _menu(demo.joke)["coordinator"]
    await send(demo, demo.joke, "/taal")
    await press(demo, demo.joke, "me.lang:ar")
    assert _menu(demo.joke)["coordinator"] not in (dutch, "")
    assert any("\u0600" <= letter <= "\u06ff" for letter in _menu(demo.joke)["coordinator"])


async def test_a_link_that_gives_a_role_gives_its_command(demo: Demo) -> None:
    async with demo.app.database.unit() as tx:
        buurt = (await buurten.every(tx))[0]
        now = demo.clock()
        await buurten.add_invite(tx, "builderlink", buurt.id, None, now.replace(year=2027), 1, Role.BUILDER)
    assert "digest" not in _menu(demo.riet)
    await send(demo, demo.riet, "/start builderlink")
    assert "digest" in _menu(demo.riet)


async def test_a_role_that_is_taken_takes_its_command_along(demo: Demo) -> None:
    who = await _id(demo, BRAM)
    async with demo.app.database.unit() as tx:
        for buurt_id, role in await residents.roles_of(tx, who):
            await residents.take_role(tx, who, buurt_id, role)
        await due.plan(tx, "role_menu", who, demo.clock() + timedelta(seconds=30))
    await demo.move_to(demo.clock() + timedelta(minutes=1))
    assert _menu(demo.bram).keys() == _menu(demo.riet).keys()


async def test_who_is_erased_keeps_no_menu_of_a_role(demo: Demo) -> None:
    await send(demo, demo.bram, "/vergeetmij")
    await press(demo, demo.bram, "me.forget:sure", "me.forget:now")
    assert await rows(demo, f"SELECT 1 FROM resident WHERE account = {BRAM}") == []
    assert "digest" not in _menu(demo.bram)
