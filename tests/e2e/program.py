"""`buurtkring run` as a program of its own, as an operator starts it."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SECONDS = 20.0
CALL = "from bot.cli import main; main()"


async def eventually(condition: Callable[[], bool], seconds: float = SECONDS) -> None:
    """Wait until something outside of our reach became true. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - nobody sets an event for it
            await asyncio.sleep(0.02)


class Program:
    """The program on one database, against one Bot API server; all it prints is kept."""

    def __init__(self, url: str, database: Path, **settings: str) -> None:
        self.database = database
        self.printed: list[str] = []
        self._settings = {
            "BOT_TOKEN": "1:play",
            "BOT_API_URL": url,
            "DATABASE_PATH": str(database),
            "SEND_LIMITS": "off",
            "LOG_LEVEL": "DEBUG",
            **settings,
        }

    async def start(self, *command: str, **settings: str) -> asyncio.subprocess.Process:
        clean = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
        known = self._settings | settings
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", CALL, *(command or ("run",))),
            cwd=self.database.parent,
            env=clean | {"PYTHONPATH": str(ROOT)} | {name: value for name, value in known.items() if value},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def ended(self, process: asyncio.subprocess.Process) -> tuple[int, str]:
        """Wait for the end: the exit code and what was printed."""
        out, _ = await asyncio.wait_for(process.communicate(), SECONDS)
        self.printed.append(out.decode())
        return process.returncode or 0, out.decode()

    @asynccontextmanager
    async def running(self, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """Killed at the end, the way a power cut does it, unless it has ended."""
        process = await self.start(**settings)
        reading = asyncio.create_task(self.ended(process))
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await reading

    def rows(self, sql: str) -> list[Any]:
        """Rows of the database, from outside."""
        connection = sqlite3.connect(self.database, timeout=10)
        try:
            return connection.execute(sql).fetchall()
        except sqlite3.OperationalError as error:
            if "no such table" not in str(error):
                raise
            return []  # it has not made them yet
        finally:
            connection.close()
