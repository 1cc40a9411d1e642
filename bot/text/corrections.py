"""What a sentence under a filled-in card puts right: "nee, de tuin", "niet morgen", "مو بكرا"."""

from datetime import datetime

from bot.text.category import Category, weigh
from bot.text.language import language, lexicons
from bot.text.normalise import normalise
from bot.text.times.days import read_days
from bot.text.times.reading import AMSTERDAM
from bot.text.times.terms import read_terms
from bot.text.tokens import tokens
from bot.text.wordlists import LANGUAGES

# So a correction begins; a longer sentence tells something.
_BEGINS = frozenset(
    normalise(word)
    for word in (
        "nee", "neen", "niet", "geen", "sorry", "oeps", "fout", "verkeerd", "bedoel", "bedoelde", "liever", "toch",
        "no", "not", "wrong", "oops", "actually", "rather",
        "لا", "لاء", "مو", "مش", "ماشي", "ليس", "عفوا", "غلط", "قصدي", "اقصد", "بالاحرى", "احسن",
        "la", "la2", "mesh", "mish", "mosh", "mo", "machi", "ghalat", "2asdi", "2asde", "asdi",
    )
)  # fmt: skip
# "لا السبت" is "no, on Saturday"; "مو السبت" is "not on Saturday".
_NO = frozenset(("nee", "neen", "no", "لا", "لاء", "la", "la2", "sorry"))
_LONGEST = 8
_WITHIN = 3
_NAME = 2
_NAMED = 3


def corrects(text: str) -> bool:
    """Whether a short message only puts right what was read: it begins by saying no, or is the name of a need."""
    words = _words(text)
    if len(words) <= _NAME and named_category(text) is not None:
        return True
    return len(words) <= _LONGEST and not _BEGINS.isdisjoint(words[:_WITHIN])


def named_category(text: str) -> Category | None:
    """The kind of help that any word of a message names, the heaviest and then the last one, or None."""
    words = _words(text)
    # In a short line of words in Latin letters a word of the one language is easily another of the other.
    weights = weigh(words, lexicons(language(words)[0]))
    best = max(weights.values(), default=0)
    return next((name for name in reversed(weights) if weights[name] == best >= _NAMED), None)


def without_no(text: str) -> str:
    """A correction after its "no", as plain words: "لا السبت" is on Saturday."""
    words = _words(text)
    return " ".join(words[1:]) if len(words) > 1 and words[0] in _NO else text


def refuses_a_time(text: str, now: datetime) -> bool:
    """Whether a message names a day only to say no to it ("niet morgen"); `now` is aware."""
    terms = read_terms(_words(text), LANGUAGES)
    days = read_days(terms, now.astimezone(AMSTERDAM).date())
    return bool(days) and all(day.refused for day in days)


def _words(text: str) -> list[str]:
    return tokens(normalise(text[:400]))
