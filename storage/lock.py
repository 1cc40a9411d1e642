"""One copy of the bot a database: a lock that the operating system lets go of when the process ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from time import sleep

from bot.domain.errors import StorageError

TRIES, PAUSE = 3, 0.02
"""Somebody who only looks whether it is held lets go at once (seconds)."""


class OnlyCopy:
    """Held from `take` to `release`; the file stays behind, which means nothing."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".lock")
        self._file: int | None = None

    def take(self) -> None:
        """Raises StorageError where another process holds it."""
        try:
            file = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise StorageError(f"cannot open {self._path}: {error.strerror}") from None
        for again in reversed(range(TRIES)):
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._file = file
                return
            except OSError:
                if again:
                    sleep(PAUSE)
        os.close(file)
        raise StorageError(
            f"another copy of the bot runs on this database ({self._path} is locked): stop that one first"
        )

    def is_held(self) -> bool | None:
        """Whether another process holds it; None where that cannot be told. Leaves no file behind.

        It is held for a moment while it is looked at: `take` tries again for that.
        """
        try:
            file = os.open(self._path, os.O_RDWR)
        except FileNotFoundError:
            return False
        except OSError:
            return None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        finally:
            os.close(file)
        return False

    def release(self) -> None:
        """Let another copy start; nothing happens where it is not held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
