"""Reading the lexicon: word lists that a volunteer can extend, one entry a line, one file a language.

`[category errands]` opens a section, `entry = 4` gives an entry more weight, `#` begins a comment. What an entry may
hold is told in `phrases.py`; every section in `lexicon/README.md`.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from bot.text.normalise import normalise
from bot.text.phrases import Hit, LexiconError, Pattern, PhraseBook, parse

LANGUAGES = ("nl", "ar", "en", "arabizi")
_BETWEEN = "§"
_NOT_SEARCHED = ("class", "command", "answer")
_HEADER = re.compile(r"\[(\S+)((?: \S+)*)\]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a word list: the section it stands in, its normalised text and weight."""

    section: str
    values: tuple[str, ...]
    text: str
    weight: int | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a found entry says: section (`category`), values (`errands`) and weight (1 to 9)."""

    section: str
    values: tuple[str, ...]
    weight: int
    entry: str

    @property
    def value(self) -> str:
        """The first value of the section header."""
        return self.values[0] if self.values else ""


@dataclass(frozen=True)
class WordList:
    """The entries of one language."""

    entries: tuple[Entry, ...]

    def words(self, section: str) -> list[tuple[str, tuple[str, ...]]]:
        """The entries of a section with the values of their header."""
        return [(entry.text, entry.values) for entry in self.entries if entry.section == section]

    def classes(self) -> dict[str, list[str]]:
        """The word classes that entries name as `<class>`."""
        found: dict[str, list[str]] = defaultdict(list)
        for text, values in self.words("class"):
            found[values[0]].extend(text.strip("()").split("|"))
        return found

    def book(self) -> PhraseBook[Meaning]:
        """All entries that stand for something, ready for searching."""
        classes = self.classes()
        entries: list[tuple[list[list[Pattern]], Meaning]] = []
        for entry in self.entries:
            if entry.section not in _NOT_SEARCHED:
                parts = parse(entry.text, classes)
                weight = (
                    entry.weight
                    if entry.weight is not None
                    else 1 + sum(len(part[0].words) for part in parts)
                )
                entries.append((parts, Meaning(entry.section, entry.values, weight, entry.text)))
        return PhraseBook(entries)


def read(text: str) -> WordList:
    """Parse the text of one word list; raises LexiconError naming the line that cannot be read."""
    heads: list[tuple[str, tuple[str, ...], int | None]] = []
    bodies: list[str] = []
    section: tuple[str, tuple[str, ...]] | None = None
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        header = _HEADER.fullmatch(line) if line.startswith("[") else None
        if header:
            section = header[1], tuple(header[2].split())
            continue
        body, sign, weight = line.rpartition(" = ")
        weighed = bool(sign) and weight.lstrip("-").isdigit()
        body = body.strip() if weighed else line
        if section is None or not body:
            raise LexiconError(f"cannot read the line {raw!r}")
        heads.append((*section, int(weight) if weighed else None))
        bodies.append(body)
    # All at once: normalising is quick for a long text and slow for thousands of short ones.
    spelled = normalise(_BETWEEN.join(bodies)).split(_BETWEEN) if bodies else []
    return WordList(
        tuple(
            Entry(name, values, body.strip(), weight)
            for (name, values, weight), body in zip(heads, spelled, strict=True)
        )
    )


@cache
def word_list(language: str) -> WordList:
    """The word list of nl, ar, en, arabizi or foreign, read once."""
    return read((files("bot.text") / "lexicon" / f"{language}.txt").read_text(encoding="utf-8"))


@cache
def _book(language: str) -> PhraseBook[Meaning]:
    return word_list(language).book()


@lru_cache(maxsize=64)
def found(language: str, words: tuple[str, ...]) -> Mapping[str, tuple[Hit[Meaning], ...]]:
    """The entries of one language found in these words, by section; asked for several times for each message."""
    by_section: dict[str, list[Hit[Meaning]]] = defaultdict(list)
    for hit in _book(language).find(words):
        by_section[hit.payload.section].append(hit)
    return {section: tuple(hits) for section, hits in by_section.items()}
