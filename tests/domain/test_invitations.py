"""Whom to ask whether they would like an offer for one day: the rules hold for any neighbours and any past."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.candidates import Gender, Traits, Wishes
from bot.domain.ids import InvitationId, PostId, ResidentId
from bot.domain.invitations import (
    AT_ONCE,
    LONGEST_WAIT,
    MOST,
    SHORTEST_WAIT,
    Invitation,
    InvitationState,
    Invitee,
    Offered,
    may_be_invited,
    silent_after,
    whom,
)
from bot.domain.matching import DEFAULT, WEEKLY_CAP

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
languages = st.frozensets(st.sampled_from(["nl", "ar", "tr"]), min_size=1)
wishes = st.builds(Wishes, gender=st.sampled_from([None, Gender.WOMAN]), no_pets=st.booleans())
traits = st.builds(Traits, gender=st.sampled_from([None, *Gender]), pets=st.sampled_from([None, True, False]))
offers = st.builds(
    Offered, languages, st.booleans(), st.integers(min_value=1, max_value=4), traits=traits, wishes=wishes
)
numbers = st.integers(min_value=1, max_value=30).map(ResidentId)
people = st.lists(
    st.builds(
        Invitee,
        numbers,
        languages,
        waits=st.booleans(),
        habit=st.integers(min_value=0, max_value=3),
        adult=st.sampled_from([None, True, False]),
        asks_7d=st.integers(min_value=0, max_value=6),
        silent_in_row=st.integers(min_value=0, max_value=10),
        traits=traits,
        wishes=wishes,
    ),
    unique_by=lambda each: each.resident_id,
)
past = st.lists(
    st.builds(
        Invitation,
        st.just(InvitationId(1)),
        st.just(PostId(1)),
        numbers,
        st.sampled_from(InvitationState),
        st.just(NOW),
    ),
    unique_by=lambda each: each.resident_id,
    max_size=20,
)


@given(offers, people, past)
def test_the_hard_rules_hold(offered: Offered, invitees: list[Invitee], before: list[Invitation]) -> None:
    chosen = whom(offered, invitees, before)
    by_id = {each.resident_id: each for each in invitees}
    waiting = sum(each.state is InvitationState.WAITING for each in before)
    yes = sum(each.state is InvitationState.YES for each in before)
    assert not set(chosen) & {each.resident_id for each in before}
    if chosen:
        assert waiting + len(chosen) <= AT_ONCE
        assert yes + waiting + len(chosen) <= offered.receivers
        assert len(before) + len(chosen) <= MOST
    for who in chosen:
        each = by_id[who]
        assert each.waits or each.habit
        assert each.spoken & offered.spoken
        assert each.asks_7d < WEEKLY_CAP
        assert each.silent_in_row < DEFAULT.silent_limit
        if offered.visits_home:
            assert each.adult is True
            assert each.wishes.met_by(offered.traits, offered.spoken)
            assert offered.wishes.met_by(each.traits, each.spoken)


@given(offers, people, past)
def test_the_order_of_the_list_does_not_matter(
    offered: Offered, invitees: list[Invitee], before: list[Invitation]
) -> None:
    turned = list(reversed(invitees))
    assert whom(offered, invitees, before) == whom(offered, turned, list(reversed(before)))


@given(offers, people)
def test_who_waits_for_it_comes_before_who_only_has_the_habit(
    offered: Offered, invitees: list[Invitee]
) -> None:
    chosen = whom(offered, invitees, [])
    waits = [each.waits for who in chosen for each in invitees if each.resident_id == who]
    assert waits == sorted(waits, reverse=True)
    left = [each for each in invitees if each.resident_id not in chosen and may_be_invited(offered, each)]
    assert all(waits) or not any(each.waits for each in left)


def test_an_invitation_waits_shorter_where_the_day_is_near() -> None:
    assert silent_after(timedelta(days=30)) == LONGEST_WAIT
    assert silent_after(timedelta(hours=12)) == timedelta(hours=3)
    assert silent_after(timedelta(hours=1)) == SHORTEST_WAIT
