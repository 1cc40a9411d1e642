"""Rules of who is asked that hold for all candidates, in whatever order they come and whatever happened before."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import matching
from bot.domain.calendar import is_quiet
from bot.domain.candidates import Candidate, Gender, Need, Outstanding, Ring, Traits, Wishes
from bot.domain.categories import Category
from bot.domain.ids import ResidentId
from bot.domain.matching import AT_ONCE, DEFAULT, NEAR_WEEKLY_CAP, WEEKLY_CAP, Decision, Reason
from bot.domain.replies import waking_hours
from bot.domain.when import Availability, Part, When

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LANGUAGES = ("nl", "ar", "en", "tr")
counts = st.integers(0, 6)
spoken_sets = st.frozensets(st.sampled_from(LANGUAGES), min_size=1)
maybe = st.sampled_from([None, True, False])
some_traits = st.builds(Traits, st.sampled_from([None, *Gender]), maybe, maybe)
some_wishes = st.builds(
    Wishes,
    st.sampled_from([None, *Gender]),
    st.sampled_from([None, *LANGUAGES]),
    st.booleans(),
    st.booleans(),
)
ago = st.none() | st.timedeltas(timedelta(0), timedelta(days=40)).map(lambda since: NOW - since)


def mostly(usual: Any, others: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Nearly always the same: where each fact may forbid a question, few would be asked and little be tried."""
    return st.sampled_from(range(8)).flatmap(lambda n: others if n == 7 else st.just(usual))


some_candidates = st.builds(
    Candidate,
    resident_id=st.integers(1, 30).map(ResidentId),
    spoken=mostly(frozenset({"nl", "ar"}), spoken_sets),
    categories=mostly(frozenset(Category), st.frozensets(st.sampled_from(Category), min_size=1)),
    can=mostly(
        Availability(),
        st.builds(Availability, st.frozensets(st.integers(0, 6)), st.frozensets(st.sampled_from(Part))),
    ),
    ring=st.sampled_from(Ring),
    beyond=st.booleans(),
    adult=mostly(True, maybe),
    max_per_week=mostly(WEEKLY_CAP, st.integers(1, WEEKLY_CAP)),
    asks_7d=st.sampled_from((0, 0, 0, 1, 2, 3, 4, 5)),
    near_7d=mostly(0, st.integers(0, 2)),
    asks_28d=counts,
    last_ask=mostly(None, ago),
    last_task=mostly(None, ago),
    yes=counts,
    no=counts,
    silent=counts,
    silent_in_row=st.integers(0, 12),
    traits=some_traits,
    wishes=mostly(Wishes(), some_wishes),
)
lists = st.lists(some_candidates, max_size=20, unique_by=lambda each: each.resident_id)
open_questions = mostly(
    [], st.lists(st.builds(Outstanding, ago.map(lambda at: at or NOW), st.floats(0, 0.9)), max_size=6)
)


@st.composite
def needs(draw: st.DrawFn) -> Need:
    category = draw(st.sampled_from(Category))
    spoken = draw(mostly(frozenset({"nl"}), spoken_sets))
    when = draw(st.none() | st.integers(0, 9).map(lambda days: When.on(NOW.date() + timedelta(days))))
    return Need(
        category=category,
        when=when or When(),
        spoken=spoken,
        first_lang=draw(st.sampled_from(sorted(spoken))),
        created_at=NOW - timedelta(hours=1),
        deadline=NOW + draw(st.timedeltas(timedelta(minutes=-30), timedelta(days=14))),
        waves=draw(st.integers(0, 5)),
        visits_home=draw(st.booleans()),
        traits=draw(some_traits),
        wishes=draw(mostly(Wishes(), some_wishes)),
    )


def _need(**facts: Any) -> Need:
    plain: dict[str, Any] = {
        "category": Category.ERRANDS,
        "when": When(),
        "spoken": frozenset({"nl"}),
        "first_lang": "nl",
        "created_at": NOW,
        "deadline": NOW + timedelta(days=3),
    }
    return Need(**(plain | facts))


