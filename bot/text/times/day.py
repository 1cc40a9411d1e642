"""A calendar day as found in a text, and counting with days and months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.text.times.terms import Term

ORDINAL = frozenset(("e", "de", "ste", "th", "st", "nd", "rd"))


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day that the message names and the terms that name it; `date` is None for a day that is past."""

    date: date | None
    start: int
    end: int
    part: str | None = None
    deadline: bool = False
    refused: bool = False
    sure: bool = True
    minutes_ahead: int | None = None


def dated(year: int | None, month: int, day: int, today: date, start: int, end: int) -> Day | None:
    """The day with this number, this year or the next; None where the calendar has no such day."""
    for candidate in (year,) if year else (today.year, today.year + 1):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year or found >= today:
            return Day(found, start, end)
    return None


def months_later(today: date, months: int) -> date:
    """The same day that many months later, or the last that the month has."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    for day in range(today.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, min(today.day, 28))


def peek(terms: Sequence[Term], place: int) -> Term | None:
    """The term at this place, or None outside the text."""
    return terms[place] if 0 <= place < len(terms) else None
