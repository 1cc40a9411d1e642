"""A time that somebody types instead of pressing one of the proposed moments."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.domain.model import CommitmentState
from bot.domain.when import When
from bot.services import agreeing
from storage import commitments
from tests.services.conftest import NOW, Unit
from tests.services.neighbours import matched, post_of
from tests.services.pairs import deliver, kinds, make_pair
from tests.services.talking import Talk

THIS_WEEK = When(date(2026, 11, 23), date(2026, 11, 29))
WEDNESDAY = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["woensdag om drie uur", "kan woensdag 15:00 ook?", "الأربعاء الساعة 3"])
async def test_a_typed_time_under_the_moments_is_proposed_to_the_other(unit: Unit, typed: str) -> None:
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK)
        await deliver(work)
        await Talk(work, pair.requester).write(typed)
        assert await kinds(work, pair.helper) == ["confirm_time"]
        assert await kinds(work, pair.requester) == ["time_proposed"]
        commitment = await pair.commitment(work)
        assert (commitment.state, commitment.starts_at) == (CommitmentState.TIME_AGREED, WEDNESDAY)


async def test_the_other_may_type_another_time_or_the_same_which_is_a_yes(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK)
        await agreeing.propose(work, pair.requester, pair.commitment_id, "202611241400")
        await deliver(work)
        await Talk(work, pair.helper).write("woensdag om 3 uur")
        assert (await pair.commitment(work)).starts_at == WEDNESDAY
        await deliver(work)
        await Talk(work, pair.requester).write("woensdag om 15.00")
        assert (await pair.commitment(work)).state is CommitmentState.CONFIRMED


@pytest.mark.parametrize("clock", ["3 uur", "om drie uur", "15:00", "3", "تلاتة"])
async def test_what_the_line_leaves_open_is_asked(unit: Unit, clock: str) -> None:
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK)
        truus = Talk(work, pair.requester)
        await truus.write("woensdag")
        assert await truus.kind() == "question_clock"
        await truus.write(clock)
        assert (await pair.commitment(work)).starts_at == WEDNESDAY


async def test_a_clock_time_without_a_day_is_on_the_only_day_or_the_day_is_asked(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When.on(date(2026, 11, 25)))
        await Talk(work, pair.requester).write("om 15:00")
        assert (await pair.commitment(work)).starts_at == WEDNESDAY
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK, home_name="Zeebuurt")
        truus = Talk(work, pair.requester)
        await truus.write("om 15:00")
        assert await truus.kind() == "question_day"
        await truus.press("day:2026-11-25")
        assert (await pair.commitment(work)).starts_at == WEDNESDAY


async def test_a_time_that_is_over_says_so(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK)
        truus = Talk(work, pair.requester)
        await truus.write("vandaag om 9:00")
        assert await truus.kind() == "time_passed"
        assert (await pair.commitment(work)).state is CommitmentState.NO_TIME


async def test_where_two_look_for_a_time_or_none_does_the_bot_asks_whom_it_is_for(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, THIS_WEEK)
        second = await matched(work, await post_of(work, pair.requester), pair.requester, pair.stranger)
        made = await commitments.add(work.tx, second.id, CommitmentState.NO_TIME, None)
        truus = Talk(work, pair.requester)
        await truus.write("woensdag om drie uur")
        assert await truus.kind() == "whom_is_this_for"
        await commitments.change(work.tx, made.id, CommitmentState.CONFIRMED, NOW)
        await truus.write("ik ben wat later")
        assert await truus.kind() == "whom_is_this_for"
        await truus.write("woensdag om drie uur")
        assert await truus.kind() == "time_proposed"
