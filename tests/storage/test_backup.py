"""Backups: a checked copy without what people sent, and putting one back."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.errors import StorageError
from storage import backup
from storage.database import Database
from storage.lock import OnlyCopy

ADD = "INSERT INTO inbox (update_id, chat_id, payload, received_at) VALUES (?, 1, ?, '2026-11-23T09:00:00Z')"


async def _filled(path: Path, update: int = 1) -> None:
    database = await Database.open(path, synchronous="OFF")
    async with database.unit() as tx:
        await tx.insert(ADD, (update, '{"text": "Mevrouw Bloemenkamp"}'))
        await tx.change(
            "INSERT INTO due (kind, subject, at) VALUES ('care', ?, '2026-01-01T00:00:00Z')", (update,)
        )
    await database.close()


def _subjects(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT subject FROM due ORDER BY 1")]


async def test_a_backup_is_made_while_the_bot_runs_without_what_people_sent(tmp_path: Path) -> None:
    source, target = tmp_path / "buurt.db", tmp_path / "copy.db"
    await _filled(source)
    running = await Database.open(source)
    backup.copy(source, target)
    await running.close()
    assert backup.check(target) == []
    assert _subjects(target) == [1]
    assert b"Bloemenkamp" not in target.read_bytes()
    assert target.stat().st_mode & 0o077 == 0
    assert sorted(os.listdir(tmp_path))[-1] == "copy.db"


async def test_a_backup_put_back_keeps_beside_it_what_was_there(tmp_path: Path) -> None:
    path, copy = tmp_path / "buurt.db", tmp_path / "copy.db"
    await _filled(path, 1)
    backup.copy(path, copy)
    await _filled(path, 2)
    backup.restore(copy, path)
    assert _subjects(path) == [1]
    assert _subjects(tmp_path / "buurt.db.before-restore") == [1, 2]
    await (await Database.open(path)).close()


async def test_what_was_committed_just_before_a_kill_is_kept_too(tmp_path: Path) -> None:
    path, copy = tmp_path / "buurt.db", tmp_path / "copy.db"
    await _filled(path, 1)
    backup.copy(path, copy)
    running = await Database.open(path)
    async with running.unit() as tx:
        await tx.change("INSERT INTO due (kind, subject, at) VALUES ('care', 2, '2026-01-01T00:00:00Z')")
    killed = tmp_path / "killed"
    killed.mkdir()
    for name in ("buurt.db", "buurt.db-wal"):
        (killed / name).write_bytes((tmp_path / name).read_bytes())
    await running.close()
    backup.restore(copy, killed / "buurt.db")
    assert _subjects(killed / "buurt.db") == [1]
    assert _subjects(killed / "buurt.db.before-restore") == [1, 2]


async def test_nothing_is_restored_while_the_bot_runs(tmp_path: Path) -> None:
    path, copy = tmp_path / "buurt.db", tmp_path / "copy.db"
    await _filled(path, 1)
    backup.copy(path, copy)
    await _filled(path, 2)
    lock = OnlyCopy(path)
    lock.take()
    with pytest.raises(StorageError, match="another copy"):
        backup.restore(copy, path)
    lock.release()
    assert _subjects(path) == [1, 2]
    backup.restore(copy, path)
    assert _subjects(path) == [1]


def test_what_is_no_backup_is_not_put_back(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(b"nothing" * 500)
    for file in (wrong, tmp_path / "missing.db"):
        with pytest.raises(StorageError):
            backup.restore(file, tmp_path / "buurt.db")
    assert not (tmp_path / "buurt.db").exists()


async def test_a_backup_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no database"):
        backup.copy(tmp_path / "missing.db", tmp_path / "copy.db")
    await _filled(tmp_path / "buurt.db")
    with pytest.raises(StorageError, match="cannot write"):
        backup.copy(tmp_path / "buurt.db", tmp_path / "nowhere" / "copy.db")
    assert not [name for name in os.listdir(tmp_path) if "copy" in name]


WRITES = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=5)
connection.execute("PRAGMA synchronous = OFF")
print("begun", flush=True)
number = 0
while True:
    number += 1
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO event (at, kind, post_id) VALUES ('2026', 'asked', ?)", (number,))
    connection.execute("INSERT INTO due (kind, subject, at) VALUES ('wave', ?, '2026')", (number,))
    connection.execute("COMMIT")
"""
"""Two rows a commit, as fast as it goes: a state in between has more of the one than of the other."""


async def test_backups_taken_while_another_process_writes_restore_to_a_state_that_was(tmp_path: Path) -> None:
    path = tmp_path / "buurt.db"
    await (await Database.open(path, synchronous="OFF")).close()
    writer = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITES, str(path), stdout=asyncio.subprocess.PIPE
    )
    assert writer.stdout is not None
    await writer.stdout.readline()
    counts = []
    try:
        for number in range(4):
            await asyncio.sleep(0.05)
            await asyncio.to_thread(backup.copy, path, tmp_path / f"{number}.db")
    finally:
        writer.kill()
        await writer.wait()
    for number in range(4):
        backup.restore(tmp_path / f"{number}.db", path)
        assert backup.check(path) == []
        with closing(sqlite3.connect(path)) as connection:
            (said,) = connection.execute("SELECT count(*) FROM event").fetchone()
            (planned,) = connection.execute("SELECT count(*) FROM due").fetchone()
        assert said == planned
        counts.append(said)
    assert counts == sorted(counts)
    assert 0 < counts[0] < counts[-1]
