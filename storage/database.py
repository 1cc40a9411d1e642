"""The one door to SQLite: opening, migrating, and units of work on a single writer connection."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import aiosqlite

from bot.domain.errors import StorageError
from storage.schema import migrate, migrations

BUSY_SECONDS = 5.0
"""How long another program that writes to the file is waited for."""
BUSY_PAUSE = 0.01

Row = sqlite3.Row
Values = Sequence[Any] | Mapping[str, Any]


@lru_cache(maxsize=256)  # a unit writes the same few moments again and again
def to_text(moment: datetime) -> str:
    """An aware moment as the UTC text that is stored (whole seconds; it sorts as it reads)."""
    return moment.astimezone(UTC).isoformat()[:19] + "Z"


def from_text(text: str) -> datetime:
    """The reverse of `to_text`: aware, UTC."""
    return datetime.fromisoformat(text)


def maybe_from_text(text: str | None) -> datetime | None:
    """`from_text` for a column that may be empty."""
    return None if text is None else from_text(text)


def is_out_of_order(error: BaseException) -> bool:
    """Whether the database itself is in trouble (locked, disk full, unreadable): no fault of the statement.

    Such an error is no reason to give up what was being done: it is done again once the trouble is over.
    """
    return isinstance(error, sqlite3.Error) and _code(error) in _TROUBLE


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 for an error of the Python module itself."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_TROUBLE = _DAMAGE | frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_ABORT,
    }
)


def _undone() -> sqlite3.OperationalError:
    """What meets those whose transaction SQLite undid by itself, as it does where the disk is full."""
    error = sqlite3.OperationalError("the transaction was undone")
    error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_ABORT, "SQLITE_ABORT"
    return error


def _require_transaction(direct: sqlite3.Connection) -> None:
    if not direct.in_transaction:
        raise _undone()


class Transaction:
    """An open unit of work. Everything in it becomes true together, or nothing does.

    Statements run on the event loop's own thread: they take microseconds, and the way to aiosqlite's thread and
    back would cost a hundred times as much. What may take long goes to that thread: `scan`, and the commit of the
    unit, which waits for the disk. Both threads never use the connection at once, since a unit is alone.

    Where SQLite undid the transaction by itself and somebody went on all the same, nothing more can be written:
    each row would be kept at once, without those before it.
    """

    def __init__(self, connection: aiosqlite.Connection, direct: sqlite3.Connection) -> None:
        self._connection = connection
        self._direct = direct
        self._depth = 0

    async def insert(self, sql: str, values: Values = ()) -> int:
        """Run one INSERT; returns the new row's id."""
        _require_transaction(self._direct)
        return self._direct.execute(sql, values).lastrowid or 0

    async def change(self, sql: str, values: Values = ()) -> int:
        """Run one INSERT, UPDATE or DELETE; returns how many rows it changed."""
        _require_transaction(self._direct)
        return self._direct.execute(sql, values).rowcount

    async def all(self, sql: str, values: Values = ()) -> list[Row]:
        """The rows of one SELECT."""
        return self._direct.execute(sql, values).fetchall()

    async def one(self, sql: str, values: Values = ()) -> Row | None:
        """The first row of one SELECT, or None."""
        row: Row | None = self._direct.execute(sql, values).fetchone()
        return row

    async def scan(self, sql: str, values: Values = ()) -> list[Row]:
        """The rows of one SELECT that reads so many that the bot goes on meanwhile.

        Where it is cancelled the SELECT is broken off: to undo the unit, everybody would wait for its end.
        """
        reading = asyncio.ensure_future(self._connection.execute_fetchall(sql, values))
        try:
            return list(await asyncio.shield(reading))
        except asyncio.CancelledError:
            while not reading.done():
                self._direct.interrupt()  # once is not enough: it may not have begun
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.wait({reading}, timeout=BUSY_PAUSE)
            if not reading.cancelled():
                reading.exception()  # "interrupted" is no news
            raise

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """A part that may fail by itself: its changes are undone and the error is raised on."""
        _require_transaction(self._direct)
        self._depth += 1
        name = f"part_{self._depth}"
        self._direct.execute(f"SAVEPOINT {name}")
        try:
            yield
            _require_transaction(self._direct)
        except BaseException:
            # A full disk makes SQLite undo the whole transaction by itself; there is no savepoint then,
            # and the first error is the one to tell.
            if self._direct.in_transaction:
                self._direct.execute(f"ROLLBACK TO {name}")
                self._direct.execute(f"RELEASE {name}")
            raise
        else:
            self._direct.execute(f"RELEASE {name}")
        finally:
            self._depth -= 1


class _Group:
    """Units that become durable by one commit; made in an open transaction."""

    def __init__(self, changes: int) -> None:
        self.changes = changes
        """How many rows the connection had changed before."""
        self.ended: asyncio.Task[None] | None = None
        self.lost: sqlite3.Error | None = None
        """Why SQLite undid all of it, where it did."""