def _candidate(number: int, **facts: Any) -> Candidate:
    plain: dict[str, Any] = {"spoken": frozenset({"nl"}), "categories": frozenset(Category)}
    return Candidate(resident_id=ResidentId(number), **(plain | facts))


def _decide(need: Need, found: list[Candidate], seed: int = 1, now: datetime = NOW) -> Decision:
    return matching.decide(need, found, [], now, ZONE, Random(seed))


@settings(max_examples=300, deadline=None)
@given(needs(), lists, open_questions, st.integers(0, 99))
def test_caps_and_consent_hold_for_everybody_who_is_asked(
    need: Need, found: list[Candidate], waiting: list[Outstanding], seed: int
) -> None:
    decision = matching.decide(need, found, waiting, NOW, ZONE, Random(seed))
    by_id = {each.resident_id: each for each in found}
    fitting = [each for each in found if matching.may_be_asked(need, each, NOW)]
    assert len({choice.resident_id for choice in decision.ask}) == len(decision.ask)
    assert len(decision.ask) <= min(AT_ONCE, math.ceil(len(fitting) / 2)), "never everybody at once"
    if decision.look_again is not None:
        assert decision.left == len(fitting) - len(decision.ask)
    for choice in decision.ask:
        asked = by_id[choice.resident_id]
        assert need.category in asked.categories
        assert need.spoken & asked.spoken
        assert asked.asks_7d < min(asked.max_per_week, WEEKLY_CAP)
        assert asked.can.fits(need.when)
        if asked.ring is Ring.NEAR:
            assert asked.beyond
            assert asked.near_7d < NEAR_WEEKLY_CAP
        if need.visits_home:
            assert asked.adult is not False
            assert need.wishes.met_by(asked.traits, asked.spoken)
            assert asked.wishes.met_by(need.traits, need.spoken)


@settings(max_examples=150, deadline=None)
@given(needs(), lists, open_questions, st.randoms(use_true_random=False), st.integers(0, 99))
def test_the_same_facts_and_seed_decide_the_same_in_whatever_order_they_are_listed(
    need: Need, found: list[Candidate], waiting: list[Outstanding], order: Random, seed: int
) -> None:
    found += [replace(each, can=Availability(frozenset({0, 3}))) for each in found[:3]]  # a second offer
    shuffled = list(found)
    order.shuffle(shuffled)
    one = matching.decide(need, found, waiting, NOW, ZONE, Random(seed))
    assert matching.decide(need, shuffled, waiting, NOW, ZONE, Random(seed)) == one


@settings(max_examples=150, deadline=None)
@given(needs(), lists, st.integers(0, 172 * 24 * 60))
def test_nobody_is_asked_in_quiet_hours_and_the_next_look_is_never_in_them(
    need: Need, found: list[Candidate], minutes: int
) -> None:
    now = datetime(2026, 10, 20, tzinfo=UTC) + timedelta(minutes=minutes)  # over both clock changes
    need = replace(need, created_at=now, deadline=now + timedelta(days=4))
    decision = _decide(need, found, now=now)
    assert not (is_quiet(now, ZONE) and decision.ask)
    assert decision.look_again is not None
    assert decision.look_again > now
    assert not is_quiet(decision.look_again, ZONE)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 9999), st.integers(4, 25), st.integers(1, 3))
