"""When reminders fall due, for any appointment and around both clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import at_local, is_quiet, local
from bot.domain.reminders import Reminder, hours_before, plan

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
STARTS = st.datetimes(
    datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2028-12-31"), timezones=st.just(UTC)
) | st.builds(
    lambda day, minutes: datetime.combine(day, time(0), UTC) + timedelta(minutes=minutes),
    st.sampled_from([date(2026, 3, 29), date(2026, 10, 25)]),
    st.integers(-2 * 1440, 3 * 1440),
)


def local_plan(day: date, at: time) -> dict[Reminder, str]:
    starts_at = at_local(day, at, AMSTERDAM)
    return {
        due.reminder: local(due.at, AMSTERDAM).strftime("%m-%d %H:%M")
        for due in plan(starts_at, LONG_AGO, AMSTERDAM)
    }


def test_an_afternoon_appointment_has_its_reminders_where_people_expect_them() -> None:
    assert local_plan(date(2026, 11, 24), time(14, 30)) == {
        Reminder.DAY_BEFORE: "11-23 18:00",
        Reminder.HOURS_BEFORE: "11-24 12:30",
        Reminder.CHECK_IN: "11-24 16:30",
        Reminder.ADDRESS_GONE: "11-25 00:00",
    }


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_on_the_day_of_a_clock_change_the_clock_on_the_wall_is_what_counts(day: date) -> None:
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    assert local_plan(day, time(14, 30)) == {
        Reminder.DAY_BEFORE: f"{before:%m-%d} 18:00",
        Reminder.HOURS_BEFORE: f"{day:%m-%d} 12:30",
        Reminder.CHECK_IN: f"{day:%m-%d} 16:30",
        Reminder.ADDRESS_GONE: f"{after:%m-%d} 00:00",
    }


@pytest.mark.parametrize(
    ("start", "reminded"),
    [
        (time(10, 0), "11-24 08:00"),
        (time(9, 0), "11-24 08:00"),
        (time(8, 30), "11-24 08:00"),
        (time(8, 29), "11-23 20:30"),
        (time(8, 0), "11-23 20:30"),
        (time(0, 30), "11-23 20:30"),
        (time(22, 59), "11-24 20:59"),
        (time(23, 0), "11-24 20:30"),
        (time(23, 45), "11-24 20:30"),
    ],
)
def test_two_hours_before_keeps_out_of_the_quiet_hours(start: time, reminded: str) -> None:
    at = hours_before(at_local(date(2026, 11, 24), start, AMSTERDAM), AMSTERDAM)
    assert local(at, AMSTERDAM).strftime("%m-%d %H:%M") == reminded


def test_a_late_appointment_is_asked_about_the_next_morning() -> None:
    assert local_plan(date(2026, 11, 24), time(19, 30))[Reminder.CHECK_IN] == "11-25 08:00"


@given(STARTS)
def test_no_reminder_to_people_falls_in_the_quiet_hours(starts_at: datetime) -> None:
    for due in plan(starts_at, LONG_AGO, AMSTERDAM):
        assert due.reminder is Reminder.ADDRESS_GONE or not is_quiet(due.at, AMSTERDAM)


@given(STARTS)
def test_every_reminder_is_on_its_own_side_of_the_appointment(starts_at: datetime) -> None:
    at = {due.reminder: due.at for due in plan(starts_at, LONG_AGO, AMSTERDAM)}
    assert set(at) == set(Reminder)
    assert at[Reminder.DAY_BEFORE] <= at[Reminder.HOURS_BEFORE] <= starts_at - timedelta(minutes=30)
    assert starts_at - at[Reminder.HOURS_BEFORE] <= timedelta(hours=13)
    assert timedelta(hours=2) <= at[Reminder.CHECK_IN] - starts_at <= timedelta(hours=14)
    assert starts_at < at[Reminder.ADDRESS_GONE] <= starts_at + timedelta(hours=25)


@given(STARTS, st.integers(-72, 72))
def test_what_is_past_is_not_planned_and_the_rest_is_in_order(starts_at: datetime, hours: int) -> None:
    now = starts_at + timedelta(hours=hours)
    planned = plan(starts_at, now, AMSTERDAM)
    assert all(due.at > now for due in planned)
    assert [due.at for due in planned] == sorted(due.at for due in planned)


@given(STARTS)
def test_a_start_on_the_wall_clock_gives_the_same_reminders_as_in_utc(starts_at: datetime) -> None:
    assert plan(starts_at, LONG_AGO, AMSTERDAM) == plan(local(starts_at, AMSTERDAM), LONG_AGO, AMSTERDAM)
