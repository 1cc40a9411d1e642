"""Units of work: everything becomes true together, or nothing does."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import StorageError
from storage.database import Database, Transaction, from_text, maybe_from_text, to_text

ADD = "INSERT INTO due (kind, subject, at) VALUES (?, ?, '2026-01-01T00:00:00Z')"


async def _kinds(tx: Transaction) -> list[str]:
    return [row["kind"] for row in await tx.all("SELECT kind FROM due ORDER BY id")]


async def test_a_unit_is_committed_whole(database: Database) -> None:
    async with database.unit() as tx:
        await tx.insert(ADD, ("a", 1))
    async with database.unit() as tx:
        assert await _kinds(tx) == ["a"]


async def test_an_error_undoes_the_unit(database: Database) -> None:
    async def fails() -> None:
        async with database.unit() as tx:
            await tx.insert(ADD, ("a", 1))
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await fails()
    async with database.unit() as tx:
        assert await _kinds(tx) == []


async def test_a_cancelled_unit_is_undone_and_the_next_one_works(database: Database) -> None:
    begun = asyncio.Event()

    async def unit() -> None:
        async with database.unit() as tx:
            await tx.insert(ADD, ("a", 1))
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(unit())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.unit() as tx:
        assert await _kinds(tx) == []
        await tx.insert(ADD, ("b", 1))
    async with database.unit() as tx:
        assert await _kinds(tx) == ["b"]


async def _fails_in_a_savepoint(tx: Transaction, *kinds: str) -> None:
    """Nested savepoints, a row in each, and an error in the innermost."""
    async with tx.savepoint():
        await tx.insert(ADD, (kinds[0], 1))
        if len(kinds) == 1:
            raise ValueError("innermost")
        await _fails_in_a_savepoint(tx, *kinds[1:])


async def test_savepoints_nest_and_only_the_failed_part_is_undone(database: Database) -> None:
    async with database.unit() as tx:
        await tx.insert(ADD, ("kept", 1))
        async with tx.savepoint():
            await tx.insert(ADD, ("outer", 1))
            with pytest.raises(ValueError, match="innermost"):
                await _fails_in_a_savepoint(tx, "gone")
            await tx.insert(ADD, ("after", 1))
        with pytest.raises(ValueError, match="innermost"):
            await _fails_in_a_savepoint(tx, "one", "two", "three")
    async with database.unit() as tx:
        assert await _kinds(tx) == ["kept", "outer", "after"]


async def test_units_follow_one_another(database: Database) -> None:
    async def add(number: int) -> None:
        async with database.unit() as tx:
            before = len(await _kinds(tx))
            await asyncio.sleep(0)
            await tx.insert(ADD, ("x", number))
            assert len(await _kinds(tx)) == before + 1

    await asyncio.gather(*(add(number) for number in range(20)))


async def test_what_refers_to_nothing_is_refused(database: Database) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"):
        async with database.unit() as tx:
            await tx.insert("INSERT INTO draft VALUES (99, 'request', 'when', '{}', '2026-01-01T00:00:00Z')")


async def test_a_file_that_is_no_database_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "buurt.db"
    path.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StorageError, match="not a usable database"):
        await Database.open(path)
    with pytest.raises(StorageError, match="cannot open"):
        await Database.open(tmp_path / "nowhere" / "buurt.db")


moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001 (made aware here)
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


@given(moments, st.integers(-12, 12))
def test_a_moment_comes_back_as_it_was_whatever_its_zone(moment: datetime, hours: int) -> None:
    elsewhere = moment.astimezone(timezone(timedelta(hours=hours)))
    assert from_text(to_text(elsewhere)) == maybe_from_text(to_text(moment)) == moment
    assert maybe_from_text(None) is None


@given(moments, moments)
def test_moments_sort_as_their_texts_read(one: datetime, other: datetime) -> None:
    assert (to_text(one) < to_text(other)) == (one < other)


async def test_only_the_owner_can_read_the_files(tmp_path: Path) -> None:
    path = tmp_path / "buurt.db"
    path.touch(mode=0o644)
    path.chmod(0o644)  # made by an earlier version, or by hand
    database = await Database.open(path)
    async with database.unit() as tx:
        await tx.insert(ADD, ("a", 1))
    names = ("buurt.db", "buurt.db-wal", "buurt.db-shm")
    assert [os.stat(tmp_path / name).st_mode & 0o077 for name in names] == [0, 0, 0]
    await database.close()


async def test_damage_that_is_met_while_running_is_told_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "buurt.db"
    database = await Database.open(path)
    async with database.unit() as tx:
        await tx.change("CREATE TABLE much (words TEXT)")
        for _ in range(200):
            await tx.change("INSERT INTO much VALUES (hex(randomblob(2000)))")
    await database.close()
    content = bytearray(path.read_bytes())
    content[-400_000:-100_000] = bytes(300_000)
    path.write_bytes(content)
    database = await Database.open(path)
    with pytest.raises(StorageError, match="restore a backup"):
        async with database.unit() as tx:
            await tx.all("SELECT sum(length(words)) FROM much")
    await database.close()


async def _commits(database: Database, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows stand in the table at each commit from now on, as another connection would see them after."""
    counts: list[int] = []
    commit = database._connection.commit

    async def counted() -> None:
        counts.append(database._direct.execute("SELECT count(*) FROM due").fetchone()[0])
        await commit()

    monkeypatch.setattr(database._connection, "commit", counted)
    return counts