def test_no_run_of_requests_and_answers_asks_anybody_more_than_the_caps_allow(
    seed: int, helpers: int, a_day: int
) -> None:
    rng = Random(seed)
    rings = [rng.choice(list(Ring)) for _ in range(helpers)]
    asked: list[list[tuple[datetime, int]]] = [[] for _ in range(helpers)]
    for number in range(14 * a_day):
        now = NOW + timedelta(days=number / a_day)
        for wave in range(4):
            at = now + timedelta(hours=wave)
            found = [
                _candidate(
                    who,
                    ring=rings[who],
                    beyond=True,
                    asks_7d=sum(at - when < timedelta(days=7) for when, _ in asked[who]),
                    near_7d=sum(
                        at - when < timedelta(days=7) and rings[who] is Ring.NEAR for when, _ in asked[who]
                    ),
                    last_ask=asked[who][-1][0] if asked[who] else None,
                )
                for who in range(helpers)
                if all(post != number for _, post in asked[who])
            ]
            need = _need(created_at=now, deadline=now + timedelta(days=1), waves=wave)
            for choice in matching.decide(need, found, [], at, ZONE, rng).ask:
                asked[choice.resident_id].append((at, number))
    for who, moments in enumerate(asked):
        cap = NEAR_WEEKLY_CAP if rings[who] is Ring.NEAR else WEEKLY_CAP
        for at, _ in moments:
            assert sum(timedelta(0) <= at - earlier < timedelta(days=7) for earlier, _ in moments) <= cap
        assert len({post for _, post in moments}) == len(moments)


@given(lists, st.integers(0, 99))
def test_nobody_is_asked_who_shares_no_language(found: list[Candidate], seed: int) -> None:
    assert _decide(_need(spoken=frozenset({"uk"}), first_lang="uk"), found, seed).ask == ()


def test_more_willing_helpers_do_not_lower_the_chance_of_being_filled() -> None:
    """Sampled: each helper says yes with their own chance; the margin is three standard errors."""
    few = [_candidate(number, yes=number % 3, no=6) for number in range(8)]
    more = [*few, *(_candidate(number, yes=4, no=4) for number in range(20, 28))]
    rates = {each.resident_id: (1 + each.yes) / (10 + each.no) for each in more}
    tries = 400

    def filled(found: list[Candidate]) -> int:
        total = 0
        for seed in range(tries):
            rng = Random(seed)
            left, yes = list(found), False
            for wave in range(4):
                at = NOW + timedelta(hours=3 * wave)
                for choice in matching.decide(_need(waves=wave), left, [], at, ZONE, rng).ask:
                    yes = yes or rng.random() < rates[choice.resident_id]
                    left = [each for each in left if each.resident_id != choice.resident_id]
            total += yes
        return total

    assert filled(more) >= filled(few) - 3 * (tries * 0.25) ** 0.5


@given(some_candidates, needs())
def test_each_more_ask_makes_somebody_a_dearer_choice(one: Candidate, need: Need) -> None:
    this_week = replace(one, asks_7d=one.asks_7d + 1)
    this_month = replace(one, asks_28d=one.asks_28d + 1)
    assert matching.price(need, this_week) > matching.price(need, one)
    assert matching.price(need, this_month) > matching.price(need, one)


def test_bilingual_helpers_are_kept_for_those_who_have_nobody_else() -> None:
    both = _candidate(1, spoken=frozenset({"nl", "ar"}))
    dutch, arabic = _need(), _need(spoken=frozenset({"ar"}), first_lang="ar")
    assert matching.price(dutch, both) == DEFAULT.scarcity * matching.price(arabic, both)


def test_chance_gives_every_newcomer_a_turn() -> None:
    equals = [_candidate(number) for number in range(1, 9)]
    first = {_decide(_need(), equals, seed).ask[0].resident_id for seed in range(200)}
    assert first == {each.resident_id for each in equals}


def test_who_keeps_silent_is_left_in_peace_for_a_while_and_then_asked_again() -> None:
    silent = _candidate(1, silent_in_row=DEFAULT.silent_limit, last_ask=NOW - DEFAULT.silent_rest / 2)
    assert matching.rested(silent, NOW)
    assert not matching.may_be_asked(_need(), silent, NOW)
    assert matching.may_be_asked(_need(), silent, NOW + DEFAULT.silent_rest)
    assert matching.may_be_asked(_need(), replace(silent, silent_in_row=0), NOW)


