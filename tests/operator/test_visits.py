"""The operator decides a first visit where every coordinator has a part in it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

import pytest

from bot.clock import system_clock
from bot.domain.categories import Category
from bot.services import answering
from bot.services.work import Work
from storage.database import Database
from tests.operator.conftest import Run
from tests.services.conftest import add_buurt, add_resident
from tests.services.neighbours import asked, post_of
from tests.services.pairs import kinds


async def waits(path: Path) -> int:
    """Samir, who helped nobody yet, would visit Truus in a buurt without a coordinator; the number of it."""
    database = await Database.open(path)
    try:
        async with database.unit() as tx:
            work = Work(tx, system_clock(), Random(1), b"key", "bot")
            home = await add_buurt(work)
            truus, samir = [await add_resident(work, home, name) for name in ("Truus", "Samir")]
            ask = await asked(work, await post_of(work, truus, category=Category.COMPANY), samir)
            await answering.set_adult(work, samir, ask.id, adult=True)
            return ask.id
    finally:
        await database.close()


async def told(path: Path) -> list[str]:
    database = await Database.open(path)
    try:
        async with database.unit() as tx:
            return await kinds(Work(tx, system_clock(), Random(1), b"key", "bot"))
    finally:
        await database.close()


@pytest.mark.parametrize(("outcome", "hears"), [("allow", "offer_card"), ("deny", "visit_denied")])
def test_a_first_visit_without_a_coordinator_is_told_by_check_listed_and_decided(
    run: Run, tmp_path: Path, outcome: str, hears: str
) -> None:
    number = asyncio.run(waits(tmp_path / "buurt.db"))
    assert "first visits: 1 that no coordinator could decide" in run("check").stdout
    listed = run("visits", "list").stdout
    assert "company" in listed
    assert "Samir" not in listed
    assert run("visits", "decide", str(number), outcome).returncode == 0
    assert hears in asyncio.run(told(tmp_path / "buurt.db"))
    assert run("visits", "decide", str(number), outcome).stderr.endswith("that waits for you\n")
    assert "first visits" not in run("check").stdout
