"""What should not stand in public text: numbers that open doors, ways to reach somebody, health, money, insults."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.text.language import language, lexicons
from bot.text.normalise import fold_digits, normalise
from bot.text.tokens import tokens
from bot.text.wordlists import LANGUAGES, found


class Guard(StrEnum):
    """What was seen; `money`, `spam` and `insult` are for a coordinator, the rest is left out."""

    BSN = "bsn"
    IBAN = "iban"
    CARD = "card"
    PIN = "pin"
    PHONE = "phone"
    ADDRESS = "address"
    EMAIL = "email"
    LINK = "link"
    HEALTH = "health"
    MONEY = "money"
    SPAM = "spam"
    INSULT = "insult"


RELAY = frozenset((Guard.PIN, Guard.BSN, Guard.IBAN, Guard.CARD))
HELD = frozenset((Guard.MONEY, Guard.SPAM, Guard.INSULT))


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text, `start` to `end` in characters of the text as written, and what it is."""

    kind: Guard
    start: int
    end: int


_WORD = re.compile(r"[\w\u0300-\u036f\u064b-\u065f\u0670'’]+")
_DIGITS = re.compile(r"(?<![\w.,])\d(?:[ .\-]?\d){7,18}(?!\w)")
_IBAN = re.compile(r"\b[A-Za-z]{2}\d{2}(?:[ \-.]?[A-Za-z0-9]){11,30}")
_PIN = re.compile(
    r"\b(?:pin(?:code)?|pincode|pas\s?code|code van (?:mijn|m'n|de) pas|رمز|الرقم السري|رقم سري|كود|بن كود|بين كود)\b"
    r"\W{0,3}(?:\w+\W+){0,3}?(\d{4,6})(?!\d)",
    re.IGNORECASE,
)
_REGIONS = ("NL", "SY", "MA")
"""Countries whose numbers people write without a country code."""
_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+\.[\w.-]*\w")
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|\bt\.me/\S+|\bwa\.me/\S+|"
    r"(?<![\w@.])[\w-]+(?:\.[\w-]+)*\.(?:com|nl|net|org|be|eu|info|io|ly|me|xyz|shop|online|site|club|top|biz|app|link|gg)"
    r"(?:/\S*)?(?![\w@])",
    re.IGNORECASE,
)
_STREET = (
    r"(?:straat|straatje|laan|weg|plein|gracht|kade|dijk|hof|pad|singel|steeg|plantsoen|dreef|boulevard|burg|wal|"
    r"dwarsstraat|erf|hoek|baan|veld|akker|kamp|park|markt|oord|haven|schans|zoom|meent|waard|donk)"
)
_HOUSE = r"\s?(?:nr\.?|nummer|no\.?)?\s?\d{1,4}\s?-?\s?(?:[a-z]\b|\d{1,3}\b|hs\b|bis\b|[IVX]+\b)?"
_ADDRESS = (
    re.compile(rf"\b(?:[A-Z][\w'’.-]*\s){{0,3}}[\w'’-]*{_STREET}{_HOUSE}", re.IGNORECASE),
    re.compile(r"\b[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}\b"),
    re.compile(r"\b[1-9]\d{3}(?!sa|sd|ss)[a-z]{2}\b"),
    re.compile(r"(?:شارع|زنقة|حي|ستريت)\s+(?:[\w\u064b-\u065f]+\s+){1,4}?(?:رقم\s*)?\d{1,4}"),
    re.compile(r"\b\d{1,4}\s+(?:[A-Z][\w'-]+\s){1,3}(?:Street|Road|Avenue|Lane|Square)\b"),
)  # fmt: skip