def test_open_questions_count_and_count_less_the_longer_they_lie() -> None:
    fresh, old = Outstanding(NOW, 0.5), Outstanding(NOW - timedelta(days=1), 0.5)
    hope = [
        matching.decide(_need(), [], waiting, NOW, ZONE, Random(1)).hope for waiting in ([fresh], [old], [])
    ]
    assert hope[0] == 0.5
    assert 0 < hope[1] < 0.1
    assert hope[2] == 0
    found = [_candidate(number, yes=5, no=5) for number in range(20)]
    with_hope = matching.decide(_need(), found, [fresh, fresh, fresh], NOW, ZONE, Random(1))
    assert with_hope.ask == ()
    assert len(_decide(_need(), found).ask) > 0


def test_a_wish_that_nobody_meets_leaves_nobody_and_is_counted_honestly() -> None:
    women = [_candidate(number, traits=Traits(Gender.WOMAN)) for number in range(3)]
    men = [_candidate(number, traits=Traits(Gender.MAN)) for number in range(3, 5)]
    unknown = [_candidate(9)]
    wish = _need(visits_home=True, wishes=Wishes(gender=Gender.WOMAN))
    assert {each.resident_id for each in _decide(wish, women + men + unknown).ask} <= {0, 1, 2}
    assert _decide(wish, men + unknown).ask == ()
    assert matching.held_back_by_wishes(wish, men + unknown) == 3
    assert matching.held_back_by_wishes(replace(wish, wishes=Wishes()), men) == 0
    assert matching.held_back_by_wishes(replace(wish, visits_home=False), men) == 0


def test_an_honest_word_comes_when_nobody_is_left_or_when_it_is_late() -> None:
    need = _need()
    assert matching.is_spent(need, _decide(need, []), NOW)
    found = [_candidate(number) for number in range(40)]
    assert not matching.is_spent(need, _decide(need, found), NOW)
    late = need.deadline - timedelta(hours=14)
    few = _decide(need, found[:1], now=late)
    assert matching.is_spent(need, few, late)


def test_the_reasons_are_true() -> None:
    tuesday = When.on(NOW.date() + timedelta(days=1))
    both = _candidate(
        1, spoken=frozenset({"nl", "ar"}), can=Availability(frozenset({1})), ring=Ring.NEAR, beyond=True
    )
    arabic = _need(when=tuesday, spoken=frozenset({"ar"}), first_lang="ar")
    assert set(matching.reasons(arabic, both)) == set(Reason) - {
        Reason.COORDINATOR
    }  # that one is no match of facts
    dutch_or_english = _need(spoken=frozenset({"nl", "en"}))
    assert matching.reasons(dutch_or_english, _candidate(2)) == (Reason.CATEGORY,)


@given(spoken_sets, spoken_sets)
def test_the_language_they_would_speak_is_one_of_both(one: frozenset[str], other: frozenset[str]) -> None:
    found = matching.shared_language(one, min(one), other)
    assert (found in one & other) if one & other else found is None


@given(
    st.integers(0, 270 * 24 * 60),
    st.timedeltas(timedelta(0), timedelta(days=20)),
    st.timedeltas(timedelta(0), timedelta(days=20)),
)
def test_waking_hours_add_up_and_are_thirteen_a_day(
    minutes: int, first: timedelta, second: timedelta
) -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    middle, end = start + first, start + first + second
    whole = waking_hours(start, end, ZONE)
    parts = waking_hours(start, middle, ZONE) + waking_hours(middle, end, ZONE)
    assert abs(whole - parts) < 0.01
    assert waking_hours(end, start, ZONE) <= 0 or end <= start
    day = start.replace(hour=12)
    assert abs(waking_hours(day, day + timedelta(days=7), ZONE) - 7 * 13) <= 1  # a clock change
