"""Somebody of ill will and the roles: a second yes that is their own, and questions of who coordinates no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.handover import HandoverKind
from bot.domain.ids import HandoverId
from bot.domain.model import Admission, Resident, ResidentState, Role
from bot.domain.paper import Consent, may_press
from bot.domain.signals import Theme
from bot.services import (
    alerts,
    audit,
    confidant,
    drafts,
    handover,
    newcomers,
    report_cases,
    roles,
    signals,
    vouching,
)
from bot.services.answers import Given
from bot.services.work import Work
from storage import buurten, confidants, handovers, paper, residents
from storage import vouching as vouch_rows
from storage.confidants import Confidant
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.neighbours import Bloemenbuurt, MakeBuurt, make_bloemenbuurt, person, refused, reported
from tests.services.pairs import kinds, params, run_until, waiting
from tests.services.test_broadcasts import a_buurt, got, sent


async def without_phone(work: Work, there: Bloemenbuurt, contact: Resident, name: str = "Jansen") -> Resident:
    """Somebody whom this contact entered, perhaps out of nothing."""
    who = await paper.add(
        work.tx,
        name=name,
        lang="nl",
        spoken=frozenset({"nl"}),
        buurt_id=there.home.id,
        consent=Consent.SPOKEN,
        contact_id=contact.id,
        now=work.now - timedelta(days=60),
    )
    found = await residents.get(work.tx, who)
    assert found is not None
    return found


async def removal(work: Work, there: Bloemenbuurt, by: Resident, whom: Resident) -> HandoverId:
    await handover.propose_removal(work, by, there.home.id, whom.id)
    (found,) = await handovers.open_of(work.tx, there.home.id, work.now)
    return found.id


async def test_nobody_becomes_coordinator_twice_by_a_neighbour_whom_they_entered(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        them = await without_phone(work, there, there.coordinator)
        await handover.ask(work, there.coordinator, there.home.id)
        await drafts.answer(work, there.coordinator, Given(text="Jansen"))
        assert await handovers.open_of(work.tx, there.home.id, NOW) == []
        asked = await handovers.propose(
            work.tx, HandoverKind.JOIN, there.home.id, them.id, there.coordinator.id, NOW
        )
        async with refused(work, NotAllowedError):
            await handover.say_yes(work, them, asked)


@pytest.mark.parametrize("action", ["team.yes", "team.agree", "vouch.yes", "confidant.yes", "appeal.lift"])
def test_no_contact_presses_for_another_what_a_role_or_a_word_of_ones_own_is_needed_for(action: str) -> None:
    assert not may_press(action, as_contact=True)


async def test_a_contact_has_one_word_for_newcomers_and_one_yes_to_be_confidant(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await buurten.set_admission(work.tx, there.home.id, Admission.VOUCHING)
        them = await without_phone(work, there, there.truus)
        newcomer = await resident(work, there.home, "Nora", state=ResidentState.WAITING)
        code = await vouch_rows.keep_link(work.tx, newcomer.id, "code")
        async with refused(work, NotAllowedError):
            await vouching.vouch(work, them, code)
        await confidants.make_link(work.tx, there.home.id, "other", NOW + timedelta(days=1))
        async with refused(work, NotAllowedError):
            await confidant.accept(work, them, "other")


async def test_four_who_were_entered_by_one_are_one_voice_in_what_people_ran_into(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        entered = [await without_phone(work, there, there.truus, name) for name in "ABC"]
        for each in (there.truus, *entered, there.wim):
            await signals.finish(work, each, {"theme": Theme.MONEY})
        rows = await work.tx.all("SELECT DISTINCT detail FROM event WHERE kind = 'signalled'")
        assert len(rows) == 2


async def test_who_came_lately_is_no_second_person_and_everybody_hears_that_they_came(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        carla, truus, puppet = there.coordinator, there.truus, there.wim
        await residents.give_role(work.tx, truus.id, there.home.id, Role.COORDINATOR)
        asked = await handovers.propose(work.tx, HandoverKind.JOIN, there.home.id, puppet.id, carla.id, NOW)
        await handover.say_yes(work, puppet, asked)
        assert "team_joined" in await kinds(work, truus)
        number = await removal(work, there, carla, truus)
        assert "team_case" not in await kinds(work, puppet)
        async with refused(work, NotAllowedError):
            await handover.agree(work, puppet, number)
        later = work.at(NOW + handover.NEW_FOR + timedelta(hours=1))
        number = await removal(later, there, carla, truus)
        await handover.agree(later, puppet, number)
        left = await residents.with_role(work.tx, there.home.id, Role.COORDINATOR)
        assert {each.id for each in left} == {carla.id, puppet.id}


async def test_what_somebody_asked_who_coordinates_no_more_is_over_however_they_lost_the_role(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        carla, truus, samir = there.coordinator, there.truus, there.samir
        for each in (truus, samir):
            await residents.give_role(work.tx, each.id, there.home.id, Role.COORDINATOR)
        asked = await handovers.propose(
            work.tx, HandoverKind.JOIN, there.home.id, there.wim.id, carla.id, NOW
        )
        number = await handovers.propose(
            work.tx, HandoverKind.REMOVAL, there.home.id, truus.id, carla.id, NOW
        )
        await roles.take(work, carla.id, there.home.id, Role.COORDINATOR)
        async with refused(work, GoneError):
            await handover.agree(work, samir, number)
        with pytest.raises(GoneError):
            await handover.say_yes(work, there.wim, asked)


async def test_a_message_of_who_lost_the_role_reaches_nobody_else(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await a_buurt(work, buurt, resident)
        night = work.at(datetime(2026, 11, 23, 21, 30, tzinfo=UTC))
        await sent(night, there)
        await roles.take(work, there.coordinator.id, there.home.id, Role.COORDINATOR)
        await run_until(work, NOW + timedelta(days=2))
        assert await got(work) == []


async def test_the_log_tells_nobody_that_they_were_reported_or_that_their_role_is_in_question(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        carla, truus, samir = there.coordinator, there.truus, there.samir
        for each in (truus, samir):
            await residents.give_role(work.tx, each.id, there.home.id, Role.COORDINATOR)
        case = await reported(work, there.wim, truus)
        await report_cases.keep_apart(work, carla, case.id)
        await removal(work, there, carla, truus)
        for reader, seen in ((samir, ["removal_proposed", "report_closed"]), (truus, [])):
            await audit.show(work, reader, there.home.id)
            acts = (await params(work, reader, "audit"))["acts"]
            assert [each["kind"] for each in acts] == seen


async def test_who_was_refused_waits_for_a_coordinator_whatever_a_neighbour_says(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await buurten.set_admission(work.tx, there.home.id, Admission.VOUCHING)
        newcomer = await resident(work, there.home, "Nora", state=ResidentState.WAITING)
        await newcomers.refuse(work, there.coordinator, newcomer.id)
        await residents.set_buurt(work.tx, newcomer.id, there.home.id)
        await residents.set_state(work.tx, newcomer.id, ResidentState.WAITING)
        later = work.at(NOW + timedelta(days=60))
        async with refused(work, GoneError):
            await vouching.make_link(later, await person(work, newcomer))
        code = await vouch_rows.keep_link(work.tx, newcomer.id, "code")
        async with refused(work, GoneError):
            await vouching.vouch(later, there.truus, code)


@pytest.mark.parametrize("became", ["nothing", "coordinator"])
async def test_who_is_no_confidant_any_more_neither_writes_nor_is_written_to(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, became: str
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await confidants.put(work.tx, there.home.id, Confidant(there.wim.id, None, None))
        row = await confidants.note(work.tx, there.truus.id, there.wim.id, NOW)
        await confidant.answer(work, there.truus, row)
        if became == "nothing":
            await confidant.end(work, there.coordinator, there.home.id)
        else:
            await residents.give_role(work.tx, there.wim.id, there.home.id, Role.COORDINATOR)
        for each in (there.wim, there.truus):
            async with refused(work, GoneError):
                await confidant.answer(work, each, row)
        await drafts.answer(work, there.truus, Given(text="Zeg het niemand"))
        assert "Zeg het niemand" not in str([each.params for each in await waiting(work)])


async def test_what_waits_for_the_morning_is_not_read_by_who_lost_the_role_at_night(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(datetime(2026, 11, 23, 21, 30, tzinfo=UTC)) as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        newcomer = await resident(work, there.home, "Nora", state=ResidentState.WAITING)
        for each in (there.coordinator, there.other_coordinator):
            await residents.give_role(work.tx, each.id, there.home.id, Role.COORDINATOR)
        await alerts.newcomer_waits(work, newcomer)
        for each in (there.coordinator, there.other_coordinator):
            await roles.take(work, each.id, there.home.id, Role.COORDINATOR)
        left = await work.tx.all("SELECT resident_id FROM outbox WHERE kind = 'co_newcomer'")
        # Who coordinates another buurt as well keeps what may be about that one.
        assert [row["resident_id"] for row in left] == [there.other_coordinator.id]
