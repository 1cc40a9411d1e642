"""Backups: a checked copy without what people sent, and putting one back."""

from __future__ import annotations

import os
import sqlite3
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
