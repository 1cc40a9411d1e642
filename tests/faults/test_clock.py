"""A clock that jumps, goes back, or changes to summer and winter time; a machine that slept for days."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.domain.calendar import NO_BUURT, at_local, local
from storage import due
from tests.delivery.conftest import StartApp

from .clocks import Buurt, SetClock, buurt_at, heard

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
TUESDAY_TWO = datetime(2026, 11, 24, 13, tzinfo=UTC)
STEP = timedelta(minutes=30)
ALL = ("day_before", "hours_before", "check_in")


@pytest.fixture
async def buurt(tmp_path: Path) -> AsyncIterator[Buurt]:
    async with buurt_at(MONDAY, tmp_path) as buurt:
        yield buurt


async def test_each_reminder_comes_once_whatever_the_clock_does(buurt: Buurt) -> None:
    await buurt.appointment(TUESDAY_TWO)
    rng = Random(3)
    moment = MONDAY
    while moment < TUESDAY_TWO + timedelta(hours=4):
        await buurt.at(moment)
        if rng.random() < 0.4:
            await buurt.at(moment - timedelta(hours=1))
        moment += rng.choice([STEP, STEP, 3 * STEP])
    for kind in ALL:
        assert await buurt.told(kind) == ["sent", "sent"]
    assert all(len(heard(phone)) == 3 for phone in buurt.pair)


@pytest.mark.parametrize(
    "day", [date(2026, 10, 25), date(2027, 3, 28)], ids=["to winter time", "to summer time"]
)
async def test_reminders_come_at_the_local_hour_on_the_day_that_the_clock_changes(
    tmp_path: Path, day: date
) -> None:
    begin = at_local(day - timedelta(days=1), time(10), NO_BUURT)
    async with buurt_at(begin, tmp_path) as buurt:
        starts_at = at_local(day, time(14), NO_BUURT)
        await buurt.appointment(starts_at)
        moment = begin
        while moment < starts_at + timedelta(hours=3):
            await buurt.at(moment)
            moment += STEP
        for phone in buurt.pair:
            came = [local(shown.date, NO_BUURT).strftime("%d %H:%M") for shown in heard(phone)]
            assert came == [f"{day.day - 1:02} 18:00", f"{day.day:02} 12:00", f"{day.day:02} 16:00"]


async def test_after_a_jump_of_a_day_nobody_gets_two_reminders_of_one_appointment_at_once(
    buurt: Buurt,
) -> None:
    """The question of the day before is out of date when the reminder of two hours before is due as well."""
    await buurt.appointment(TUESDAY_TWO)
    await buurt.at(TUESDAY_TWO - timedelta(hours=1))
    assert await buurt.told("day_before") == []
    assert await buurt.told("hours_before") == ["sent", "sent"]
    await buurt.at(MONDAY)
    await buurt.at(TUESDAY_TWO + timedelta(hours=3))
    assert [len(heard(phone)) for phone in buurt.pair] == [2, 2]


async def test_a_clock_that_goes_back_while_a_row_runs_does_not_run_it_again(
    start: StartApp,
) -> None:
    """Corrected by a moment between looking what is due and planning the next one."""
    eight = datetime(2026, 11, 24, 7, tzinfo=UTC)
    clock = SetClock(eight - timedelta(hours=1))
    app = await start(clock=clock)
    async with app.database.unit() as tx:
        await due.plan(tx, "daily", 1, eight)
    readings = [eight + timedelta(milliseconds=1), eight - timedelta(milliseconds=5)]
    app.scheduler._clock = lambda: readings[0]
    clock.moment = readings[1]
    await app.scheduler.run_fallen()
    async with app.database.unit() as tx:
        assert await due.next_at(tx) == (eight + timedelta(days=1))
        assert len(await tx.all("SELECT 1 FROM event WHERE kind = 'due'")) == 1


async def test_a_machine_that_slept_three_days_tells_nobody_what_is_out_of_date(tmp_path: Path) -> None:
    async with buurt_at(MONDAY, tmp_path, quiet=False) as buurt:
        await buurt.appointment(TUESDAY_TWO)
        before = {user: len(buurt.world.phone(user).messages) for user in buurt.world.users}
        await buurt.at(MONDAY + timedelta(days=3))
        assert await buurt.told("day_before") == []
        assert await buurt.told("hours_before") == []
        async with buurt.app.database.unit() as tx:
            rows = await tx.all("SELECT detail FROM event WHERE kind = 'reminder_dropped' ORDER BY detail")
            left = await tx.all("SELECT kind FROM due WHERE at <= '2026-11-26T09:00:00Z'")
        assert [row["detail"] for row in rows] == ["day_before", "hours_before"]
        assert left == []
        new = [len(buurt.world.phone(user).messages) - count for user, count in before.items()]
        assert max(new) <= 2
        assert sum(new) < len(new)
        await buurt.at(MONDAY + timedelta(days=3, minutes=1))
        again = [len(buurt.world.phone(user).messages) - count for user, count in before.items()]
        assert again == new
