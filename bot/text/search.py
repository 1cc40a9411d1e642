"""Finding many lexicon entries in one text at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Generic

from bot.text.index import Index
from bot.text.phrases import Hit, Payload
from bot.text.tokens import variants

WINDOW = 12
_MIN_STEM = 2
_STEM = "*"
_order = itemgetter(0)
# For a place in the text: the slots that set phrases fill from there, and all places where each slot may end.
Longer = Mapping[int, Mapping[int, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class _Search:
    """A pattern ready to match: the slot of its first word, the others with the gap before each.

    `single` tells that one word is all it takes. `entry` is the entry of which it is one part.
    """

    entry: int
    part: int
    from_start: bool
    to_end: bool
    first: int
    steps: tuple[tuple[int, int], ...]
    single: bool


@dataclass(frozen=True, slots=True)
class _Begun:
    """The patterns that begin with a word, numbered in order.

    `seconds` has those of more words by the slot of their second: what cannot match is never looked at.
    """

    alone: Sequence[tuple[int, _Search]]
    seconds: Mapping[int, Sequence[tuple[int, _Search]]]

    def likely(self, present: set[int]) -> Sequence[tuple[int, _Search]]:
        """The patterns that may match in a text that fills these slots."""
        if self.seconds.keys().isdisjoint(present):
            return self.alone
        found = list(self.alone)
        for slot in self.seconds.keys() & present:
            found.extend(self.seconds[slot])
        found.sort(key=_order)
        return found


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A set phrase without its first word, and its place in the order of those that begin with that word."""

    number: int
    rest: tuple[str, ...]
    slot: int


@dataclass(frozen=True, slots=True)
class _Word:
    """The slots that a word fills, and the set phrases that it may begin, by their second word or `*` for a stem."""

    slots: frozenset[int]
    begun: _Begun
    phrases: Mapping[str, Sequence[_Phrase]]


_NOTHING = _Begun((), {})
_UNKNOWN = _Word(frozenset(), _NOTHING, {})


class PhraseBook(Generic[Payload]):
    """Entries ready for searching. Cost of a search grows with the text, hardly with the number of entries."""

    def __init__(self, index: Index, payloads: Sequence[Payload]) -> None:
        self._index = index
        self._payloads = payloads
        self._stems: dict[str, list[str]] = defaultdict(list)
        for stem in sorted(filter(_is_stem, index.beginnings), key=len):
            self._stems[stem[:_MIN_STEM]].append(stem)
        self._endings = sorted(filter(_is_stem, index.endings), key=len, reverse=True)
        self._word = lru_cache(maxsize=20_000)(self._look_up)
        self._searches = lru_cache(maxsize=None)(self._read_searches)

    def find(self, words: Sequence[str]) -> list[Hit[Payload]]:
        """Every entry found in these words, each place once, in the order of their first word."""
        known = list(map(self._word, words))
        filled = [word.slots for word in known]
        longer = _set_phrases(words, known)
        present = set().union(*filled, *longer.values())
        hits: list[Hit[Payload]] = []
        parts: dict[int, dict[int, list[tuple[int, int]]]] = {}
        for start, word in enumerate(known):
            here = longer.get(start)
            begun = self._begun(here) if here else word.begun
            if begun is _NOTHING:
                continue
            for _, search in begun.likely(present):
                if search.from_start and start:
                    continue
                firsts = here[search.first] if here else (start + 1,)
                if search.single:
                    end = max(firsts)
                else:
                    end = max([_match(search, 0, filled, longer, first) for first in firsts])
                if not end:
                    continue
                if self._index.parts[search.entry] == 1:
                    hits.append(Hit(self._payloads[search.entry], start, end))
                else:
                    parts.setdefault(search.entry, {}).setdefault(search.part, []).append((start, end))
        for entry, found in parts.items():
            span = _together(list(found.values())) if len(found) == self._index.parts[entry] else None
            if span:
                hits.append(Hit(self._payloads[entry], *span))
        return hits

    def _look_up(self, word: str) -> _Word:
        index = self._index
        slots: set[int] = set()
        begun: list[str] = []
        for form in variants(word):
            if form in index.exact:
                slots.update(map(int, index.exact[form].split()))
            for stem in self._stems.get(form[:_MIN_STEM], ()):
                if form.startswith(stem):
                    slots.update(map(int, index.beginnings[stem].split()))
            begun.extend(index.phrases.get(form, ()))
        for ending in self._endings:
            if word.endswith(ending):
                slots.update(map(int, index.endings[ending].split()))
        if not slots and not begun:
            return _UNKNOWN
        phrases: dict[str, list[_Phrase]] = defaultdict(list)
        for number, phrase in enumerate(begun):
            slot, *rest = phrase.split()
            phrases[_STEM if rest[0].endswith(_STEM) else rest[0]].append(
                _Phrase(number, tuple(rest), int(slot))
            )
        filled = frozenset(slots)
        return _Word(filled, self._begun(filled), phrases)

    def _begun(self, slots: Iterable[int]) -> _Begun:
        alone: list[tuple[int, _Search]] = []
        seconds: dict[int, list[tuple[int, _Search]]] = defaultdict(list)
        ordered = (search for slot in slots for search in self._searches(slot))
        for number, search in enumerate(ordered):
            fitting = seconds[search.steps[0][0]] if search.steps else alone
            fitting.append((number, search))
        return _Begun(alone, seconds) if alone or seconds else _NOTHING

    def _read_searches(self, slot: int) -> tuple[_Search, ...]:
        """The patterns whose first word fills this slot."""
        found = []
        for row in filter(None, self._index.searches[slot].split(";")):
            entry, part, from_start, to_end, first, _, *rest = map(int, row.split())
            steps = tuple(zip(rest[::2], rest[1::2], strict=True))
            single = not steps and not to_end
            found.append(_Search(entry, part, bool(from_start), bool(to_end), first, steps, single))
        return tuple(found)


