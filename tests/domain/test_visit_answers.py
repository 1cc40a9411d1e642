"""What may be said for visits at home."""

from __future__ import annotations

import pytest

from bot.domain.candidates import Gender, Traits, Wishes
from bot.domain.errors import GoneError
from bot.domain.visit_answers import NONE, Question, answered, at_home, choices, said

SPOKEN = frozenset({"nl", "ar"})
EVERY = [(question, value) for question in Question for value in choices(question, SPOKEN)]


@pytest.mark.parametrize(("question", "value"), EVERY)
def test_an_answer_changes_its_own_question_only(question: Question, value: str) -> None:
    for before in (
        (Traits(), Wishes()),
        (Traits(Gender.MAN, True, False), Wishes(Gender.WOMAN, "ar", True, True)),
    ):
        after = answered(*before, question, value, SPOKEN)
        assert said(*after) == {**said(*before), question: value}


@pytest.mark.parametrize("question", Question)
def test_one_answer_is_always_to_say_or_ask_nothing(question: Question) -> None:
    assert choices(question, SPOKEN)[-1] == NONE
    assert len(choices(question, frozenset({"nl", "ar", "en", "tr", "uk"}))) <= 6


@pytest.mark.parametrize("question", Question)
@pytest.mark.parametrize("value", ["", "None", "WOMAN", "tr", "true", "\u202e", "no "])
def test_what_is_no_answer_is_refused(question: Question, value: str) -> None:
    with pytest.raises(GoneError):
        answered(Traits(), Wishes(), question, value, SPOKEN)


def test_of_a_home_only_what_is_there_is_told() -> None:
    assert at_home(Traits(Gender.WOMAN, pets=True, smokes=True)) == ["pets", "smokes"]
    assert at_home(Traits(Gender.WOMAN, pets=False, smokes=None)) == []
