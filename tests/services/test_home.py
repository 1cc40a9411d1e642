"""The home screen for each kind of resident."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.domain.model import ResidentState, Role
from bot.domain.when import When
from bot.services import home, relay, sharing
from storage import matches, residents
from tests.services.conftest import MakeBuurt, MakeResident, Unit
from tests.services.pairs import kinds, make_pair
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


async def test_what_is_written_at_home_is_no_answer_to_a_question_left_behind(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When.on(date(2026, 11, 24), at=time(14)))
        truus = Talk(work, pair.requester)
        await sharing.ask_address(work, pair.requester, pair.match_id)
        await home.show_home(work, pair.requester)
        await truus.write("Kan iemand zaterdag de planten water geven?")
        match = await matches.get(work.tx, pair.match_id)
        assert match is not None
        assert match.address is None
        assert await truus.kind() == "whom_is_this_for"
        assert "address_given" not in await kinds(work, pair.helper)


async def test_what_is_written_at_home_goes_to_no_neighbour_unasked(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When.on(date(2026, 11, 24), at=time(14)))
        truus = Talk(work, pair.requester)
        await relay.open_relay(work, pair.requester, pair.match_id)
        await home.show_home(work, pair.requester)
        await truus.write("Ik wil graag hulp met een brief van mijn dokter")
        assert await truus.kind() == "whom_is_this_for"
        assert "relayed_text" not in await kinds(work, pair.helper)
