"""A database of the first version, with people in it, is brought up to date whole; also out of a backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from bot.domain.candidates import Circle, Ring
from bot.domain.ids import AskId, PostId, ResidentId
from bot.services import answering, matching
from bot.services.work import Work
from storage import asks, backup, candidates, matches, posts, residents
from storage.database import Database
from storage.schema import migrations, statements

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
THEN = "2026-11-21T09:00:00Z"
TRUUS, SAMIR, WIM = 1, 2, 3
REQUEST = 1
ASK = 1


def _first_version(path: Path) -> None:
    """As the first version left it: Truus asked Samir, who has not answered; Wim offers the same."""
    _, description, sql = migrations()[0]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TABLE migration (number INTEGER PRIMARY KEY, description TEXT NOT NULL) STRICT"
        )
        for statement in statements(sql):
            connection.execute(statement)
        connection.execute("INSERT INTO migration VALUES (1, ?)", (description,))
        connection.execute(
            "INSERT INTO buurt (id, name, gemeente, created_at) VALUES (1, 'B', 'M', ?)", (THEN,)
        )
        connection.executemany(
            "INSERT INTO resident (id, account, name, lang, spoken, buurt_id, state, created_at, seen_at)"
            " VALUES (?, ?, ?, 'nl', 'nl', 1, 'member', ?, ?)",
            [(who, 100 + who, name, THEN, THEN) for who, name in ((1, "Truus"), (2, "Samir"), (3, "Wim"))],
        )
        connection.executemany(
            "INSERT INTO post (id, kind, resident_id, buurt_id, category, state, time, max_per_week, created_at,"
            " expires_at) VALUES (?, ?, ?, 1, 'errands', 'open', '{}', 4, ?, '2026-12-05T20:00:00Z')",
            [(1, "request", TRUUS, THEN), (2, "offer", SAMIR, THEN), (3, "offer", WIM, THEN)],
        )
        connection.execute(
            "INSERT INTO ask (id, post_id, resident_id, state, asked_at) VALUES (1, 1, 2, 'waiting', ?)",
            (THEN,),
        )
        connection.execute(
            "INSERT INTO event (at, kind, buurt_id, who, post_id, category, lang)"
            " VALUES (?, 'asked', 1, 'r2', 1, 'errands', 'nl')",
            (THEN,),
        )
        connection.execute("INSERT INTO due (kind, subject, at) VALUES ('ask_silent', 1, ?)", (THEN,))
        connection.commit()


def _schema(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql <> '' ORDER BY 1").fetchall()


async def _looks_on(path: Path) -> None:
    """What was under way goes on: the silence counts, another is asked, a late yes is a yes."""
    database = await Database.open(path)
    try:
        async with database.unit() as tx:
            post = await posts.get(tx, PostId(REQUEST))
            assert post is not None
            assert (post.waves, post.may_widen) == (0, frozenset({Circle.COORDINATOR}))
            found = {each.resident_id: each for each in await candidates.of_ring(tx, post, Ring.OWN, NOW)}
            assert found.keys() == {WIM}
            work = Work(tx, NOW, Random(1), b"key", "buurtkring_bot")
            await matching.silent(work, ASK)
            assert [ask.resident_id for ask in await asks.of_post(tx, post.id)] == [SAMIR, WIM]
            samir = await residents.get(tx, ResidentId(SAMIR))
            assert samir is not None
            await answering.say_yes(work.at(NOW + timedelta(minutes=1)), samir, AskId(ASK))
            assert await matches.live_of_post(tx, post.id) is not None
    finally:
        await database.close()


async def test_a_database_of_the_first_version_with_people_in_it_goes_on(tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    _first_version(old)
    await _looks_on(old)
    await (await Database.open(new)).close()
    assert _schema(old) == _schema(new)
    assert backup.check(old) == []


async def test_a_backup_of_the_first_version_is_put_back_and_goes_on(tmp_path: Path) -> None:
    old, copy, now = tmp_path / "old.db", tmp_path / "copy.db", tmp_path / "now.db"
    _first_version(old)
    backup.copy(old, copy)
    await (await Database.open(now)).close()
    backup.restore(copy, now)
    await _looks_on(now)
    assert backup.check(now) == []
