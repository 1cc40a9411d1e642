"""Agreeing on a time: moments that suit both, a proposal, the other's yes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import CommitmentId
from bot.domain.model import CommitmentState
from bot.domain.when import Availability, Part, When
from bot.services import agreeing, drafts
from bot.services import commitments as agreed
from bot.services.answers import Given
from storage import commitments
from tests.services.conftest import NOW, Unit
from tests.services.pairs import deliver, due_kinds, kinds, make_pair, params, run_until, waiting

TOMORROW = date(2026, 11, 24)
THIS_WEEK = When(date(2026, 11, 23), date(2026, 11, 29))
TOMORROW_14 = "202611241400"
REMINDERS = {"day_before", "hours_before", "check_in", "address_gone"}


async def test_an_exact_time_is_an_appointment_at_once_and_both_hear_it(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When.on(TOMORROW, at=time(14, 30)))
        commitment = await pair.commitment(work)
        assert commitment.state is CommitmentState.CONFIRMED
        assert commitment.starts_at == datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
        for someone in (pair.requester, pair.helper):
            assert await kinds(work, someone) == ["time_confirmed", "safety_card"]
        assert (await params(work, pair.helper, "time_confirmed"))["moment"] == "2026-11-24T14:30"
        assert set(await due_kinds(work)) == REMINDERS


async def test_the_safe_meeting_card_comes_once_in_a_life(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When.on(TOMORROW, at=time(14, 30)))
        await deliver(work)
        await work.tx.change("DELETE FROM commitment")
        await agreed.begin(work, await pair.match(work), pair.post)
        assert await kinds(work) == ["time_confirmed", "time_confirmed"]


async def test_beginning_twice_makes_one_commitment(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK)
        await deliver(work)
        await agreed.begin(work, await pair.match(work), pair.post)
        assert await kinds(work) == []


async def test_without_a_time_the_requester_gets_three_moments_that_suit_the_helper(unit: Unit) -> None:
    async with unit() as work:
        can = Availability(frozenset({1, 3}), frozenset({Part.MORNING}))
        pair = await make_pair(work, THIS_WEEK, can)
        offered = await params(work, pair.requester, "choose_time")
        assert offered["moments"] == ["2026-11-24T10:00", "2026-11-24T11:15", "2026-11-26T10:00"]
        assert "choose_time" not in await kinds(work, pair.helper)


async def test_where_nothing_suits_both_moments_that_suit_the_request_are_offered(unit: Unit) -> None:
    async with unit() as work:
        can = Availability(frozenset({6}), frozenset({Part.MORNING}))
        pair = await make_pair(work, When.on(TOMORROW, Part.EVENING), can)
        offered = await params(work, pair.requester, "choose_time")
        assert offered["moments"] == ["2026-11-24T18:15", "2026-11-24T19:00", "2026-11-24T20:00"]


async def test_a_picked_moment_waits_for_the_others_yes_and_then_stands(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK)
        await deliver(work)
        await agreeing.propose(work, pair.requester, pair.commitment_id, TOMORROW_14)
        assert await kinds(work) == ["confirm_time", "time_proposed"]
        assert (await pair.commitment(work)).state is CommitmentState.TIME_AGREED
        assert not set(await due_kinds(work)) & REMINDERS
        await deliver(work)
        await agreeing.confirm(work, pair.helper, pair.commitment_id, TOMORROW_14)
        assert (await pair.commitment(work)).state is CommitmentState.CONFIRMED
        assert await kinds(work, pair.requester) == ["time_confirmed"]
        assert await kinds(work, pair.helper) == ["time_confirmed"]
        assert set(await due_kinds(work)) == REMINDERS


async def test_nobody_confirms_their_own_proposal_nor_an_older_one(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK)
        await agreeing.propose(work, pair.requester, pair.commitment_id, TOMORROW_14)
        with pytest.raises(GoneError):
            await agreeing.confirm(work, pair.requester, pair.commitment_id, TOMORROW_14)
        await agreeing.propose(work, pair.requester, pair.commitment_id, "202611251400")
        with pytest.raises(GoneError):
            await agreeing.confirm(work, pair.helper, pair.commitment_id, TOMORROW_14)
        assert (await pair.commitment(work)).state is CommitmentState.TIME_AGREED


async def test_picking_the_moment_that_the_other_proposed_is_a_yes(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK)
        await agreeing.propose(work, pair.requester, pair.commitment_id, TOMORROW_14)
        await agreeing.propose(work, pair.helper, pair.commitment_id, TOMORROW_14)
        assert (await pair.commitment(work)).state is CommitmentState.CONFIRMED


async def test_the_helper_may_propose_another_time_and_then_the_requester_confirms(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK)
        await agreeing.propose(work, pair.requester, pair.commitment_id, TOMORROW_14)
        await deliver(work)
        await agreeing.other_time(work, pair.helper, pair.commitment_id)
        moments = (await params(work, pair.helper, "choose_time"))["moments"]
        assert "2026-11-24T14:00" not in moments
        await agreeing.propose(work, pair.helper, pair.commitment_id, "202611261000")
        assert await kinds(work, pair.requester) == ["confirm_time"]
        await agreeing.confirm(work, pair.requester, pair.commitment_id, "202611261000")
        commitment = await pair.commitment(work)
        assert commitment.starts_at == datetime(2026, 11, 26, 9, tzinfo=UTC)
        assert commitment.proposed_by is None


@pytest.mark.parametrize("forged", ["202611221000", "202712241400", "2026", "", "20261132", "yesterday"])
async def test_a_moment_that_is_past_or_far_or_forged_changes_nothing(unit: Unit, forged: str) -> None:
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK)
        await deliver(work)
        with pytest.raises(GoneError):
            await agreeing.propose(work, pair.requester, pair.commitment_id, forged)
        assert (await pair.commitment(work)).state is CommitmentState.NO_TIME
        assert await kinds(work) == []


async def test_changing_the_time_keeps_the_old_one_until_another_is_chosen(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When.on(TOMORROW, at=time(14, 30)))
        await deliver(work)
        await agreeing.change_time(work, pair.helper, pair.match_id)
        assert (await pair.commitment(work)).state is CommitmentState.CONFIRMED
        assert (await params(work, pair.helper, "choose_time"))["until_now"] == "2026-11-24T14:30"
        await deliver(work)
        await agreeing.propose(work, pair.helper, pair.commitment_id, "202611261000")
        assert (await params(work, pair.requester, "confirm_time"))["until_now"] == "2026-11-24T14:30"
        assert not set(await due_kinds(work)) & REMINDERS


async def test_once_begun_the_time_is_not_changed_any_more(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When.on(TOMORROW, at=time(14, 30)))
        later = work.at(NOW + timedelta(days=1, hours=5))
        for refused in (
            agreeing.change_time(later, pair.requester, pair.match_id),
            agreeing.propose(later, pair.requester, pair.commitment_id, "202611261000"),
            agreeing.ourselves(later, pair.requester, pair.commitment_id),
            agreeing.ask_time(later, pair.requester, pair.commitment_id),
        ):
            with pytest.raises(GoneError):
                await refused
        assert (await pair.commitment(work)).state is CommitmentState.CONFIRMED


async def test_arranging_it_themselves_the_requester_is_asked_the_next_morning_and_once_more(
    unit: Unit,
) -> None:
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK)
        await deliver(work)
        await agreeing.ourselves(work, pair.requester, pair.commitment_id)
        assert await kinds(work) == ["arrange_yourselves", "arrange_yourselves"]
        assert await due_kinds(work) == {"which_time": datetime(2026, 11, 24, 9, tzinfo=UTC)}
        await deliver(work)
        await run_until(work, NOW + timedelta(days=1))
        assert await kinds(work) == ["which_time"]
        assert await kinds(work, pair.requester) == ["which_time"]
        assert await due_kinds(work) == {"which_time_again": datetime(2026, 11, 26, 9, tzinfo=UTC)}
        await deliver(work)
        await run_until(work, NOW + timedelta(days=4))
        assert await kinds(work) == ["which_time"]
        await deliver(work)
        await run_until(work, NOW + timedelta(days=11))
        assert await kinds(work) == []
        assert (await pair.match(work)).state == "agreed"
        await run_until(work, NOW + timedelta(days=30))
        assert (await pair.match(work)).state == "ended"
        assert await kinds(work) == []


async def test_the_time_it_became_is_typed_and_the_other_confirms(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK)
        await agreeing.ourselves(work, pair.requester, pair.commitment_id)
        await agreeing.ask_time(work, pair.requester, pair.commitment_id)
        await drafts.answer(work, pair.requester, Given(value="2026-11-26"), "day")
        await deliver(work)
        await drafts.answer(work, pair.requester, Given(value="1530"), "clock")
        assert await kinds(work) == ["confirm_time", "time_proposed"]
        assert (await params(work, pair.helper, "confirm_time"))["moment"] == "2026-11-26T15:30"


async def test_a_typed_time_in_the_past_is_asked_about_kindly(unit: Unit) -> None:
    async with unit(NOW + timedelta(hours=4)) as work:
        pair = await make_pair(work, THIS_WEEK)
        await deliver(work)
        when = When.on(NOW.date(), at=time(9)).to_json()
        await agreeing.finish_time(work, pair.requester, {"commitment": pair.commitment_id, "when": when})
        assert await kinds(work) == ["time_passed"]
        assert (await pair.commitment(work)).state is CommitmentState.NO_TIME


async def test_an_unanswered_proposal_is_put_again_and_one_that_passed_lapses(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK)
        await agreeing.propose(work, pair.requester, pair.commitment_id, "202611251400")
        await deliver(work)
        await run_until(work, NOW + timedelta(days=1))
        assert await kinds(work, pair.helper) == ["confirm_time"]
        assert await kinds(work, pair.requester) == []
        await deliver(work)
        await run_until(work, NOW + timedelta(days=4))
        assert (await pair.commitment(work)).state is CommitmentState.NO_TIME
        assert await kinds(work, pair.requester) == ["which_time"]


async def test_a_yes_after_the_proposed_moment_is_refused(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK)
        await agreeing.propose(work, pair.requester, pair.commitment_id, TOMORROW_14)
        with pytest.raises(GoneError):
            await agreeing.confirm(
                work.at(NOW + timedelta(days=2)), pair.helper, pair.commitment_id, TOMORROW_14
            )


async def test_the_clock_change_does_not_move_an_appointment(unit: Unit) -> None:
    before_spring = datetime(2027, 3, 26, 10, tzinfo=UTC)
    async with unit(before_spring) as work:
        pair = await make_pair(work, When.on(date(2027, 3, 29), at=time(14)))
        assert (await pair.commitment(work)).starts_at == datetime(2027, 3, 29, 12, tzinfo=UTC)
        assert (await due_kinds(work))["day_before"] == datetime(2027, 3, 28, 16, tzinfo=UTC)


async def test_a_commitment_that_does_not_exist_is_nobodys(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK)
        with pytest.raises(NotAllowedError):
            await agreeing.propose(work, pair.requester, CommitmentId(pair.commitment_id + 7), TOMORROW_14)
        assert await commitments.get(work.tx, CommitmentId(pair.commitment_id + 7)) is None


async def test_messages_about_a_time_name_the_other_so_that_erasing_purges_them(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK)
        await agreeing.propose(work, pair.requester, pair.commitment_id, TOMORROW_14)
        rows = await work.tx.all(
            "SELECT about FROM outbox WHERE resident_id = ? AND kind = 'confirm_time'", (pair.helper.id,)
        )
        assert [row["about"] for row in rows] == [f"r{pair.requester.id}."]
        assert all(message.holds for message in await waiting(work) if message.kind != "time_proposed")
