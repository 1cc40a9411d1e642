"""Lexicon entries taken apart for searching, as plain strings and numbers that can be stored as they are.

Every set of alternatives ("(a|b c)", "boodschap*") is a slot with a number; a pattern is a row of slots with gaps
between. Rows of numbers are kept as text and read where a word asks for them: most of them never are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.text.phrases import Pattern


@dataclass(frozen=True, slots=True)
class Index:
    """Where each word leads. `exact`, `beginnings` and `endings` hold the numbers of slots, "3 17".

    `phrases` has for the first word of a set phrase its slot and other words, "3 den haag"; `searches` for each slot
    what begins there (see `row`), joined by ";"; `parts` for each entry how many parts `&` joins.
    """

    exact: Mapping[str, str]
    beginnings: Mapping[str, str]
    endings: Mapping[str, str]
    phrases: Mapping[str, Sequence[str]]
    searches: Sequence[str]
    parts: Sequence[int]

    @classmethod
    def of(cls, entries: Iterable[Sequence[Sequence[Pattern]]]) -> "Index":
        """The index of these entries, each as `parse` gives it."""
        slots = _Slots()
        searches: dict[int, list[str]] = defaultdict(list)
        counts: list[int] = []
        for parts in entries:
            for number, patterns in enumerate(parts):
                for pattern in patterns:
                    steps = [(slots.of(words), gap) for words, gap in pattern.words]
                    searches[steps[0][0]].append(row(pattern, len(counts), number, steps))
            counts.append(len(parts))
        return cls(
            exact=_joined(slots.exact),
            beginnings=_joined(slots.beginnings),
            endings=_joined(slots.endings),
            phrases=dict(slots.phrases),
            searches=[";".join(searches.get(slot, ())) for slot in range(len(slots.known))],
            parts=counts,
        )


def row(pattern: Pattern, entry: int, part: int, steps: Iterable[tuple[int, int]]) -> str:
    """Entry, part, whether it begins and ends the text (0 or 1), then for each step its slot and gap."""
    ends = (int(pattern.from_start), int(pattern.to_end))
    return " ".join(map(str, (entry, part, *ends, *(number for step in steps for number in step))))


class _Slots:
    """The slots met so far, and the words that fill them."""

    def __init__(self) -> None:
        self.known: dict[frozenset[str], int] = {}
        self.exact: dict[str, list[int]] = defaultdict(list)
        self.beginnings: dict[str, list[int]] = defaultdict(list)
        self.endings: dict[str, list[int]] = defaultdict(list)
        self.phrases: dict[str, list[str]] = defaultdict(list)

    def of(self, words: frozenset[str]) -> int:
        known = self.known.get(words)
        if known is not None:
            return known
        slot = self.known[words] = len(self.known)
        for word in sorted(words):
            if " " in word:
                first, rest = word.split(maxsplit=1)
                self.phrases[first].append(f"{slot} {rest}")
            elif word.endswith("*"):
                self.beginnings[word[:-1]].append(slot)
            elif word.startswith("*"):
                self.endings[word[1:]].append(slot)
            else:
                self.exact[word].append(slot)
        return slot


def _joined(slots: Mapping[str, Iterable[int]]) -> dict[str, str]:
    return {word: " ".join(map(str, numbers)) for word, numbers in slots.items()}
