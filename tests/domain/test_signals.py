"""What people ran into, in numbers: by theme, by four weeks, and never about fewer than five."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.digest.figures import FEWEST
from bot.domain.digest.weeks import weeks_of
from bot.domain.signals import FIRST, HEARD, Theme, raised, theme_in, told_block

MARKS = st.sets(st.tuples(st.sampled_from(list(Theme)), st.sampled_from("abcdefghijkl")))


@settings(max_examples=40)
@given(MARKS)
def test_no_number_is_about_fewer_than_five_and_none_can_be_found_by_subtraction(
    marks: set[tuple[str, str]],
) -> None:
    told = raised(marks)
    by_theme = {theme: {who for each, who in marks if each == theme} for theme in Theme}
    assert dict(told.themes) == {theme: len(who) for theme, who in by_theme.items() if len(who) >= FEWEST}
    assert told.others == 0 or told.others >= FEWEST
    few = [who for who in by_theme.values() if 0 < len(who) < FEWEST]
    # What is told together is of two themes at least, so it is the number of none of them.
    assert not told.others or len(few) > 1


@settings(max_examples=40)
@given(MARKS, st.sampled_from(list(Theme)), st.sampled_from("abcdefghijkl"))
def test_one_person_more_or_less_is_seen_in_a_number_of_five_or_more_only(
    marks: set[tuple[str, str]], theme: Theme, who: str
) -> None:
    before, after = raised(marks - {(theme, who)}), raised(marks | {(theme, who)})
    for one, two in ((before, after), (after, before)):
        assert all(count >= FEWEST for each, count in one.themes if (each, count) not in two.themes)


def test_who_says_it_twice_counts_once() -> None:
    marks = [("money", who) for who in "aabbccdd"]
    assert raised(marks).themes == ()
    assert raised([*marks, ("money", "e")]).themes == ((Theme.MONEY, 5),)


@settings(max_examples=40)
@given(st.integers(100_000, 110_000))
def test_the_block_that_is_told_is_over_and_the_next_is_not(week: int) -> None:
    told = told_block(week)
    assert weeks_of(told)[-1] <= week < weeks_of(told + 1)[-1]


def test_a_theme_may_be_typed_and_two_are_none() -> None:
    assert theme_in(["ik", "heb", "schulden"]) is Theme.MONEY
    assert theme_in(["geld", "en", "eenzaam"]) is None
    assert theme_in(["hallo"]) is None
    assert theme_in([]) is None
    assert set(HEARD) == set(Theme)
    assert len(Theme) - FIRST <= 6
