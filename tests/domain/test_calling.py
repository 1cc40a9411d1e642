"""What a call in a group says must be true of at least five members, whoever reads it and whatever they know."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calling import FEWEST, Naming, Span, naming, span
from bot.domain.ids import ResidentId
from bot.domain.when import When

PEOPLE = st.integers(1, 12).map(ResidentId)
CATEGORIES = st.sampled_from(["errands", "company", "garden"])
TODAY = date(2026, 11, 23)


@given(
    members=st.frozensets(PEOPLE, max_size=12),
    asked=st.frozensets(st.tuples(PEOPLE, CATEGORIES), max_size=30),
    writer=PEOPLE,
    category=CATEGORIES,
)
def test_who_knows_every_member_and_every_request_of_the_year_is_left_with_five_who_may_have_asked(
    members: frozenset[ResidentId],
    asked: frozenset[tuple[ResidentId, str]],
    writer: ResidentId,
    category: str,
) -> None:
    history = asked | {(writer, category)}
    askers = frozenset(who for who, what in history if what == category and who in members)
    said = naming(len(members), askers, writer)
    match said:
        case None:
            return
        case Naming.HELP:
            suspects = set(members)
        case Naming.CATEGORY:
            suspects = {who for who in members if (who, category) in history}
    assert writer in suspects
    assert len(suspects) >= FEWEST


@given(members=st.integers(5, 1000), others=st.frozensets(PEOPLE, min_size=5), writer=PEOPLE)
def test_the_kind_of_help_is_named_where_five_asked_for_it(
    members: int, others: frozenset[ResidentId], writer: ResidentId
) -> None:
    assert naming(members, others | {writer}, writer) is Naming.CATEGORY


def test_somebody_who_moved_away_hides_in_no_crowd() -> None:
    assert naming(40, frozenset(map(ResidentId, range(2, 20))), ResidentId(1)) is None


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (When(), Span.SOON),
        (When(TODAY, TODAY), Span.TODAY),
        (When(TODAY, TODAY + timedelta(days=2)), Span.THIS_WEEK),
        (When(TODAY + timedelta(days=6), TODAY + timedelta(days=6)), Span.THIS_WEEK),
        (When(TODAY + timedelta(days=7), TODAY + timedelta(days=7)), Span.SOON),
    ],
)
def test_when_is_told_roughly(when: When, said: Span) -> None:
    assert span(when, TODAY) is said
