"""The bot as a process of its own, again and again: born, told how far its clock may go, killed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
"""Seconds of real time after which a bot that does not answer hangs."""


class HangsError(Exception):
    """The bot lives and does not come to rest."""


class Lives:
    """One bot at a time, on one database."""

    def __init__(self, folder: Path, order: dict[str, Any]) -> None:
        self.log = folder / "bot.log"
        self._socket = str(folder / "socket")
        self._order = {**order, "socket": self._socket}
        self._nursery: asyncio.subprocess.Process | None = None
        self._server: asyncio.Server | None = None
        self._reading: asyncio.Task[None] | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._replies: asyncio.Queue[str] = asyncio.Queue()
        self._asked = 0
        self.number = 0
        self.pid = 0
        self.code: int | None = None
        self.gone = asyncio.Event()
        self.gone.set()

    async def open(self) -> None:
        """Start the nursery."""
        self._server = await asyncio.start_unix_server(self._called, self._socket)
        clean = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
        self._nursery = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.soak.nursery", str(self.log)),
            cwd=ROOT,
            env=clean | {"PYTHONPATH": str(ROOT)},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )

    async def close(self) -> None:
        """End whatever lives."""
        self.end(signal.SIGKILL)
        if self._reading is not None:
            await self._reading
        if self._nursery is not None and self._nursery.stdin is not None:
            self._nursery.stdin.close()
            await self._nursery.wait()
        if self._server is not None:
            self._server.close()
        if self._writer is not None:
            self._writer.close()

    async def be_born(self, **how: Any) -> None:
        """The next life begins. Returns at once; `ask` waits until it can answer."""
        assert self._nursery is not None
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self.number += 1
        self.gone.clear()
        self.code = None
        self._replies = asyncio.Queue()
        self._writer = None
        self._nursery.stdin.write(json.dumps({**self._order, **how}).encode() + b"\n")
        self.pid = int(await self._nursery.stdout.readline())
        self._reading = asyncio.create_task(self._wait(self._nursery.stdout))

    async def _wait(self, stdout: asyncio.StreamReader) -> None:
        line = await stdout.readline()
        self.code = int(line or b"1")
        self.pid = 0
        self.gone.set()

    def end(self, how: signal.Signals) -> bool:
        """Send the signal; False where nobody lives."""
        if not self.pid:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, how)
            return True
        return False

    async def _called(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        replies = self._replies
        with contextlib.suppress(ConnectionError):
            async for line in reader:
                replies.put_nowait(line.decode().strip())

    async def ask(self, line: str) -> bool:
        """Tell the bot something and wait until it confirms; False where it died. Raises HangsError."""
        async with self._alive():
            while self._writer is None:
                if await self._reply() is None:
                    return False
            self._asked += 1
            numbered = f"{line} {self._asked}"
            self._writer.write(f"{numbered}\n".encode())
            while (reply := await self._reply()) is not None:
                if reply == numbered:
                    return True
            return False
        raise HangsError(line)

    @contextlib.asynccontextmanager
    async def _alive(self) -> Any:
        try:
            async with asyncio.timeout(PATIENCE):
                yield
        except TimeoutError:
            raise HangsError("no answer") from None

    async def _reply(self) -> str | None:
        """The next word of the bot, None where it dies first."""
        reading = asyncio.ensure_future(self._replies.get())
        dying = asyncio.ensure_future(self.gone.wait())
        done, left = await asyncio.wait({reading, dying}, return_when=asyncio.FIRST_COMPLETED)
        for task in left:
            task.cancel()
        return reading.result() if reading in done else None
