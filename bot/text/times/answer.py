"""A whole message that is nothing but a time: "dinsdag om drie uur", "om 15:00 past beter", "الخميس الساعة 3"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.text.category import weigh
from bot.text.normalise import normalise
from bot.text.times.days import read_days
from bot.text.times.reading import AMSTERDAM, read_moment
from bot.text.times.terms import Term, read_terms
from bot.text.tokens import tokens
from bot.text.wordlists import LANGUAGES

_LONGEST = 120
_OTHER_WORDS = 4
"""So many words beside those of the time make it no more than one: "kan dinsdag om drie uur misschien ook?"."""


@dataclass(frozen=True, slots=True)
class TimeAnswer:
    """The day and the clock time that are named, local; at least one of them."""

    day: date | None
    clock: time | None


def only_a_time(text: str, now: datetime) -> TimeAnswer | None:
    """The time that a message consists of, or None where it names none, or says something else as well.

    A time that is refused ("dinsdag kan ik niet") is none. `now` is aware; any string is accepted.
    """
    if len(text) > _LONGEST:
        return None
    words = tokens(normalise(text))
    moment = read_moment(words, LANGUAGES, now)
    if moment.recurs is not None or len(words) > moment.words + _OTHER_WORDS or weigh(words, LANGUAGES):
        return None
    terms = read_terms(words, LANGUAGES)
    if _refuses(terms):
        return None
    day = None
    if moment.when is not None and read_days(terms, now.astimezone(AMSTERDAM).date()):
        day = moment.when.date() if isinstance(moment.when, datetime) else moment.when
    clock = moment.clock
    if clock is None and isinstance(moment.when, datetime):
        clock = moment.when.time().replace(tzinfo=None)
    return TimeAnswer(day, clock) if day or clock else None


def _refuses(terms: Sequence[Term]) -> bool:
    return any(term.has("not") for term in terms)
