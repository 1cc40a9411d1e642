"""Backups: a consistent, checked copy while the bot runs, and putting one back."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from bot.domain.errors import StorageError
from bot.domain.ids import ResidentId
from storage.lock import OnlyCopy

KEPT = timedelta(days=14)
"""What whoever is erased is promised: after this no backup holds them any more."""
STAMP = "%Y-%m-%dT%H%M%SZ"
UNFINISHED = ".unfinished"
LONGEST = timedelta(hours=1)
"""No backup takes as long as this."""


def read_only(database: Path, *, any_thread: bool = False) -> sqlite3.Connection:
    """A connection that cannot write, beside the running bot. Raises sqlite3.Error."""
    return sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True, check_same_thread=not any_thread)


def copy(database: Path, target: Path) -> None:
    """Write a checked copy of the database to `target`, whole or not at all.

    Updates that wait with their content are left out: what people sent is never in a backup. Raises
    StorageError where the database cannot be read, or the copy written.
    """
    if not database.exists():
        raise StorageError(f"there is no database {database}")
    if target.exists() and target.samefile(database):
        raise StorageError(f"{target} is the database itself")
    unfinished = target.with_name(target.name + UNFINISHED)
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with (
            closing(read_only(database)) as source,
            closing(sqlite3.connect(unfinished)) as made,
        ):
            source.backup(made)
            made.execute("PRAGMA secure_delete = ON")
            made.execute("DELETE FROM inbox WHERE payload IS NOT NULL")
            made.commit()
            made.execute("PRAGMA journal_mode = DELETE")
            made.execute("VACUUM")
        faults = check(unfinished)
        if faults:
            raise StorageError(f"the copy is not sound: {faults[0]}")
        os.replace(unfinished, target)
    except (sqlite3.Error, OSError) as error:
        raise StorageError(f"cannot write {target}: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def copy_into(database: Path, folder: Path, now: datetime, keep: timedelta = KEPT) -> tuple[Path, int]:
    """Write a backup named after `now` (aware UTC) into a folder; older ones than `keep` go once it is there.

    Returns its path and how many went. Files that were not named by this are left alone. Raises StorageError.
    """
    target = folder / f"{database.stem}-{now:{STAMP}}.db"
    copy(database, target)
    went = 0
    try:
        for file in sorted(folder.iterdir()):
            made_at = _made_at(database, file)
            cut_off = file.name.endswith(UNFINISHED)  # by a kill; it may hold what people sent
            if made_at is not None and made_at < now - (LONGEST if cut_off else keep):
                file.unlink()
                went += not cut_off
    except OSError as error:
        raise StorageError(
            f"{target} is written and checked, but an old backup in {folder} cannot be removed: {error.strerror}"
        ) from error
    return target, went


def _made_at(database: Path, file: Path) -> datetime | None:
    """When `copy_into` wrote a file; None for a file of somebody else's."""
    name = file.name.removesuffix(UNFINISHED)
    try:
        stamp = name.removeprefix(f"{database.stem}-")
        return datetime.strptime(stamp, f"{STAMP}.db").replace(tzinfo=UTC)
    except ValueError:
        return None


def check(database: Path) -> list[str]:
    """What is wrong with a database file, a line each; nothing where it is sound."""
    try:
        with closing(read_only(database)) as connection:
            faults = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            faults += [
                f"table {row[0]} refers to nothing" for row in connection.execute("PRAGMA foreign_key_check")
            ]
            connection.execute("SELECT max(number) FROM migration").fetchone()
            return faults
    except sqlite3.Error as error:
        return [str(error)]


@contextmanager
def replacing(backup: Path, database: Path) -> Iterator[Path]:
    """Gives a copy of a backup to work on; when that ends well it takes the place of the database.

    What was there is kept as `….before-restore`. A kill at any moment leaves the one or the other in place.
    Raises StorageError where the bot runs, or the backup is not sound.
    """
    if not backup.exists():
        raise StorageError(f"there is no file {backup}")
    if database.exists() and backup.samefile(database):
        raise StorageError(f"{backup} is the database itself")
    faults = check(backup)
    if faults:
        raise StorageError(f"{backup} is no sound backup: {faults[0]}")
    lock = OnlyCopy(database)
    lock.take()
    unfinished = database.with_name(database.name + UNFINISHED)
    try:
        unfinished.unlink(missing_ok=True)
        with (
            backup.open("rb") as source,
            os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file,
        ):
            shutil.copyfileobj(source, file)
        yield unfinished
        _swap(unfinished, database)
    except OSError as error:
        raise StorageError(f"cannot restore to {database}: {error.strerror}") from error
    finally:
        for end in ("", "-wal", "-shm"):
            unfinished.with_name(unfinished.name + end).unlink(missing_ok=True)
        lock.release()


def _swap(made: Path, database: Path) -> None:
    """Put a finished file in the place of the database; what was there stays beside it."""
    kept = database.with_name(database.name + ".before-restore")
    kept_log, log = (path.with_name(path.name + "-wal") for path in (kept, database))
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    kept.unlink(missing_ok=True)
    kept_log.unlink(missing_ok=True)
    if database.exists():
        _settle(database)
        try:
            os.link(database, kept)
        except OSError:  # not every file system can
            os.replace(database, kept)
    if log.exists():  # of a damaged file: what was committed last before a kill stands only in there
        os.replace(log, kept_log)
    database.with_name(database.name + "-shm").unlink(missing_ok=True)
    os.replace(made, database)


def _settle(database: Path) -> None:
    """Bring what was committed last into the file itself, where it is sound: nothing hangs on its log then."""
    if not check(database):
        with suppress(sqlite3.Error), closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def restore(backup: Path, database: Path) -> None:
    """Put a backup in the place of the database as it is. Raises StorageError, as `replacing` does."""
    with replacing(backup, database):
        pass


def erased_since(backup: Path, database: Path) -> list[ResidentId] | None:
    """Who stands in a backup and was erased from the database afterwards.

    None where that cannot be told: the database is damaged or gone, or did not grow out of this backup (it was
    begun anew, for example, and so lacks everybody).
    """
    if not database.exists() or check(database):
        return None
    with closing(read_only(backup)) as then, closing(read_only(database)) as now:
        last = then.execute("SELECT id, at, kind FROM event ORDER BY id DESC LIMIT 1").fetchone()
        if (
            last is None
            or now.execute("SELECT id, at, kind FROM event WHERE id = ?", last[:1]).fetchone() != last
        ):
            return None
        here = dict(now.execute("SELECT id, account FROM resident").fetchall())
        there = then.execute("SELECT id, account, state FROM resident ORDER BY id").fetchall()
        if any(here.get(who, account) != account for who, account, _ in there):
            return None
        gone = [(who, state) for who, _, state in there if who not in here]
        (erased,) = now.execute(
            "SELECT count(*) FROM event WHERE id > ? AND kind = 'erased'", last[:1]
        ).fetchone()
    # Who said no to the first question went without a record. More of the others than were erased: not by the bot.
    if len([who for who, state in gone if state != "invited"]) > erased:
        return None
    return [ResidentId(who) for who, _ in gone]