def _is_stem(part: str) -> bool:
    return len(part) >= _MIN_STEM


def _set_phrases(words: Sequence[str], known: Sequence[_Word]) -> dict[int, dict[int, tuple[int, ...]]]:
    """Where set phrases were found: for these places all slots that begin there, with where they may end."""
    longer: dict[int, dict[int, tuple[int, ...]]] = {}
    for start, word in enumerate(known):
        if not word.phrases or start + 1 == len(words):
            continue
        matching = [
            phrase
            for second in (*variants(words[start + 1]), _STEM)
            for phrase in word.phrases.get(second, ())
            if _follows(phrase.rest, words[start + 1 : start + 1 + len(phrase.rest)])
        ]
        if matching:
            here: dict[int, tuple[int, ...]] = dict.fromkeys(word.slots, (start + 1,))
            for phrase in sorted(matching, key=lambda phrase: phrase.number):
                here[phrase.slot] = (*here.get(phrase.slot, ()), start + 1 + len(phrase.rest))
            longer[start] = here
    return longer


def _follows(wanted: Sequence[str], words: Sequence[str]) -> bool:
    return len(wanted) == len(words) and all(map(_is_form, wanted, words))


def _is_form(wanted: str, word: str) -> bool:
    if wanted.endswith(_STEM):
        return any(form.startswith(wanted[:-1]) for form in variants(word))
    return wanted in variants(word)


def _match(
    search: _Search, step: int, filled: Sequence[frozenset[int]], longer: Longer, position: int
) -> int:
    """Where a pattern from this step on ends when it goes on at `position`, or 0 where it does not match."""
    if step == len(search.steps):
        return 0 if search.to_end and position != len(filled) else position
    slot, gap = search.steps[step]
    for place in range(position, min(position + gap + 1, len(filled))):
        if place in longer:
            ends = longer[place].get(slot, ())
        elif slot in filled[place]:
            ends = (place + 1,)
        else:
            continue
        for end in ends:
            found = _match(search, step + 1, filled, longer, end)
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
