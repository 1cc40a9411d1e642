"""What makes the engine ask one neighbour rather than another, and how many."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

from bot.domain import matching
from bot.domain.candidates import Candidate, Need, Outstanding, Pool, Ring
from bot.domain.ids import ResidentId
from bot.domain.matching import DEFAULT
from bot.domain.replies import in_time, still_nobody
from bot.domain.when import Availability
from tests.domain.test_matching import NOW, ZONE, _candidate, _decide, _need

SEEDS = range(60)


def _asked(need: Need, *found: Candidate) -> int:
    return sum(len(_decide(need, list(found), seed).ask) for seed in SEEDS)


def test_somebody_with_two_offers_counts_once() -> None:
    one, two, three = [_candidate(number, yes=2, no=6) for number in (1, 2, 3)]
    again = replace(one, can=Availability(frozenset({0, 1, 2})))
    for seed in range(50):
        assert _decide(_need(), [one, two, three, again], seed) == _decide(_need(), [again, two, three], seed)


def test_a_new_request_is_always_put_to_somebody_who_rested_but_not_to_who_was_asked_just_now() -> None:
    unwilling = _candidate(1, asks_7d=3, asks_28d=12, no=5, silent=30, last_ask=NOW - timedelta(days=3))
    tired = replace(unwilling, last_ask=NOW - timedelta(hours=1))
    for seed in range(20):
        assert [each.resident_id for each in _decide(_need(), [unwilling], seed).ask] == [1]
        assert _decide(_need(waves=1), [unwilling], seed).ask == ()
        assert _decide(_need(), [tired], seed).ask == ()


def test_who_lives_next_door_is_less_likely_to_come_by_what_is_assumed() -> None:
    here = _candidate(1)
    assert matching.fit(here, NOW) == 1
    assert matching.fit(replace(here, ring=Ring.NEAR), NOW) == DEFAULT.near_fit


def test_who_was_asked_or_helped_just_now_is_not_ready_and_is_again_after_a_rest() -> None:
    for rest, fact in ((DEFAULT.rest_after_ask, "last_ask"), (DEFAULT.rest_after_task, "last_task")):
        ready = [
            matching.fit(_candidate(1, **{fact: NOW - since}), NOW) for since in (0 * rest, rest, 9 * rest)
        ]
        assert ready[0] == 0
        assert 0.63 < ready[1] < 0.64
        assert ready[2] > 0.99


def test_a_time_that_comes_soon_leaves_fewer_replies() -> None:
    assert in_time(0, DEFAULT.half_reply_after) == 0
    assert in_time(DEFAULT.half_reply_after, DEFAULT.half_reply_after) == 0.5
    soon, later = [_need(deadline=NOW + timedelta(hours=hours)) for hours in (0.5, 48)]
    assert 0 < _decide(soon, [_candidate(1)]).hope < _decide(later, [_candidate(1)]).hope / 2


def test_what_these_neighbours_showed_becomes_the_usual_rate() -> None:
    assert matching.usual_rate(Pool.of([])) == DEFAULT.mean
    keen = [_candidate(number, yes=30, no=10) for number in range(20)]
    assert 0.6 < matching.usual_rate(Pool.of(keen)) < 0.75
    assert matching.usual_rate(Pool.of(keen + keen)) == matching.usual_rate(Pool.of(keen)), (
        "a second offer tells nothing more"
    )


def test_those_who_say_yes_more_often_are_asked_first() -> None:
    keen, others = _candidate(1, yes=20, no=5), [_candidate(number, no=25) for number in range(2, 10)]
    assert all(_decide(_need(), [*others, keen], seed).ask[0].resident_id == 1 for seed in SEEDS)


def test_who_rested_is_asked_before_equals_who_were_asked_just_now() -> None:
    rested = _candidate(1, yes=5, no=5, asks_7d=1, last_ask=NOW - timedelta(days=6))
    equals = [
        replace(rested, resident_id=ResidentId(n), last_ask=NOW - timedelta(hours=2)) for n in range(2, 10)
    ]
    assert all(_decide(_need(), [*equals, rested], seed).ask[0].resident_id == 1 for seed in SEEDS)


def test_nobody_is_asked_again_and_again_for_a_hope_that_is_not_worth_it() -> None:
    worn = [_candidate(number, asks_7d=3, asks_28d=12, no=9, silent=9) for number in range(20)]
    fresh = [_candidate(number) for number in range(20)]
    assert _asked(_need(waves=1), *worn) < _asked(_need(waves=1), *fresh) / 3


def test_who_has_few_to_ask_is_worth_a_smaller_chance() -> None:
    both = [_candidate(n, spoken=frozenset({"nl", "ar"}), asks_7d=2, no=3, silent=4) for n in range(20)]
    arabic = _need(waves=1, spoken=frozenset({"ar"}), first_lang="ar")
    as_others = replace(DEFAULT, scarce_worth=1.0)
    then = [matching.decide(arabic, both, [], NOW, ZONE, Random(seed), as_others) for seed in SEEDS]
    assert _asked(arabic, *both) > sum(len(each.ask) for each in then)
    assert _asked(arabic, *both) > _asked(_need(waves=1), *both)


def test_a_first_wave_aims_higher_than_the_next_ones() -> None:
    likely = [_candidate(number, yes=1, no=9) for number in range(30)]
    first, *_, last = DEFAULT.stages
    assert first > last
    assert _asked(_need(), *likely) > _asked(_need(waves=1), *likely)
    assert _asked(_need(waves=1), *likely) == _asked(_need(waves=9), *likely)


def test_nothing_is_looked_for_once_the_time_is_over() -> None:
    need = _need(deadline=NOW - timedelta(minutes=1))
    assert _decide(need, [_candidate(1)]) == matching.Decision((), None)


def test_the_next_look_comes_when_silence_has_worn_down_the_hope() -> None:
    keen = [_candidate(number, yes=6, no=24) for number in range(30)]
    first = _decide(_need(), keen)
    assert first.ask
    assert first.look_again is not None
    silence = first.look_again - NOW
    assert DEFAULT.shortest_gap <= silence < DEFAULT.longest_gap
    hours = silence / timedelta(hours=1)
    step = DEFAULT.shortest_gap / timedelta(hours=1)
    asked = [(0.0, each.chance) for each in first.ask]
    aim = DEFAULT.stages[1]
    assert 1 - still_nobody(asked, DEFAULT.half_reply_after, hours) < aim
    assert 1 - still_nobody(asked, DEFAULT.half_reply_after, hours - step) >= aim
    waiting = [Outstanding(NOW, each.chance) for each in first.ask]
    left = keen[len(first.ask) :]
    need = _need(waves=1)
    earlier = matching.decide(need, left, waiting, NOW + silence / 3, ZONE, Random(1))
    assert earlier.ask == ()
    assert matching.decide(need, left, waiting, first.look_again, ZONE, Random(1)).ask


def test_where_nobody_is_worth_a_question_the_next_look_takes_its_time() -> None:
    decision = _decide(_need(), [])
    assert decision.look_again == NOW + DEFAULT.longest_gap
    soon = _decide(_need(deadline=NOW + timedelta(hours=1)), [])
    assert soon.look_again == NOW + DEFAULT.shortest_gap


def test_who_is_hardly_known_is_taken_for_more_than_who_showed_the_same_often() -> None:
    known, stranger = _candidate(1, yes=13, no=87), _candidate(2)
    assert matching.hoped_rate(known, 0.13) < matching.hoped_rate(stranger, 0.13)
    assert matching.hoped_rate(_candidate(3, yes=400), 0.9) <= 1
