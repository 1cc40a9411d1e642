"""Words that stand for one secret each: wherever one turns up, it is known whose it is and what it was."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from random import Random

CONSONANTS, VOWELS = "bdfgklmnprstv", "aeiou"
FOUND = re.compile(r"zx[a-z]{6}|06\d{8}")
"""A marker as a word, or as a telephone number."""


class Secret(StrEnum):
    """What a marker stands for; each may be read by others only as the design says."""

    NAME = "name"
    WORDS = "words"
    """Of a request or an offer: whom it is put to."""
    LINE = "line"
    """Said to one neighbour through the bot."""
    ADDRESS = "address"
    THANKS = "thanks"
    PHONE = "phone"
    """To be called on by a coordinator."""
    DESK = "desk"
    """What one ran into: who reads for the buurt takes the writer out of it."""
    REWORDED = "reworded"
    """What a reader made of that: whoever ran into something there looks at it."""
    CASE = "case"
    """Of who reported somebody, or does not agree with what was decided: the coordinators."""
    CONFIDED = "confided"
    """Between somebody and the confidant: no coordinator reads it."""
    STORY = "story"
    """The other of the two, and who reads for the buurt."""
    ANSWER = "answer"
    """To everybody who ran into the thing that the marker is `about`."""
    BUURT = "buurt"
    """Written for everybody in the buurt: a message of its coordinators, a place to go, who the confidant is."""
    PAPER = "paper"
    """The name of a neighbour without a phone."""
    NOBODY = "nobody"
    """Written where it must be left out, or where nobody else ever reads it."""


@dataclass(frozen=True)
class Marker:
    """`account` is the Telegram account of its writer; `meant` those of whom it was written to, where known."""

    text: str
    secret: Secret
    account: int
    meant: frozenset[int] | None = None
    about: str = ""


class Markers:
    """All that were made; a seed makes the same."""

    def __init__(self, rng: Random) -> None:
        syllables = [a + b for a in CONSONANTS for b in VOWELS]
        self._all = [f"zx{a}{b}{c}" for a in syllables for b in syllables for c in syllables[:12]]
        rng.shuffle(self._all)
        self._numbers = iter(range(10_000_000, 99_999_999))
        self.known: dict[str, Marker] = {}

    def word(self, secret: Secret, account: int, meant: frozenset[int] | None = None, about: str = "") -> str:
        """A new word of eight letters."""
        return self._keep(Marker(self._all.pop(), secret, account, meant, about))

    def number(self, secret: Secret, account: int) -> str:
        """A new telephone number."""
        return self._keep(Marker(f"06{next(self._numbers)}", secret, account))

    def _keep(self, marker: Marker) -> str:
        self.known[marker.text] = marker
        return marker.text

    def found(self, text: str) -> list[Marker]:
        """Those that a text holds, in any case of letters."""
        return [self.known[each] for each in FOUND.findall(text.lower()) if each in self.known]
