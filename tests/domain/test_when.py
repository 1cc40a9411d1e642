"""Times as people say them, and the moments that are proposed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.when import Availability, Part, When, moments, part_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CLOCK_TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31)) | st.dates(date(2026, 3, 26), date(2026, 3, 31))
PARTS = st.sampled_from(Part)


@st.composite
def whens(draw: st.DrawFn) -> When:
    if draw(st.booleans()):
        return When(part=draw(st.none() | PARTS))
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(0, 20)))
    at = draw(st.none() | CLOCK_TIMES) if first == last else None
    return When(first, last, None if at else draw(st.none() | PARTS), at)


AVAILABLE = st.builds(Availability, st.frozensets(st.integers(0, 6)), st.frozensets(PARTS))
NOWS = st.datetimes(
    datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2027-12-31"), timezones=st.just(UTC)
) | st.datetimes(
    datetime.fromisoformat("2026-03-28T12:00"),
    datetime.fromisoformat("2026-03-29T12:00"),
    timezones=st.just(UTC),
)


@given(whens())
def test_a_time_comes_back_from_json_as_it_was(when: When) -> None:
    assert When.from_json(when.to_json()) == when


@given(whens(), AVAILABLE, NOWS, st.integers(1, 5))
def test_proposed_moments_exist_suit_both_and_are_two_hours_ahead(
    when: When, can: Availability, now: datetime, count: int
) -> None:
    proposed = moments(when, can, now.astimezone(AMSTERDAM), count)
    assert len(proposed) <= count
    for moment in proposed:
        in_utc = moment.astimezone(UTC)
        assert in_utc - now >= timedelta(hours=2)
        assert in_utc.astimezone(AMSTERDAM).replace(tzinfo=None) == moment.replace(tzinfo=None)
        assert can.allows(moment)
        assert when.first is None or when.last is None or when.first <= moment.date() <= when.last
        assert when.part is None or part_of(moment.time()) is when.part
    instants = [moment.astimezone(UTC) for moment in proposed]
    assert instants == sorted(set(instants))


@given(whens(), AVAILABLE, NOWS)
def test_different_days_come_before_a_second_moment_on_one_day(
    when: When, can: Availability, now: datetime
) -> None:
    three = [moment.date() for moment in moments(when, can, now.astimezone(AMSTERDAM), 3)]
    all_days = {moment.date() for moment in moments(when, can, now.astimezone(AMSTERDAM), 100)}
    assert len(set(three)) == min(3, len(all_days))


def test_where_only_a_part_of_one_day_is_left_the_rest_of_that_day_is_proposed() -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=AMSTERDAM)
    assert [each.hour for each in moments(When.on(now.date()), Availability(), now)] == [14, 15, 19]


def test_one_part_of_one_day_still_gives_three_moments_to_choose_from() -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=AMSTERDAM)
    tomorrow = When.on(now.date() + timedelta(days=1), Part.AFTERNOON)
    assert [f"{each:%H:%M}" for each in moments(tomorrow, Availability(), now)] == ["13:00", "14:00", "15:30"]


def test_two_hours_ahead_are_two_real_hours_in_the_night_of_the_spring_change() -> None:
    half_past_one = datetime(2026, 3, 29, 1, 30, tzinfo=AMSTERDAM)
    assert moments(When.on(date(2026, 3, 29), at=time(3, 45)), Availability(), half_past_one) == []
    assert len(moments(When.on(date(2026, 3, 29), at=time(4, 30)), Availability(), half_past_one)) == 1


def test_a_clock_time_that_spring_skips_is_not_proposed() -> None:
    the_day_before = datetime(2026, 3, 28, 12, tzinfo=AMSTERDAM)
    assert moments(When.on(date(2026, 3, 29), at=time(2, 30)), Availability(), the_day_before) == []


@given(whens(), NOWS)
def test_a_post_ends_on_its_last_day(when: When, created: datetime) -> None:
    ends = when.ends_at(created, AMSTERDAM)
    last = when.last or created.astimezone(AMSTERDAM).date() + timedelta(days=14)
    assert ends.date() == last
    assert ends.time() == when.at if when.exact else ends.hour in (12, 18, 21)


@given(whens(), AVAILABLE)
def test_a_helper_fits_where_some_day_and_part_of_the_time_suit(when: When, can: Availability) -> None:
    expected = (not can.days or bool(can.days & when.days)) and (
        not can.parts or bool(can.parts & when.parts)
    )
    assert can.fits(when) is expected


@given(whens())
def test_the_weekdays_of_a_time_are_those_of_its_dates(when: When) -> None:
    if when.first is None or when.last is None:
        assert when.days == frozenset(range(7))
    else:
        span = range((when.last - when.first).days + 1)
        assert when.days == {(when.first + timedelta(days=n)).weekday() for n in span}


@given(CLOCK_TIMES)
def test_every_clock_time_of_the_waking_day_lies_in_the_hours_of_its_part(at: time) -> None:
    start, end = part_of(at).hours
    assert start <= at.hour < end or not time(8) <= at < time(21)
