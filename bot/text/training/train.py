"""`python -m bot.text.training.train`: learn the model from the labelled messages and write it beside the program.

Prints first how well rules, model and both do on messages left out of the learning, five parts in turn. Needs the
`dev` extra; the running program needs only the file. The same data give the same file.
"""

import gzip
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

import bot.text
from bot.text.clues import clues, letter_groups, word_groups
from bot.text.intent import Kind
from bot.text.model import CATEGORIES, DANGERS, FILE, KINDS, LANES, ZERO, Odds
from bot.text.scoring import SCORED_AT
from bot.text.seen import Seen, see
from bot.text.training.examples import Example, digest, examples
from bot.text.training.regression import Matrix, fit
from bot.text.training.report import print_report

FOLDS = 5
# Chosen by cross-validation: how much what the rules say, words and letter groups count, and how freely.
CLUES_COUNT, WORDS_COUNT, LETTERS_COUNT = 0.125, 12.6, 13.4
# For kinds, categories and dangers.
PENALTIES = (0.5, 0.25, 0.25)
_SEEN_TWICE = 2
# The examples that hold a clue or group, and how strongly each does.
Posting = tuple[npt.NDArray[np.int64], Matrix]
_MOST_GROUPS = 16_000


@dataclass(frozen=True)
class Likeness:
    """How alike every two examples are in what the rules say, in words and in letters."""

    clues: Matrix
    words: Matrix
    letters: Matrix

    def both(self) -> Matrix:
        """Rules and groups together."""
        return self.clues + self.words + self.letters


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
    odds = {
        "model": cross_validate(alike.words + alike.letters, learnt),
        "both": cross_validate(alike.both(), learnt),
    }
    print_report(learnt, seen, odds)
    path = Path(bot.text.__path__[0]) / FILE
    path.write_bytes(postings.packed(speaking(alike.both(), learnt)))
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
    """The odds of every example by a model that has learnt from the other parts."""
    part = [place * 7 % 31 % FOLDS for place in range(len(learnt))]
    scores = np.zeros((len(learnt), LANES), dtype=np.float32)
    for number in range(FOLDS):
        inside = [place for place, own in enumerate(part) if own != number]
        outside = [place for place, own in enumerate(part) if own == number]
        spoken = speaking(alike[np.ix_(inside, inside)], [learnt[place] for place in inside])
        scores[outside] = alike[np.ix_(outside, inside)] @ spoken
    return [Odds.of(row.tolist()) for row in scores]


@dataclass(frozen=True)
class Postings:
    """In which examples, and how strongly, each clue and each group stands."""

    count: int
    clues: Mapping[str, Posting]
    words: Mapping[str, Posting]
    letters: Mapping[str, Posting]

    @classmethod
    def of(cls, seen: Sequence[Seen]) -> "Postings":
        """Collect them from messages as the rules read them."""
        return cls(
            len(seen),
            _collect(seen, clues),
            _collect(seen, lambda one: _even(word_groups(one.words))),
            _collect(seen, lambda one: _even(letter_groups(one.text))),
        )

    def likeness(self) -> Likeness:
        """Of every two examples, in each respect, in the proportions that the model uses."""
        return Likeness(
            self._likeness(self.clues, CLUES_COUNT),
            self._likeness(self.words, WORDS_COUNT),
            self._likeness(self.letters, LETTERS_COUNT),
        )

    def _likeness(self, found: Mapping[str, Posting], weight: float) -> Matrix:
        alike = np.zeros((self.count, self.count), dtype=np.float32)
        for places, values in found.values():
            alike[np.ix_(places, places)] += np.outer(values, values)
        return alike * np.float32(weight)

    def packed(self, spoken: Matrix) -> bytes:
        """The bytes of a model file: the weights that follow from what the examples speak for."""
        said = {
            name: [round(float(weight), 4) for weight in CLUES_COUNT * (values @ spoken[places])]
            for name, (places, values) in sorted(self.clues.items())
        }
        words, letters = (
            {name: weight * (values @ spoken[places]) for name, (places, values) in found.items()}
            for found, weight in ((self.words, WORDS_COUNT), (self.letters, LETTERS_COUNT))
        )
        groups = words | letters
        strongest = sorted(groups, key=lambda name: (-float(np.abs(groups[name]).max()), name))
        kept = sorted(strongest[:_MOST_GROUPS])
        word_step, letter_step = _step(words, kept), _step(letters, kept)
        table = b"".join(_bytes(groups[name], word_step if name in words else letter_step) for name in kept)
        head = json.dumps(
            {
                "digest": digest(),
                "groups": len(kept),
                "word_step": word_step,
                "letter_step": letter_step,
                "clues": said,
            },
            ensure_ascii=True,
        )
        return gzip.compress("\n".join((head, "\n".join(kept))).encode() + table, mtime=0)


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


def _even(groups: Iterable[str]) -> dict[str, float]:
    """Every group as strong as the others, a long message as strong in all as a short one."""
    listed = list(groups)
    return dict.fromkeys(listed, 1 / max(len(listed), 1) ** 0.5)


def _step(weights: Mapping[str, Matrix], kept: Sequence[str]) -> float:
    """The weight that one step of a byte stands for."""
    return max((float(np.abs(weights[name]).max()) for name in kept if name in weights), default=1.0) / 127


def _bytes(weights: Matrix, step: float) -> bytes:
    return bytes((np.clip(np.rint(weights / step), -127, 127) + ZERO).astype(np.uint8))


if __name__ == "__main__":
    main()
