"""One copy of the bot a database: a lock that the operating system lets go of when the process ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from bot.domain.errors import StorageError


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
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(file)
            raise StorageError(
                f"another copy of the bot runs on this database ({self._path} is locked): stop that one first"
            ) from None
        self._file = file

    def release(self) -> None:
        """Let another copy start; nothing happens where it is not held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
