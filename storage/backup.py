"""Backups: a consistent, checked copy while the bot runs, and putting one back."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from bot.domain.errors import StorageError
from storage.lock import OnlyCopy


def read_only(database: Path) -> sqlite3.Connection:
    """A connection that cannot write, beside the running bot. Raises sqlite3.Error."""
    return sqlite3.connect(f"file:{quote(str(database))}?mode=ro", uri=True)


def copy(database: Path, target: Path) -> None:
    """Write a checked copy of the database to `target`, whole or not at all.

    Updates that wait with their content are left out: what people sent is never in a backup. Raises
    StorageError where the database cannot be read, or the copy written.
    """
    if not database.exists():
        raise StorageError(f"there is no database {database}")
    unfinished = target.with_name(target.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    try:
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


def restore(backup: Path, database: Path) -> None:
    """Put a backup in the place of the database; what was there is kept as `….before-restore`.

    Raises StorageError where the bot runs, or the backup is not sound.
    """
    if not backup.exists():
        raise StorageError(f"there is no file {backup}")
    faults = check(backup)
    if faults:
        raise StorageError(f"{backup} is no sound backup: {faults[0]}")
    lock = OnlyCopy(database)
    lock.take()
    try:
        unfinished = database.with_name(database.name + ".unfinished")
        unfinished.unlink(missing_ok=True)
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(backup.read_bytes())
        kept = database.with_name(database.name + ".before-restore")
        if database.exists():
            os.replace(database, kept)
        kept.with_name(kept.name + "-wal").unlink(missing_ok=True)
        log = database.with_name(database.name + "-wal")
        if log.exists():  # what was committed last before a kill stands only in there
            os.replace(log, kept.with_name(kept.name + "-wal"))
        database.with_name(database.name + "-shm").unlink(missing_ok=True)
        os.replace(unfinished, database)
    except OSError as error:
        raise StorageError(f"cannot restore to {database}: {error.strerror}") from error
    finally:
        lock.release()
