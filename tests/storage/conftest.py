"""A real database in a file."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.database import Database

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
async def database(tmp_path: Path, blank: Path) -> AsyncIterator[Database]:
    """An empty database."""
    opened = await Database.open(Path(shutil.copy(blank, tmp_path)), synchronous="OFF")
    yield opened
    await opened.close()
