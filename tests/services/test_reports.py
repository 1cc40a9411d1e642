"""Reporting a neighbour, and what coordinators do about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.candidates import Ring
from bot.domain.decisions import Reason, Step
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import ReportId
from bot.domain.model import AskState, MatchState, PostKind, PostState, Resident, ResidentState, Role
from bot.services import alerts, matching, report_cases, reports
from bot.services import matches as together
from bot.services.work import Work
from storage import asks, candidates, matches, residents
from storage import reports as rows
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.neighbours import (
    MakeBuurt,
    ask_of,
    asked,
    make_bloemenbuurt,
    match_of,
    matched,
    person,
    post_of,
    refused,
    report_of,
    reported,
    state_of,
)
from tests.services.pairs import events_of, kinds, params, run_until, waiting


async def removed(work: Work, me: Resident, report_id: ReportId) -> None:
    await report_cases.decide(work, me, report_id, Step.REMOVE, Reason.OTHER)


AT_NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)


async def test_reporting_takes_two_taps_and_the_first_changes_nothing(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        match = await matched(work, await post_of(work, there.truus), there.truus, there.samir)
        await reports.confirm(work, there.truus, "match", match.id)
        assert await kinds(work) == ["report_confirm"]
        assert (await match_of(work, match.id)).state is MatchState.AGREED
        assert await rows.open_of(work.tx, there.home.id) == []


async def test_a_report_ends_the_match_at_once_and_the_other_hears_only_that(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        match = await matched(work, await post_of(work, there.truus), there.truus, there.samir)
        await reports.report(work, there.truus, "match", match.id)
        assert (await match_of(work, match.id)).state is MatchState.ENDED
        assert await kinds(work, there.samir) == ["not_going_on"]
        assert "report" not in str([each.params for each in await waiting(work, there.samir)])
        assert (await params(work, there.truus, "report_done"))["seen"]
        assert "co_report" in await kinds(work, there.coordinator)
        assert "reported" in await events_of(work, there.truus)


async def test_a_reporters_request_looks_for_somebody_else_and_never_for_the_reported_one(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        await post_of(work, there.samir, PostKind.OFFER)
        await post_of(work, there.wim, PostKind.OFFER)
        match = await matched(work, post, there.truus, there.samir)
        await reports.report(work, there.truus, "match", match.id)
        assert await state_of(work, post) is PostState.OPEN
        assert [ask.resident_id for ask in await asks.of_post(work.tx, post.id)] == [there.wim.id]
        again = await post_of(work, there.truus)
        await matching.wave(work, again)
        assert there.samir.id not in [ask.resident_id for ask in await asks.of_post(work.tx, again.id)]
        turned = await post_of(work, there.samir)
        await post_of(work, there.truus, PostKind.OFFER)
        assert there.truus.id not in [
            each.resident_id for each in await candidates.of_ring(work.tx, turned, Ring.OWN, work.now)
        ]


async def test_a_card_can_be_reported_and_its_request_waits_for_a_coordinator(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus, words="Kom alleen")
        ask = await asked(work, post, there.samir)
        await reports.confirm(work, there.samir, "ask", ask.id)
        assert (await params(work, there.samir, "report_confirm"))["name"] is None
        await reports.report(work, there.samir, "ask", ask.id)
        assert (await ask_of(work, ask.id)).state is AskState.WITHDRAWN
        assert await state_of(work, post) is PostState.HELD
        assert await kinds(work, there.truus) == []
        (report,) = await rows.open_of(work.tx, there.home.id)
        await report_cases.keep_apart(work, there.coordinator, report.id)
        assert await state_of(work, post) is PostState.OPEN


async def test_all_matches_and_questions_between_the_two_end(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        one = await matched(work, await post_of(work, there.truus), there.truus, there.samir)
        two = await matched(work, await post_of(work, there.samir), there.samir, there.truus)
        with_wim = await matched(work, await post_of(work, there.truus), there.truus, there.wim)
        question = await asked(work, await post_of(work, there.samir), there.truus)
        stands_by = await asked(work, await post_of(work, there.truus), there.samir, AskState.YES)
        await reports.report(work, there.truus, "match", one.id)
        for match in (one, two):
            assert (await match_of(work, match.id)).state is MatchState.ENDED
        assert (await match_of(work, with_wim.id)).state is MatchState.AGREED
        for ask in (question, stands_by):
            assert (await ask_of(work, ask.id)).state is AskState.WITHDRAWN


async def test_what_is_over_can_still_be_reported_and_twice_is_once(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        match = await matched(work, await post_of(work, there.truus), there.truus, there.samir)
        await matches.end(work.tx, match.id, work.now)
        await reports.report(work, there.samir, "match", match.id)
        await reports.report(work, there.samir, "match", match.id)
        assert len(await rows.open_of(work.tx, there.home.id)) == 1
        assert await kinds(work, there.coordinator) == ["co_report"]


async def test_coordinators_hear_of_a_report_by_night_too(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(AT_NIGHT) as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        match = await matched(work, await post_of(work, there.truus), there.truus, there.samir)
        await reports.report(work, there.truus, "match", match.id)
        row = await work.tx.one("SELECT state, about FROM outbox WHERE kind = 'co_report'")
        assert row is not None
        assert tuple(row) == ("waiting", f"r{there.truus.id}. r{there.samir.id}.")


async def test_nobody_reports_on_what_they_have_no_part_in(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        ask = await asked(work, post, there.samir)
        match = await matched(work, post, there.truus, there.samir)
        for what, row in (("match", match.id), ("ask", ask.id), ("match", 999), ("ask", 999)):
            async with refused(work, NotAllowedError):
                await reports.confirm(work, there.wim, what, row)
            async with refused(work, NotAllowedError):
                await reports.report(work, there.wim, what, row)
        async with refused(work, GoneError):
            await reports.report(work, there.truus, "resident", int(there.samir.id))
        await residents.set_state(work.tx, there.truus.id, ResidentState.REMOVED)
        async with refused(work, NotAllowedError):
            await reports.report(work, await person(work, there.truus), "match", match.id)


async def test_a_coordinator_who_is_reported_does_not_see_the_case_and_the_reporter_is_told(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        match = await matched(work, await post_of(work, there.truus), there.truus, there.coordinator)
        await reports.report(work, there.truus, "match", match.id)
        assert "co_report" not in await kinds(work, there.coordinator)
        assert not (await params(work, there.truus, "report_done"))["seen"]
        (report,) = await rows.open_of(work.tx, there.home.id)
        assert await report_cases.waiting(work, there.coordinator, there.home.id) == []
        for action in (report_cases.keep_apart, report_cases.misunderstanding, removed):
            async with refused(work, NotAllowedError):
                await action(work, there.coordinator, report.id)


async def test_a_stranger_and_another_buurts_coordinator_handle_no_report(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        report = await reported(work, there.truus, there.samir)
        for nobody in (there.wim, there.other_coordinator, there.truus):
            async with refused(work, NotAllowedError):
                await report_cases.show_next(work, nobody, there.home.id)
            for action in (
                report_cases.keep_apart,
                report_cases.misunderstanding,
                report_cases.choose_step,
                removed,
            ):
                async with refused(work, NotAllowedError):
                    await action(work, nobody, report.id)


async def test_a_card_shows_first_names_and_when_and_nothing_that_was_said(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        card = await alerts.report_card(work, await reported(work, there.truus, there.samir))
        assert card == {
            "report": 1,
            "reporter": "Truus",
            "reported": "Samir",
            "at": "2026-11-23T10:00",
            "lines": 0,
            "earlier": [],
        }


async def test_a_removed_neighbour_ends_everything_and_is_told_where_to_turn(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        own = await post_of(work, there.samir)
        of_wim = await post_of(work, there.wim)
        match = await matched(work, of_wim, there.wim, there.samir)
        report = await reported(work, there.truus, there.samir)
        await report_cases.choose_step(work, there.coordinator, report.id)
        assert (await person(work, there.samir)).state is ResidentState.MEMBER
        await removed(work, there.coordinator, report.id)
        assert (await person(work, there.samir)).state is ResidentState.REMOVED
        assert await residents.barred(work.tx, work.account_hash(there.samir.account))
        assert await state_of(work, own) is PostState.CLOSED
        assert await state_of(work, of_wim) is PostState.OPEN
        assert (await match_of(work, match.id)).state is MatchState.ENDED
        assert "neighbour_left" in await kinds(work, there.wim)
        assert await kinds(work, there.samir) == ["removed_by_coordinator"]
        assert await kinds(work, there.truus) == ["report_closed"]
        assert (await report_of(work, report.id)).closed
        async with refused(work, GoneError):
            await removed(work, there.coordinator, report.id)


async def test_coordinators_do_not_remove_each_other(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await residents.give_role(work.tx, there.samir.id, there.home.id, Role.COORDINATOR)
        report = await reported(work, there.truus, there.samir)
        await report_cases.choose_step(work, there.coordinator, report.id)
        assert await kinds(work, there.coordinator) == ["co_only_operator"]
        async with refused(work, NotAllowedError):
            await removed(work, there.coordinator, report.id)


async def test_after_a_misunderstanding_the_two_may_meet_again(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        match = await matched(work, await post_of(work, there.truus), there.truus, there.samir)
        await reports.report(work, there.truus, "match", match.id)
        (report,) = await rows.open_of(work.tx, there.home.id)
        await report_cases.misunderstanding(work, there.coordinator, report.id)
        await post_of(work, there.samir, PostKind.OFFER)
        again = await post_of(work, there.truus)
        found = await candidates.of_ring(work.tx, again, Ring.OWN, work.now)
        assert [each.resident_id for each in found] == [there.samir.id]


async def test_a_held_request_waits_for_the_last_report_to_be_closed(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        for neighbour in (there.samir, there.wim):
            ask = await asked(work, post, neighbour)
            await reports.report(work, neighbour, "ask", ask.id)
        first, second = await rows.open_of(work.tx, there.home.id)
        await report_cases.keep_apart(work, there.coordinator, first.id)
        assert await state_of(work, post) is PostState.HELD
        await report_cases.keep_apart(work, there.coordinator, second.id)
        assert await state_of(work, post) is PostState.OPEN


async def test_a_report_by_who_stood_by_leaves_the_help_of_another_as_it_was(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        ask = await asked(work, post, there.samir)
        await asks.set_state(work.tx, ask.id, AskState.YES, NOW, was=frozenset({AskState.WAITING}))
        match = await matched(work, post, there.truus, there.wim)
        await reports.report(work, there.samir, "ask", ask.id)
        assert await state_of(work, post) is PostState.MATCHED
        assert (await match_of(work, match.id)).state is MatchState.AGREED
        assert (await ask_of(work, ask.id)).state is AskState.WITHDRAWN


async def test_a_held_request_with_the_yes_of_another_opens_again_and_asks_nobody_else(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        ask = await asked(work, post, there.samir)
        offered = await matches.offer(work.tx, post.id, there.truus.id, there.wim.id, "12", NOW)
        assert offered is not None
        await reports.report(work, there.samir, "ask", ask.id)
        assert await state_of(work, post) is PostState.HELD
        (report,) = await rows.open_of(work.tx, there.home.id)
        await report_cases.misunderstanding(work, there.coordinator, report.id)
        assert await state_of(work, post) is PostState.OPEN
        await together.accept(work, there.truus, offered)
        assert await state_of(work, post) is PostState.MATCHED


async def test_a_held_request_whose_time_is_over_expires(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        ask = await asked(work, post, there.samir)
        await reports.report(work, there.samir, "ask", ask.id)
    async with unit(NOW + timedelta(days=15)) as work:
        await run_until(work, work.now)
        assert await state_of(work, post) is PostState.EXPIRED
