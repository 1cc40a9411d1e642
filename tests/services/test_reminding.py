"""Reminders: at their time, to both, once, and never too late."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.when import When
from bot.services import agreeing, checkin, ending, reminding
from bot.services.work import Work
from storage import due
from tests.services.conftest import NOW, Unit
from tests.services.pairs import deliver, due_kinds, events_of, kinds, make_pair, params, run_until, waiting

Runner = Callable[[Work, int], Awaitable[None]]
AT_TWO = When.on(date(2026, 11, 24), at=time(14))


async def test_both_are_asked_the_day_before_and_reminded_two_hours_before(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await deliver(work)
        assert await run_until(work, datetime(2026, 11, 23, 17, tzinfo=UTC)) == ["day_before"]
        assert await kinds(work) == ["day_before", "day_before"]
        assert (await params(work, pair.requester, "day_before"))["name"] == "Samir"
        await deliver(work)
        assert await run_until(work, datetime(2026, 11, 24, 11, tzinfo=UTC)) == ["hours_before"]
        assert await kinds(work, pair.requester) == ["hours_before"]
        assert (await params(work, pair.helper, "hours_before"))["code"] == "42"


async def test_a_reminder_may_wait_until_the_appointment_but_not_into_the_night(unit: Unit) -> None:
    async with unit() as work:
        await make_pair(work, AT_TWO)
        await deliver(work)
        await run_until(work, datetime(2026, 11, 23, 17, tzinfo=UTC))
        assert {each.not_after for each in await waiting(work)} == {datetime(2026, 11, 23, 20, tzinfo=UTC)}
        await deliver(work)
        await run_until(work, datetime(2026, 11, 24, 11, tzinfo=UTC))
        assert {each.not_after for each in await waiting(work)} == {datetime(2026, 11, 24, 13, tzinfo=UTC)}


async def test_after_a_long_sleep_late_reminders_are_dropped_with_a_record(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await deliver(work)
    async with unit(NOW + timedelta(days=3)) as work:
        await run_until(work, work.now)
        assert await kinds(work) == ["check_in", "check_in"]
        rows = await work.tx.all("SELECT detail FROM event WHERE kind = 'reminder_dropped' ORDER BY id")
        assert [row["detail"] for row in rows] == ["day_before", "hours_before"]
        assert (await pair.commitment(work)).state == "confirmed"


async def test_waked_in_the_night_nobody_is_disturbed_before_eight(unit: Unit) -> None:
    async with unit() as work:
        await make_pair(work, AT_TWO)
        await deliver(work)
    async with unit(datetime(2026, 11, 23, 22, tzinfo=UTC)) as work:
        await run_until(work, work.now)
        rows = await work.tx.all("SELECT kind, state FROM outbox WHERE ended_at IS NULL")
        assert [tuple(row) for row in rows] == [("day_before", "later")] * 2
        releases = await work.tx.all("SELECT at FROM due WHERE kind = 'release'")
        assert {row["at"] for row in releases} == {"2026-11-24T07:00:00Z"}


async def test_waked_in_the_night_before_an_early_appointment_the_reminder_is_dropped(unit: Unit) -> None:
    async with unit() as work:
        await make_pair(work, When.on(date(2026, 11, 24), at=time(8)))
        await deliver(work)
    async with unit(datetime(2026, 11, 24, 1, tzinfo=UTC)) as work:
        await run_until(work, work.now)
        assert await kinds(work) == []


@pytest.mark.parametrize("runner", [reminding.day_before, reminding.hours_before, checkin.check_in])
async def test_a_reminder_of_an_ended_match_or_of_no_commitment_is_silent(unit: Unit, runner: Runner) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await deliver(work)
        await ending.end_match(work, await pair.match(work))
        await runner(work.at(NOW + timedelta(hours=8)), pair.commitment_id)
        await runner(work.at(NOW + timedelta(hours=8)), 4711)
        assert await kinds(work) == []


async def test_nothing_is_due_for_an_ended_match(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await ending.end_match(work, await pair.match(work))
        assert await due_kinds(work) == {}


async def test_reminders_of_an_old_time_are_gone_once_another_is_proposed(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await agreeing.propose(work, pair.helper, pair.commitment_id, "202611261000")
        await deliver(work)
        assert await run_until(work, datetime(2026, 11, 23, 17, tzinfo=UTC)) == []
        await agreeing.confirm(work, pair.requester, pair.commitment_id, "202611261000")
        assert (await due_kinds(work))["day_before"] == datetime(2026, 11, 25, 17, tzinfo=UTC)


async def test_a_reminder_that_waits_is_not_sent_once_the_time_changes(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await deliver(work)
        await run_until(work, datetime(2026, 11, 23, 17, tzinfo=UTC))
        await agreeing.propose(work, pair.helper, pair.commitment_id, "202611261000")
        await deliver(work)
        rows = await work.tx.all("SELECT state FROM outbox WHERE kind = 'day_before'")
        assert {row["state"] for row in rows} == {"dropped"}


async def test_planning_twice_leaves_one_row_a_kind(unit: Unit) -> None:
    async with unit() as work:
        await make_pair(work, AT_TWO)
        planned = await due_kinds(work)
        row = await work.tx.one("SELECT count(*) AS n FROM due WHERE kind <> 'release'")
        assert row is not None
        assert row["n"] == len(planned) == 4
        assert await due.next_at(work.tx) == min(planned.values())


async def test_a_yes_the_day_before_changes_nothing_and_a_no_tells_the_other_first(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await deliver(work)
        await checkin.goes_on(work, pair.requester, pair.commitment_id)
        assert await kinds(work) == ["goes_on"]
        assert (await pair.commitment(work)).state == "confirmed"
        await deliver(work)
        await checkin.goes_not(work, pair.helper, pair.commitment_id)
        assert (await waiting(work))[0].resident_id == pair.requester.id
        assert (await pair.match(work)).state == "ended"
        assert (await pair.commitment(work)).state == "cancelled"
        assert "dropped_out" in await events_of(work, pair.helper)
