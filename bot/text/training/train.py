"""`python -m bot.text.training.train`: learn the model from the labelled messages and write it beside the program.

Prints first how well the rules and the whole do on messages of an author who is left out of the learning, each author
in turn. Needs the `dev` extra; the running program needs only the file. The same data give the same file.
"""

import gzip
import json
import math
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

import bot.text
from bot.text.clues import clues
from bot.text.intent import Kind
from bot.text.model import CATEGORIES, DANGERS, FILE, GROUPS, KINDS, LANES, MOST_GROUPS, PLACES, ZERO, Odds
from bot.text.scoring import SCORED_AT
from bot.text.seen import Seen, see
from bot.text.training.examples import Example, digest, examples
from bot.text.training.regression import Matrix, fit
from bot.text.training.report import print_report

# Chosen by leaving out an author at a time: how much what the rules say and each family of groups count, how freely.
CLUES_COUNT = 0.08
GROUPS_COUNT = {"words": 1.2, "letters": 1.0, "skeletons": 0.6, "skeleton letters": 0.5}
# For kinds, categories and dangers.
PENALTIES = (0.25, 0.25, 0.25)
_SEEN_TWICE = 2
# The examples that hold a clue or group, and how strongly each does.
Posting = tuple[npt.NDArray[np.int64], Matrix]
# What more than one example in so many holds is multiplied as dense rows, so many at a time.
_OFTEN, _BLOCK = 60, 1024


def main() -> None:
    """Cross-validate, print, learn from everything, write."""
    learnt = examples()
    seen = [see(example.text, SCORED_AT) for example in learnt]
    # Where the author has not said which danger, the words of the lexicon may.
    learnt = [
        replace(example, danger=one.threat) if example.kind is Kind.CRISIS and not example.danger else example
        for example, one in zip(learnt, seen, strict=True)
    ]
    postings = Postings.of(seen)
    alike = postings.likeness()
    print_report(learnt, seen, cross_validate(alike, learnt))
    path = Path(bot.text.__path__[0]) / FILE
    path.write_bytes(postings.packed(speaking(alike, learnt)))
    print(f"{path.name}: {path.stat().st_size // 1024} kB from {len(learnt)} messages")


def speaking(alike: Matrix, learnt: Sequence[Example]) -> Matrix:
    """What each example speaks for: a column for every kind, every category and every danger.

    A kind is learnt from all, a category from requests and offers, a danger where one is told.
    """
    found = np.zeros((len(learnt), LANES), dtype=np.float32)
    wishes = (Kind.REQUEST, Kind.OFFER)
    targets: list[list[int | None]] = [
        [KINDS.index(one.kind) for one in learnt],
        [CATEGORIES.index(one.category) if one.kind in wishes else None for one in learnt],
        [DANGERS.index(one.danger) if one.danger else None for one in learnt],
    ]
    first = 0
    counts = (len(KINDS), len(CATEGORIES), len(DANGERS))
    for classes, count, penalty in zip(targets, counts, PENALTIES, strict=True):
        places = [place for place, known in enumerate(classes) if known is not None]
        known = np.array([classes[place] for place in places], dtype=np.int64)
        found[places, first : first + count] = fit(alike[np.ix_(places, places)], known, count, penalty)
        first += count
    return found


def cross_validate(alike: Matrix, learnt: Sequence[Example]) -> list[Odds]:
    """The odds of every example by a model that has learnt from the other authors."""
    scores = np.zeros((len(learnt), LANES), dtype=np.float32)
    for author in sorted({one.author for one in learnt}):
        inside = [place for place, one in enumerate(learnt) if one.author != author]
        outside = [place for place, one in enumerate(learnt) if one.author == author]
        spoken = speaking(alike[np.ix_(inside, inside)], [learnt[place] for place in inside])
        scores[outside] = alike[np.ix_(outside, inside)] @ spoken
    return [Odds.of(row.tolist()) for row in scores]


