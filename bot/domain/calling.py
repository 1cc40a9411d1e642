"""What a call in a buurt's group chat may say, so that nobody can be picked out by it."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from bot.domain.ids import ResidentId
from bot.domain.when import When

FEWEST = 5
"""What a call says must be true of at least so many members."""
ASKED_WITHIN = timedelta(days=365)
"""How long ago somebody asked who may still be the one who asks."""
CALM = timedelta(days=1)
"""At most one call in a group in this time."""
WEEK = timedelta(days=7)


class Naming(StrEnum):
    """How much a call tells of the request."""

    CATEGORY = "category"
    HELP = "help"
    """Only that a neighbour asks for help."""


class Span(StrEnum):
    """When the help is for; no finer than this."""

    TODAY = "today"
    THIS_WEEK = "this week"
    SOON = "soon"


def naming(members: int, askers: frozenset[ResidentId], writer: ResidentId) -> Naming | None:
    """What may be told of a request by `writer`; None where even "help" says too much.

    `askers` are the members who asked for this kind of help within `ASKED_WITHIN`, the writer among them: whoever
    reads the call can only tell that it is one of those it is true of. Who is no member hides in no crowd.
    """
    if members < FEWEST or writer not in askers:
        return None
    return Naming.CATEGORY if len(askers) >= FEWEST else Naming.HELP


def span(when: When, today: date) -> Span:
    """When the help is for, as roughly as a group may know it; `today` is local."""
    if when.first is None or when.last is None:
        return Span.SOON
    if when.last <= today:
        return Span.TODAY
    return Span.THIS_WEEK if when.first < today + WEEK else Span.SOON
