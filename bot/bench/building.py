"""Makes the database that the benchmark measures in, once; a file that is there already is used again."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Literal

from bot.bench import history, people
from bot.bench.history import Happened, Past
from bot.bench.people import Person
from bot.bench.setting import NOW, Setting
from bot.domain.errors import BuurtkringError
from storage.database import Database, to_text

STEP = 5_000
"""Residents between two signs of progress."""
Progress = Callable[[float], None]
"""Is told how much is done, 0 to 1."""


class NotOursError(BuurtkringError):
    """The file is there, and it is not the benchmark's."""


def ensure(file: Path, setting: Setting, progress: Progress) -> bool:
    """Make the database unless it is there; whether it had to be made.

    Raises NotOursError where the file holds anything else: it is never overwritten.
    """
    if not setting.possible:
        raise BuurtkringError(
            "these buurten and those next door do not fit among so many residents and buurten"
        )
    if file.exists():
        if _mark(file) != setting.mark:
            raise NotOursError(
                f"{file} is no database of this benchmark with these sizes: name another --database"
            )
        return False
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    asyncio.run(_empty(unfinished))
    connection = sqlite3.connect(unfinished, isolation_level=None)
    try:
        # A crash while building costs nothing but the file; the bot's own settings come back when it is opened.
        for pragma in (
            "journal_mode = OFF",
            "synchronous = OFF",
            "cache_size = -400000",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        triggers, indexes = _drop(connection, "trigger"), _drop(connection, "index")
        _fill(connection, setting, lambda done: progress(done * 0.8))
        for place, index in enumerate(indexes, start=1):
            connection.execute(index)
            progress(0.8 + 0.1 * place / len(indexes))
        # What the triggers would have kept row by row, at once.
        connection.execute(
            "INSERT INTO candidate SELECT * FROM candidate_facts ORDER BY buurt_id, category, resident_id"
        )
        for trigger in triggers:
            connection.execute(trigger)
        connection.execute(f"PRAGMA user_version = {setting.mark}")
        connection.execute("COMMIT")
    finally:
        connection.close()
    unfinished.rename(file)
    return True


async def _empty(file: Path) -> None:
    await (await Database.open(file)).close()


def _mark(file: Path) -> int:
    try:
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        try:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error:
        return 0


def _drop(connection: sqlite3.Connection, kind: Literal["index", "trigger"]) -> list[str]:
    """Takes indexes or triggers off while rows come in, for once at the end is much faster; what makes them again."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL", (kind,)
    ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP {kind} {name}")
    return [sql for _, sql in found]


def _fill(connection: sqlite3.Connection, setting: Setting, progress: Progress) -> None:
    rng = Random(setting.seed)
    put = connection.executemany
    put("INSERT INTO buurt (id, name, gemeente, created_at) VALUES (?,?,?,?)", people.buurten(setting))
    put("INSERT INTO buurt_neighbour VALUES (?,?)", people.next_door(setting))
    everybody = people.people(setting, rng)
    for done, some in _parts(everybody):
        put(people.RESIDENT, (people.resident(person, rng) for person in some))
        progress(0.3 * done)
    requests = history.past_requests(everybody, rng, first_id=1)
    past = [each for of_buurt in requests.values() for each in of_buurt]
    put(people.POST, (history.row_of(each) for each in past))
    number = len(past) + 1
    happened = Happened()
    for done, some in _parts(everybody):
        number = _helpers(
            connection, [person for person in some if person.helps], requests, rng, number, happened
        )
        progress(0.3 + 0.7 * done)
    _open_requests(connection, setting, everybody, rng, number)
    put(
        "INSERT OR IGNORE INTO block VALUES (?,?)",
        (
            (one.id, other.id)
            for one, other in zip(*[iter(rng.sample(everybody, len(everybody) // 100 * 2))] * 2, strict=True)
        ),
    )


def _parts(everybody: Sequence[Person]) -> Iterator[tuple[float, Sequence[Person]]]:
    for start in range(0, len(everybody), STEP):
        yield min(1.0, (start + STEP) / len(everybody)), everybody[start : start + STEP]


def _helpers(
    connection: sqlite3.Connection,
    helpers: Sequence[Person],
    requests: dict[int, list[Past]],
    rng: Random,
    number: int,
    happened: Happened,
) -> int:
    """What some helpers offer and were asked; returns the next free id of a post."""
    offers: list[tuple[object, ...]] = []
    for helper in helpers:
        offers += people.offers(helper, rng, number + len(offers))
        history.answered(helper, requests.get(helper.buurt, []), rng, happened)
    put = connection.executemany
    put(people.POST, offers)
    put(people.PREFERENCE, [people.preference(helper, rng) for helper in helpers if rng.random() < 0.2])
    put(history.ASK, happened.asks)
    put(history.EVENT, happened.events)
    put(history.MATCH, happened.matches)
    put(history.COMMITMENT, happened.commitments)
    for rows in (happened.asks, happened.events, happened.matches, happened.commitments):
        rows.clear()
    return number + len(offers)


def _open_requests(
    connection: sqlite3.Connection, setting: Setting, everybody: Sequence[Person], rng: Random, number: int
) -> None:
    for row, asked in history.open_requests(setting, everybody, rng, number):
        connection.execute(people.POST, row)
        at = to_text(NOW)
        connection.executemany(history.ASK, [(row[0], each.id, "waiting", at, None, "own") for each in asked])
        connection.executemany(
            history.EVENT,
            [(at, "asked", row[3], f"r{each.id}", row[0], row[4], each.lang, "own") for each in asked],
        )
