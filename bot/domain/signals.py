"""Barriers that people run into, stories they let us tell, and how both are counted and kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, NewType

from bot.domain.digest.figures import FEWEST
from bot.domain.digest.weeks import OF_A_BLOCK
from bot.domain.ids import BuurtId, ResidentId

SignalId = NewType("SignalId", int)
StoryId = NewType("StoryId", int)

A_WEEK = 2
"""Stories, and sentences of signals, in one week's overview."""
SIGNALS_KEPT = timedelta(weeks=16)
"""Until then who raised a theme can be answered: the four weeks that are told, and twelve more."""
UNANSWERED_KEPT = timedelta(days=30)
"""A sentence or story to which somebody's yes does not come."""
STORIES_KEPT = timedelta(days=365)


class Theme(StrEnum):
    """What somebody ran into; the first five stand on the first screen."""

    OFFICE = "office"
    MONEY = "money"
    DISCRIMINATION = "discrimination"
    ACCESS = "access"
    LANGUAGE = "language"
    LONELINESS = "loneliness"
    OTHER = "other"


FIRST = 5


class SignalState(StrEnum):
    COUNTED = "counted"
    """Without a sentence."""
    WRITTEN = "written"
    """Its sentence waits for a reader, who takes out what would name the writer."""
    PROPOSED = "proposed"
    """The writer looks at what the reader made of it."""
    AGREED = "agreed"


class StoryState(StrEnum):
    PLANNED = "planned"
    ASKED = "asked"
    OFFERED = "offered"
    """Told; the other of the two looks at it."""
    AGREED = "agreed"


@dataclass(frozen=True)
class Signal:
    id: SignalId
    resident_id: ResidentId
    buurt_id: BuurtId
    theme: Theme
    state: SignalState
    words: str | None


@dataclass(frozen=True)
class Story:
    id: StoryId
    resident_id: ResidentId
    other_id: ResidentId
    buurt_id: BuurtId
    category: str
    state: StoryState
    words: str | None
    named: bool


@dataclass(frozen=True)
class Raised:
    """People by theme: who raised two themes is counted in both, so no total can be taken apart.

    No number here is one to four.
    """

    themes: tuple[tuple[Theme, int], ...]
    """Largest first; each at least five."""
    others: int
    """The people of all other themes together, each once: at least five, or 0 where nothing is said."""

    def to_json(self) -> dict[str, Any]:
        """`{"themes": [[theme, people], ...], "others": people}`."""
        return {"themes": [list(each) for each in self.themes], "others": self.others}


def raised(marks: Iterable[tuple[str, str]]) -> Raised:
    """Who raised what, from (theme, mark of a person): a theme of fewer than five people is not told by itself."""
    people: dict[str, set[str]] = {}
    for theme, person in marks:
        people.setdefault(theme, set()).add(person)
    told = [(Theme(theme), len(who)) for theme, who in people.items() if len(who) >= FEWEST]
    few = {person for who in people.values() if len(who) < FEWEST for person in who}
    return Raised(
        tuple(sorted(told, key=lambda each: (-each[1], each[0]))), len(few) if len(few) >= FEWEST else 0
    )


def told_block(week: int) -> int:
    """The last block of four weeks that is over when `week` is: signals are counted by fixed blocks only.

    A block is told as a whole and never again in other parts, so no two overviews can be subtracted.
    """
    return (week + 1) // OF_A_BLOCK - 1


HEARD: dict[Theme, tuple[str, ...]] = {
    Theme.OFFICE: ("loket", "gemeente", "instantie", "uwv", "office", "council", "بلدية", "البلدية", "دائرة"),
    Theme.MONEY: ("geld", "schuld", "schulden", "money", "debt", "debts", "مال", "المال", "ديون", "فلوس"),
    Theme.DISCRIMINATION: ("discriminatie", "racisme", "discrimination", "racism", "تمييز", "عنصرية"),
    Theme.ACCESS: (
        "toegang",
        "drempel",
        "rolstoel",
        "trap",
        "lift",
        "access",
        "wheelchair",
        "stairs",
        "كرسي",
    ),
    Theme.LANGUAGE: ("taal", "language", "لغة", "اللغة"),
    Theme.LONELINESS: (
        "eenzaam",
        "eenzaamheid",
        "alleen",
        "lonely",
        "loneliness",
        "وحيد",
        "وحيدة",
        "وحدة",
        "الوحدة",
    ),
    Theme.OTHER: ("anders", "other", "غير"),
}
"""Words for a theme that somebody may type in place of a button."""


def theme_in(words: Iterable[str]) -> Theme | None:
    """The one theme that these words (small letters) name; None where they name none, or two."""
    said = set(words)
    named = [theme for theme, known in HEARD.items() if said.intersection(known)]
    return named[0] if len(named) == 1 else None
