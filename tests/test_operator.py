"""What the operator does on the command line."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli import main
from bot.clock import system_clock
from bot.domain.ids import AccountId
from bot.domain.model import ResidentState, Role
from bot.playground.server import serve
from bot.playground.world import World
from storage import buurten, residents
from storage.database import Database
from tests.storage.conftest import NOW

Run = Callable[..., subprocess.CompletedProcess[str]]
TOKEN = "1:operator-test"
ADD = ("buurt", "add", "Bloemenbuurt", "--gemeente", "Meppel", "--postcode", "1234")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("buurt", "list")` as the operator would, in an empty folder; nothing listens at the API's address."""

    def command(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "COLUMNS": "200",
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": "http://127.0.0.1:9",
            "DATABASE_PATH": str(tmp_path / "buurt.db"),
            **settings,
        }
        with monkeypatch.context() as terminal:
            for name, value in environment.items():
                terminal.setenv(name, value)
            terminal.chdir(tmp_path)
            terminal.setattr(sys, "argv", ["buurtkring", *words])
            with pytest.raises(SystemExit) as ended:
                main()
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(words, int(ended.value.code or 0), out, err)

    return command


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


def test_a_backup_is_made_checked_and_put_back(run: Run, tmp_path: Path) -> None:
    run(*ADD)
    copy = str(tmp_path / "copy.db")
    assert run("backup", copy).returncode == 0
    run("buurt", "add", "Zeebuurt", "--gemeente", "Meppel", "--postcode", "5678")
    assert run("restore", copy).returncode == 0
    listed = run("buurt", "list").stdout
    assert "Bloemenbuurt" in listed
    assert "Zeebuurt" not in listed
    missing = run("restore", str(tmp_path / "missing.db"))
    assert (missing.returncode, missing.stderr.count("\n")) == (1, 1)


def test_check_tells_what_is_fine_and_what_is_not(run: Run) -> None:
    run(*ADD)
    done = run("check")
    assert done.returncode == 1
    assert "database: fine" in done.stdout
    assert "token: " in done.stdout
    assert "operator-test" not in done.stdout + done.stderr


async def test_before_the_first_start_check_finds_nothing_wrong(run: Run) -> None:
    async with serve(World(system_clock, token=TOKEN), control=False) as server:
        done = await asyncio.to_thread(run, "check", BOT_API_URL=server.url)
    assert "none yet" in done.stdout
    assert done.returncode == 0, done.stdout


def test_the_digest_of_an_empty_week_says_so_in_words(run: Run) -> None:
    run(*ADD)
    done = run("digest", "Bloemenbuurt", "--week", "2026-11-16")
    assert done.returncode == 0, done.stderr
    assert "<b>" not in done.stdout
    assert run("digest", "Nergenshuizen").returncode == 1
    assert run("digest", "Bloemenbuurt", "--week", "gisteren").returncode == 2
