"""Cutting a normalised text into words, and Arabic words loose from the particles written against them."""

import re
from collections.abc import Callable
from functools import lru_cache

_TOKEN = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|"  # 2026-11-25
    r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|"  # 25-11-2026
    r"\d{1,2}/\d{1,2}(?![\d/])|"  # 25/11
    r"(?<![\d-])\d{1,2}-\d{1,2}(?![\d-]|[a-z])|"  # 25-11, 2-4
    r"\d{1,2}[:.h]\d{2}(?!\d)|"  # 14:30, 14.30, 14h30
    r"\d{1,2}u\d{2}(?!\d)|"  # 14u30
    r"[^\W_]+"
)
_NUMBER_WITH_TAIL = re.compile(
    r"(\d{1,4})(uur|uurtje|uurtjes|uren|u|h|am|pm|en|e|de|ste|x|st|nd|rd|th|min|minuten|dagen|jaar|jarige|euro|"
    r"jan|feb|mrt|apr|mei|jun|jul|aug|sep|sept|okt|nov|dec|"
    r"januari|februari|maart|april|juni|juli|augustus|september|oktober|november|december)"
)
_DIGITS_AND_ARABIC = re.compile(r"(\d+)(?=[\u0621-\u064a])|(?<=[\u0621-\u064a])(\d+)")
# Shorter words that end in "e" are mostly whole.
_SPOKEN = 4
_ARABIC = re.compile(r"[\u0621-\u064a]")
# "l7anafiye", "el5amis": the digit tells that the word is Arabic and so that the "l" is its article.
_LATIN_ARTICLE = re.compile(r"(?:el|al|il|bel|bil|bl|3al|l)((?=.*[235789])(?=.*[a-z].*[a-z])[a-z0-9]{3,})")
# Longest first: a word may carry several particles ("وبالبيت" is "and in the house").
_PARTICLES = (
    "وبال", "وعال", "ولل", "وهال", "فال", "وال", "بال", "عال", "هال", "كال", "لل", "ال", "وب", "ول",
    "و", "ف", "ب", "ل", "ع", "ه", "ك", "ش",
)  # fmt: skip


def tokens(text: str) -> list[str]:
    """The words, numbers, times and dates of a normalised text, in order, without punctuation."""
    found: list[str] = []
    for token in _TOKEN.findall(_split_scripts(text)):
        tail = _NUMBER_WITH_TAIL.fullmatch(token) if token[0].isdigit() else None
        if tail:
            found.extend(tail.groups())
        else:
            found.append(token)
    return found


def _split_scripts(text: str) -> str:
    """ "ل5" and "5كانون" are two words; in Latin "ma3" and "7ada" are one."""
    if not _ARABIC.search(text):
        return text
    return _DIGITS_AND_ARABIC.sub(lambda digits: f" {digits.group()} ", text)


@lru_cache(maxsize=20_000)
def variants(token: str) -> tuple[str, ...]:
    """The token; for Arabic words also what is left without article, conjunction and preposition; for Latin ones
    also as it is spelled where it is written as many say it ("brenge", "iemant", "nie")."""
    if not _ARABIC.match(token):
        article = _LATIN_ARTICLE.fullmatch(token)
        if article:
            return (token, article[1])
        spelled = _spelled(token)
        return (token, spelled) if spelled else (token,)
    found = [token]
    for particle in _PARTICLES:
        # A single letter is only a particle where a whole word is left behind it.
        least = 2 if len(particle) > 1 or particle == "و" else 3
        if token.startswith(particle) and len(token) - len(particle) >= least:
            found.append(token[len(particle) :])
    return tuple(found)


def _spelled(token: str) -> str | None:
    """A Dutch word with the last letter that is not heard, or None; of other words it makes words that are none."""
    if token == "nie":
        return "niet"
    if len(token) < _SPOKEN:
        return None
    if token.endswith("e"):
        return f"{token}n"
    return f"{token[:-1]}d" if token.endswith("nt") else None


WithVariants = Callable[[str], tuple[str, ...]]
