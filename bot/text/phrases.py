"""Finding many lexicon entries in one text at once.

An entry is words with these signs: `boodschap*` begins with, `*tuin` ends with, `(a|b)` one of two words, `<person>`
any word of that class, `..` up to three words between (`.. ..` six), `word?` may be absent, `^` the text begins here, `$` the text
ends here. Matching is exact on normalised words; Arabic words also match without the particles written against them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

from bot.text.tokens import variants

GAP = 3
_PART = re.compile(r"\([^)]*\)\??|<[^>]*>\??|\S+")
_MIN_STEM = 2
_GAP_SIGN = frozenset(("..",))
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
    """An entry taken apart: for each word its alternatives and how many words may be skipped before it."""

    words: tuple[tuple[frozenset[str], int], ...]
    from_start: bool = False
    to_end: bool = False


def parse(entry: str, classes: Mapping[str, Sequence[str]]) -> list[Pattern]:
    """The patterns of one normalised entry: more than one where it has optional words.

    Raises LexiconError where it has no word or names an unknown class.
    """
    parts = _PART.findall(entry)
    from_start, to_end = bool(parts) and parts[0] == "^", bool(parts) and parts[-1] == "$"
    choices = [_choices(part, classes, entry) for part in parts[from_start : len(parts) - to_end]]
    patterns = []
    for chosen in product(*choices):
        words: list[tuple[frozenset[str], int]] = []
        gap = 0
        for slot in (slot for choice in chosen for slot in choice):
            if slot == _GAP_SIGN:
                gap += GAP
            else:
                words.append((slot, gap))
                gap = 0
        if words:
            patterns.append(Pattern(tuple(words), from_start, to_end))
    if not patterns:
        raise LexiconError(f"entry without a word: {entry!r}")
    return patterns


def _choices(part: str, classes: Mapping[str, Sequence[str]], entry: str) -> list[tuple[frozenset[str], ...]]:
    """What may stand at one place of an entry: single words share a slot, a phrase is a slot for each word."""
    optional = len(part) > 1 and part.endswith("?")
    part = part[:-1] if optional else part
    if part == "..":
        return [(_GAP_SIGN,)]
    if part.startswith("<"):
        if part[1:-1] not in classes:
            raise LexiconError(f"unknown class {part} in {entry!r}")
        alternatives = list(classes[part[1:-1]])
    else:
        alternatives = [choice.strip() for choice in part.strip("()").split("|")]
    singles = frozenset(choice for choice in alternatives if choice and " " not in choice)
    phrases = [
        tuple(_GAP_SIGN if word == ".." else frozenset((word,)) for word in choice.split())
        for choice in alternatives
        if " " in choice
    ]
    found: list[tuple[frozenset[str], ...]] = [(singles,)] if singles else []
    found.extend(phrases)
    return [*found, ()] if optional or not found else found


class PhraseBook(Generic[Payload]):
    """Entries ready for searching. Cost of a search grows with the text, hardly with the number of entries."""

    def __init__(self, entries: Iterable[tuple[Pattern, Payload]]) -> None:
        self._slot_ids: dict[frozenset[str], int] = {}
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._beginnings: dict[str, list[int]] = defaultdict(list)
        self._endings: dict[str, list[int]] = defaultdict(list)
        self._by_first: dict[int, list[tuple[Pattern, tuple[tuple[int, int], ...], Payload]]] = defaultdict(
            list
        )
        for pattern, payload in entries:
            steps = tuple((self._slot(words), gap) for words, gap in pattern.words)
            self._by_first[steps[0][0]].append((pattern, steps, payload))
        self._slots = lru_cache(maxsize=20_000)(self._find_slots)

    def find(self, words: Sequence[str]) -> list[Hit[Payload]]:
        """Every entry found in these words, each place once, in the order of their first word."""
        slots = [self._slots(word) for word in words]
        hits: list[Hit[Payload]] = []
        for start, here in enumerate(slots):
            for slot in here:
                for pattern, steps, payload in self._by_first.get(slot, ()):
                    if pattern.from_start and start:
                        continue
                    end = _match(steps, 1, slots, start + 1)
                    if end and not (pattern.to_end and end != len(slots)):
                        hits.append(Hit(payload, start, end))
        return hits

    def _slot(self, words: frozenset[str]) -> int:
        known = self._slot_ids.get(words)
        if known is not None:
            return known
        slot = self._slot_ids[words] = len(self._slot_ids)
        for word in words:
            if word.endswith("*"):
                self._beginnings[word[:-1]].append(slot)
            elif word.startswith("*"):
                self._endings[word[1:]].append(slot)
            else:
                self._exact[word].append(slot)
        return slot

    def _find_slots(self, word: str) -> frozenset[int]:
        found: set[int] = set()
        for form in variants(word):
            found.update(self._exact.get(form, ()))
            for length in range(_MIN_STEM, len(form) + 1):
                found.update(self._beginnings.get(form[:length], ()))
        if self._endings:
            for start in range(len(word) - _MIN_STEM + 1):
                found.update(self._endings.get(word[start:], ()))
        return frozenset(found)


def _match(
    steps: Sequence[tuple[int, int]], step: int, slots: Sequence[frozenset[int]], position: int
) -> int:
    """Where the rest of an entry ends when it begins at `position`, or 0 where it does not match."""
    if step == len(steps):
        return position
    slot, gap = steps[step]
    for place in range(position, min(position + gap + 1, len(slots))):
        if slot in slots[place]:
            end = _match(steps, step + 1, slots, place + 1)
            if end:
                return end
    return 0
