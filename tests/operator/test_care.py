"""Backups, putting one back, and looking whether all is in order."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from bot.clock import system_clock, system_rng
from bot.domain.ids import AccountId, ResidentId
from bot.domain.model import ResidentState
from bot.playground.server import serve
from bot.playground.world import World
from bot.services import due as services_due
from bot.services import privacy
from bot.services.work import Work
from storage import backup, buurten, residents, soundness
from storage.database import Database
from storage.lock import OnlyCopy

from .conftest import ADD, TOKEN, Run


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


def test_in_a_folder_backups_get_a_date_and_the_old_ones_go(run: Run, tmp_path: Path) -> None:
    run(*ADD)
    folder = tmp_path / "backups"
    folder.mkdir()
    now = system_clock()

    def named(days: int, end: str = "") -> str:
        return f"buurt-{now - timedelta(days=days):{backup.STAMP}}.db{end}"

    others = {"buurt-latest.db", "notes.txt", "elsewhere-2020-01-01T000000Z.db"}
    for name in (*others, named(13), named(15), named(3), named(1, ".unfinished")):
        (folder / name).write_bytes(b"something")
    done = run("backup", str(folder))
    assert done.returncode == 0, done.stderr
    assert "1 older than 14 days removed" in done.stdout
    assert done.stdout.count("\n") == 1
    left = set(os.listdir(folder))
    (made,) = left - others - {named(13), named(3)}
    assert others < left
    assert backup.check(folder / made) == []
    assert "2 older than 2 days removed" in run("backup", str(folder), "--keep-days", "2").stdout
    assert run("backup", str(folder), "--keep-days", "15").returncode == 2, (
        "longer than what people are promised"
    )
    assert run("backup", str(tmp_path / "one.db"), "--keep-days", "3").returncode == 1


def test_people_are_promised_what_the_backups_keep() -> None:
    assert backup.KEPT == privacy.BACKUPS_KEPT


def test_no_backup_is_written_over_the_database(run: Run, tmp_path: Path) -> None:
    run(*ADD)
    before = (tmp_path / "buurt.db").read_bytes()
    for command in ("backup", "restore"):
        done = run(command, str(tmp_path / "buurt.db"))
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert (tmp_path / "buurt.db").read_bytes() == before


async def _resident(path: Path, account: int, state: ResidentState = ResidentState.MEMBER) -> ResidentId:
    database = await Database.open(path)
    async with database.unit() as tx:
        someone = await residents.add(tx, AccountId(account), "nl", system_clock())
        (buurt,) = await buurten.every(tx)
        await residents.set_state(tx, someone.id, state)
        await residents.set_buurt(tx, someone.id, buurt.id)
        work = Work(tx, system_clock(), system_rng(), b"k" * 16, "")
        await work.record("joined", someone)
    await database.close()
    return someone.id


async def _erase(path: Path, who: ResidentId) -> None:
    database = await Database.open(path)
    async with database.unit() as tx:
        someone = await residents.get(tx, who)
        assert someone is not None
        await privacy.erase(Work(tx, system_clock(), system_rng(), b"k" * 16, ""), someone)
    await database.close()


def _accounts(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT account FROM resident ORDER BY 1")]


def test_who_was_erased_after_a_backup_is_erased_again_when_it_is_put_back(run: Run, tmp_path: Path) -> None:
    run(*ADD)
    path, copy = tmp_path / "buurt.db", tmp_path / "copy.db"
    asyncio.run(_resident(path, 70))
    gone = asyncio.run(_resident(path, 71))
    run("backup", str(copy))
    asyncio.run(_erase(path, gone))
    asyncio.run(_resident(path, 72))
    done = run("restore", str(copy))
    assert done.returncode == 0, done.stderr
    assert "Erased again, as they were since: 1." in done.stdout
    assert _accounts(path) == [70]
    assert _accounts(copy) == [70, 71]
    assert not list(tmp_path.glob("*.unfinished*"))


@pytest.mark.parametrize("instead", ["nothing", "damage", "another database", "somebody removed by hand"])
def test_nobody_is_erased_by_a_database_that_cannot_tell(run: Run, tmp_path: Path, instead: str) -> None:
    run(*ADD)
    path, copy = tmp_path / "buurt.db", tmp_path / "copy.db"
    asyncio.run(_resident(path, 70))
    run("backup", str(copy))
    if instead == "somebody removed by hand":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DELETE FROM resident")
            connection.commit()
    else:
        path.unlink()
    if instead == "damage":
        path.write_bytes(b"nothing" * 5000)
    if instead == "another database":
        run(*ADD)
        asyncio.run(_resident(path, 99))
    done = run("restore", str(copy))
    assert done.returncode == 0, done.stderr
    assert "stands in it again" in done.stdout
    assert _accounts(path) == [70]


def test_check_tells_of_work_that_can_have_no_effect(run: Run, tmp_path: Path) -> None:
    run(*ADD)
    assert "due work: fine\n" in run("check").stdout
    with closing(sqlite3.connect(tmp_path / "buurt.db")) as connection:
        connection.execute("INSERT INTO due (kind, subject, at) VALUES ('wave', 77, '2026-11-23T09:00:00Z')")
        connection.commit()
        assert "due work: fine; 1 about what is gone" in run("check").stdout
        connection.execute("INSERT INTO due (kind, subject, at) VALUES ('lost', 77, '2026-11-23T09:00:00Z')")
        connection.execute(
            "INSERT INTO outbox (chat_id, kind, params, state, created_at)"
            " VALUES (1, 'ask_card', '{}', 'later', '2026-11-23T21:00:00Z')"
        )
        connection.commit()
    done = run("check")
    assert done.returncode == 1
    assert "nobody runs (lost)" in done.stdout
    assert "1 messages wait for the morning" in done.stdout


def test_every_kind_of_due_row_has_its_table() -> None:
    assert soundness.SUBJECTS.keys() == services_due.RUNNERS.keys()


def test_check_tells_who_else_can_read_it_and_whether_the_bot_runs(run: Run, tmp_path: Path) -> None:
    run(*ADD)
    first = run("check").stdout
    assert all(line in first for line in ("permissions: fine", "MB free", "catalogues: fine, nl, ar, en"))
    assert "bot: does not run" in first
    (tmp_path / "buurt.db").chmod(0o644)
    lock = OnlyCopy(tmp_path / "buurt.db")
    lock.take()
    second = run("check").stdout
    lock.release()
    assert "bot: runs on this database" in second
    assert "chmod 600" in second
    assert "clock: not known" in second


def test_check_tells_of_a_damaged_database_what_to_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "buurt.db").write_bytes(b"nothing" * 5000)
    done = run("check")
    assert done.returncode == 1
    assert "buurtkring restore FILE" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "clock: fine"), (20, "clock: fine"), (-7000, "s ahead of the"), (7200, "s behind the")],
)
async def test_a_clock_that_is_wrong_is_told_plainly(run: Run, seconds: int, told: str) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        date = format_datetime(system_clock() + timedelta(seconds=seconds), usegmt=True)
        body = '{"ok": true, "result": {"id": 1, "is_bot": true, "username": "buurt_bot"}}'
        head = (
            "HTTP/1.1 200 OK",
            f"Date: {date}",
            f"Content-Length: {len(body)}",
            "Connection: close",
            "",
            body,
        )
        writer.write("\r\n".join(head).encode())
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        done = await asyncio.to_thread(run, "check", BOT_API_URL=f"http://127.0.0.1:{port}")
    assert "token: fine, @buurt_bot" in done.stdout
    assert told in done.stdout
    assert done.returncode == (0 if "fine" in told else 1)


async def test_a_token_that_is_refused_is_told_without_it(run: Run) -> None:
    async with serve(World(system_clock, token="2:another"), control=False) as server:
        done = await asyncio.to_thread(run, "check", BOT_API_URL=server.url)
    assert "does not take it" in done.stdout
    assert done.returncode == 1
    assert TOKEN not in done.stdout + done.stderr
