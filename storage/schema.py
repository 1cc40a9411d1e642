"""The schema: numbered migrations, and bringing a file up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from importlib.resources import files

import aiosqlite

from bot.domain.errors import StorageError


def migrations() -> list[tuple[int, str, str]]:
    """The numbered migrations in order: (number, description, SQL)."""
    found = []
    for file in files("storage").joinpath("migrations").iterdir():
        if file.name.endswith(".sql"):
            number, _, description = file.name.removesuffix(".sql").partition("_")
            found.append((int(number), description.replace("_", " "), file.read_text(encoding="utf-8")))
    return sorted(found)


def statements(sql: str) -> Iterable[str]:
    """The single statements of a script (`executescript` would end the open transaction)."""
    statement = ""
    for line in sql.splitlines():
        if line.lstrip().startswith("--"):
            continue
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


async def migrate(connection: aiosqlite.Connection, known: list[tuple[int, str, str]]) -> None:
    """Run the migrations, known in order, that this file has not had, each whole or not at all.

    Raises StorageError where the file comes from a newer version of the program.
    """
    await connection.execute(
        "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, description TEXT NOT NULL) STRICT"
    )
    (row,) = await connection.execute_fetchall("SELECT coalesce(max(number), 0) FROM migration")
    present = int(row[0])
    if present > known[-1][0]:
        raise StorageError(
            f"the database has schema {present}, this program knows {known[-1][0]}: run the newer program"
        )
    for number, description, sql in known:
        if number <= present:
            continue
        await connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements(sql):
                await connection.execute(statement)
            await connection.execute("INSERT INTO migration VALUES (?, ?)", (number, description))
        except BaseException:
            await connection.rollback()
            raise
        await connection.commit()
