"""Migrations: numbered, whole or not at all, forward only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiosqlite
import pytest

from bot.domain.errors import StorageError
from storage.database import Database
from storage.schema import migrate, migrations, statements

FIRST = (1, "first", "CREATE TABLE one (a INTEGER);\nINSERT INTO one VALUES (1);\n")


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[aiosqlite.Connection]:
    opened = await aiosqlite.connect(tmp_path / "some.db", isolation_level=None)
    yield opened
    await opened.close()


async def _tables(connection: aiosqlite.Connection) -> set[str]:
    return {row[0] for row in await connection.execute_fetchall("SELECT name FROM sqlite_schema")}


async def _numbers(connection: aiosqlite.Connection) -> list[int]:
    return [row[0] for row in await connection.execute_fetchall("SELECT number FROM migration ORDER BY 1")]


async def test_a_migration_that_fails_half_way_leaves_nothing(connection: aiosqlite.Connection) -> None:
    await migrate(connection, [FIRST])
    broken = (2, "broken", "CREATE TABLE two (a INTEGER);\nINSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(aiosqlite.OperationalError):
        await migrate(connection, [FIRST, broken])
    assert "two" not in await _tables(connection)
    assert await _numbers(connection) == [1]
    await migrate(connection, [FIRST, (2, "mended", "CREATE TABLE two (a INTEGER);\n")])
    assert await _numbers(connection) == [1, 2]


async def test_each_migration_runs_once(connection: aiosqlite.Connection) -> None:
    for _ in range(2):
        await migrate(connection, [FIRST])
    assert list(await connection.execute_fetchall("SELECT count(*) FROM one")) == [(1,)]


async def test_a_newer_schema_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "buurt.db"
    await (await Database.open(path)).close()
    newer = migrations()[-1][0] + 1
    async with aiosqlite.connect(path) as connection:
        await connection.execute("INSERT INTO migration VALUES (?, 'from the future')", (newer,))
        await connection.commit()
    with pytest.raises(StorageError, match="newer"):
        await Database.open(path)


def test_numbers_follow_one_another_and_each_is_described() -> None:
    known = migrations()
    assert [number for number, _, _ in known] == list(range(1, len(known) + 1))
    assert all(description for _, description, _ in known)


def test_a_script_is_split_where_its_statements_end() -> None:
    script = "-- a remark; with a semicolon\nCREATE TABLE a (\n  b TEXT DEFAULT ';'\n);\nDROP TABLE a;\n"
    assert [each.split()[0] for each in statements(script)] == ["CREATE", "DROP"]


@pytest.mark.parametrize("number", [number for number, _, _ in migrations()])
def test_every_statement_of_every_migration_is_whole(number: int) -> None:
    sql = next(sql for each, _, sql in migrations() if each == number)
    rest = "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    assert "".join("".join(statements(sql)).split()) == "".join(rest.split())
