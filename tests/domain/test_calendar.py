"""Local time, quiet hours and both clock changes of Europe/Amsterdam."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import after_quiet, at_local, by_day, is_quiet, local, next_at, next_monday

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)

ANY_MOMENT = st.datetimes(
    datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2028-12-31"), timezones=st.just(UTC)
)
NEAR_A_CHANGE = st.builds(
    lambda day, minutes: datetime.combine(day, time(0), UTC) + timedelta(minutes=minutes),
    st.sampled_from([SPRING, AUTUMN]),
    st.integers(-2 * 1440, 3 * 1440),
)
MOMENTS = ANY_MOMENT | NEAR_A_CHANGE
CLOCK_TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def test_a_clock_time_that_spring_skips_becomes_an_hour_later() -> None:
    assert local(at_local(SPRING, time(2, 30), AMSTERDAM), AMSTERDAM).time() == time(3, 30)


def test_a_clock_time_that_autumn_has_twice_is_the_first() -> None:
    assert at_local(AUTUMN, time(2, 30), AMSTERDAM) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(("day", "utc_hour"), [(SPRING, 6), (AUTUMN, 7), (date(2026, 3, 28), 7)])
def test_eight_in_the_morning_is_eight_local_on_both_sides_of_a_change(day: date, utc_hour: int) -> None:
    assert at_local(day, time(8), AMSTERDAM) == datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [((20, 59), False), ((21, 0), True), ((23, 59), True), ((0, 0), True), ((7, 59), True), ((8, 0), False)],
)
def test_quiet_hours_begin_at_nine_and_end_at_eight(clock: tuple[int, int], quiet: bool) -> None:
    assert is_quiet(at_local(date(2026, 11, 24), time(*clock), AMSTERDAM), AMSTERDAM) is quiet


@given(MOMENTS)
def test_after_quiet_is_never_quiet_and_never_earlier_and_never_later_than_needed(moment: datetime) -> None:
    later = after_quiet(moment, AMSTERDAM)
    assert not is_quiet(later, AMSTERDAM)
    assert moment <= later <= moment + timedelta(hours=12)
    if later != moment:
        assert is_quiet(moment, AMSTERDAM)
        assert local(later, AMSTERDAM).time() == time(8)
        assert is_quiet(later - timedelta(minutes=1), AMSTERDAM)


@given(MOMENTS)
def test_next_monday_is_the_first_monday_at_eight_after_the_moment(moment: datetime) -> None:
    monday = next_monday(moment, AMSTERDAM)
    here = local(monday, AMSTERDAM)
    assert (here.weekday(), here.time()) == (0, time(8))
    assert moment < monday <= moment + timedelta(days=7, hours=1)
    assert here.date() - timedelta(days=7) <= local(moment, AMSTERDAM).date()


@given(MOMENTS, CLOCK_TIMES)
def test_next_at_comes_within_a_day_and_strictly_later(moment: datetime, at: time) -> None:
    later = next_at(moment, at, AMSTERDAM)
    assert moment < later <= moment + timedelta(hours=26)
    assert next_at(later, at, AMSTERDAM) > later


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), CLOCK_TIMES)
def test_a_local_time_that_exists_comes_back_as_it_was(day: date, at: time) -> None:
    back = local(at_local(day, at, AMSTERDAM), AMSTERDAM)
    skipped = at.hour == 2 and back.hour == 3
    assert skipped or (back.date(), back.time()) == (day, at)


@given(MOMENTS, st.timedeltas(timedelta(minutes=1), timedelta(hours=12)))
def test_time_by_day_leaves_the_quiet_hours_out(moment: datetime, lasts: timedelta) -> None:
    end = by_day(moment, lasts, AMSTERDAM)
    assert not is_quiet(end, AMSTERDAM)
    quarters = range(int((end - moment) / timedelta(minutes=15)))
    awake = sum(not is_quiet(moment + timedelta(minutes=15 * n), AMSTERDAM) for n in quarters)
    assert abs(awake * timedelta(minutes=15) - lasts) <= timedelta(minutes=45)
