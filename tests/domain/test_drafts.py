"""Conversations as data: which question is next, and the way back, for all answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.categories import Category, visits_home
from bot.domain.drafts import END, FLOWS, Data, Flow, ask_again, back, next_step
from bot.domain.ids import AccountId, BuurtId, ResidentId
from bot.domain.model import Resident, ResidentState
from bot.domain.when import Part, When

ME = Resident(
    ResidentId(1),
    AccountId(1),
    "Truus",
    "nl",
    frozenset({"nl"}),
    BuurtId(1),
    ResidentState.MEMBER,
    True,
    False,
    True,
)
DAY = date(2026, 11, 24)
datas = st.fixed_dictionaries(
    {"category": st.sampled_from([str(each) for each in Category])},
    optional={
        "when": st.sampled_from(
            [{}, When.on(DAY).to_json(), When.on(DAY, Part.MORNING).to_json(), {"choose": True}]
        ),
        "coffee": st.sampled_from([None, True, False]),
        "for_other": st.booleans(),
        "changing": st.booleans(),
    },
)
flows = st.sampled_from([Flow.REQUEST, Flow.OFFER])


def _answered_up_to(flow: Flow, data: Data, count: int) -> tuple[Data, str]:
    """A draft of which the first questions were answered, and the open one."""
    for _ in range(count):
        step = next_step(flow, data, ME)
        if step == END:
            break
        data = {**data, "answered": [*data.get("answered", []), step]}
    return data, next_step(flow, data, ME)


@given(flows, datas, st.integers(0, 12))
def test_the_open_question_is_one_that_was_not_answered(flow: Flow, data: Data, count: int) -> None:
    data, step = _answered_up_to(flow, data, count)
    assert step == END or step in {each.name for each in FLOWS[flow]} - set(data.get("answered", []))


@given(flows, datas)
def test_every_conversation_ends(flow: Flow, data: Data) -> None:
    assert _answered_up_to(flow, data, len(FLOWS[flow]) + 1)[1] == END


@given(flows, datas, st.integers(0, 12))
def test_back_opens_an_earlier_question_or_there_is_none(flow: Flow, data: Data, count: int) -> None:
    data, step = _answered_up_to(flow, {**data, "changing": False}, count)
    if step == END:
        return
    names = [each.name for each in FLOWS[flow]]
    earlier = back(flow, step, data, ME)
    if earlier is None:
        assert not [
            name
            for name in data.get("answered", [])
            if names.index(name) < names.index(step) and next_step(flow, ask_again(data, name), ME) == name
        ]
    else:
        assert names.index(next_step(flow, earlier, ME)) < names.index(step)


@given(flows, datas, st.integers(1, 12))
def test_pressing_back_often_enough_always_leads_out(flow: Flow, data: Data, count: int) -> None:
    data, step = _answered_up_to(flow, {**data, "changing": False}, count)
    for _ in range(len(FLOWS[flow]) + 2):
        if step == END:
            return
        earlier = back(flow, step, data, ME)
        if earlier is None:
            return
        data, step = earlier, next_step(flow, earlier, ME)
    pytest.fail("Back went round in a circle")


@pytest.mark.parametrize("category", Category)
def test_coffee_is_asked_with_errands_only(category: Category) -> None:
    data = {"category": str(category), "answered": ["category", "when", "words"], "when": {}}
    assert (next_step(Flow.REQUEST, data, ME) == "coffee") == (category is Category.ERRANDS)


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("adult", [None, True, False])
def test_18_or_older_is_asked_once_and_only_for_help_at_home(category: Category, adult: bool | None) -> None:
    data = {"category": str(category), "answered": ["category", "days", "parts", "often", "words"]}
    asked = next_step(Flow.OFFER, data, replace(ME, adult=adult)) == "adult"
    assert asked == (adult is None and visits_home(category))


def test_languages_are_asked_when_they_first_matter() -> None:
    data = {"category": "pets", "when": {}, "answered": ["category", "when", "words"]}
    assert next_step(Flow.REQUEST, data, replace(ME, spoken=frozenset())) == "spoken"
    assert next_step(Flow.REQUEST, data, ME) == "summary"


def test_an_invite_asks_for_no_postcode() -> None:
    known = {"answered": ["lang", "consent", "name"]}
    assert next_step(Flow.WELCOME, known, ME) == "postcode"
    assert next_step(Flow.WELCOME, {**known, "buurt": 1}, ME) == END


def test_back_from_a_reopened_question_leads_to_the_summary() -> None:
    data = {"category": "pets", "when": {}, "answered": ["category", "words"], "reopened": "when"}
    earlier = back(Flow.REQUEST, "when", data, ME)
    assert earlier is not None
    assert next_step(Flow.REQUEST, earlier, ME) == "summary"
