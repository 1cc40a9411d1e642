"""The lexicon as the rest of the reader asks for it: the words of a section, and the entries found in a message."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.text.compiled import Lexicon, load
from bot.text.entries import WordList
from bot.text.phrases import Hit
from bot.text.search import PhraseBook

LANGUAGES = ("nl", "ar", "en", "arabizi")


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


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of nl, ar, en, arabizi or foreign, loaded once."""
    return load(language)


def word_list(language: str) -> WordList:
    """The entries of nl, ar, en, arabizi or foreign."""
    return lexicon(language).words


@cache
def _book(language: str) -> PhraseBook[Meaning]:
    known = lexicon(language)
    meanings = [
        Meaning(entry.section, entry.values, weight, entry.text)
        for entry, weight in zip(known.words.searched(), known.weights, strict=True)
    ]
    return PhraseBook(known.index, meanings)


@lru_cache(maxsize=64)
def found(language: str, words: tuple[str, ...]) -> Mapping[str, tuple[Hit[Meaning], ...]]:
    """The entries of one language found in these words, by section; asked for several times for each message."""
    by_section: dict[str, list[Hit[Meaning]]] = defaultdict(list)
    for hit in _book(language).find(words):
        by_section[hit.payload.section].append(hit)
    return {section: tuple(hits) for section, hits in by_section.items()}