@dataclass(frozen=True)
class Postings:
    """In which examples, and how strongly, each clue and each group of each family stands."""

    count: int
    clues: Mapping[str, Posting]
    groups: Mapping[str, Mapping[str, Posting]]

    @classmethod
    def of(cls, seen: Sequence[Seen]) -> "Postings":
        """Collect them from messages as the rules read them."""
        return cls(
            len(seen),
            _collect(seen, clues),
            {family: _rare_first(_collect(seen, _even(told)), len(seen)) for family, told in GROUPS.items()},
        )

    def likeness(self) -> Matrix:
        """How alike every two examples are, in the proportions that the model uses."""
        alike = np.zeros((self.count, self.count), dtype=np.float32)
        self._add(alike, self.clues, CLUES_COUNT)
        for family, found in self.groups.items():
            self._add(alike, found, GROUPS_COUNT[family])
        return alike

    def _add(self, alike: Matrix, found: Mapping[str, Posting], weight: float) -> None:
        often = [posting for posting in found.values() if len(posting[0]) * _OFTEN > self.count]
        for start in range(0, len(often), _BLOCK):
            block = np.zeros((self.count, len(often[start : start + _BLOCK])), dtype=np.float32)
            for column, (places, values) in enumerate(often[start : start + _BLOCK]):
                block[places, column] = values
            alike += np.float32(weight) * (block @ block.T)
        for places, values in found.values():
            if len(places) * _OFTEN <= self.count:
                alike[np.ix_(places, places)] += np.float32(weight) * np.outer(values, values)

    def packed(self, spoken: Matrix) -> bytes:
        """The bytes of a model file: the weights that follow from what the examples speak for."""
        said = {
            name: [round(float(weight), 4) for weight in CLUES_COUNT * (values @ spoken[places])]
            for name, (places, values) in sorted(self.clues.items())
        }
        weights = {
            (family, name): GROUPS_COUNT[family] * _rarity(places, self.count) * (values @ spoken[places])
            for family, found in self.groups.items()
            for name, (places, values) in found.items()
        }
        kept: dict[int, tuple[str, str]] = {}
        taken: set[int] = set()
        for key in sorted(weights, key=lambda key: (-float(np.abs(weights[key]).max()), key)):
            code = crc32(key[1].encode())
            if code % PLACES not in taken and len(kept) < MOST_GROUPS:
                taken.add(code % PLACES)
                kept[code] = key
        steps = {
            family: _step([weights[key] for key in kept.values() if key[0] == family]) for family in GROUPS
        }
        table = b"".join(_bytes(weights[key], steps[key[0]]) for _, key in sorted(kept.items()))
        head = json.dumps(
            {"digest": digest(), "groups": len(kept), "steps": steps, "clues": said}, ensure_ascii=True
        )
        codes = struct.pack(f"<{len(kept)}I", *sorted(kept))
        return gzip.compress(head.encode() + b"\n" + codes + table, mtime=0)


def _rare_first(found: Mapping[str, Posting], count: int) -> dict[str, Posting]:
    """The same, what few examples hold counting for more."""
    return {name: (places, values * _rarity(places, count)) for name, (places, values) in found.items()}


def _rarity(places: npt.NDArray[np.int64], count: int) -> np.float32:
    return np.float32(math.log(2 * count / len(places)))


def _collect(seen: Sequence[Seen], told: Callable[[Seen], Mapping[str, float]]) -> dict[str, Posting]:
    places: dict[str, list[int]] = {}
    values: dict[str, list[float]] = {}
    for place, one in enumerate(seen):
        for name, value in told(one).items():
            places.setdefault(name, []).append(place)
            values.setdefault(name, []).append(value)
    return {
        name: (np.array(places[name], dtype=np.int64), np.array(values[name], dtype=np.float32))
        for name in sorted(places)
        if len(places[name]) >= _SEEN_TWICE
    }


def _even(told: Callable[[Seen], Iterable[str]]) -> Callable[[Seen], Mapping[str, float]]:
    """Every group as strong as the others, a long message as strong in all as a short one."""

    def strengths(one: Seen) -> Mapping[str, float]:
        groups = sorted(told(one))
        return dict.fromkeys(groups, 1 / max(len(groups), 1) ** 0.5)

    return strengths


def _step(weights: Sequence[Matrix]) -> float:
    """The weight that one step of a byte stands for."""
    return max((float(np.abs(each).max()) for each in weights), default=1.0) / 127


def _bytes(weights: Matrix, step: float) -> bytes:
    return bytes((np.clip(np.rint(weights / step), -127, 127) + ZERO).astype(np.uint8))


if __name__ == "__main__":
    main()
