"""Finding many lexicon entries in one text at once.

An entry is words with these signs: `boodschap*` begins with, `*tuin` ends with, `(a|b c)` one of these words
or set phrases, `<person>` any word of that class, `..` up to three words between (`.. ..` six), `word?` may be
absent, `^` the text begins here, `$` the text ends here; `a & b` both are there, in any order, within a dozen
words. Matching is exact on normalised words; Arabic words also match without the particles written against them.
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
WINDOW = 12
_PART = re.compile(r"\([^)]*\)\??|<[^>]*>\??|\S+")
_MIN_STEM = 2
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


@dataclass(frozen=True, slots=True)
class _Search:
    """A pattern ready to match: slots for words, and the entry (by number) of which it is one part."""

    steps: tuple[tuple[int, int], ...]
    from_start: bool
    to_end: bool
    entry: int
    part: int
    second: int | None


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


class PhraseBook(Generic[Payload]):
    """Entries ready for searching. Cost of a search grows with the text, hardly with the number of entries."""

    def __init__(self, entries: Iterable[tuple[list[list[Pattern]], Payload]]) -> None:
        self._slot_ids: dict[frozenset[str], int] = {}
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._beginnings: dict[str, list[int]] = defaultdict(list)
        self._endings: dict[str, list[int]] = defaultdict(list)
        self._phrases: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
        self._by_first: dict[int, list[_Search]] = defaultdict(list)
        self._entries: list[tuple[Payload, int]] = []
        for parts, payload in entries:
            for number, patterns in enumerate(parts):
                for pattern in patterns:
                    steps = tuple((self._slot(words), gap) for words, gap in pattern.words)
                    search = _Search(
                        steps,
                        pattern.from_start,
                        pattern.to_end,
                        len(self._entries),
                        number,
                        steps[1][0] if len(steps) > 1 else None,
                    )
                    self._by_first[steps[0][0]].append(search)
            self._entries.append((payload, len(parts)))
        self._slots = lru_cache(maxsize=20_000)(self._find_slots)

    def find(self, words: Sequence[str]) -> list[Hit[Payload]]:
        """Every entry found in these words, each place once, in the order of their first word."""
        places = self._places(words)
        present = set().union(*places)
        hits: list[Hit[Payload]] = []
        parts: dict[int, dict[int, list[tuple[int, int]]]] = {}
        for start, here in enumerate(places):
            for slot, ends in here.items():
                for search in self._by_first.get(slot, ()):
                    if search.from_start and start:
                        continue
                    # Most patterns fall away here, before anything is tried out.
                    if search.second is not None and search.second not in present:
                        continue
                    if search.second is None and not search.to_end:
                        end = max(ends)
                    else:
                        end = max([_match(search, 1, places, first) for first in ends])
                    if not end:
                        continue
                    payload, count = self._entries[search.entry]
                    if count == 1:
                        hits.append(Hit(payload, start, end))
                    else:
                        parts.setdefault(search.entry, {}).setdefault(search.part, []).append((start, end))
        for entry, found in parts.items():
            payload, count = self._entries[entry]
            span = _together(list(found.values())) if len(found) == count else None
            if span:
                hits.append(Hit(payload, *span))
        return hits

    def _places(self, words: Sequence[str]) -> list[dict[int, tuple[int, ...]]]:
        """For each word the slots that begin there, with the places where they may end."""
        places: list[dict[int, tuple[int, ...]]] = []
        for start, word in enumerate(words):
            slots, phrases = self._slots(word)
            here: dict[int, tuple[int, ...]] = dict.fromkeys(slots, (start + 1,))
            for rest, slot in phrases:
                end = start + 1 + len(rest)
                following = words[start + 1 : end]
                if len(following) == len(rest) and all(map(_is_form, rest, following)):
                    here[slot] = (*here.get(slot, ()), end)
            places.append(here)
        return places

    def _slot(self, words: frozenset[str]) -> int:
        known = self._slot_ids.get(words)
        if known is not None:
            return known
        slot = self._slot_ids[words] = len(self._slot_ids)
        for word in words:
            if " " in word:
                first, *rest = word.split()
                self._phrases[first].append((tuple(rest), slot))
            elif word.endswith("*"):
                self._beginnings[word[:-1]].append(slot)
            elif word.startswith("*"):
                self._endings[word[1:]].append(slot)
            else:
                self._exact[word].append(slot)
        return slot

    def _find_slots(self, word: str) -> tuple[frozenset[int], tuple[tuple[tuple[str, ...], int], ...]]:
        """The slots that a word fills, and the set phrases it may begin: their other words and slot."""
        found: set[int] = set()
        for form in variants(word):
            found.update(self._exact.get(form, ()))
            for length in range(_MIN_STEM, len(form) + 1):
                found.update(self._beginnings.get(form[:length], ()))
        if self._endings:
            for start in range(len(word) - _MIN_STEM + 1):
                found.update(self._endings.get(word[start:], ()))
        phrases = [phrase for form in variants(word) for phrase in self._phrases.get(form, ())]
        return frozenset(found), tuple(phrases)


def _is_form(wanted: str, word: str) -> bool:
    if wanted.endswith("*"):
        return any(form.startswith(wanted[:-1]) for form in variants(word))
    return wanted in variants(word)


def _match(search: _Search, step: int, places: Sequence[Mapping[int, tuple[int, ...]]], position: int) -> int:
    """Where the rest of a pattern ends when it begins at `position`, or 0 where it does not match."""
    if step == len(search.steps):
        return 0 if search.to_end and position != len(places) else position
    slot, gap = search.steps[step]
    for place in range(position, min(position + gap + 1, len(places))):
        for end in places[place].get(slot, ()):
            found = _match(search, step + 1, places, end)
            if found:
                return found
    return 0


def _together(parts: Sequence[Sequence[tuple[int, int]]]) -> tuple[int, int] | None:
    """The words from the first to the last part, where all parts are near the first one found."""
    for start, end in parts[0]:
        near = [
            next(
                ((low, high) for low, high in spans if abs(low - start) <= WINDOW and not start <= low < end),
                None,
            )
            for spans in parts[1:]
        ]
        spans = [(start, end), *(span for span in near if span)]
        if len(spans) == len(parts):
            return min(low for low, _ in spans), max(high for _, high in spans)
    return None
