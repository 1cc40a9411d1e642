"""The bots that are measured, and the server that they talk to: each a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.bench.server import TOKEN
from bot.domain.errors import BuurtkringError

ECHOES = Path(__file__).parent / "echoes"
TICKS = os.sysconf("SC_CLK_TCK")
STOP_SECONDS = 10.0


class NotMeasuredError(BuurtkringError):
    """A process that is measured did not do what it should."""


@dataclass(frozen=True)
class Contender:
    """A bot by its name, and the program that runs it."""

    name: str
    command: tuple[str, ...]
    ours: bool = False


OURS = Contender("buurtkring", (sys.executable, "-c", "from bot.cli import main; main()", "run"), ours=True)
PTB = Contender("python-telegram-bot echo", (sys.executable, str(ECHOES / "ptb_echo.py")))
PTB_SIDE_BY_SIDE = Contender("python-telegram-bot echo, concurrent", (*PTB.command, "concurrent"))
AIOGRAM = Contender("aiogram echo, concurrent", (sys.executable, str(ECHOES / "aiogram_echo.py")))


def contenders() -> list[Contender]:
    """Those that can run here: aiogram only where it is installed."""
    return [OURS, PTB, PTB_SIDE_BY_SIDE, *([AIOGRAM] if find_spec("aiogram") else [])]


@dataclass(frozen=True)
class Program:
    """A process that was started here."""

    process: subprocess.Popen[bytes]

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    def cpu(self) -> float:
        """Seconds of a processor that it and its threads took so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> float:
        """Resident memory, megabytes (10^6)."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) * 1024 / 1e6


@contextmanager
def running(
    contender: Contender, root: str, database: Path, extra: dict[str, str] | None = None
) -> Iterator[Program]:
    """The bot's process; stopped as an operator would. What it says is shown where it ends by itself."""
    settings = {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": root,
        "DATABASE_PATH": str(database),
        "SEND_LIMITS": "off",
        "LOG_LEVEL": "WARNING",
        "no_proxy": "127.0.0.1",
        **(extra or {}),
    }
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            contender.command, env={**os.environ, **settings}, stdout=said, stderr=said, cwd=database.parent
        )
        program = Program(process)
        try:
            yield program
        except NotMeasuredError:
            if not program.ended:
                raise
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").strip().splitlines()
            raise NotMeasuredError(
                f"{contender.name} ended by itself: {lines[-1] if lines else ''}"
            ) from None
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Telegram:
    """The server's process, as who measures sees it."""

    def __init__(self, port: int, program: Program) -> None:
        self.port = port
        self.root = f"http://127.0.0.1:{port}"
        self.program = program
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)

    def begin(self, **what: Any) -> None:
        """A new measurement; see `bot.bench.server`."""
        self._call("begin", what)

    def state(self) -> dict[str, Any]:
        """How the measurement goes."""
        return self._call("state", {})

    def _call(self, verb: str, body: dict[str, Any]) -> dict[str, Any]:
        self._connection.request(
            "POST", f"/control/{verb}", json.dumps(body), {"Content-Type": "application/json"}
        )
        found: dict[str, Any] = json.loads(self._connection.getresponse().read())
        return found


@contextmanager
def telegram() -> Iterator[Telegram]:
    """The server, in a process of its own."""
    with subprocess.Popen(
        (sys.executable, "-m", "bot.bench.server"), stdout=subprocess.PIPE, stderr=None
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            if not line:
                raise NotMeasuredError("the server of the benchmark did not start")
            yield Telegram(int(line), Program(process))
        finally:
            _end(process)
