"""A database file to copy, in which everything is under way."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from . import buurt


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("fuzz") / "template.db"
    asyncio.run(buurt.make(path))
    return path
