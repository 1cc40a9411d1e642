"""Known words for misspelt ones: a long unknown word one letter away from a lexicon word is read as that word."""

from collections.abc import Iterator, Sequence
from functools import cache

from bot.text.wordlists import word_list

_SHORTEST = 6


def nearest(words: Sequence[str], languages: Sequence[str]) -> list[str]:
    """The words with misspelt category words put right; crisis words are never looked for this way.

    Arabic words are left alone: one letter more or less is often another word.
    """
    return [
        _nearest(word, tuple(languages)) if len(word) >= _SHORTEST and word.isascii() else word
        for word in words
    ]


def _nearest(word: str, languages: Sequence[str]) -> str:
    for name in languages:
        shortened = _shortened(name)
        for form in (word, *_one_less(word)):
            if form in shortened:
                return shortened[form]
    return word


@cache
def _shortened(language: str) -> dict[str, str]:
    """Every long single category word of a language, whole and with one letter left out."""
    found: dict[str, str] = {}
    for text, _ in word_list(language).words("category"):
        for word in text.replace("(", "").replace(")", "").split("|"):
            plain = word.rstrip("*")
            if len(plain) >= _SHORTEST and plain.isalpha():
                for form in (plain, *_one_less(plain)):
                    found.setdefault(form, plain)
    return found


def _one_less(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))
