"""The week in figures: what is counted, and that nobody can be found by subtraction."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.digest import (
    FEWEST,
    Breakdown,
    Digest,
    Happening,
    Hidden,
    beside,
    breakdown,
    figure,
    of_sizes,
    weekly,
)

START = datetime(2026, 11, 15, 23, 0, tzinfo=UTC)
END = START + timedelta(days=7)


def happening(
    kind: str,
    who: int | str,
    post: int | None = None,
    hours: float = 1,
    category: str | None = "errands",
    lang: str | None = "nl",
    detail: str | None = None,
) -> Happening:
    """An event some hours after the beginning of the week."""
    return Happening(START + timedelta(hours=hours), kind, f"r{who}", post, category, lang, detail)


def asked(people: int, first: int = 0, category: str = "errands") -> list[Happening]:
    """That many people, each with a request of their own."""
    everybody = range(first, first + people)
    return [happening("posted_request", who, who, category=category) for who in everybody]


def of_week(*parts: list[Happening]) -> Digest:
    return weekly(sorted(chain(*parts), key=lambda each: each.at), START, END)


def test_people_are_counted_and_not_their_posts() -> None:
    twice = [happening("posted_request", who, 100 + who) for who in range(6)]
    assert of_week(asked(6), twice).asked == 6


def test_four_people_are_not_shown_and_nobody_is_not_shown_either() -> None:
    assert of_week(asked(4)).asked is Hidden.FEW
    assert of_week([]).asked is Hidden.FEW
    assert of_week([]).quiet
    assert of_week(asked(5)).asked == 5


def test_who_was_helped_is_the_one_who_asked_and_not_the_one_who_pressed() -> None:
    done = [happening("done", 99, who, hours=50) for who in range(6)]
    assert of_week(asked(6), done).helped == 6


def test_a_request_of_weeks_ago_still_waits() -> None:
    old = [happening("posted_request", who, who, hours=-500) for who in range(7)]
    week = of_week(old)
    assert week.waiting == 7
    assert week.asked is Hidden.FEW


def test_a_matched_request_does_not_wait_and_waits_again_after_its_helper_dropped_out() -> None:
    matched = [happening("matched", who, who, hours=2) for who in range(10)]
    assert of_week(asked(10), matched).waiting is Hidden.FEW
    left = [happening("dropped_out", 50, who, hours=3, detail="helper") for who in range(10)]
    assert of_week(asked(10), matched, left).waiting == 10
    called_off = [happening("dropped_out", who, who, hours=3, detail="requester") for who in range(10)]
    assert of_week(asked(10), matched, called_off).waiting is Hidden.FEW


def test_what_happens_after_the_week_changes_nothing() -> None:
    later = [happening("matched", who, who, hours=24 * 7 + 1) for who in range(10)]
    assert of_week(asked(10), later) == of_week(asked(10))


def test_hours_to_a_yes_are_the_median_of_first_yeses() -> None:
    first = [happening("said_yes", 50, who, hours=1 + who) for who in range(5)]
    second = [happening("said_yes", 51, who, hours=100) for who in range(5)]
    assert of_week(asked(5), first, second).hours_to_yes == 2
    assert of_week(asked(5), first[:4]).hours_to_yes is None


def test_a_small_category_is_merged_with_the_next_so_that_it_cannot_be_subtracted() -> None:
    week = of_week(asked(9), asked(6, 20, category="garden"), asked(1, 40, category="childcare"))
    assert week.asked == 16
    assert week.asked_by_category == Breakdown((("errands", 9),), 7)


def test_nothing_is_broken_down_where_only_small_groups_are() -> None:
    assert of_week(asked(4), asked(4, 20, category="garden")).asked_by_category is None


def test_who_asked_for_several_things_is_counted_once() -> None:
    also = [happening("posted_request", who, 100 + who, category="garden") for who in range(5)]
    assert of_week(asked(12), also).asked_by_category == Breakdown((("errands", 7),), 5)


def test_the_few_who_were_not_helped_cannot_be_found_by_subtraction() -> None:
    done = [happening("done", who, who, hours=50) for who in range(9)]
    week = of_week(asked(10), done)
    assert week.asked == 10
    assert week.helped is Hidden.SOME
    assert week.helped_by_lang is None


def test_a_digest_counts_an_erased_person_once() -> None:
    erased = [happening("posted_request", "x7k", post) for post in range(20, 23)]
    assert of_week(asked(4), erased).asked == 5


CATEGORIES = ["errands", "garden", "company"]
FATES = ["", "said_yes", "matched", "done", "closed", "dropped_out"]


@st.composite
def weeks(draw: st.DrawFn) -> list[Happening]:
    """Up to forty requests of up to thirty people, from before and in the week, with what became of them."""
    found = []
    for post in range(draw(st.integers(0, 40))):
        who = draw(st.integers(0, 30))
        category = draw(st.sampled_from(CATEGORIES))
        lang = "ar" if who % 3 == 0 else "nl"
        begun = draw(st.integers(-100, 160))
        found.append(happening("posted_request", who, post, begun, category, lang))
        fate = draw(st.sampled_from(FATES))
        if fate:
            found.append(happening(fate, who, post, begun + draw(st.integers(1, 60)), category, lang))
    return found


def subset_sums(cells: list[int]) -> set[int]:
    return {sum(chosen) for size in range(len(cells) + 1) for chosen in combinations(cells, size)}


def safe(difference: int) -> bool:
    """A number of people that tells nothing: nobody, or five or more."""
    return difference == 0 or abs(difference) >= FEWEST


def rest(one: Breakdown, but: set[str]) -> int:
    return one.others + sum(count for kind, count in one.cells if kind not in but)


@given(weeks())
@settings(max_examples=300, deadline=None)
def test_subtracting_any_figures_never_gives_a_group_of_fewer_than_five(events: list[Happening]) -> None:
    week = of_week(events)
    totals = [each for each in (week.asked, week.helped, week.waiting) if isinstance(each, int)]
    assert all(each >= FEWEST for each in totals)
    if isinstance(week.asked, int):
        parts = [each for each in (week.helped, week.waiting) if isinstance(each, int)]
        assert all(safe(week.asked - part) for part in parts)
        assert len(parts) < 2 or safe(week.asked - sum(parts))
    for total, broken in (
        (week.asked, week.asked_by_category),
        (week.asked, week.asked_by_lang),
        (week.helped, week.helped_by_category),
        (week.helped, week.helped_by_lang),
    ):
        if broken is None:
            continue
        cells = [count for _, count in broken.cells] + ([broken.others] if broken.others else [])
        assert isinstance(total, int)
        assert all(count >= FEWEST for count in cells)
        assert sum(cells) == total
        assert all(safe(total - known) for known in subset_sums(cells))
    for one, other in (
        (week.asked_by_category, week.helped_by_category),
        (week.asked_by_lang, week.helped_by_lang),
    ):
        if one is None or other is None:
            continue
        mine, theirs = dict(one.cells), dict(other.cells)
        same = mine.keys() & theirs.keys()
        assert all(safe(mine[kind] - theirs[kind]) for kind in same)
        assert safe(rest(one, set(same)) - rest(other, set(same)))


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 30), max_size=8), st.integers(0, 12))
def test_a_breakdown_keeps_everybody_and_shows_no_small_cell(sizes: dict[str, int], others: int) -> None:
    broken = of_sizes(sizes, others)
    if broken is not None:
        assert sum(count for _, count in broken.cells) + broken.others == sum(sizes.values()) + others
        assert all(count >= FEWEST for _, count in broken.cells)
        assert safe(broken.others)


@given(st.integers(0, 100), st.integers(0, 100))
def test_two_figures_beside_each_other_are_far_enough_apart(one: int, other: int) -> None:
    shown, next_to_it = figure(one), beside(figure(one), other)
    if isinstance(shown, int) and isinstance(next_to_it, int):
        assert safe(shown - next_to_it)


def test_who_has_no_known_kind_is_among_the_others() -> None:
    kinds = {f"r{who}": frozenset({"nl"}) for who in range(6)} | {
        f"x{who}": frozenset[str]() for who in range(5)
    }
    assert breakdown(kinds) == Breakdown((("nl", 6),), 5)
