"""What a coordinator decides about a report, how it ends, and how it is appealed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.decisions import DecisionState, Reason, Step
from bot.domain.errors import GoneError, NotAllowedError, TooManyError
from bot.domain.ids import DecisionId
from bot.domain.model import Resident, ResidentState, Role
from bot.services import appeals, drafts, home, privacy, report_cases, reports
from bot.services.answers import Given
from bot.services.work import Work
from storage import decisions, residents
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.neighbours import (
    Bloemenbuurt,
    MakeBuurt,
    make_bloemenbuurt,
    matched,
    person,
    post_of,
    refused,
    report_of,
    reported,
)
from tests.services.pairs import events_of, kinds, params, run_until, waiting


async def _decided(work: Work, there: Bloemenbuurt, step: Step, by: Resident | None = None) -> DecisionId:
    """About Samir, whom Truus reported."""
    report = await reported(work, there.truus, there.samir)
    await report_cases.decide(work, by or there.coordinator, report.id, step, Reason.BOUNDS)
    return (await decisions.about(work.tx, there.samir.id))[-1].id


async def _second(work: Work, there: Bloemenbuurt) -> Resident:
    await residents.give_role(work.tx, there.wim.id, there.home.id, Role.COORDINATOR)
    return await person(work, there.wim)


async def _state(work: Work, decision_id: DecisionId) -> DecisionState:
    found = await decisions.get(work.tx, decision_id)
    assert found is not None
    return found.state


async def _appealed(work: Work, who: Resident, decision_id: DecisionId, words: str | None = None) -> None:
    who = await person(work, who)
    await appeals.begin(work, who, decision_id)
    await drafts.answer(work, who, Given(text=words) if words else Given(value="none"))


async def test_who_is_warned_hears_what_is_expected_and_not_who_reported(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await _decided(work, there, Step.WARN)
        assert (await person(work, there.samir)).state is ResidentState.MEMBER
        assert (await params(work, there.samir, "warned"))["reason"] == "bounds"
        assert "Truus" not in str([each.params for each in await waiting(work, there.samir)])
        report = await reported(work, there.wim, there.samir)
        await report_cases.show_next(work, there.coordinator, there.home.id)
        shown = [each.params for each in await waiting(work, there.coordinator) if each.kind == "co_report"]
        assert shown[-1]["report"] == report.id
        assert shown[-1]["earlier"] == [["warned", "2026-11-23"]]


@pytest.mark.parametrize(("step", "days"), [(Step.WEEK, 7), (Step.MONTH, 30)])
async def test_a_pause_ends_by_itself(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, step: Step, days: int
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        decision = await _decided(work, there, step)
        samir = await person(work, there.samir)
        assert samir.state is ResidentState.REMOVED
        await home.show_home(work, samir)
        assert (await params(work, samir, "removed"))["until"] is not None
    async with unit(NOW + timedelta(days=days, minutes=-1)) as work:
        await run_until(work, work.now)
        assert (await person(work, there.samir)).state is ResidentState.REMOVED
    async with unit(NOW + timedelta(days=days)) as work:
        await run_until(work, work.now)
        assert (await person(work, there.samir)).state is ResidentState.MEMBER
        assert await _state(work, decision) is DecisionState.OVER
        assert "pause_is_over" in await kinds(work, there.samir)
        assert not await residents.barred(work.tx, work.account_hash(there.samir.account))


async def test_no_number_of_reports_decides_anything(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        for number in range(12):
            neighbour = await resident(work, there.home, f"Buur {number}")
            match = await matched(work, await post_of(work, neighbour), neighbour, there.samir)
            await reports.report(work, neighbour, "match", match.id)
        assert (await person(work, there.samir)).state is ResidentState.MEMBER
        assert await decisions.about(work.tx, there.samir.id) == []
    async with unit(NOW + timedelta(days=400)) as work:
        await run_until(work, work.now)
        assert await decisions.about(work.tx, there.samir.id) == []


async def test_an_appeal_goes_to_another_coordinator_and_never_to_who_decided(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        second = await _second(work, there)
        decision = await _decided(work, there, Step.REMOVE)
        await _appealed(work, there.samir, decision, "Ik was het niet")
        assert (await params(work, second, "co_appeal"))["said"] == "Ik was het niet"
        assert "co_appeal" not in await kinds(work, there.coordinator)
        for nobody in (there.coordinator, there.truus, there.other_coordinator):
            async with refused(work, NotAllowedError):
                await appeals.lift(work, nobody, decision)
            async with refused(work, NotAllowedError):
                await appeals.uphold(work, nobody, decision)
        await appeals.lift(work, second, decision)
        samir = await person(work, there.samir)
        assert samir.state is ResidentState.MEMBER
        assert not await residents.barred(work.tx, work.account_hash(samir.account))
        assert "decision_lifted" in await kinds(work, samir)
        found = await decisions.get(work.tx, decision)
        assert found is not None
        assert found.appeal is None
        async with refused(work, GoneError):
            await appeals.uphold(work, second, decision)


async def test_what_was_upheld_stays_and_is_appealed_once(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        second = await _second(work, there)
        decision = await _decided(work, there, Step.WEEK)
        await _appealed(work, there.samir, decision)
        assert await appeals.waiting(work, there.coordinator, there.home.id) == []
        await appeals.uphold(work, second, decision)
        samir = await person(work, there.samir)
        assert samir.state is ResidentState.REMOVED
        async with refused(work, GoneError):
            await appeals.begin(work, samir, decision)
    async with unit(NOW + timedelta(days=8)) as work:
        await run_until(work, work.now)
        assert (await person(work, there.samir)).state is ResidentState.MEMBER


async def test_where_the_only_other_coordinator_made_the_report_the_operator_decides(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await residents.give_role(work.tx, there.truus.id, there.home.id, Role.COORDINATOR)
        decision = await _decided(work, there, Step.WARN)
        await _appealed(work, there.samir, decision)
        assert not (await params(work, there.samir, "appeal_sent"))["coordinator"]
        async with refused(work, NotAllowedError):
            await appeals.lift(work, await person(work, there.truus), decision)
        found = await decisions.get(work.tx, decision)
        assert found is not None
        await appeals.settle(work, found, lifted=True)
        assert "decision_lifted" in await kinds(work, there.samir)


async def test_a_lifted_pause_does_not_open_what_a_removal_keeps_shut(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        pause = await _decided(work, there, Step.WEEK)
        await _decided(work, there, Step.REMOVE)
        await _appealed(work, there.samir, pause)
        found = await decisions.get(work.tx, pause)
        assert found is not None
        await appeals.settle(work, found, lifted=True)
        assert (await person(work, there.samir)).state is ResidentState.REMOVED
        assert await residents.barred(work.tx, work.account_hash(there.samir.account))


async def test_nobody_appeals_for_another(unit: Unit, buurt: MakeBuurt, resident: MakeResident) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        decision = await _decided(work, there, Step.WARN)
        async with refused(work, NotAllowedError):
            await appeals.begin(work, there.wim, decision)


async def test_only_what_the_reporter_shares_is_read_and_it_goes_with_the_case(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        report = await reported(work, there.truus, there.samir)
        async with refused(work, GoneError):
            await report_cases.show_lines(work, there.coordinator, report.id)
        async with refused(work, NotAllowedError):
            await reports.tell_more(work, there.samir, report.id)
        for text in ("Hij belde steeds", "En stond voor de deur"):
            await reports.tell_more(work, there.truus, report.id)
            await drafts.answer(work, there.truus, Given(text=text))
        await report_cases.show_lines(work, there.coordinator, report.id)
        assert (await params(work, there.coordinator, "co_case"))["lines"] == [
            "Hij belde steeds",
            "En stond voor de deur",
        ]
        assert (await kinds(work, there.coordinator)).count("co_case_shared") == 1
        for _ in range(reports.MOST_LINES - 2):
            await decisions.add_line(work.tx, report.id, "x", NOW)
        async with refused(work, TooManyError):
            await reports.share_line(work, there.truus, {"report": report.id, "case_line": "y"})
        await report_cases.keep_apart(work, there.coordinator, report.id)
        assert (await report_of(work, report.id)).closed
        assert await decisions.lines_of(work.tx, report.id) == []
        async with refused(work, GoneError):
            await reports.tell_more(work, there.truus, report.id)


async def test_erasing_while_on_pause_is_no_way_around_it(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await _decided(work, there, Step.MONTH)
        samir = await person(work, there.samir)
        assert "paused" in await events_of(work, samir)
        await privacy.erase(work, samir)
        assert await residents.barred(work.tx, work.account_hash(samir.account))
        assert await decisions.about(work.tx, samir.id) == []
