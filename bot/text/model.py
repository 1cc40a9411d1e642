"""The trained model: for a message, how likely each kind and each category is.

It adds up weights that `bot.text.training.train` has learnt, for what the rules say and for words and letter
groups. The file `model.bin.gz` holds a line of JSON, then the groups, one a line, then for each of them a byte of
weight for every kind, category and danger.
"""

import gzip
import json
import math
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.text.category import Category
from bot.text.clues import clues, letter_groups, word_groups
from bot.text.danger import Danger
from bot.text.intent import Kind
from bot.text.seen import Seen

KINDS = tuple(Kind)
CATEGORIES = tuple(Category)
DANGERS = tuple(Danger)
FILE = "model.bin.gz"
LANES = len(KINDS) + len(CATEGORIES) + len(DANGERS)
# A group's weights are bytes around this middle.
ZERO = 128
_LANE = struct.Struct(f"<{LANES}I")


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
    """Weights ready for adding up: those of a group are lanes of one integer, so one sum adds them all."""

    clues: Mapping[str, tuple[float, ...]]
    groups: Mapping[str, int]
    word_step: float
    letter_step: float
    digest: str

    def odds(self, seen: Seen) -> Odds:
        """The odds of every kind and category for a message as the rules read it."""
        totals = [0.0] * LANES
        for name, value in clues(seen).items():
            weights = self.clues.get(name)
            if weights:
                for lane, weight in enumerate(weights):
                    totals[lane] += value * weight
        for groups, step in (
            (word_groups(seen.words), self.word_step),
            (letter_groups(seen.text), self.letter_step),
        ):
            known, sums = self._sum(groups)
            scale = step / math.sqrt(len(groups) or 1)
            for lane, total in enumerate(sums):
                totals[lane] += scale * (total - ZERO * known)
        return Odds.of(totals)

    def _sum(self, groups: Iterable[str]) -> tuple[int, tuple[int, ...]]:
        known = [lanes for lanes in map(self.groups.get, groups) if lanes is not None]
        return len(known), _LANE.unpack(sum(known).to_bytes(_LANE.size, "little"))


def unpack(packed: bytes) -> Model:
    """The model in the bytes of a model file; raises ValueError where they are something else."""
    head, _, rest = gzip.decompress(packed).partition(b"\n")
    about: dict[str, Any] = json.loads(head)
    count = int(about["groups"])
    cut = len(rest) - count * LANES
    names = rest[:cut].decode().split("\n") if count else []
    wide = bytearray(count * _LANE.size)
    wide[::4] = rest[cut:]
    size = _LANE.size
    lanes = [int.from_bytes(wide[start : start + size], "little") for start in range(0, count * size, size)]
    return Model(
        clues={name: tuple(weights) for name, weights in about["clues"].items()},
        groups=dict(zip(names, lanes, strict=True)),
        word_step=about["word_step"],
        letter_step=about["letter_step"],
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
