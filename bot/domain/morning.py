"""What a coordinator finds in the morning: what needs a person, most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

HOURS = (8, 9, 10, 11, 12)
"""Local hours at which a summary may come."""
LATEST = 13
"""From this local hour on a summary that is late is no morning's any more."""
NOBODY_FOR = timedelta(days=1)
"""After so long without a yes a request waits for a person, whoever may still be asked."""


class Sort(StrEnum):
    """What waits, in the order of its urgency."""

    CALL = "call"
    """Somebody wants a call, perhaps after a message that told of danger."""
    REPORT = "report"
    APPEAL = "appeal"
    """Somebody does not agree with what another coordinator decided about them."""
    REQUEST = "request"
    """A request that nobody took."""
    NEWCOMER = "newcomer"
    VISIT = "visit"
    """A first visit at somebody's home."""
    HELD = "held"
    """A post that a coordinator reads before neighbours do."""
    PLACE = "place"
    """An entry of the list of places that nobody looked at for a year. No reason for a summary by itself."""


class Why(StrEnum):
    """Why a coordinator closes a request or a held post; told kindly to its writer."""

    SOLVED = "solved"
    NOBODY = "nobody"
    NOT_FOR_NEIGHBOURS = "not_for_neighbours"
    TWICE = "twice"
    WORDS = "words"
    OTHER = "other"


@dataclass(frozen=True)
class Waiting:
    """One thing that needs a person."""

    sort: Sort
    row: int
    since: datetime
    """Since when it waits, aware UTC."""
    about: str | None = None
    """A first name, a kind of help or a place, as a line about it names it."""


def in_order(found: Sequence[Waiting], put_off: set[tuple[str, int]]) -> tuple[list[Waiting], list[Waiting]]:
    """What is to be done now, most urgent and longest waiting first, and likewise what was put off."""
    order = list(Sort)
    ranked = sorted(found, key=lambda each: (order.index(each.sort), each.since, each.row))
    later = [each for each in ranked if (each.sort.value, each.row) in put_off]
    return [each for each in ranked if each not in later], later
