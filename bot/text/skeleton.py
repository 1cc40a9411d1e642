"""The consonants of an Arabic word, the same from Arabic script and from Latin letters.

"بدي حدا يوصلني" and "baddi 7ada ywassilni" have the same skeleton, so what the model learns from one it knows of the
other. Vowels are left out because everybody writes them differently. A hint for the model only: no word list is
searched by skeletons, and danger is never read from them by rule.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise, product

from bot.text.tokens import variants

_ARABIC = re.compile(r"[\u0621-\u064a]")
_SHORTEST, _LONGEST = 3, 4
_READ = 400
# Capitals stand for sounds that Latin writes in two letters or a digit: C sh, X kh, G gh. و and ي are mostly vowels.
_FROM_ARABIC = str.maketrans("بتثجحخدذرزسشصضطظعغفقكلمنه", "bttjhXddrzsCsdtd3Gfqklmnh", "اويءئؤ")
_PAIRS = (
    ("tch", "C"), ("sh", "C"), ("ch", "C"), ("kh", "X"), ("gh", "G"), ("th", "t"), ("dh", "d"), ("c", "k"),
    ("7", "h"), ("5", "X"), ("6", "t"), ("4", "d"), ("v", "f"), ("p", "b"),
)  # fmt: skip
# What one writer means by it another does not; the likeliest first.
_DOUBTFUL = {"2": ("q", ""), "8": ("G", "q"), "9": ("q", "s"), "g": ("k", "j", "q")}
_MOST_READINGS = 4
_VOWELS = re.compile(r"[aeiouyw]")
_TWICE = re.compile(r"(.)\1+")
_LATIN_PARTICLES = (
    "wel", "wal", "wil", "bel", "bil", "bal", "3al", "fel", "fil", "lel", "lil", "hal", "el", "al", "il",
    "l", "w", "b", "f",
)  # fmt: skip
_LEFT = 3


def skeleton_words(words: Sequence[str]) -> set[str]:
    """The skeletons of these words, also without particles, and of every two that follow each other."""
    groups = {f"~{form}" for word in words for form in skeletons(word)}
    row = ["^", *(_first(word) for word in words), "$"]
    groups.update(f"~{one} {two}" for one, two in pairwise(row))
    groups.update(f"~{one}*{two}" for one, two in zip(row, row[2:], strict=False))
    return groups


def skeleton_letters(words: Sequence[str]) -> set[str]:
    """Every three or four letters that stand together in the skeletons, a space where a word begins or ends."""
    row = f" {' '.join(filter(None, map(_first, words)))} "[:_READ]
    return {
        f"~~{row[start : start + length]}"
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(row) - length + 1)
    }


@lru_cache(maxsize=20_000)
def skeletons(word: str) -> tuple[str, ...]:
    """The skeletons that a normalised word may have, likeliest first; a number has itself."""
    if word.isdigit():
        return (word,)
    if _ARABIC.match(word):
        return _distinct(map(_from_arabic, variants(word)))
    forms = [word]
    forms.extend(
        word[len(particle) :]
        for particle in _LATIN_PARTICLES
        if word.startswith(particle) and len(word) - len(particle) >= _LEFT
    )
    return _distinct(reading for form in forms for reading in _from_latin(form))


def _first(word: str) -> str:
    return next(iter(skeletons(word)), "")


def _distinct(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, found)))


def _from_arabic(word: str) -> str:
    body = word[:-1] if len(word) > 2 and word.endswith("ه") else word
    return _TWICE.sub(r"\1", _beginning(word, "و", "ي") + body.translate(_FROM_ARABIC))


def _from_latin(word: str) -> list[str]:
    spelled = word
    for letters, sound in _PAIRS:
        spelled = spelled.replace(letters, sound)
    if len(spelled) > 2 and spelled.endswith("h") and not word.endswith("7"):
        spelled = spelled[:-1]
    readings = product(*(_DOUBTFUL.get(letter, (letter,)) for letter in _VOWELS.sub("", spelled)))
    begins = _beginning(word, "w", "y")
    return [
        _TWICE.sub(r"\1", begins + "".join(reading))
        for reading, _ in zip(readings, range(_MOST_READINGS), strict=False)
    ]


def _beginning(word: str, w: str, y: str) -> str:
    """W and y are consonants where a word begins with them."""
    return "w" if word.startswith(w) else "y" if word.startswith(y) else ""
