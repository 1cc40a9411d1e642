"""All that is logged while the tests run goes through the bot's own filter, and is searched."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import logs
from storage.database import Database

SECRETS = ("1:play", "Samira", "سميرة", "Truus", "Ahmad", "Youssef", "Lindenstraat", "Tulpstraat", "geheim")
"""The playground's token, and names and words that many tests use."""
NOISY = ("aiosqlite", "asyncio", "fontTools", "matplotlib")
"""They tell every statement, or every font that was not chosen: too slow for all tests, and one test has those of
the database on in the whole program."""


BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path; without one the test is skipped, or fails where BUURTKRING_BROWSER=required."""
    found = shutil.which("chromium")
    if found is None and os.environ.get("BUURTKRING_BROWSER") == "required":
        pytest.fail("BUURTKRING_BROWSER=required, but there is no chromium")
    if found is None:
        pytest.skip("no chromium")
    return found


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of the present schema, to copy: to migrate one takes longer than most tests."""
    path = tmp_path_factory.mktemp("blank") / "buurt.db"

    async def make() -> None:
        await (await Database.open(path, synchronous="OFF")).close()

    asyncio.run(make())
    return path


class Searched(io.StringIO):
    """Keeps of what is written only which secrets were in it, and during which test."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def write(self, text: str) -> int:
        test = os.environ.get("PYTEST_CURRENT_TEST", "")
        self.found += [f"{secret} in {test}" for secret in SECRETS if secret in text]
        return len(text)


@pytest.fixture(scope="session")
def searched() -> Iterator[Searched]:
    """Fails the run at its end where a log line held a secret."""
    stream = Searched()
    yield stream
    assert stream.found == []


@pytest.fixture(autouse=True)
def _every_log_line_is_searched(searched: Searched) -> None:
    """Log at DEBUG as the program does; what pytest does with uncaught errors and warnings stays."""
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    handlers = logging.getLogger().handlers[:]
    logs.configure("json", "DEBUG", searched)
    ours = logging.getLogger().handlers[:]
    logging.getLogger().handlers[:] = [*[each for each in handlers if type(each) is not type(ours[0])], *ours]
    logging.captureWarnings(False)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.INFO)
