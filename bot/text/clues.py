"""What the trained model looks at in a message: what the rules say about it, its words and its letter groups."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.text.seen import Seen
from bot.text.tokens import variants
from bot.text.wordlists import LANGUAGES, found

# Letter groups are looked for in the first part of a message only: a need is told within it.
_READ = 600
_SHORTEST, _LONGEST = 3, 4
_PIECE = re.compile(r"\w+|[?!]")
_LENGTHS = (2, 4, 7, 12, 20)


def clues(seen: Seen) -> dict[str, float]:
    """What the rules say, as named numbers between about -1 and 2."""
    said: dict[str, float] = {
        "always": 1.0,
        f"lang {seen.lang}": 1.0,
        f"kind {seen.kind}": 0.5 + seen.kind_sure,
        f"kind {seen.kind} {seen.lang}": 0.5,
        f"category {seen.category}": 0.7 + seen.category_sure,
        f"length {sum(len(seen.words) >= length for length in _LENGTHS)}": 0.5,
        "heaviest": min(max(seen.weights.values(), default=0), 9) / 9,
    }
    if not seen.weights:
        said["no category"] = 1.0
    for place, (name, weight) in enumerate(sorted(seen.weights.items(), key=lambda item: -item[1])):
        said[f"weight {name}"] = min(weight, 9) / 5
        if place < 3:
            said[f"place {place} {name}"] = 0.5
    for mark in "?!":
        if mark in seen.text:
            said[mark] = 0.5
    if seen.moment.when or seen.moment.part_of_day or seen.moment.recurs:
        said["time"] = 0.5
    if seen.moment.recurs:
        said["recurs"] = 0.5
    if seen.words:
        said["time words"] = 0.5 * min(1.0, seen.moment.words / len(seen.words))
    if seen.threat:
        said["danger"] = 1.5
        said[f"danger {seen.threat}"] = 0.5
    _add_sections(said, seen)
    return said


def _add_sections(said: dict[str, float], seen: Seen) -> None:
    for name in LANGUAGES:
        hits = found(name, seen.words)
        for section in ("danger", "calm", "context", "negation"):
            if section in hits:
                said[section + " words"] = 0.7
        if name not in seen.lists:
            continue
        strongest: dict[tuple[str, int], int] = {}
        for hit in hits.get("kind", ()):
            at = (hit.payload.value, hit.start)
            strongest[at] = max(strongest.get(at, hit.payload.weight), hit.payload.weight)
        for (value, _), weight in strongest.items():
            said[f"says {value}"] = max(-1.0, min(2.0, said.get(f"says {value}", 0.0) + weight / 6))
        for hit in hits.get("kind", ()):
            said[f"any {hit.payload.value}"] = 0.5
        for hit in hits.get("guard", ()):
            said[f"guard {hit.payload.value}"] = 0.5


def word_groups(words: Sequence[str]) -> set[str]:
    """The words, also without Arabic particles, and every two that follow each other, directly or over one."""
    groups = {f"={form}" for word in words for form in variants(word)}
    row = ["^", *words, "$"]
    groups.update(f"={first} {second}" for first, second in pairwise(row))
    groups.update(f"={first}*{second}" for first, second in zip(row, row[2:], strict=False))
    return groups


def letter_groups(text: str) -> set[str]:
    """Every three or four letters that stand together, a space where a word begins or ends."""
    row = f" {' '.join(_PIECE.findall(text[:_READ]))} "
    return {
        row[start : start + length]
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(row) - length + 1)
    }
