"""Damage to the database file: found before the bot opens it, looked for while it runs, and told with a way out."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.domain.errors import StorageError
from storage.backup import read_only

AT_START = 0.3
"""Seconds that a start waits for the first look; one that takes longer goes on while the bot runs already."""
PAUSE = 60.0
SHARE = 500
"""Seconds between two looks, and how many times as long as a look they are at least."""
WHOLE = 32 * 2**20
"""Bytes: of a larger file only the shape is looked at, since a gigabyte takes a minute and a half of one core."""
DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
LOCK_IS_OLDER = 60.0
"""Seconds: an empty file so much younger than the lock beside it was not left by a first start that was cut off."""

SUBJECTS = {
    "release": "outbox",
    "wave": "post",
    "ask_silent": "ask",
    "group_call_over": "group_call",
    "invite": "post",
    "invite_silent": "invitation",
    "goes_on": "ask",
    "give_question": "resident",
    "post_warn": "post",
    "post_expire": "post",
    "offer_waits": "match",
    "offer_over": "match",
    "which_time": "commitment",
    "which_time_again": "commitment",
    "day_before": "commitment",
    "hours_before": "commitment",
    "check_in": "commitment",
    "check_in_over": "commitment",
    "match_end": "match",
    "address_gone": "commitment",
    "digest": "buurt",
    "signals_to_read": "buurt",
    "story_question": "story",
    "pause_over": "decision",
    "morning": "resident",
    "broadcast": "broadcast",
    "broadcast_over": "broadcast",
    "handed_over": "post",
    "care": "",
    "silent_year": "resident",
    "buurt_opened": "buurt",
    "role_menu": "resident",
}
"""Kind of due row -> the table that its subject is a row of; "" where it has none."""


def orphans(database: Path) -> tuple[list[str], int]:
    """What of the due work can have no effect: faults, a line each, and how many due rows are about what is gone.

    The latter are no fault: what somebody had going when they were erased, for example. Raises StorageError
    where they cannot be read.
    """
    try:
        with closing(read_only(database)) as connection:
            connection.execute("BEGIN")
            faults = [
                f"{count} due rows of a kind that nobody runs ({kind})"
                for kind, count in connection.execute(
                    "SELECT kind, count(*) FROM due GROUP BY kind ORDER BY kind"
                )
                if kind not in SUBJECTS
            ]
            (stuck,) = connection.execute(
                "SELECT count(*) FROM outbox WHERE state = 'later'"
                " AND id NOT IN (SELECT subject FROM due WHERE kind = 'release')"
            ).fetchone()
            if stuck:
                faults.append(f"{stuck} messages wait for the morning, and no due row lets them go")
            gone = 0
            for kind, table in SUBJECTS.items():
                if table:
                    key = "post_id" if table == "group_call" else "id"
                    (count,) = connection.execute(
                        f"SELECT count(*) FROM due WHERE kind = ? AND subject NOT IN (SELECT {key} FROM {table})",
                        (kind,),
                    ).fetchone()
                    gone += count
            return faults, gone
    except sqlite3.Error as error:
        raise StorageError(f"cannot be read ({error})") from error


def undecided(database: Path) -> int:
    """How many open requests have a yes to a first visit that no coordinator could decide when it came.

    Raises StorageError where they cannot be read.
    """
    try:
        with closing(read_only(database)) as connection:
            (count,) = connection.execute(
                "SELECT count(*) FROM post p WHERE p.state = 'open'"
                " AND EXISTS (SELECT 1 FROM event WHERE post_id = p.id AND kind = 'visit_undecided')"
                " AND EXISTS (SELECT 1 FROM ask a WHERE a.post_id = p.id AND a.state = 'yes' AND NOT EXISTS"
                " (SELECT 1 FROM match m WHERE m.post_id = p.id AND m.helper_id = a.resident_id))"
            ).fetchone()
            return int(count)
    except sqlite3.Error as error:
        raise StorageError(f"cannot be read ({error})") from error


def damage(connection: sqlite3.Connection, *, whole: bool) -> str | None:
    """The first damage found, in SQLite's words; None where there is none. `whole`: reads the whole file.

    Table by table, so that no single read lasts for long. Raises sqlite3.Error for anything but damage.
    """
    try:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for (table,) in tables:
            look = f"PRAGMA quick_check({table})" if whole else f"SELECT 'ok' FROM {table} LIMIT 1"
            for (found,) in connection.execute(look):
                if found != "ok":
                    return str(found).splitlines()[-1]
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGE:
            return str(error)
        raise
    return None


def cut_off(database: Path) -> bool:
    """Whether the file is shorter than its own header says. Raises OSError."""
    if _log_holds(database):
        return False
    with database.open("rb") as file:
        header = file.read(32)
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    short = database.stat().st_size < pages * (65_536 if page == 1 else page)
    return short and not _log_holds(database)


def _log_holds(database: Path) -> bool:
    """Whether the write-ahead log has something in it: pages that the file lacks may be that, or be on their way."""
    log = database.with_name(database.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def refuse_emptied(database: Path) -> None:
    """Raises StorageError for an empty file where a database was: SQLite would take it for a new one."""
    lock = database.with_name(database.name + ".lock")
    with contextlib.suppress(OSError):
        there = database.stat()
        if there.st_size == 0 and there.st_mtime - lock.stat().st_mtime > LOCK_IS_OLDER:
            raise StorageError(
                f"{database} is empty, but was not always: put the newest backup back with"
                " 'buurtkring restore FILE', or remove it to begin anew"
            )


class Watch:
    """Looks the file through for damage, again and again; `task` ends with StorageError where it finds some."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._reading: sqlite3.Connection | None = None
        self._closing = asyncio.Event()
        self._looked = asyncio.Event()
        self.task: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Begin, before anything else opens the file. Raises StorageError where the first look finds damage."""
        refuse_emptied(self._database)
        self.task = asyncio.create_task(self._run(), name="damage")
        looked = asyncio.create_task(self._looked.wait())
        await asyncio.wait({self.task, looked}, timeout=AT_START, return_when=asyncio.FIRST_COMPLETED)
        looked.cancel()
        if self.task.done():
            await self.task

    async def close(self) -> None:
        """End it, in the middle of a look too."""
        self._closing.set()
        if self._reading is not None:
            self._reading.interrupt()
        if self.task is not None:
            await asyncio.gather(self.task, return_exceptions=True)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._closing.is_set():
            began = loop.time()
            found = await asyncio.to_thread(self._look)
            if found is not None:
                raise StorageError(
                    f"{self._database} is damaged ({found}) and was left as it is: put the newest backup back with"
                    " 'buurtkring restore FILE', which keeps it as .before-restore"
                )
            self._looked.set()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), max(PAUSE, SHARE * (loop.time() - began)))

    def _look(self) -> str | None:
        try:
            if not self._database.exists():
                return None
            whole = self._database.stat().st_size <= WHOLE
            with closing(read_only(self._database, any_thread=True)) as self._reading:
                found = damage(self._reading, whole=whole)
            return found or ("it is cut off" if cut_off(self._database) else None)
        except (sqlite3.Error, OSError):
            return None  # locked, or told to end: no damage; whatever else it is, the bot meets it itself
        finally:
            self._reading = None
