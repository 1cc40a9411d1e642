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
    """Told to who has a role in the buurt: what one runs into, an appeal, a case, a word in confidence."""
    PUBLIC = "public"
    """Written for everybody: a message to the buurt, a place to go, a story, an answer to all."""
    NOBODY = "nobody"
    """Written where it must be left out, or where nobody else ever reads it."""


@dataclass(frozen=True)
class Marker:
    """`account` is the Telegram account of its writer; `meant` those of whom it was written to, where known."""

    text: str
    secret: Secret
    account: int
    meant: frozenset[int] | None = None


class Markers:
    """All that were made; a seed makes the same."""

    def __init__(self, rng: Random) -> None:
        syllables = [a + b for a in CONSONANTS for b in VOWELS]
        self._all = [f"zx{a}{b}{c}" for a in syllables for b in syllables for c in syllables[:12]]
        rng.shuffle(self._all)
        self._numbers = iter(range(10_000_000, 99_999_999))
        self.known: dict[str, Marker] = {}

    def word(self, secret: Secret, account: int, meant: frozenset[int] | None = None) -> str:
        """A new word of eight letters."""
        return self._keep(self._all.pop(), secret, account, meant)

    def number(self, secret: Secret, account: int) -> str:
        """A new telephone number."""
        return self._keep(f"06{next(self._numbers)}", secret, account, None)

    def _keep(self, text: str, secret: Secret, account: int, meant: frozenset[int] | None) -> str:
        self.known[text] = Marker(text, secret, account, meant)
        return text

    def found(self, text: str) -> list[Marker]:
        """Those that a text holds, in any case of letters."""
        return [self.known[each] for each in FOUND.findall(text.lower()) if each in self.known]
