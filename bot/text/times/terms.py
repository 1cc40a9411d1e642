"""Turning words into terms: what each word may mean for a date or a time, the same for every language."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.text.phrases import Hit
from bot.text.wordlists import Meaning, found

SECTIONS = (
    "weekday", "short", "month", "number", "relative", "part", "unit", "weekend", "fixed", "next", "this", "every",
    "habit", "past", "until", "from", "between", "and", "after", "before", "at", "oclock", "am", "pm", "clock", "in",
    "fromnow", "near", "not", "midnight",
)  # fmt: skip
_COMPOUND = re.compile(
    r"((?:maan|dins|woens|donder|vrij|zater|zon)dag|overmorgen|morgen)"
    r"(ochtend|morgen|middag|namiddag|avond|nacht)(en|s)?"
)
_NUMERIC_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{2,4}))?")
_DASHED = re.compile(r"(\d{1,2})-(\d{1,2})")
_BEFORE_A_DATE = frozenset(
    ("op", "voor", "uiterlijk", "datum", "deadline", "يوم", "نهار", "قبل", "بتاريخ", "on", "yom")
)
_CLOCK = re.compile(r"(\d{1,2})[:.hu](\d{2})")
_MAX_NUMBER = 2100
_PLACE = {section: place for place, section in enumerate(SECTIONS)}


@dataclass(frozen=True, slots=True)
class Term:
    """A word or set phrase: its text, what it may mean, and what was written against it ("عال" in "عالتسعة")."""

    text: str
    tags: Mapping[str, tuple[str, ...]]
    prefix: str = ""
    number: int | None = None
    clock: tuple[int, int] | None = None
    date: tuple[int | None, int, int] | None = None

    def has(self, *names: str) -> bool:
        """Whether it may mean one of these."""
        return bool(self.tags) and not self.tags.keys().isdisjoint(names)

    @property
    def known(self) -> bool:
        """Whether it has anything to do with time."""
        return bool(self.tags) or self.clock is not None or self.date is not None


def read_terms(words: Sequence[str], languages: Sequence[str]) -> list[Term]:
    """The terms of these words, in order, longest set phrase first."""
    split: list[str] = []
    for place, word in enumerate(words):
        dashed = _DASHED.fullmatch(word) if "-" in word else None
        split.extend(_range(words, place, dashed) if dashed else _halves(word))
    written = tuple(split)
    starting: dict[int, list[Hit[Meaning]]] = {}
    for name in languages:
        by_section = found(name, written)
        for section in sorted(by_section.keys() & _PLACE.keys(), key=_PLACE.__getitem__):
            for hit in by_section[section]:
                starting.setdefault(hit.start, []).append(hit)
    terms: list[Term] = []
    place = 0
    while place < len(written):
        hits = starting.get(place)
        if hits is None:
            terms.append(_plain(written[place]))
            place += 1
            continue
        end = max([hit.end for hit in hits])
        terms.append(_term(written[place:end], [hit.payload for hit in hits if hit.end == end]))
        place = end
    return terms


def _range(words: Sequence[str], place: int, dashed: re.Match[str]) -> tuple[str, ...]:
    before, after = words[place - 1] if place else "", "".join(words[place + 1 : place + 2])
    written = after not in ("uur", "u", "h") and _is_date(int(dashed[1]), int(dashed[2]), before)
    return (words[place],) if written else (dashed[1], "tot", dashed[2])


@lru_cache(maxsize=20_000)
def _halves(word: str) -> tuple[str, ...]:
    compound = _COMPOUND.fullmatch(word)
    if not compound:
        return (word,)
    # "dinsdagavonden" are the evenings of every Tuesday.
    return (f"{compound[1]}{compound[3] if compound[3] == 'en' else ''}", compound[2])


def _is_date(first: int, second: int, before: str) -> bool:
    """Whether "4-12" is the fourth of December and not from four to twelve."""
    return 1 <= second <= 12 and (12 < first <= 31 or before in _BEFORE_A_DATE or before.endswith("dag"))


@lru_cache(maxsize=20_000)
def _plain(word: str) -> Term:
    """The term of a word that stands in no list; most words of a message."""
    return _term((word,), ())


def _term(words: Sequence[str], meanings: Sequence[Meaning]) -> Term:
    word = words[0]
    text = " ".join(words)
    tags: dict[str, tuple[str, ...]] = {}
    for meaning in meanings:
        name = f"clock:{meaning.value}" if meaning.section == "clock" else meaning.section
        # The entry as it stands beats the entry found by taking particles off.
        if name not in tags or meaning.entry == text:
            tags[name] = meaning.values
    prefix = ""
    if len(words) == 1 and meanings and all(meaning.entry != word for meaning in meanings):
        shortest = min(meanings, key=lambda meaning: len(meaning.entry))
        if word.endswith(shortest.entry):
            prefix = word[: -len(shortest.entry)]
    number = int(tags["number"][0]) if "number" in tags else None
    if word.isdigit() and len(words) == 1 and int(word) <= _MAX_NUMBER:
        number = int(word)
        tags["number"] = (word,)
    return Term(text, tags, prefix, number, _clock(word), _date(word))


def _clock(word: str) -> tuple[int, int] | None:
    parts = _CLOCK.fullmatch(word)
    if not parts or int(parts[1]) > 24 or int(parts[2]) > 59:
        return None
    return int(parts[1]), int(parts[2])


def _date(word: str) -> tuple[int | None, int, int] | None:
    """Year or None, month and day of a date written in digits, day first."""
    parts = _NUMERIC_DATE.fullmatch(word)
    if not parts:
        return None
    if parts[1]:
        year, month, day = int(parts[1]), int(parts[2]), int(parts[3])
    else:
        day, month = int(parts[4]), int(parts[5])
        year = int(parts[6]) if parts[6] else 0
        if 0 < year < 100:
            year += 2000
    return (year or None, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None
