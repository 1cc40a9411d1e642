"""What waits and for how long, read beside the running bot: on a connection that holds up nobody."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.domain.calendar import NO_BUURT, after_quiet
from bot.domain.errors import StorageError
from storage.backup import read_only
from storage.database import maybe_from_text, to_text


@dataclass(frozen=True)
class Waiting:
    """How many rows wait, and for how many seconds the one that waits longest (0 where none does)."""

    count: int
    seconds: float


@dataclass(frozen=True)
class Backlog:
    """Updates that are not handled, messages that may leave, and due rows that have fallen due."""

    updates: Waiting
    messages: Waiting
    due: Waiting


@contextmanager
def _reading(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection of its own. Raises StorageError where the database cannot be read."""
    try:
        with closing(read_only(database)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise StorageError(f"the database cannot be read ({error.sqlite_errorname})") from error


def read(database: Path, now: datetime) -> Backlog:
    """What waits at `now` (aware UTC). Raises StorageError where the database cannot be read."""
    with _reading(database) as connection:
        connection.execute("BEGIN")
        updates, received = connection.execute(
            "SELECT count(*), min(received_at) FROM inbox WHERE state = 'waiting'"
        ).fetchone()
        messages, answered, told = connection.execute(
            "SELECT count(*), min(iif(urgency = 0, created_at, NULL)), min(iif(urgency > 0, created_at, NULL))"
            " FROM outbox WHERE state = 'waiting'"
        ).fetchone()
        fallen, planned = connection.execute(
            "SELECT count(*), min(at) FROM due WHERE at <= ?", (to_text(now),)
        ).fetchone()
    since = [maybe_from_text(answered), maybe_from_text(told)]
    if since[1] is not None:
        since[1] = after_quiet(since[1], NO_BUURT)  # what nobody asked for may have waited for the morning
    return Backlog(
        Waiting(updates, _age(now, maybe_from_text(received))),
        Waiting(messages, max(_age(now, moment) for moment in since)),
        Waiting(fallen, _age(now, maybe_from_text(planned))),
    )


def _age(now: datetime, since: datetime | None) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())


def set_aside(database: Path) -> int:
    """Updates of the last days that were given up. Raises StorageError."""
    with _reading(database) as connection:
        (count,) = connection.execute("SELECT count(*) FROM inbox WHERE state = 'set_aside'").fetchone()
        return int(count)


@dataclass(frozen=True)
class Happened:
    """Events since one: how many of each kind, and how many times a request was put to neighbours."""

    until: int
    """The last event that is counted."""
    kinds: dict[str, int]
    waves: int


def happened(database: Path, after: int | None) -> Happened:
    """What is on record after event `after`; None: nothing but where the record ends. Raises StorageError."""
    with _reading(database) as connection:
        connection.execute("BEGIN")
        (until,) = connection.execute("SELECT coalesce(max(id), 0) FROM event").fetchone()
        if after is None:
            return Happened(until, {}, 0)
        within = "FROM event WHERE id > ? AND id <= ?"
        kinds = connection.execute(f"SELECT kind, count(*) {within} GROUP BY kind", (after, until)).fetchall()
        (waves,) = connection.execute(
            f"SELECT count(DISTINCT post_id || ' ' || at) {within} AND kind = 'asked'", (after, until)
        ).fetchone()
        return Happened(until, dict(kinds), waves)
