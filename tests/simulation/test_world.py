"""The imagined buurt: the same for every policy, and what hours and requests in it are like."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.calendar import is_quiet
from bot.simulation.hours import ZONE, awake
from bot.simulation.policies import POLICIES
from bot.simulation.run import run
from bot.simulation.setting import MIX, Setting
from bot.simulation.world import build
from tests.simulation.small import SMALL


def test_a_seed_gives_the_same_people_and_requests_each_time() -> None:
    first, second = build(3, SMALL), build(3, SMALL)
    assert (first.helpers, first.requests) == (second.helpers, second.requests)
    assert build(4, SMALL).requests != first.requests


def test_an_answer_depends_on_the_helper_and_the_request_alone() -> None:
    asked_in_order, asked_backwards = build(3, SMALL), build(3, SMALL)
    pairs = [(helper, request) for helper in asked_in_order.helpers for request in asked_in_order.requests]
    expected = {(one.id, two.id): asked_in_order.answer(one, two) for one, two in pairs}
    found = {(one.id, two.id): asked_backwards.answer(one, two) for one, two in reversed(pairs)}
    assert found == expected


def test_a_policy_does_as_well_after_another_as_alone() -> None:
    shared = build(5, SMALL)
    run(shared, POLICIES["everybody"])
    after, alone = run(shared, POLICIES["fits"]), run(build(5, SMALL), POLICIES["fits"])
    assert [case.filled for case in after.cases] == [case.filled for case in alone.cases]


def test_neighbours_next_door_change_nobody_of_the_own_buurt() -> None:
    home, wider = build(3, SMALL), build(3, replace(SMALL, near=True))
    own = tuple(helper for helper in wider.helpers if not helper.near)
    assert (own, wider.requests) == (home.helpers, home.requests)
    assert len(wider.helpers) > len(own)


def test_a_place_that_comes_free_is_filled_by_a_newcomer() -> None:
    world = build(1, replace(SMALL, attrition_per_year=0.9, weeks=20))
    for moment in (world.requests[0].created, world.requests[-1].created):
        assert sum(each.joined <= moment < each.leaves for each in world.helpers) == SMALL.helpers


def test_every_request_ends_within_the_run_and_after_it_began() -> None:
    world = build(2, Setting())
    assert all(each.created < each.deadline < world.end for each in world.requests)


def test_languages_and_the_social_share_are_what_the_field_says() -> None:
    requests = [request for seed in range(8) for request in build(seed, Setting()).requests]
    assert 0.14 < sum(each.arabic_only for each in requests) / len(requests) < 0.21
    assert sum(MIX.values()) == pytest.approx(1)
    social = sum(each.need.category in {"company", "language", "meals"} for each in requests)
    assert 0.3 < social / len(requests) < 0.5


def test_mean_willingness_is_that_of_the_setting() -> None:
    setting = Setting(farthest=1.0)
    willing = [helper.willing for seed in range(20) for helper in build(seed, setting).helpers]
    assert sum(willing) / len(willing) == pytest.approx(0.13, abs=0.01)


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        (datetime(2026, 3, 2, 9, tzinfo=UTC), 2, datetime(2026, 3, 2, 11, tzinfo=UTC)),
        (datetime(2026, 3, 2, 19, 30, tzinfo=UTC), 1, datetime(2026, 3, 3, 7, 30, tzinfo=UTC)),
        (datetime(2026, 3, 2, 23, tzinfo=UTC), 0, datetime(2026, 3, 3, 7, tzinfo=UTC)),
        # The night of 28 to 29 March 2026 is an hour shorter.
        (datetime(2026, 3, 28, 19, tzinfo=UTC), 2, datetime(2026, 3, 29, 7, tzinfo=UTC)),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), 26, datetime(2026, 3, 4, 9, tzinfo=UTC)),
    ],
)
def test_waking_hours_leave_out_the_nights(start: datetime, hours: float, expected: datetime) -> None:
    assert awake(start, hours) == expected


def test_nobody_answers_at_night() -> None:
    start = datetime(2026, 3, 27, 6, tzinfo=UTC)
    assert not any(is_quiet(awake(start + timedelta(minutes=7 * n), n / 9), ZONE) for n in range(600))
