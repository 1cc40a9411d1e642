"""Setting up buurten and roles on the command line."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import system_clock
from bot.domain.ids import AccountId
from bot.domain.model import ResidentState, Role
from storage import buurten, residents
from storage.database import Database
from tests.storage.conftest import NOW

from .conftest import ADD, Run


async def _due(folder: Path) -> list[str]:
    database = await Database.open(folder / "buurt.db")
    async with database.unit() as tx:
        kinds = [row["kind"] for row in await tx.all("SELECT kind FROM due")]
    await database.close()
    return kinds


def test_a_buurt_is_made_once_and_listed(run: Run, tmp_path: Path) -> None:
    made = run(*ADD)
    assert made.returncode == 0, made.stderr
    assert re.search(r"\?start=[a-z2-9]{16}$", made.stdout.strip())
    assert "buurt_opened" in asyncio.run(_due(tmp_path)), (
        "whoever gave its postcode before is told by the bot"
    )
    listed = run("buurt", "list")
    assert "Bloemenbuurt" in listed.stdout
    assert "1234" in listed.stdout
    again = run(*ADD)
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        ("--postcode", "12"),
        ("--admission", "closed"),
        ("--neighbour", "Nergenshuizen"),
    ],
)
def test_a_wrong_buurt_is_one_clear_line(run: Run, wrong: tuple[str, str]) -> None:
    made = run(*ADD, *wrong)
    assert made.returncode == 1
    assert made.stderr.startswith("buurtkring: ")
    assert "Traceback" not in made.stderr


async def _use(path: Path, code: str) -> int:
    """Somebody opens the operator's link; gives their number."""
    database = await Database.open(path)
    async with database.unit() as tx:
        where = await buurten.by_name(tx, "Bloemenbuurt")
        role = await buurten.role_of_invite(tx, code)
        assert where is not None
        assert role is not None
        someone = await residents.add(tx, AccountId(7), "nl", NOW)
        await residents.set_name(tx, someone.id, "Carla")
        await residents.set_state(tx, someone.id, ResidentState.MEMBER)
        await residents.give_role(tx, someone.id, where.id, role)
    await database.close()
    return someone.id


def test_a_role_is_given_by_link_listed_and_taken(run: Run, tmp_path: Path) -> None:
    run(*ADD)
    given = run("role", "give", Role.BUILDER, "Bloemenbuurt")
    assert given.returncode == 0, given.stderr
    number = asyncio.run(_use(tmp_path / "buurt.db", given.stdout.strip().rpartition("=")[2]))
    listed = run("role", "list").stdout
    assert "Carla" in listed
    assert "builder" in listed
    assert run("role", "take", "builder", "Bloemenbuurt", str(number)).returncode == 0
    assert "role_menu" in asyncio.run(_due(tmp_path))  # the running bot takes the command from their menu
    assert "Carla" not in run("role", "list").stdout
    assert run("role", "take", "builder", "Bloemenbuurt", str(number)).returncode == 1
    assert run("role", "give", "builder", "Nergenshuizen").returncode == 1


async def _with_invite(path: Path) -> int:
    """A coordinator who has made an invite link."""
    database = await Database.open(path)
    async with database.unit() as tx:
        someone = await residents.add(tx, AccountId(8), "nl", NOW)
        await residents.set_state(tx, someone.id, ResidentState.MEMBER)
        (buurt,) = await buurten.every(tx)
        await residents.give_role(tx, someone.id, buurt.id, Role.COORDINATOR)
        await buurten.add_invite(tx, "abc", buurt.id, someone.id, system_clock() + timedelta(days=30), 25)
    await database.close()
    return someone.id


async def _opens(path: Path, code: str) -> bool:
    database = await Database.open(path)
    async with database.unit() as tx:
        found = await buurten.invite_of(tx, code, system_clock())
    await database.close()
    return found is not None


def test_the_links_of_a_coordinator_open_nothing_once_the_role_is_taken(run: Run, tmp_path: Path) -> None:
    run(*ADD)
    number = asyncio.run(_with_invite(tmp_path / "buurt.db"))
    assert asyncio.run(_opens(tmp_path / "buurt.db", "abc"))
    assert run("role", "take", "coordinator", "Bloemenbuurt", str(number)).returncode == 0
    assert not asyncio.run(_opens(tmp_path / "buurt.db", "abc"))


@pytest.mark.parametrize(
    "settings",
    [
        {"BOT_TOKEN": ""},
        {"BOT_TOKEN": "secret-but-wrong"},
        {"BOT_API_URL": "nowhere"},
        {"WEBHOOK_URL": "https://buurt.example.nl/telegram"},
        {"SEND_LIMITS": "perhaps"},
    ],
)
def test_a_wrong_setting_is_one_line_without_its_value_and_exit_code_2(
    run: Run, settings: dict[str, str]
) -> None:
    done = run("run", **settings)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "secret-but-wrong" not in done.stderr + done.stdout


def test_the_digest_of_an_empty_week_says_so_in_words(run: Run) -> None:
    run(*ADD)
    done = run("digest", "Bloemenbuurt", "--week", "2025-03-03")
    assert done.returncode == 0, done.stderr
    assert "<b>" not in done.stdout
    assert run("digest", "Bloemenbuurt", "--week", "2999-01-01").returncode == 1
    assert run("digest", "Nergenshuizen").returncode == 1
    assert run("digest", "Bloemenbuurt", "--week", "gisteren").returncode == 2
