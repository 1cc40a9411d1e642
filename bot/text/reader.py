"""Reading one message: its language, what it is, what it is about and when."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from bot.text.category import Category, weigh
from bot.text.danger import Danger
from bot.text.guards import Span, guard
from bot.text.intent import Kind
from bot.text.judgement import judge
from bot.text.language import Language, language, lexicons
from bot.text.model import model
from bot.text.normalise import normalise
from bot.text.seen import LONGEST, MOST_WORDS, see
from bot.text.times.reading import PartOfDay, When, read_moment
from bot.text.tokens import tokens
from bot.text.wordlists import LANGUAGES

# "14.30" and "2,5 uur" are one piece.
_BREAK = re.compile(
    r"(?:[!?؟;\n]|\.(?!\d))+|\s(?:en ook|en verder|daarnaast|verder|وكمان|وايضا|وأيضا|كمان|also|and also|plus)\s"
)
_JOINT = re.compile(r"\s(?:en|and|w)\s|\s(?=و\w)|[,،](?!\d)")


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure each part of a reading is, 0 to 1: under about .6 the bot should ask."""

    lang: float
    kind: float
    category: float
    when: float

    @property
    def overall(self) -> float:
        """The least sure of kind, category and when."""
        return min(self.kind, self.category, self.when)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one message says; `when` is local in Europe/Amsterdam, a datetime where a clock time is named."""

    lang: Language
    kind: Kind
    category: Category
    when: date | datetime | None
    part_of_day: PartOfDay | None
    recurs: str | None
    deadline: bool
    confidence: Confidence
    danger: Danger | None = None


@lru_cache(
    maxsize=2
)  # what is heard of danger and what is asked are read from the same message, one after the other
def understand(text: str, now: datetime) -> Reading:
    """Read one message; `now` is aware. Any string is accepted and none raises an exception."""
    seen = see(text, now)
    said = judge(seen, model().odds(seen))
    moment = seen.moment
    if said.kind is Kind.CRISIS:
        sure = Confidence(seen.lang_sure, said.kind_sure, 0.95, 0.95)
        return _without_wish(seen.lang, said.kind, sure, said.danger)
    # A plain answer ("dinsdag om drie uur") keeps its moment; thanks, talk and refusals have none.
    plain = moment.words and len(seen.words) <= moment.words + 2 and not seen.weights
    if said.kind is Kind.OTHER and not plain:
        sure = Confidence(seen.lang_sure, said.kind_sure, 0.9, 0.9)
        return _without_wish(seen.lang, said.kind, sure, None)
    sure = Confidence(seen.lang_sure, said.kind_sure, said.category_sure, moment.confidence)
    return Reading(
        seen.lang,
        said.kind,
        said.category,
        moment.when,
        moment.part_of_day,
        moment.recurs,
        moment.deadline,
        sure,
    )


def read_when(text: str, now: datetime) -> When | None:
    """The moment in an answer to "when?", or None where it names none; the last one wins in a correction."""
    words = _words(text)
    lang, _ = language(words)
    lists = LANGUAGES if lang is Language.OTHER or len(words) <= 3 else lexicons(lang)
    moment = read_moment(words, lists, now)
    if moment.when is None and moment.recurs is None and moment.part_of_day is None and moment.clock is None:
        return None
    return moment


def split_needs(text: str) -> list[str]:
    """The needs of one message as separate texts, in order: one text where it holds a single need.

    Each is a piece of `text` as it was written, and what `guard` finds is never cut in two: in halves it would
    no longer be known for what it is.
    """
    whole = guard(text)
    for pattern in (_BREAK, _JOINT):
        needs = _joined(text, list(_pieces(text, pattern, whole)))
        if len(needs) > 1:
            return needs
    return [text.strip()]


def _pieces(text: str, pattern: re.Pattern[str], whole: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Where the pieces between the breaks begin and end."""
    start = 0
    for found in pattern.finditer(text):
        if any(span.start < found.end() and found.start() < span.end for span in whole):
            continue
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _joined(text: str, pieces: Iterable[tuple[int, int]]) -> list[str]:
    """Pieces put together again as long as no new category with weight of its own begins."""
    needs: list[tuple[int, int]] = []
    known: set[Category] = set()
    for start, end in pieces:
        words = _words(text[start:end])
        if not words:
            continue
        lang, _ = language(words)
        weights = weigh(words, lexicons(lang))
        about = max(weights, key=lambda name: weights[name], default=Category.OTHER)
        fresh = about not in known and weights.get(about, 0) >= 4
        if needs and (not fresh or not known):
            needs[-1] = (needs[-1][0], end)
        else:
            needs.append((start, end))
        if weights.get(about, 0) >= 4:
            known.add(about)
    return [text[start:end].strip() for start, end in needs]


def _words(text: str) -> list[str]:
    return tokens(normalise(text[:LONGEST]))[:MOST_WORDS]


def _without_wish(lang: Language, said: Kind, sure: Confidence, threat: Danger | None) -> Reading:
    return Reading(lang, said, Category.OTHER, None, None, None, False, sure, threat)
