"""The operator decides an appeal where no other coordinator can."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

from bot.clock import system_clock
from bot.domain.decisions import Reason, Step
from bot.domain.model import Resident, ResidentState, Role
from bot.services import appeals, report_cases
from bot.services.work import Work
from storage import decisions, reports, residents
from storage.database import Database
from tests.operator.conftest import Run
from tests.services.conftest import add_buurt, add_resident


async def _removed(path: Path, coordinators: int) -> int:
    """Samir was removed and does not agree; returns the number of the decision."""
    database = await Database.open(path)
    try:
        async with database.unit() as tx:
            work = Work(tx, system_clock(), Random(1), b"key", "bot")
            home = await add_buurt(work)
            carla, other, truus, samir = [
                await add_resident(work, home, name) for name in ("Carla", "Omar", "Truus", "Samir")
            ]
            for each in (carla, other)[:coordinators]:
                await residents.give_role(tx, each.id, home.id, Role.COORDINATOR)
            report = await reports.add(tx, truus.id, samir.id, home.id, work.now)
            await report_cases.decide(work, carla, report, Step.REMOVE, Reason.UNKIND)
            (decision,) = await decisions.about(tx, samir.id)
            await appeals.appeal(work, samir, {"decision": decision.id, "appeal": "Dat was ik niet"})
            return decision.id
    finally:
        await database.close()


async def _samir(path: Path) -> Resident:
    database = await Database.open(path)
    try:
        async with database.unit() as tx:
            (row,) = await tx.all("SELECT id FROM resident WHERE name = 'Samir'")
            found = await residents.get(tx, row["id"])
            assert found is not None
            return found
    finally:
        await database.close()


def test_an_appeal_without_another_coordinator_is_listed_and_decided(run: Run, tmp_path: Path) -> None:
    number = asyncio.run(_removed(tmp_path / "buurt.db", coordinators=1))
    listed = run("appeals", "list").stdout
    assert "Dat was ik niet" in listed
    assert "Samir" not in listed
    assert run("appeals", "decide", str(number), "lift").stdout == f"Appeal {number} is lifted.\n"
    assert asyncio.run(_samir(tmp_path / "buurt.db")).state is ResidentState.MEMBER
    again = run("appeals", "decide", str(number), "uphold")
    assert (again.returncode, again.stderr) == (1, f"buurtkring: there is no appeal {number} that waits\n")


def test_one_that_a_coordinator_can_decide_is_left_to_them(run: Run, tmp_path: Path) -> None:
    number = asyncio.run(_removed(tmp_path / "buurt.db", coordinators=2))
    refused = run("appeals", "decide", str(number), "lift")
    assert refused.returncode == 1
    assert "is for a coordinator" in refused.stderr
