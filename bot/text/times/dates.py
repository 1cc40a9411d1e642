"""Days written as dates: "25-11-2026", "9 december", "الخامس من كانون الأول", "van 5 tot 12 december"."""

from collections.abc import Sequence
from datetime import date

from bot.text.times.day import ORDINAL, Day, dated, peek
from bot.text.times.terms import Term


def written(terms: Sequence[Term], place: int, today: date) -> Day | None:
    """A date in digits or a feast with a fixed date, at this place."""
    term = terms[place]
    if term.has("fixed"):
        month, day = (int(number) for number in term.tags["fixed"][0].split("-"))
        return dated(None, month, day, today, place, place + 1)
    if term.date is None or (term.clock and not _by_date(terms, place)):
        return None
    return dated(*term.date, today, place, place + 1)


def _by_date(terms: Sequence[Term], place: int) -> bool:
    """Whether "3.12" beside this is a date rather than a clock time."""
    near = [terms[index] for index in (place - 1, place + 1) if 0 <= index < len(terms)]
    return "." not in terms[place].text and not any(term.has("oclock", "at") for term in near)


def named_month(terms: Sequence[Term], place: int, today: date) -> Day | None:
    """ "9 december 2026", "van 5 tot 12 december", "الخامس من كانون الأول", "december 9"."""
    term = terms[place]
    if term.has("month") and term.number is None:
        after = peek(terms, place + 1)
        if after and after.number is not None and 1 <= after.number <= 31 and not _is_month(terms, place + 2):
            if _is_clock_sign(terms, place + 2) or term.text in ("ab", "mars"):
                return None
            return dated(None, int(term.tags["month"][0]), after.number, today, place, place + 2)
        return None
    if term.number is None or not 1 <= term.number <= 31 or (term.has("weekday") and not term.text.isdigit()):
        return None
    at = _skip(terms, place + 1)
    if at < len(terms) and _is_month(terms, at):
        year = peek(terms, at + 1)
        known = year.number if year and year.number and year.number >= 2000 else None
        return dated(
            known, int(terms[at].tags["month"][0]), term.number, today, place, at + 1 + (known is not None)
        )
    # A range: its start counts.
    to = at + 1 if at < len(terms) and terms[at].has("until", "and") and terms[at].number is None else at
    if to < len(terms) and terms[to].number is not None:
        at = _skip(terms, to + 1)
        if at < len(terms) and _is_month(terms, at):
            return dated(None, int(terms[at].tags["month"][0]), term.number, today, place, at + 1)
    return None


def _skip(terms: Sequence[Term], place: int) -> int:
    """Past "de", "th" and the "من" between an Arabic day and its month."""
    while place < len(terms) and (
        terms[place].text in ORDINAL or terms[place].text in ("من", "of", "شهر", "في")
    ):
        place += 1
    return place


def _is_month(terms: Sequence[Term], place: int) -> bool:
    return place < len(terms) and terms[place].has("month")


def _is_clock_sign(terms: Sequence[Term], place: int) -> bool:
    return place < len(terms) and terms[place].has("oclock", "am", "pm")
