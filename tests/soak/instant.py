"""The simulated time, which the bot tells through a small file: it outlives every kill."""

from __future__ import annotations

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock import MovableClock

SIZE = 8


class Told:
    """The newest instant that anybody read from the bot's clock; eight bytes that two processes share."""

    def __init__(self, path: Path, first: datetime | None = None) -> None:
        if first is not None:
            path.write_bytes(struct.pack("<d", first.timestamp()))
        self._file = path.open("r+b")
        self._bytes = mmap.mmap(self._file.fileno(), SIZE)

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(struct.unpack_from("<d", self._bytes)[0], UTC)

    def tell(self, instant: datetime) -> None:
        """Keep it, unless a later one was told."""
        if instant > self():
            # In one piece: `pack_into` writes zeros first, and a kill or a reader may come in between.
            self._bytes[:] = struct.pack("<d", instant.timestamp())

    def close(self) -> None:
        self._bytes.close()
        self._file.close()


class ToldClock(MovableClock):
    """The bot's clock in the soak: begins where the one before a kill stopped, never earlier."""

    def __init__(self, told: Told) -> None:
        super().__init__(told() + timedelta(microseconds=1))
        self._told = told

    def __call__(self) -> datetime:
        now = super().__call__()
        self._told.tell(now)
        return now
