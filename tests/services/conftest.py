"""A real database in a file, a buurt, and people in it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from bot.domain.ids import AccountId
from bot.domain.model import Admission, Buurt, Resident, ResidentState
from bot.services.work import Work
from storage import buurten, residents
from storage.database import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""Monday 10:00 in Amsterdam."""

Unit = Callable[..., AbstractAsyncContextManager[Work]]
MakeBuurt = Callable[..., Awaitable[Buurt]]
MakeResident = Callable[..., Awaitable[Resident]]


@pytest.fixture
async def database(tmp_path: Path, blank: Path) -> AsyncIterator[Database]:
    """An empty database."""
    opened = await Database.open(Path(shutil.copy(blank, tmp_path)), synchronous="OFF")
    yield opened
    await opened.close()


@pytest.fixture
def unit(database: Database) -> Unit:
    """`async with unit(now) as work`: one committed unit of work."""

    @asynccontextmanager
    async def opened(now: datetime = NOW) -> AsyncIterator[Work]:
        async with database.unit() as tx:
            yield Work(tx, now, Random(1), b"key", "buurtkring_bot")

    return opened


async def add_buurt(work: Work, name: str = "Bloemenbuurt", postcode: str = "1234") -> Buurt:
    """A buurt with one postcode."""
    buurt_id = await buurten.add(work.tx, name, "Meppel", [postcode], Admission.APPROVAL, work.now)
    return await buurten.get(work.tx, buurt_id)


async def add_resident(
    work: Work,
    home: Buurt | None,
    name: str,
    lang: str = "nl",
    state: ResidentState = ResidentState.MEMBER,
) -> Resident:
    """Somebody with an account of their own."""
    (row,) = await work.tx.all("SELECT coalesce(max(account), 1000) + 1 AS account FROM resident")
    added = await residents.add(work.tx, AccountId(row["account"]), lang, work.now)
    await residents.set_name(work.tx, added.id, name)
    await residents.set_spoken(work.tx, added.id, frozenset({lang}))
    await residents.set_state(work.tx, added.id, state)
    if home is not None:
        await residents.set_buurt(work.tx, added.id, home.id)
    found = await residents.get(work.tx, added.id)
    assert found is not None
    return found


@pytest.fixture
def buurt() -> MakeBuurt:
    """Makes a buurt: `await buurt(work, "Bloemenbuurt")`."""
    return add_buurt


@pytest.fixture
def resident() -> MakeResident:
    """Makes a resident: `await resident(work, buurt, "Truus", lang="nl")`."""
    return add_resident


@pytest.fixture
def outbox_kinds() -> Callable[[Work], Awaitable[list[tuple[int, str]]]]:
    """What waits to be sent, in order: `[(resident id, kind), ...]`."""

    async def kinds(work: Work) -> list[tuple[int, str]]:
        rows = await work.tx.all("SELECT resident_id, kind FROM outbox WHERE ended_at IS NULL ORDER BY id")
        return [(row["resident_id"], row["kind"]) for row in rows]

    return kinds