class Database:
    """A SQLite file in WAL mode with one writer connection; use `Database.open`."""

    def __init__(self, connection: aiosqlite.Connection, direct: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._direct = direct
        self._lock = asyncio.Lock()
        self._group: _Group | None = None
        self.path = path

    @classmethod
    async def open(cls, path: Path, *, synchronous: str = "FULL") -> Database:
        """Open or make the database and bring its schema up to date.

        Raises StorageError with a line for the operator where the file is no usable database.
        """
        try:
            _make_private(path)
            direct = sqlite3.connect(
                path, isolation_level=None, cached_statements=512, check_same_thread=False
            )
        except (sqlite3.Error, OSError) as error:
            raise StorageError(f"cannot open the database {path}: {error}") from error
        direct.row_factory = sqlite3.Row
        connection = await aiosqlite.Connection(lambda: direct, iter_chunk_size=64)
        try:
            for pragma in (
                f"busy_timeout = {int(BUSY_SECONDS * 1000)}",
                "journal_mode = WAL",
                f"synchronous = {synchronous}",
                "foreign_keys = ON",
                "secure_delete = ON",
                "temp_store = MEMORY",
            ):
                await connection.execute(f"PRAGMA {pragma}")
            await migrate(connection, migrations())
            # From here on `unit` waits by itself, and holds up nobody. The answer is read to its end: aiosqlite's
            # thread keeps it up to its next job, and beside a statement under way `interrupt` stops all later ones.
            await connection.execute_fetchall("PRAGMA busy_timeout = 0")
        except sqlite3.DatabaseError as error:
            await connection.close()
            raise StorageError(_why_not(path, error)) from error
        except BaseException:
            await connection.close()
            raise
        return cls(connection, direct, path)

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Transaction]:
        """One unit of work at a time: committed at the end, undone on any error or cancellation.

        Those that wait while another commit is under way are committed together: it waits for the disk once.
        Raises StorageError where the file is damaged: no waiting mends that.
        """
        try:
            async with self._lock:
                group = await self._join()
                try:
                    self._direct.execute("SAVEPOINT unit")
                    yield Transaction(self._connection, self._direct)
                    _require_transaction(self._direct)
                    self._direct.execute("RELEASE unit")
                except BaseException as error:
                    self._undo(group, error)
                    raise
                finally:
                    ended = self._end(group)
            await asyncio.shield(ended)
        except sqlite3.Error as error:
            if _code(error) in _DAMAGE:
                raise StorageError(_why_not(self.path, error)) from error
            raise

    async def _join(self) -> _Group:
        if self._group is None:
            await self._begin()
            self._group = _Group(self._direct.total_changes)
        return self._group

    def _end(self, group: _Group) -> asyncio.Task[None]:
        """The commit of the group; it stands in line for the lock behind those who wait for it by now."""
        if group.ended is None:
            group.ended = asyncio.create_task(self._commit(group))
            # Where all who waited for it were cancelled, nobody else looks at its error.
            group.ended.add_done_callback(lambda task: task.cancelled() or task.exception())
        return group.ended

    def _undo(self, group: _Group, error: BaseException) -> None:
        """This unit was for nothing. A full disk makes SQLite undo the others of the group as well."""
        with contextlib.suppress(sqlite3.Error):
            if self._direct.in_transaction:
                self._direct.execute("ROLLBACK TO unit")
                self._direct.execute("RELEASE unit")
                return
        # Whatever is left of the transaction would be in the way of the next one.
        with contextlib.suppress(sqlite3.Error):
            self._direct.rollback()
        group.lost = error if isinstance(error, sqlite3.Error) and is_out_of_order(error) else _undone()
        self._group = None

    async def _commit(self, group: _Group) -> None:
        async with self._lock:
            if group.lost is not None:
                raise group.lost
            self._group = None
            try:
                if self._direct.total_changes == group.changes:
                    self._direct.execute("COMMIT")  # nothing to write, so no disk to wait for
                else:
                    await self._connection.commit()
            except BaseException:
                # A refused COMMIT leaves the transaction open.
                with contextlib.suppress(sqlite3.Error):
                    await self._connection.rollback()
                raise

    async def _begin(self) -> None:
        """Take the right to write; where another program has it, wait for it as long as `BUSY_SECONDS`."""
        loop = asyncio.get_running_loop()
        until = loop.time() + BUSY_SECONDS
        while True:
            try:
                self._direct.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if _code(error) != sqlite3.SQLITE_BUSY or loop.time() > until:
                    raise
            await asyncio.sleep(BUSY_PAUSE)

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """The connection, with no transaction open."""
        while True:
            async with self._lock:
                if self._group is None:
                    yield
                    return
                ended = self._end(self._group)
            await asyncio.wait({ended})

    async def tidy(self) -> None:
        """Empty the write-ahead log, so that what was deleted stands in no file any more."""
        async with self._alone():
            await self._connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")

    async def close(self) -> None:
        """Wait for the unit under way, then close."""
        async with self._alone():
            await self._connection.close()


def _why_not(path: Path, error: sqlite3.Error) -> str:
    """One line for the operator on a database that does not open, with the way out."""
    match _code(error):
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return f"there is no room to write beside {path}, or its disk fails ({error}): make room and start again"
        case sqlite3.SQLITE_BUSY:
            return f"another program writes to {path} for too long: stop it and start again"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN:
            return f"{path} cannot be written ({error}): see whose the file and its folder are"
    return f"{path} is not a usable database ({error}); restore a backup with 'buurtkring restore'"


def _make_private(path: Path) -> None:
    """Only the owner reads it: SQLite gives the files beside it the same permissions. An older one is closed off."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)
