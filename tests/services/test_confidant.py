"""The confidant: chosen by a coordinator, who never sees what is said."""

from __future__ import annotations

import pytest

from bot.domain.errors import GoneError, NotAllowedError, TooManyError
from bot.domain.model import Resident, Role
from bot.services import confidant, drafts, links
from bot.services.answers import Given
from bot.services.work import Work
from storage import confidants, residents
from tests.services.conftest import MakeResident, Unit
from tests.services.neighbours import Bloemenbuurt, MakeBuurt, make_bloemenbuurt, person, refused
from tests.services.pairs import kinds, params, snapshot, waiting

SECRET = "Ik durf niet meer naar buiten"


async def _chosen(work: Work, there: Bloemenbuurt, who: Resident) -> None:
    """The coordinator sends a link, which `who` opens and says yes to."""
    await confidant.ask_member(work, there.coordinator, there.home.id)
    sent = [each for each in await waiting(work, there.coordinator) if each.kind == "confidant_to_forward"]
    code = str(sent[-1].params["link"]).partition("start=")[2]
    assert await links.opened(work, who, code)
    await confidant.accept(work, who, code.removeprefix(confidant.LINK))


async def _said(work: Work, who: Resident, text: str) -> None:
    await drafts.answer(work, who, Given(text=text))


async def test_a_member_who_agrees_is_the_confidant_and_can_be_written_to_and_answers(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await _chosen(work, there, there.wim)
        assert (await params(work, there.coordinator, "co_confidant_set"))["name"] == "Wim"
        await confidant.show(work, there.truus)
        assert (await params(work, there.truus, "confidant_member"))["name"] == "Wim"
        await confidant.write(work, there.truus)
        await _said(work, there.truus, SECRET)
        got = await params(work, there.wim, "confided")
        assert (got["name"], got["text"]) == ("Truus", SECRET)
        await confidant.answer(work, there.wim, got["confided"])
        await _said(work, there.wim, "Ik kom langs")
        assert (await params(work, there.truus, "confided"))["text"] == "Ik kom langs"


async def test_what_is_said_reaches_no_coordinator_and_is_kept_in_no_table(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await _chosen(work, there, there.wim)
        await confidant.write(work, there.truus)
        await _said(work, there.truus, SECRET)
        told = [each for each in await waiting(work) if SECRET in str(each.params)]
        assert [each.resident_id for each in told] == [there.wim.id]
        rows = await snapshot(work.tx)
        assert [table for table, found in rows.items() if SECRET in str(found)] == ["outbox"]


async def test_a_coordinator_is_no_confidant_not_even_later(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await confidants.make_link(work.tx, there.home.id, "x" * 16, work.now.replace(year=2027))
        for nobody in (there.coordinator, there.other_coordinator):
            await confidant.open_link(work, nobody, confidant.LINK + "x" * 16)
            assert "confidant_over" in await kinds(work, nobody)
            async with refused(work, NotAllowedError):
                await confidant.accept(work, nobody, "x" * 16)
        await _chosen(work, there, there.wim)
        await residents.give_role(work.tx, there.wim.id, there.home.id, Role.COORDINATOR)
        await confidant.show(work, there.truus)
        assert "confidant_none" in await kinds(work, there.truus)
        async with refused(work, GoneError):
            await confidant.write(work, there.truus)


async def test_a_name_and_number_outside_the_bot_are_shown_as_they_are(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await _chosen(work, there, there.wim)
        await confidant.ask_outside(work, there.coordinator, there.home.id)
        for text in ("Mevrouw De Vries", "geen idee", "0522 123456"):
            await _said(work, there.coordinator, text)
        await confidant.show(work, there.truus)
        shown = await params(work, there.truus, "confidant_outside")
        assert shown == {"name": "Mevrouw De Vries", "contact": "0522 123456"}
        assert "confidant_no_more" in await kinds(work, there.wim)
        await confidant.end(work, there.coordinator, there.home.id)
        async with refused(work, GoneError):
            await confidant.end(work, there.coordinator, there.home.id)


async def test_nobody_else_answers_and_nobody_writes_without_end(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await _chosen(work, there, there.wim)
        row = await confidants.note(work.tx, there.truus.id, there.wim.id, work.now)
        for nobody in (there.samir, there.coordinator):
            async with refused(work, NotAllowedError):
                await confidant.answer(work, nobody, row)
        for _ in range(confidant.AN_HOUR):
            await work.record("confided", there.truus)
        with pytest.raises(TooManyError):
            await confidant.pass_on(work, there.truus, {"to": there.wim.id, "confide": "x"})


async def test_the_confidant_stops_when_they_like(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await _chosen(work, there, there.wim)
        await confidant.resign(work, await person(work, there.wim))
        assert "co_confidant_gone" in await kinds(work, there.coordinator)
        assert await confidants.of_buurt(work.tx, there.home.id) is None
