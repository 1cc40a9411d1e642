"""Which language a message is in: the script first, then the shape of Arabic in Latin letters, then known words."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from bot.text.wordlists import found, word_list

_ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")
_LATIN_WORD = re.compile(r"[a-z][a-z0-9]+")
# 2 3 5 7 8 9 stand for Arabic letters inside a word: 7ada, ma3, jom3a, la2; not "b1", "4x", "9e".
_DIGIT_LETTER = re.compile(r"(?=.*[235789])(?=(?:.*[a-z]){2})[a-z]*[235789][a-z0-9]*")
_NOT_ARABIZI = re.compile(
    r"\d+[a-z]{1,2}|[a-z]{1,2}\d+|mp3|covid19|\d+[a-z]+dag|g[45]|\d+(px|kg|km|gb|cm|min|plus)"
)
_DUTCH_SPELLING = re.compile(r"ij|oe|aa|ee|oo|uu|ui|eu|sch|tje\b|en\b|cht")
_FOREIGN = re.compile(r"[^\W\d_a-z\u00c0-\u024f\u0600-\u06ff]")


class Language(StrEnum):
    """The language of a message; `mixed` is Arabic together with Dutch or English."""

    NL = "nl"
    AR = "ar"
    MIXED = "mixed"
    ARABIZI = "arabizi"
    EN = "en"
    OTHER = "other"


def language(words: Sequence[str]) -> tuple[Language, float]:
    """The language of these normalised words and how sure that is, 0 to 1."""
    arabic = [word for word in words if _ARABIC_LETTER.search(word)]
    latin = [word for word in words if _LATIN_WORD.fullmatch(word) and not word.isdigit()]
    if arabic and latin:
        return Language.MIXED, 0.9
    if arabic:
        foreign, known = _foreign(words), _known(words, "ar")
        return (Language.OTHER, 0.6) if foreign >= 3 and foreign > known else (Language.AR, 0.99)
    if not latin:
        return Language.OTHER, 0.5
    return _latin(latin)


def lexicons(lang: Language) -> tuple[str, ...]:
    """The word lists in which a message of this language is looked up."""
    match lang:
        case Language.NL | Language.AR | Language.EN:
            return (lang.value,)
        case Language.ARABIZI:
            return ("arabizi",)
        case Language.MIXED:
            return ("nl", "ar", "en", "arabizi")
        case Language.OTHER:
            return ("nl", "en")


def _latin(words: Sequence[str]) -> tuple[Language, float]:
    arabizi_words = _arabizi(words)
    arabizi = len(arabizi_words)
    rest = [word for place, word in enumerate(words) if place not in arabizi_words]
    dutch, english = _score(words, "nl"), _score(words, "en")
    if arabizi and arabizi * 2 >= len(words) * 0.8 and arabizi >= max(dutch, english) * 0.6:
        return Language.ARABIZI, 0.9
    strong = sum(bool(_letter_digit(words[place])) for place in arabizi_words)
    if arabizi >= 2 and strong and max(_score(rest, "nl"), _score(rest, "en")) >= 2:
        return Language.MIXED, 0.7
    if strong and arabizi >= max(dutch, english):
        return Language.ARABIZI, 0.8
    foreign = _foreign(words)
    if foreign >= 3 and foreign > max(dutch, english) * 1.2:
        return Language.OTHER, 0.6
    if dutch == english == 0:
        if arabizi:
            return Language.ARABIZI, 0.6
        return (
            (Language.NL, 0.4)
            if any(_DUTCH_SPELLING.search(word) for word in words)
            else (Language.OTHER, 0.3)
        )
    sure = 0.5 + abs(dutch - english) / (dutch + english) / 2
    return (Language.NL if dutch >= english else Language.EN), sure


def _letter_digit(word: str) -> bool:
    return bool(_DIGIT_LETTER.fullmatch(word)) and not _NOT_ARABIZI.fullmatch(word)


def _arabizi(words: Sequence[str]) -> set[int]:
    """The places of the words that look like, or are known as, Arabic in Latin letters."""
    places = {place for place, word in enumerate(words) if _letter_digit(word)}
    for hit in found("arabizi", tuple(words)).get("language", ()):
        places.update(range(hit.start, hit.end))
    return places


def _known(words: Sequence[str], language_name: str) -> int:
    hits = found(language_name, tuple(words))
    return len({hit.start for section in ("category", "kind") for hit in hits.get(section, ())})


def _score(words: Sequence[str], language_name: str) -> float:
    """Words that this language has, and half as much for words that its other lists know."""
    hits = found(language_name, tuple(words))
    common = {hit.start for hit in hits.get("language", ())}
    listed = {hit.start for section in ("category", "kind") for hit in hits.get(section, ())} - common
    return len(common) + len(listed) / 2


def _foreign(words: Sequence[str]) -> int:
    """The most words of any one language that the bot does not speak."""
    listed = set(words)
    return max(len(listed & known) for known in _foreign_words())


@cache
def _foreign_words() -> list[frozenset[str]]:
    return [frozenset(text.strip("()").split("|")) for text, _ in word_list("foreign").words("language")]
