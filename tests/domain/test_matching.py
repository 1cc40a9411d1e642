"""Rules of who is asked that hold for all candidates, in whatever order they come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.categories import Category
from bot.domain.ids import BuurtId, PostId, ResidentId
from bot.domain.matching import (
    AT_ONCE,
    LONGEST_GAP,
    SHORTEST_GAP,
    WEEKLY_CAP,
    Candidate,
    Reason,
    choose,
    look_again,
    reasons,
    score,
    shared_language,
)
from bot.domain.model import Post, PostKind, PostState
from bot.domain.when import Availability, Part, When

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LANGUAGES = ("nl", "ar", "en", "tr")
spoken_sets = st.frozensets(st.sampled_from(LANGUAGES), min_size=1)
availabilities = st.builds(
    Availability, st.frozensets(st.integers(0, 6)), st.frozensets(st.sampled_from(Part))
)
candidates = st.builds(
    Candidate,
    resident_id=st.integers(1, 12).map(ResidentId),
    spoken=spoken_sets,
    adult=st.sampled_from([None, True, False]),
    visits_allowed=st.booleans(),
    can=availabilities,
    max_per_week=st.integers(1, WEEKLY_CAP),
    asks_7d=st.integers(0, 6),
    last_ask=st.none() | st.timedeltas(timedelta(0), timedelta(days=30)).map(lambda ago: NOW - ago),
    yes=st.integers(0, 50),
    not_yes=st.integers(0, 50),
    waiting=st.integers(0, 1),
)
lists = st.lists(candidates, max_size=12, unique_by=lambda each: (each.resident_id, each.can))


def _post(category: Category = Category.COMPANY, when: When | None = None) -> Post:
    return Post(
        id=PostId(1),
        kind=PostKind.REQUEST,
        resident_id=ResidentId(99),
        buurt_id=BuurtId(1),
        category=category,
        state=PostState.OPEN,
        when=when or When(),
        can=Availability(),
        max_per_week=2,
        words=None,
        voice=None,
        coffee=False,
        for_name=None,
        for_resident_id=None,
        created_at=NOW,
        expires_at=NOW + timedelta(days=14),
    )


posts = st.builds(
    _post,
    st.sampled_from(Category),
    st.none() | st.dates(NOW.date(), NOW.date() + timedelta(days=20)).map(lambda day: When.on(day)),
)


def _candidate(number: int, **facts: object) -> Candidate:
    plain: dict[str, object] = {
        "spoken": frozenset({"nl"}),
        "adult": True,
        "visits_allowed": True,
        "can": Availability(),
        "max_per_week": 4,
        "asks_7d": 0,
        "last_ask": None,
        "yes": 0,
        "not_yes": 0,
        "waiting": 0,
    }
    return Candidate(resident_id=ResidentId(number), **(plain | facts))  # type: ignore[arg-type]  # mixed facts


@settings(max_examples=150, deadline=None)
@given(posts, spoken_sets, lists, st.integers(0, 3), st.integers(0, 99))
def test_the_hard_rules_hold_for_everybody_who_is_asked(
    post: Post, spoken: frozenset[str], found: list[Candidate], already: int, seed: int
) -> None:
    chosen = choose(post, spoken, min(spoken), found, already, NOW, Random(seed))
    assert len(chosen) <= max(0, AT_ONCE - already)
    assert len({each.resident_id for each in chosen}) == len(chosen)
    for choice in chosen:
        rows = [each for each in found if each.resident_id == choice.resident_id]
        assert any(
            each.spoken & spoken
            and each.asks_7d < min(each.max_per_week, WEEKLY_CAP)
            and each.waiting == 0
            and each.can.fits(post.when)
            and not (post.visits_home and each.adult is False)
            for each in rows
        )


@settings(max_examples=100, deadline=None)
@given(posts, spoken_sets, lists, st.randoms(use_true_random=False), st.integers(0, 99))
def test_the_order_in_which_candidates_are_listed_does_not_matter(
    post: Post, spoken: frozenset[str], found: list[Candidate], order: Random, seed: int
) -> None:
    unique = list({each.resident_id: each for each in found}.values())
    shuffled = list(unique)
    order.shuffle(shuffled)
    one = choose(post, spoken, min(spoken), unique, 0, NOW, Random(seed))
    assert choose(post, spoken, min(spoken), shuffled, 0, NOW, Random(seed)) == one


@given(lists, st.integers(0, 99))
def test_nobody_is_asked_who_shares_no_language(found: list[Candidate], seed: int) -> None:
    assert choose(_post(), frozenset({"uk"}), "uk", found, 0, NOW, Random(seed)) == []


@given(st.integers(0, 999))
def test_equals_are_chosen_by_chance_and_the_same_chance_chooses_the_same(seed: int) -> None:
    equals = [_candidate(number) for number in range(1, 6)]
    one = choose(_post(), frozenset({"nl"}), "nl", equals, 0, NOW, Random(seed))
    assert one == choose(_post(), frozenset({"nl"}), "nl", equals, 0, NOW, Random(seed))


def test_chance_gives_every_equal_a_turn() -> None:
    equals = [_candidate(number) for number in range(1, 6)]
    first = {
        choose(_post(), frozenset({"nl"}), "nl", equals, 0, NOW, Random(seed))[0].resident_id
        for seed in range(60)
    }
    assert first == {each.resident_id for each in equals}


@given(candidates)
def test_each_more_ask_this_week_makes_somebody_a_worse_choice(one: Candidate) -> None:
    from dataclasses import replace

    tired = replace(one, asks_7d=one.asks_7d + 1)
    assert score(tired, NOW, "nl") < score(one, NOW, "nl")


def test_bilingual_helpers_are_kept_for_those_who_need_them() -> None:
    dutch, both = _candidate(1), _candidate(2, spoken=frozenset({"nl", "ar"}))
    for_dutch = choose(_post(), frozenset({"nl"}), "nl", [dutch, both], 1, NOW, Random(1))
    for_arabic = choose(_post(), frozenset({"ar", "nl"}), "ar", [dutch, both], 1, NOW, Random(1))
    assert [for_dutch[0].resident_id, for_arabic[0].resident_id] == [1, 2]


def test_the_reasons_are_true() -> None:
    tuesday = When.on(NOW.date() + timedelta(days=1))
    can = Availability(frozenset({1}))
    both = _candidate(1, spoken=frozenset({"nl", "ar"}), can=can)
    told = reasons(_post(when=tuesday), frozenset({"ar"}), "ar", both)
    assert set(told) == {Reason.CATEGORY, Reason.LANGUAGE, Reason.TIME}
    assert reasons(_post(), frozenset({"nl", "en"}), "nl", _candidate(2)) == (Reason.CATEGORY,)


@given(spoken_sets, spoken_sets)
def test_the_language_they_would_speak_is_one_of_both(one: frozenset[str], other: frozenset[str]) -> None:
    found = shared_language(one, min(one), other)
    assert (found in one & other) if one & other else found is None


@given(st.timedeltas(timedelta(days=-2), timedelta(days=90)))
def test_an_unanswered_question_is_silence_after_a_quarter_to_three_hours(left: timedelta) -> None:
    gap = look_again(NOW, NOW + left) - NOW
    assert SHORTEST_GAP <= gap <= LONGEST_GAP
