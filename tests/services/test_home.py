"""The home screen for each kind of resident."""

from __future__ import annotations

import pytest

from bot.domain.model import ResidentState, Role
from bot.services import home
from storage import residents
from tests.services.conftest import MakeBuurt, MakeResident, Unit
from tests.services.talking import Talk


@pytest.mark.parametrize(
    ("state", "waiting"),
    [(ResidentState.MEMBER, False), (ResidentState.PAUSED, False), (ResidentState.WAITING, True)],
)
async def test_home_tells_who_waits_that_they_wait(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, state: ResidentState, waiting: bool
) -> None:
    async with unit() as work:
        someone = Talk(work, await resident(work, await buurt(work), "Nour", state=state))
        await home.show_home(work, someone.who)
        assert (await someone.screen()).params["waiting"] is waiting


async def test_a_removed_resident_sees_no_home(unit: Unit, buurt: MakeBuurt, resident: MakeResident) -> None:
    async with unit() as work:
        someone = Talk(work, await resident(work, await buurt(work), "X", state=ResidentState.REMOVED))
        await home.show_home(work, someone.who)
        assert await someone.kind() == "removed"


async def test_a_coordinator_finds_their_button(unit: Unit, buurt: MakeBuurt, resident: MakeResident) -> None:
    async with unit() as work:
        where = await buurt(work)
        carla = Talk(work, await resident(work, where, "Carla"))
        await home.show_home(work, carla.who)
        assert (await carla.screen()).params["roles"] == []
        await residents.give_role(work.tx, carla.who.id, where.id, Role.COORDINATOR)
        await home.show_home(work, carla.who)
        assert (await carla.screen()).params["roles"] == ["coordinator"]
