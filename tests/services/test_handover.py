"""Coordinators come and go: asked and willing, and taken from the role by two."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import HandoverId
from bot.domain.model import Resident, Role
from bot.services import drafts, handover, invites
from bot.services.answers import Given
from bot.services.work import Work
from storage import buurten, handovers, residents
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.neighbours import Bloemenbuurt, MakeBuurt, make_bloemenbuurt, person, refused
from tests.services.pairs import kinds, params


async def team(work: Work, there: Bloemenbuurt) -> set[str]:
    return {each.name for each in await residents.with_role(work.tx, there.home.id, Role.COORDINATOR)}


async def ask(work: Work, there: Bloemenbuurt, name: str) -> None:
    await handover.ask(work, there.coordinator, there.home.id)
    await drafts.answer(work, there.coordinator, Given(text=name))


async def number(work: Work, there: Bloemenbuurt) -> HandoverId:
    (found,) = await handovers.open_of(work.tx, there.home.id, work.now)
    return found.id


async def with_three(work: Work, there: Bloemenbuurt) -> tuple[Resident, Resident, Resident]:
    """Carla, Truus and Samir coordinate."""
    for each in (there.truus, there.samir):
        await residents.give_role(work.tx, each.id, there.home.id, Role.COORDINATOR)
    return there.coordinator, there.truus, there.samir


async def test_a_member_who_is_asked_by_name_and_says_yes_is_coordinator(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await ask(work, there, "truus")
        assert await team(work, there) == {"Carla"}
        asked = await params(work, there.truus, "team_asked")
        await handover.say_yes(work, there.truus, asked["handover"])
        assert await team(work, there) == {"Carla", "Truus"}
        assert "team_joined" in await kinds(work, there.coordinator)
        assert "role_given" in await kinds(work, there.truus)
        async with refused(work, GoneError):
            await handover.say_yes(work, there.truus, asked["handover"])


async def test_no_is_fine_and_so_is_no_answer(unit: Unit, buurt: MakeBuurt, resident: MakeResident) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await ask(work, there, "Wim")
        await handover.say_no(work, there.wim, await number(work, there))
        assert (await kinds(work, there.coordinator))[-1] == "team_declined"
        await ask(work, there, "Samir")
        asked = await number(work, there)
        async with refused(work, GoneError):
            await handover.say_yes(work.at(NOW + timedelta(days=7)), there.samir, asked)
        assert await team(work, there) == {"Carla"}


async def test_of_two_with_one_name_a_button_chooses(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        other = await resident(work, there.home, "Truus")
        await ask(work, there, "Truus")
        async with refused(work, GoneError):
            await drafts.answer(work, there.coordinator, Given(value=str(there.wim.id)), "team_name")
        await drafts.answer(work, there.coordinator, Given(value=str(other.id)), "team_name")
        assert "team_asked" in await kinds(work, other)
        assert "team_asked" not in await kinds(work, there.truus)


@pytest.mark.parametrize("name", ["Niemand", "Carla", "Bas"])
async def test_who_is_no_member_here_or_coordinates_already_is_not_found(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, name: str
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await ask(work, there, name)
        assert await handovers.open_of(work.tx, there.home.id, work.now) == []
        assert await kinds(work, there.coordinator) == ["question_team_name"] * 2


async def test_the_last_coordinator_cannot_stop_and_another_can(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await handover.ask_to_leave(work, there.coordinator, there.home.id)
        assert await kinds(work, there.coordinator) == ["team_last"]
        async with refused(work, GoneError):
            await handover.leave(work, there.coordinator, there.home.id)
        await residents.give_role(work.tx, there.truus.id, there.home.id, Role.COORDINATOR)
        await invites.make(work, there.coordinator, there.home.id)
        link = (await params(work, there.coordinator, "invite_to_forward"))["link"]
        await handover.leave(work, there.coordinator, there.home.id)
        assert await team(work, there) == {"Truus"}
        assert (await person(work, there.coordinator)).takes_part
        assert await buurten.invite_of(work.tx, link.partition("=")[2], work.now) is None
        assert await kinds(work, there.truus) == ["team_has_left"]
        assert (await params(work, there.coordinator, "role_menu"))["roles"] == []


async def test_a_role_is_taken_when_a_second_coordinator_agrees_and_the_person_stays_a_member(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        carla, truus, samir = await with_three(work, there)
        await handover.propose_removal(work, carla, there.home.id, samir.id)
        case = await number(work, there)
        assert await kinds(work, samir) == []
        assert await kinds(work, truus) == ["team_case"]
        for party in (carla, samir):
            async with refused(work, NotAllowedError):
                await handover.agree(work, party, case)
        await handover.agree(work, truus, case)
        assert await team(work, there) == {"Carla", "Truus"}
        assert (await person(work, samir)).takes_part
        assert await kinds(work, samir) == ["role_menu", "team_removed"]
        assert "team_removed_noted" in await kinds(work, carla)
        async with refused(work, GoneError):
            await handover.agree(work, truus, case)


async def test_without_a_second_yes_within_a_week_the_role_stays(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        carla, truus, samir = await with_three(work, there)
        await handover.propose_removal(work, carla, there.home.id, samir.id)
        case = await number(work, there)
        async with refused(work, GoneError):
            await handover.agree(work.at(NOW + timedelta(days=7)), truus, case)
        await handover.disagree(work, truus, case)
        assert await team(work, there) == {"Carla", "Truus", "Samir"}
        assert "team_kept" in await kinds(work, carla)
        assert await kinds(work, samir) == []


async def test_who_is_removed_first_cannot_remove_by_an_earlier_proposal(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        carla, truus, samir = await with_three(work, there)
        await handover.propose_removal(work, samir, there.home.id, carla.id)
        against_carla = await number(work, there)
        await handover.propose_removal(work, carla, there.home.id, samir.id)
        against_samir = max(each.id for each in await handovers.open_of(work.tx, there.home.id, work.now))
        await handover.agree(work, truus, against_samir)
        async with refused(work, GoneError):
            await handover.agree(work, truus, against_carla)
        assert await team(work, there) == {"Carla", "Truus"}


async def test_the_same_removal_is_proposed_once_and_nobody_proposes_their_own(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        carla, truus, samir = await with_three(work, there)
        await handover.propose_removal(work, carla, there.home.id, samir.id)
        async with refused(work, GoneError):
            await handover.propose_removal(work, truus, there.home.id, samir.id)
        async with refused(work, NotAllowedError):
            await handover.propose_removal(work, carla, there.home.id, carla.id)
        async with refused(work, GoneError):
            await handover.propose_removal(work, carla, there.home.id, there.wim.id)
        async with refused(work, NotAllowedError):
            await handover.propose_removal(work, there.other_coordinator, there.home.id, carla.id)
