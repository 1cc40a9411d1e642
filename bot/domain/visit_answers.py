"""What a resident may say for visits at home, as questions with a few answers each."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from bot.domain.candidates import Gender, Traits, Wishes
from bot.domain.errors import GoneError

NONE = "none"
"""The answer to any of the questions of somebody who would rather not say, or to whom it does not matter."""


class Question(StrEnum):
    GENDER = "gender"
    PETS = "pets"
    SMOKES = "smokes"
    WISH_GENDER = "wish_gender"
    WISH_LANGUAGE = "wish_language"
    WISH_NO_PETS = "wish_no_pets"
    WISH_NO_SMOKING = "wish_no_smoking"


class Part(StrEnum):
    """The two lists that the questions stand in."""

    ABOUT = "about"
    """About oneself and one's own home."""
    ASKS = "asks"
    """What is asked of the other."""


QUESTIONS = {
    Part.ABOUT: (Question.GENDER, Question.PETS, Question.SMOKES),
    Part.ASKS: (
        Question.WISH_GENDER,
        Question.WISH_LANGUAGE,
        Question.WISH_NO_PETS,
        Question.WISH_NO_SMOKING,
    ),
}
TOLD_AT_THE_DOOR = (Question.PETS, Question.SMOKES)
"""What a helper should know of a home before they come."""


def part_of(question: Question) -> Part:
    """The list that a question stands in."""
    return Part.ABOUT if question in QUESTIONS[Part.ABOUT] else Part.ASKS


def choices(question: Question, spoken: frozenset[str]) -> tuple[str, ...]:
    """The answers to a question; `spoken`: the languages of the one who is asked."""
    match question:
        case Question.GENDER | Question.WISH_GENDER:
            return (*Gender, NONE)
        case Question.PETS | Question.SMOKES:
            return ("yes", "no", NONE)
        case Question.WISH_LANGUAGE:
            return (*sorted(spoken), NONE)
        case Question.WISH_NO_PETS | Question.WISH_NO_SMOKING:
            return ("yes", NONE)


def said(about: Traits, asks: Wishes) -> dict[Question, str]:
    """The answer to each question as it stands."""
    yes_no = {True: "yes", False: "no", None: NONE}
    return {
        Question.GENDER: about.gender or NONE,
        Question.PETS: yes_no[about.pets],
        Question.SMOKES: yes_no[about.smokes],
        Question.WISH_GENDER: asks.gender or NONE,
        Question.WISH_LANGUAGE: asks.language or NONE,
        Question.WISH_NO_PETS: "yes" if asks.no_pets else NONE,
        Question.WISH_NO_SMOKING: "yes" if asks.no_smoking else NONE,
    }


def answered(
    about: Traits, asks: Wishes, question: Question, value: str, spoken: frozenset[str]
) -> tuple[Traits, Wishes]:
    """Both with one question answered anew. Raises GoneError for an answer that is none of its choices."""
    if value not in choices(question, spoken):
        raise GoneError(f"no answer to {question}")
    gender = Gender(value) if value in tuple(Gender) else None
    yes_no = {"yes": True, "no": False}.get(value)
    match question:
        case Question.GENDER:
            return replace(about, gender=gender), asks
        case Question.PETS:
            return replace(about, pets=yes_no), asks
        case Question.SMOKES:
            return replace(about, smokes=yes_no), asks
        case Question.WISH_GENDER:
            return about, replace(asks, gender=gender)
        case Question.WISH_LANGUAGE:
            return about, replace(asks, language=None if value == NONE else value)
        case Question.WISH_NO_PETS:
            return about, replace(asks, no_pets=value == "yes")
        case Question.WISH_NO_SMOKING:
            return about, replace(asks, no_smoking=value == "yes")


def at_home(about: Traits) -> list[str]:
    """What to tell a helper of a home before a visit: only what is there, and only where it was told."""
    found = said(about, Wishes())
    return [question for question in TOLD_AT_THE_DOOR if found[question] == "yes"]
