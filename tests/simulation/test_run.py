"""How a request fares: yeses, standbys, drop-outs, silence; and the watch over the caps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.domain.candidates import Candidate, Need, Outstanding
from bot.simulation.policies import POLICIES
from bot.simulation.policy import OURS, Choice, Decision, Policy
from bot.simulation.run import run
from bot.simulation.world import build
from tests.simulation.small import MORNING, SMALL, WILLING, helper, request, slow, world

FITS = POLICIES["fits"]


def test_our_policy_is_the_engine_of_the_bot() -> None:
    assert OURS.decide.__module__.startswith("bot.domain.")


def test_the_first_yes_fills_the_request() -> None:
    outcome = run(world([helper(1), helper(2)], [request(0)], h1r0=slow(3)), FITS)
    case = outcome.cases[0]
    assert case.filled
    assert case.helper == helper(2)
    assert case.first_yes == MORNING + timedelta(hours=1)


def test_a_standby_replaces_the_helper_who_drops_out() -> None:
    drops = replace(WILLING, drops_after=0.5)
    outcome = run(world([helper(1), helper(2)], [request(0)], h1r0=drops, h2r0=slow(2)), FITS)
    assert outcome.cases[0].helper == helper(2)


def test_a_yes_after_the_requesters_own_is_no_standby() -> None:
    drops = replace(WILLING, drops_after=0.5)
    outcome = run(world([helper(1), helper(2)], [request(0)], h1r0=drops, h2r0=slow(9)), FITS)
    assert not outcome.cases[0].filled


def test_a_request_is_open_again_when_its_helper_drops_out_and_nobody_stands_by() -> None:
    drops = replace(WILLING, drops_after=0.3)
    later = replace(helper(2), joined=MORNING + timedelta(hours=5))
    outcome = run(world([helper(1), later], [request(0)], h1r0=drops), POLICIES["rolling"])
    assert outcome.cases[0].helper == later


def test_a_helper_who_stays_away_fills_nothing() -> None:
    outcome = run(world([helper(1)], [request(0)], h1r0=replace(WILLING, comes=False)), FITS)
    assert not outcome.cases[0].filled


def test_a_late_answer_takes_the_place_of_the_silence() -> None:
    no = replace(WILLING, threshold=1.0, delay=6.0)
    page = run(world([helper(1)], [request(0)], h1r0=no), FITS).pages[helper(1).id]
    assert (page.no, page.silent, page.silent_in_row) == (1, 0, 0)
    page = run(world([helper(1)], [request(0)], h1r0=replace(no, replies=False)), FITS).pages[helper(1).id]
    assert (page.no, page.silent, page.silent_in_row) == (0, 1, 1)


def test_who_has_just_helped_is_not_ready_for_more() -> None:
    almost = replace(WILLING, threshold=0.3)
    two = [request(0), request(1, MORNING + timedelta(days=1))]
    outcome = run(world([helper(1)], two, h1r1=almost), FITS)
    assert [case.filled for case in outcome.cases] == [True, False]


def test_dropping_out_of_one_task_does_not_undo_another() -> None:
    drops = replace(WILLING, drops_after=0.9)
    almost = replace(WILLING, threshold=0.3)
    three = [
        request(0),
        request(1, MORNING + timedelta(minutes=30)),
        request(2, MORNING + timedelta(days=4), 1),
    ]
    outcome = run(world([helper(1)], three, h1r0=drops, h1r2=almost), FITS)
    assert [case.filled for case in outcome.cases] == [False, True, False]


def _next_door_too(
    need: Need,
    candidates: Sequence[Candidate],
    outstanding: Sequence[Outstanding],
    now: datetime,
    zone: ZoneInfo,
    rng: Random,
) -> Decision:
    """Asks all there are, and to look further; it tells its wave in the chance."""
    return Decision(tuple(Choice(each.resident_id, (), need.waves) for each in candidates), None, widen=True)


def test_looking_next_door_is_part_of_the_same_wave() -> None:
    next_door = replace(helper(2), near=True)
    both = world([helper(1), next_door], [request(0)])
    both.setting = replace(both.setting, near=True)
    case = run(both, Policy("wide", "wide", _next_door_too, widens=True)).cases[0]
    assert {number: ask.chance for number, ask in case.asks.items()} == {1: 0, 2: 0}
    assert case.waves == 1


def test_one_question_above_the_tolerance_may_be_the_last() -> None:
    two = [request(0), request(1, MORNING + timedelta(days=1))]
    outcome = run(world([helper(1, tolerance=1)], two, h1r1=replace(WILLING, tires=0.0)), FITS)
    assert outcome.pages[helper(1).id].gone == two[1].created


def _night_and_again(
    need: Need,
    candidates: Sequence[Candidate],
    outstanding: Sequence[Outstanding],
    now: datetime,
    zone: ZoneInfo,
    rng: Random,
) -> Decision:
    """A policy as bad as can be: it asks the same person every hour, also at night."""
    again = now + timedelta(hours=1)
    return Decision(tuple(Choice(each, (), 0.0) for each in (helper(1).id,)), again)


def test_a_bad_policy_is_caught() -> None:
    never = replace(WILLING, threshold=1.0, replies=False)
    asked = [request(0, spoken=("ar",))]
    outcome = run(world([helper(1)], asked, h1r0=never), Policy("bad", "bad", _night_and_again))
    count = outcome.violated
    assert count["consent"] == 72  # no shared language
    assert count["twice"] == 71
    assert count["week"] == 68
    assert count["quiet"] == 33
    assert count["near"] == 0


def test_a_second_question_from_next_door_in_a_week_is_caught() -> None:
    next_door = replace(helper(1), near=True)
    never = replace(WILLING, threshold=1.0)
    both = [request(0), request(1, MORNING + timedelta(days=2))]
    outcome = run(world([next_door], both, h1r0=never, h1r1=never), FITS)
    assert outcome.violated["near"] == 1


@pytest.mark.parametrize("near", [False, True])
def test_ours_breaks_no_cap_where_a_group_chat_breaks_many(near: bool) -> None:
    busy = build(7, replace(SMALL, requests_per_week=20, near=near))
    assert not run(busy, OURS).violated
    assert run(busy, POLICIES["everybody"]).violated["week"] > 0
