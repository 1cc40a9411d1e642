"""A damaged database is recognised, at the start and while the bot runs; nothing in it is changed."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.app import build_app
from bot.domain.errors import StorageError
from storage import backup, soundness
from storage.database import Database

from .standins import Standins, settings

Damage = Callable[[Path], None]
PAGE = 4096


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _new_header(path: Path) -> None:
    with path.open("rb+") as file:
        file.write(b"<html>not a database</html>".ljust(100))


def _one_page(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'event_by_who'"
        ).fetchone()
    with path.open("rb+") as file:
        file.seek((page - 1) * PAGE)
        file.write(bytes(range(1, 256)) * 16)


def _bytes(path: Path) -> bytes:
    return path.read_bytes()


DAMAGES = {"cut in two": _cut, "another header": _new_header, "one page of it": _one_page}


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A database of a few hundred pages, closed."""
    path = tmp_path / "buurt.db"
    database = await Database.open(path, synchronous="OFF")
    async with database.unit() as tx:
        await tx.change(
            "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
            " INSERT INTO event (at, kind, who) SELECT '2026-11-23T09:00:00Z', 'asked', 'r' || i FROM n"
        )
    await database.close()
    return path


@pytest.mark.parametrize("kind", DAMAGES)
async def test_damage_is_told_at_the_start_with_a_way_out_that_works(
    kind: str, path: Path, url: str, tmp_path: Path, standins: Standins
) -> None:
    copy = tmp_path / "copy.db"
    backup.copy(path, copy)
    DAMAGES[kind](path)
    damaged = _bytes(path)
    for _ in range(2):
        app = build_app(settings(url, path), parts=standins.parts())
        with pytest.raises(StorageError, match="buurtkring restore") as told:
            await app.start()
        assert str(path) in str(told.value)
        assert "\n" not in str(told.value)
    assert _bytes(path) == damaged
    with pytest.raises(StorageError):
        backup.copy(path, copy)
    assert backup.check(copy) == [], "a backup is not replaced by a copy of damage"
    backup.restore(copy, path)
    assert _bytes(path.with_name("buurt.db.before-restore")) == damaged
    again = build_app(settings(url, path), parts=standins.parts())
    await again.start()
    await again.stop()


@pytest.mark.parametrize("kind", ["cut in two", "another header"])
async def test_of_a_large_file_the_shape_is_looked_at(
    kind: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundness, "WHOLE", 0)
    sound = soundness.Watch(path)
    await sound.begin()
    await sound.close()
    DAMAGES[kind](path)
    with pytest.raises(StorageError, match="is damaged"):
        await soundness.Watch(path).begin()


async def test_an_empty_file_where_a_database_was_is_not_taken_for_a_new_one(
    path: Path, url: str, standins: Standins
) -> None:
    first = build_app(settings(url, path), parts=standins.parts())
    await first.start()
    await first.stop()
    later = os.stat(path).st_mtime + 3600
    os.truncate(path, 0)
    os.utime(path, (later, later))
    with pytest.raises(StorageError, match="is empty"):
        await build_app(settings(url, path), parts=standins.parts()).start()
    assert _bytes(path) == b""


async def test_damage_while_it_runs_ends_the_program_with_a_clear_line(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundness, "PAUSE", 0.05)
    monkeypatch.setattr(soundness, "SHARE", 1)
    watch = soundness.Watch(path)
    await watch.begin()
    assert watch.task is not None
    assert not watch.task.done()
    _one_page(path)
    with pytest.raises(StorageError, match="is damaged"):
        await asyncio.wait_for(watch.task, 5)
    await watch.close()


async def test_a_look_that_is_under_way_does_not_hold_up_the_stop(path: Path) -> None:
    watch = soundness.Watch(path)
    await watch.begin()
    loop = asyncio.get_running_loop()
    began = loop.time()
    await watch.close()
    assert loop.time() - began < 1


async def test_every_commit_waits_for_the_disk(path: Path, url: str, standins: Standins) -> None:
    app = build_app(settings(url, path), parts=standins.parts())
    await app.start()
    async with app.database.unit() as tx:
        row = await tx.one("PRAGMA synchronous")
    await app.stop()
    assert row is not None
    assert row[0] == 2, "FULL"