async def test_units_that_wait_for_the_same_commit_share_the_next_one(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = await _commits(database, monkeypatch)

    async def add(number: int) -> None:
        async with database.unit() as tx:
            await tx.insert(ADD, ("x", number))

    await asyncio.gather(*(add(number) for number in range(20)))
    assert counts[-1] == 20
    assert len(counts) <= 2


async def test_what_only_reads_waits_for_no_disk(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = await _commits(database, monkeypatch)
    async with database.unit() as tx:
        await _kinds(tx)
    assert counts == []


async def test_who_fails_takes_nobody_of_the_same_commit_along(database: Database) -> None:
    async def unit(number: int) -> None:
        async with database.unit() as tx:
            await tx.insert(ADD, (f"{number:02}", number))
            if number % 3 == 0:
                raise ValueError("no")

    ends = await asyncio.gather(*(unit(number) for number in range(9)), return_exceptions=True)
    assert [type(end) for end in ends] == [ValueError, type(None), type(None)] * 3
    async with database.unit() as tx:
        assert await _kinds(tx) == ["01", "02", "04", "05", "07", "08"]


async def test_a_commit_that_is_refused_fails_all_of_the_group_and_the_next_one_works(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def add(number: int) -> None:
        async with database.unit() as tx:
            await tx.insert(ADD, ("x", number))

    async def refused() -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as broken:
        broken.setattr(database._connection, "commit", refused)
        ends = await asyncio.gather(*(add(number) for number in range(3)), return_exceptions=True)
    assert [type(end) for end in ends] == [sqlite3.OperationalError] * 3
    async with database.unit() as tx:
        assert await _kinds(tx) == []


async def test_a_transaction_that_sqlite_undid_is_lost_for_all_who_took_part(database: Database) -> None:
    async def loses(tx: Transaction) -> None:
        tx._direct.execute("ROLLBACK")  # as a full disk makes SQLite do
        raise sqlite3.OperationalError("database or disk is full")

    async def unit(number: int) -> None:
        async with database.unit() as tx:
            await tx.insert(ADD, ("x", number))
            if number == 2:
                await loses(tx)

    ends = await asyncio.gather(*(unit(number) for number in range(5)), return_exceptions=True)
    kept = [number for number, end in enumerate(ends) if end is None]
    assert ends[2] is not None
    async with database.unit() as tx:
        rows = await tx.all("SELECT subject FROM due ORDER BY subject")
    assert [row["subject"] for row in rows] == kept


async def test_tidying_waits_for_the_commit_of_those_before_it(database: Database) -> None:
    async def add(number: int) -> None:
        async with database.unit() as tx:
            await tx.insert(ADD, ("x", number))

    await asyncio.gather(add(1), database.tidy(), add(2), database.tidy(), add(3))
    async with database.unit() as tx:
        assert len(await _kinds(tx)) == 3


async def test_a_unit_that_cannot_be_undone_by_itself_is_not_in_the_way_of_the_next(
    database: Database,
) -> None:
    async def broken() -> None:
        async with database.unit() as tx:
            await tx.insert(ADD, ("x", 1))
            tx._direct.execute("RELEASE unit")  # as where a failing disk refuses to undo it
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await broken()
    async with database.unit() as tx:
        assert await _kinds(tx) == []
