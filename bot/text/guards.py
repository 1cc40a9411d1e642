"""What should not stand in public text: numbers that open doors, ways to reach somebody, health, money, insults."""

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.text.language import language, lexicons
from bot.text.normalise import normalise
from bot.text.private.addresses import addresses
from bot.text.private.links import accounts as accounts_in
from bot.text.private.links import links
from bot.text.private.lookalikes import Folded, fold
from bot.text.private.numbers import numbers
from bot.text.private.spans import HELD, Guard, Span, apart
from bot.text.tokens import tokens
from bot.text.wordlists import LANGUAGES, found

__all__ = ["HELD", "RELAY", "Guard", "Span", "accounts", "guard", "relay_guard", "without"]

RELAY = frozenset((Guard.PIN, Guard.BSN, Guard.IBAN, Guard.CARD))

_WORD = re.compile(r"[\w\u0300-\u036f\u064b-\u065f\u0670'’]+")


@lru_cache(maxsize=4)  # it is asked of a message when it is cut into needs, and again before it is published
def guard(text: str) -> tuple[Span, ...]:
    """Everything that should not stand in this public text, in order, without overlaps.

    Positions are characters of `text`. Nothing is kept or logged. Takes time in proportion to the text.
    """
    folded = fold(text)
    spans = [*numbers(folded.plain), *links(folded.plain), *addresses(folded.plain), *_worded(folded.plain)]
    return tuple(_written(folded, spans))


def relay_guard(text: str) -> list[Span]:
    """What draws a warning in a private relay: PIN, BSN, IBAN and card numbers only."""
    folded = fold(text)
    spans = _written(folded, numbers(folded.plain, doors=False))
    return [span for span in spans if span.kind in RELAY]


def accounts(text: str) -> list[Span]:
    """Accounts of Telegram, by name and by link: what a relay leaves out."""
    folded = fold(text)
    return _written(folded, accounts_in(folded.plain))


def without(text: str, spans: Iterable[Span]) -> str:
    """The text without these spans, its spaces and loose punctuation mended."""
    kept, place = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        kept.append(text[place : max(place, span.start)])
        place = max(place, span.end)
    kept.append(text[place:])
    left = re.sub(r"(?<!\s)\s+([,.;:!?،؟])", r"\1", re.sub(r"[ \t]+", " ", " ".join(kept)))
    return re.sub(r"([,;:،])(?:\s*[,;:،])+", r"\1", left).lstrip(" \t\r\n,.;:،").rstrip(" \t\r\n,;:،")


def _written(folded: Folded, spans: Iterable[Span]) -> list[Span]:
    """The spans without overlaps, at their places in the text as it was written."""
    return apart(Span(span.kind, *folded.written(span.start, span.end)) for span in spans)


def _worded(text: str) -> Iterable[Span]:
    """Health, money, spam and insults, by the words of the lexicon."""
    words: list[str] = []
    places: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        for word in tokens(normalise(match.group())):
            words.append(word)
            places.append(match.span())
    lang, _ = language(words)
    for name in dict.fromkeys((*lexicons(lang), *LANGUAGES)):
        for hit in found(name, tuple(words)).get("guard", ()):
            kind = Guard(hit.payload.value)
            # A medicine or an insult is one in any language; what is asked for only in the writer's own.
            if name in lexicons(lang) or kind in (Guard.HEALTH, Guard.INSULT):
                yield Span(kind, places[hit.start][0], places[hit.end - 1][1])
