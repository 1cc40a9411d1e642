"""A day that has been, as people write it: "3-9-2026", "3 november", "٣ أيلول ٢٠٢٦"."""

from datetime import date

from dateutil.relativedelta import relativedelta

from bot.text.normalise import normalise
from bot.text.times.dates import named_month, written
from bot.text.times.terms import read_terms
from bot.text.tokens import tokens
from bot.text.wordlists import LANGUAGES


def past_day(text: str, today: date) -> date | None:
    """The first date in `text`; without a year the last one up to `today`. None where there is none.

    A day that is written with its year is given as it is, also where it lies ahead.
    """
    terms = read_terms(tokens(normalise(text)), LANGUAGES)
    a_year_ago = today - relativedelta(years=1) + relativedelta(days=1)
    for place in range(len(terms)):
        for reader in (written, named_month):
            day = reader(terms, place, a_year_ago)
            if day is not None and day.date is not None:
                return day.date
    return None
