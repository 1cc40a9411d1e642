"""What the states and small rules of the model say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.categories import AT_HOME, FREQUENT, Category, visits_home
from bot.domain.ids import MatchId, PostId, ResidentId
from bot.domain.model import CommitmentState, Match, MatchState, PostState, ResidentState


def _match(requester: int, helper: int) -> Match:
    return Match(
        MatchId(1),
        PostId(1),
        ResidentId(requester),
        ResidentId(helper),
        MatchState.AGREED,
        "42",
        None,
        False,
        False,
    )


@given(st.integers(1, 99), st.integers(100, 199), st.integers(200, 299))
def test_the_other_of_the_other_is_oneself(one: int, two: int, stranger: int) -> None:
    match = _match(one, two)
    assert match.other(match.other(ResidentId(one))) == one
    assert match.has(ResidentId(one))
    assert match.has(ResidentId(two))
    assert not match.has(ResidentId(stranger))


def test_a_post_that_ended_lives_no_more() -> None:
    assert {state for state in PostState if state.live} == {"held", "open", "matched"}
    assert {state for state in CommitmentState if state.live} == {"no_time", "time_agreed", "confirmed"}


@pytest.mark.parametrize("category", Category)
def test_an_errand_is_a_visit_when_the_helper_may_stay_for_coffee(category: Category) -> None:
    assert visits_home(category, coffee=True)
    assert visits_home(category) == (category in AT_HOME)


def test_five_frequent_categories_leave_room_for_more_and_the_rest_for_one_screen_of_seven() -> None:
    assert len(FREQUENT) == len(set(FREQUENT)) == 5
    assert len(Category) == 12


def test_there_is_no_state_in_which_somebody_removed_takes_part() -> None:
    assert {ResidentState.MEMBER, ResidentState.PAUSED} < set(ResidentState)