def guard(text: str) -> list[Span]:
    """Everything that should not stand in this public text, in order, without overlaps.

    Positions are characters of `text`. Nothing is kept or logged.
    """
    plain = fold_digits(text)
    spans = list(_numbers(plain))
    for kind, pattern in ((Guard.EMAIL, _EMAIL), (Guard.LINK, _LINK)):
        spans.extend(Span(kind, match.start(), match.end()) for match in pattern.finditer(plain))
    for pattern in _ADDRESS:
        spans.extend(Span(Guard.ADDRESS, *_trimmed(plain, match)) for match in pattern.finditer(plain))
    spans.extend(_worded(text))
    return _apart(spans)


def relay_guard(text: str) -> list[Span]:
    """What draws a warning in a private relay: PIN, BSN, IBAN and card numbers only."""
    return [span for span in _apart(list(_numbers(fold_digits(text)))) if span.kind in RELAY]


def without(text: str, spans: Iterable[Span]) -> str:
    """The text without these spans, its spaces and loose punctuation mended."""
    kept, place = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        kept.append(text[place : max(place, span.start)])
        place = max(place, span.end)
    kept.append(text[place:])
    left = re.sub(r"\s+([,.;:!?،؟])", r"\1", re.sub(r"[ \t]+", " ", " ".join(kept)))
    return re.sub(r"^[\s,.;:،]+|[\s,;:،]+$", "", re.sub(r"([,;:،])(?:\s*[,;:،])+", r"\1", left))


def _numbers(plain: str) -> Iterable[Span]:
    for match in _PIN.finditer(plain):
        yield Span(Guard.PIN, match.start(1), match.end(1))
    for match in _IBAN.finditer(plain):
        end = _valid_iban(match.group())
        if end:
            yield Span(Guard.IBAN, match.start(), match.start() + end)
    yield from _phones(plain)
    for match in _DIGITS.finditer(plain):
        digits = re.sub(r"\D", "", match.group())
        if 13 <= len(digits) <= 19 and _is_card(digits):
            yield Span(Guard.CARD, match.start(), match.end())
        elif len(digits) in (8, 9) and _is_bsn(digits) and not _is_date(match.group()):
            yield Span(Guard.BSN, match.start(), match.end())


def _phones(plain: str) -> Iterable[Span]:
    if sum(char.isdigit() for char in plain) < 8:
        return
    # Its tables take a tenth of a second to load: only a text that may hold a number pays for them.
    from phonenumbers import PhoneNumberMatcher

    for region in _REGIONS:
        for match in PhoneNumberMatcher(plain, region):
            if not _is_date(match.raw_string):
                yield Span(Guard.PHONE, match.start, match.end)


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
            if name in lexicons(lang) or kind is Guard.HEALTH:
                yield Span(kind, places[hit.start][0], places[hit.end - 1][1])


_ORDER: Sequence[Guard] = tuple(Guard)


def _apart(spans: list[Span]) -> list[Span]:
    """Without overlaps: the more dangerous kind first (the order of `Guard`), then the longer span."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (_ORDER.index(span.kind), span.start - span.end)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def _trimmed(plain: str, match: re.Match[str]) -> tuple[int, int]:
    end = match.end()
    while end > match.start() and plain[end - 1].isspace():
        end -= 1
    return match.start(), end


def _valid_iban(text: str) -> int:
    """How many characters of this text are an IBAN by its check digits, 0 where none is."""
    from stdnum import iban  # Loaded at the first candidate: most messages have none.

    is_valid: Callable[[str], bool] = iban.is_valid
    for end in range(len(text), 14, -1):
        if text[end - 1].isalnum() and is_valid(text[:end]):
            return end
    return 0


def _is_card(digits: str) -> bool:
    from stdnum import luhn  # Loaded at the first candidate: most messages have none.

    return bool(luhn.is_valid(digits))


def _is_bsn(digits: str) -> bool:
    from stdnum.nl import bsn  # Loaded at the first candidate: most messages have none.

    return bool(bsn.is_valid(digits))


def _is_date(text: str) -> bool:
    return bool(re.fullmatch(r"\d{1,2}[-. ]\d{1,2}[-. ]\d{4}|\d{4}[-. ]\d{2}[-. ]\d{2}", text.strip()))
