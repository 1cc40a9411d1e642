"""The trained model: for a message, how likely each kind and each category is.

It adds up weights that `bot.text.training.train` has learnt, for what the rules say and for words, letter groups
and, in Arabic, skeletons. The file `model.bin.gz` holds a line of JSON, then for each group the four bytes of its
checksum, then for each a byte of weight for every kind, category and danger. Groups are known by checksum, not by
name: of those it does not know one in a thousand is taken for another.
"""

import gzip
import json
import math
import struct
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from zlib import crc32

from bot.text.category import Category
from bot.text.clues import clues, letter_groups, word_groups
from bot.text.danger import Danger
from bot.text.intent import Kind
from bot.text.language import Language
from bot.text.seen import Seen
from bot.text.skeleton import skeleton_letters, skeleton_words

KINDS = tuple(Kind)
CATEGORIES = tuple(Category)
DANGERS = tuple(Danger)
FILE = "model.bin.gz"
LANES = len(KINDS) + len(CATEGORIES) + len(DANGERS)
# A group's weights are bytes around this middle.
ZERO = 128
# Places for groups: by the low bits of a checksum, told apart by its high byte. A place holds a row number.
PLACES = 1 << 18
MOST_GROUPS = (1 << 16) - 1
_HIGH = 24
# The bytes of a row spread over lanes of 16 bits, and one more that counts rows: one sum adds so many rows at once.
_LANES = struct.Struct(f"<{LANES + 1}H")
_WIDE = _LANES.size
_AT_ONCE = 256
_ARABIC = (Language.AR, Language.ARABIZI, Language.MIXED)


def _in_arabic(told: Callable[[Sequence[str]], set[str]]) -> Callable[[Seen], set[str]]:
    return lambda seen: told(seen.words) if seen.lang in _ARABIC else set()


# What a message is made of, besides what the rules say of it.
GROUPS: Mapping[str, Callable[[Seen], set[str]]] = {
    "words": lambda seen: word_groups(seen.words),
    "letters": lambda seen: letter_groups(seen.text),
    "skeletons": _in_arabic(skeleton_words),
    "skeleton letters": _in_arabic(skeleton_letters),
}


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely each kind is, each category of a request or offer, each danger of a crisis; each adds up to 1."""

    kinds: Mapping[Kind, float]
    categories: Mapping[Category, float]
    dangers: Mapping[Danger, float]

    @classmethod
    def of(cls, scores: Sequence[float]) -> "Odds":
        """From scores of kinds, categories and dangers, one after the other."""
        categories, dangers = len(KINDS), len(KINDS) + len(CATEGORIES)
        return cls(
            dict(zip(KINDS, _shares(scores[:categories]), strict=True)),
            dict(zip(CATEGORIES, _shares(scores[categories:dangers]), strict=True)),
            dict(zip(DANGERS, _shares(scores[dangers:]), strict=True)),
        )


@dataclass(frozen=True)
class Model:
    """Weights ready for adding up. A checksum leads to a place, that to a row, the lanes of a group.

    A mark tells the group at a place from others; at a place without one stands row 0, which adds nothing.
    """

    clues: Mapping[str, tuple[float, ...]]
    places: "array[int]"
    marks: bytes
    rows: bytes
    steps: Mapping[str, float]
    digest: str

    def odds(self, seen: Seen) -> Odds:
        """The odds of every kind and category for a message as the rules read it."""
        totals = [0.0] * LANES
        for name, value in clues(seen).items():
            weights = self.clues.get(name)
            if weights:
                totals = [total + value * weight for total, weight in zip(totals, weights, strict=True)]
        for family, step in self.steps.items():
            groups = GROUPS[family](seen)
            scale = step / math.sqrt(len(groups) or 1)
            *sums, known = self._sums(groups)
            middle = ZERO * known
            totals = [total + scale * (each - middle) for total, each in zip(totals, sums, strict=True)]
        return Odds.of(totals)

    def _sums(self, groups: Iterable[str]) -> Sequence[int]:
        """For every lane the weights of these groups together, and at the end how many of them are known."""
        found = self._found(groups)
        if len(found) <= _AT_ONCE:
            return _LANES.unpack(sum(found).to_bytes(_WIDE, "little"))
        parts = (sum(found[start : start + _AT_ONCE]) for start in range(0, len(found), _AT_ONCE))
        lanes = (_LANES.unpack(part.to_bytes(_WIDE, "little")) for part in parts)
        return [sum(lane) for lane in zip(*lanes, strict=True)]

    def _found(self, groups: Iterable[str]) -> list[int]:
        places, marks, rows, as_number = self.places, self.marks, self.rows, int.from_bytes
        return [
            as_number(rows[(at := places[code % PLACES] * _WIDE) : at + _WIDE], "little")
            for code in map(crc32, map(str.encode, groups))
            if marks[code % PLACES] == code >> _HIGH
        ]


def unpack(packed: bytes) -> Model:
    """The model in the bytes of a model file; raises ValueError where they are something else."""
    head, _, rest = gzip.decompress(packed).partition(b"\n")
    about: dict[str, Any] = json.loads(head)
    count = int(about["groups"])
    places, marks = array("H", bytes(2 * PLACES)), bytearray(PLACES)
    for row, code in enumerate(struct.unpack(f"<{count}I", rest[: 4 * count]), start=1):
        places[code % PLACES] = row
        marks[code % PLACES] = code >> _HIGH
    rows = bytearray(_WIDE * (count + 1))
    for lane in range(LANES):
        rows[_WIDE + 2 * lane :: _WIDE] = rest[4 * count + lane :: LANES]
    rows[_WIDE + 2 * LANES :: _WIDE] = b"\x01" * count
    return Model(
        clues={name: tuple(weights) for name, weights in about["clues"].items()},
        places=places,
        marks=bytes(marks),
        rows=bytes(rows),
        steps=about["steps"],
        digest=about["digest"],
    )


@cache
def model() -> Model:
    """The model that goes with the program, read once."""
    return unpack((files("bot.text") / FILE).read_bytes())


def _shares(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    raised = [math.exp(score - top) for score in scores]
    total = sum(raised)
    return [value / total for value in raised]
