"""The signs in a lexicon entry.

An entry is words with these signs: `boodschap*` begins with, `*tuin` ends with, `(a|b c)` one of these words
or set phrases, `<person>` any word of that class, `..` up to three words between (`.. ..` six), `word?` may be
absent, `^` the text begins here, `$` the text ends here; `a & b` both are there, in any order, within a dozen
words. Matching is exact on normalised words; Arabic words also match without the particles written against them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Generic, TypeVar

GAP = 3
_PART = re.compile(r"\([^)]*\)\??|<[^>]*>\??|\S+")
_SKIP = ".."
Payload = TypeVar("Payload")


class LexiconError(ValueError):
    """A lexicon entry that cannot be read; the message names the entry."""


@dataclass(frozen=True, slots=True)
class Hit(Generic[Payload]):
    """One entry found: what it stands for and the words it covers, `start` included, `end` not."""

    payload: Payload
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """One order of words: for each its alternatives and how many words may be skipped before it."""

    words: tuple[tuple[frozenset[str], int], ...]
    from_start: bool = False
    to_end: bool = False


def parse(entry: str, classes: Mapping[str, Sequence[str]]) -> list[list[Pattern]]:
    """The parts of one normalised entry that `&` joins, each with its patterns (more where a word is optional).

    Raises LexiconError where a part has no word or names an unknown class.
    """
    return [_patterns(part, classes) for part in entry.split("&")]


def _patterns(part: str, classes: Mapping[str, Sequence[str]]) -> list[Pattern]:
    if part.isalnum() or (part.startswith("(") and part.find(")") == len(part) - 1):
        # Most entries: one word, or one choice of words.
        words = _alternatives(part, classes)
        if words:
            return [Pattern(((words, 0),))]
    signs = _PART.findall(part)
    from_start, to_end = bool(signs) and signs[0] == "^", bool(signs) and signs[-1] == "$"
    choices: list[tuple[str, ...]] = []
    for sign in signs[from_start : len(signs) - to_end]:
        optional = len(sign) > 1 and sign.endswith("?")
        choices.append((sign[:-1], "") if optional else (sign,))
    patterns = []
    for chosen in product(*choices):
        row: list[tuple[frozenset[str], int]] = []
        gap = 0
        for sign in chosen:
            if sign == _SKIP:
                gap += GAP
            elif sign:
                row.append((_alternatives(sign, classes), gap))
                gap = 0
        if row:
            patterns.append(Pattern(tuple(row), from_start, to_end))
    if not patterns:
        raise LexiconError(f"entry without a word: {part!r}")
    return patterns


def _alternatives(sign: str, classes: Mapping[str, Sequence[str]]) -> frozenset[str]:
    if sign.startswith("<"):
        if sign[1:-1] not in classes:
            raise LexiconError(f"unknown class {sign}")
        return frozenset(classes[sign[1:-1]])
    return frozenset(filter(None, map(str.strip, sign.strip("()").split("|"))))
