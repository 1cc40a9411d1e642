"""The hindsight bound: right where it can be reckoned by hand, and never beaten."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.simulation.bound import BoundError, bounds
from bot.simulation.measures import gini, measure
from bot.simulation.policies import POLICIES
from bot.simulation.run import run
from bot.simulation.world import build
from tests.simulation.small import MORNING, SMALL, WILLING, helper, request, world


def test_one_helper_who_needs_rest_fills_one_of_two_requests() -> None:
    almost = replace(WILLING, threshold=0.3)
    two = [request(0), request(1, MORNING + timedelta(days=1))]
    assert bounds(world([helper(1)], two, h1r0=almost, h1r1=almost))[0] == 0.5
    assert bounds(world([helper(1), helper(2)], two, h1r0=almost, h1r1=almost))[0] == 1.0


def test_who_would_cancel_stay_away_or_answer_too_late_counts_for_nothing() -> None:
    for useless in (
        replace(WILLING, drops_after=0.9),
        replace(WILLING, comes=False),
        replace(WILLING, delay=100.0),
        replace(WILLING, threshold=0.51),
    ):
        assert bounds(world([helper(1)], [request(0)], h1r0=useless)) == (0.0, 0.0)


def test_arabic_has_a_bound_of_its_own() -> None:
    asked = [request(0), request(1, spoken=("ar",)), request(2, spoken=("ar",))]
    assert bounds(world([helper(1), helper(2, ("ar",))], asked)) == (1.0, 1.0)
    assert bounds(world([helper(1)], asked)) == (1 / 3, 0.0)


@pytest.mark.parametrize("near", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_no_policy_beats_hindsight(seed: int, near: bool) -> None:
    # Half of the matches break and everybody is willing: what could go wrong with the bound, goes wrong here.
    setting = replace(SMALL, near=near, drops_out=0.5, willingness=3.0, helpers=20)
    shared = build(seed, setting)
    most, most_arabic = bounds(shared)
    for policy in POLICIES.values():
        found = measure(run(shared, policy), most, most_arabic)
        assert found.filled <= most + 1e-9, policy.name
        assert not found.arabic > most_arabic + 1e-9, policy.name


def test_without_scipy_one_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(BoundError, match="pip install"):
        bounds(world([helper(1)], [request(0)]))


def test_gini_is_0_where_all_have_the_same_and_near_1_where_one_has_all() -> None:
    assert gini([3, 3, 3]) == pytest.approx(0)
    assert gini([0, 0, 0, 8]) == pytest.approx(0.75)
    assert gini([1, 3]) == pytest.approx(0.25)
    assert gini([]) == gini([0, 0]) == 0
