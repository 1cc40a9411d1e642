"""What was seen, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text, `start` to `end` in characters, and what it is."""

    kind: Guard
    start: int
    end: int


HELD = frozenset((Guard.MONEY, Guard.SPAM, Guard.INSULT))
_ORDER = {kind: place for place, kind in enumerate(Guard)}


def apart(spans: Iterable[Span]) -> list[Span]:
    """In order and without overlaps.

    What overlaps is left out as one piece, named after its longest part or, of equals, the more dangerous one (the
    order of `Guard`). What only a coordinator must see gives way to it.
    """
    found = list(spans)
    kept: list[Span] = []
    longest = 0
    for span in sorted((each for each in found if each.kind not in HELD), key=lambda span: span.start):
        before = kept[-1] if kept else None
        if before is None or before.end <= span.start:
            kept.append(span)
            longest = span.end - span.start
            continue
        length = span.end - span.start
        wins = (length, -_ORDER[span.kind]) > (longest, -_ORDER[before.kind])
        kept[-1] = Span(span.kind if wins else before.kind, before.start, max(before.end, span.end))
        longest = max(longest, length)
    taken = bytearray(max((span.end for span in found), default=0))
    for span in kept:
        taken[span.start : span.end] = b"\x01" * (span.end - span.start)
    for span in sorted((each for each in found if each.kind in HELD), key=lambda span: _ORDER[span.kind]):
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\x01" * (span.end - span.start)
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
