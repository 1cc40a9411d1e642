"""A day that has been, as people write it: "3-9-2026", "3 november", "gisteren", "الثلاثاء الماضي"."""

from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.text.normalise import normalise
from bot.text.times.dates import named_month, written
from bot.text.times.terms import Term, read_terms
from bot.text.tokens import tokens
from bot.text.wordlists import LANGUAGES

WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TWO_DAYS_AGO = ("eergisteren", "اول")
"""What the words begin with that say the day before yesterday."""
DAYS = {"day": 1, "week": 7}


def past_day(text: str, today: date) -> date | None:
    """The first date in `text`; without a year the last one up to `today`. None where there is none.

    A day that is written with its year is given as it is, also where it lies ahead. Without a date: "yesterday",
    "three days ago", or the last day of that name before today.
    """
    terms = read_terms(tokens(normalise(text)), LANGUAGES)
    a_year_ago = today - relativedelta(years=1) + relativedelta(days=1)
    for place in range(len(terms)):
        for reader in (written, named_month):
            day = reader(terms, place, a_year_ago)
            if day is not None and day.date is not None:
                return day.date
    return _counted_back(terms, today)


def _counted_back(terms: Sequence[Term], today: date) -> date | None:
    past = any(term.has("past", "before") for term in terms)
    for place, term in enumerate(terms):
        if term.has("relative"):
            back = -int(term.tags["relative"][0])
            if back > 0 and term.text.startswith(TWO_DAYS_AGO):
                back = 2
            return today - timedelta(days=back) if back >= 0 else None
        unit = terms[place + 1] if place + 1 < len(terms) else None
        if past and term.number is not None and unit is not None and unit.has("unit"):
            each = DAYS.get(unit.tags["unit"][0])
            return today - timedelta(days=each * term.number) if each and term.number <= today.year else None
    return _last_of_that_name(terms, today)


def _last_of_that_name(terms: Sequence[Term], today: date) -> date | None:
    named = [term for term in terms if term.has("weekday")]
    if len(named) != 1 or any(term.has("next", "not", "every") for term in terms):
        return None
    weekday = WEEK.index(named[0].tags["weekday"][0])
    if any(term.has("past") for term in terms) and any("week" in term.tags.get("unit", ()) for term in terms):
        return today - timedelta(days=today.weekday() + 7 - weekday)
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
