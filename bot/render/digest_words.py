"""Names of what the digest counts: groups, times, numbers that are rounded down."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from bot.domain.categories import Category
from bot.domain.digest.figures import FEWEST
from bot.domain.digest.tables import OTHERS, Row
from bot.domain.digest.weeks import last_day, monday
from bot.i18n import Markup, Speaker
from bot.render import words


def group(t: Speaker, table: str, kind: str) -> str:
    """The name of a row."""
    if kind == OTHERS:
        # i18n: In a table or chart of the week overview: all groups that are too small for a row of their own.
        return t.label("Others together")
    if table == "category":
        return words.category(t, kind) if kind in list(Category) else kind
    if table == "lang":
        return words.languages(t, [kind])
    names = {
        # i18n: Week overview: neighbours without a phone, for whom a coordinator writes things down.
        "paper": t.label("Without a phone"),
        # i18n: Week overview: neighbours who use the bot on their phone.
        "phone": t.label("With a phone"),
        # i18n: Week overview: neighbours who joined less than 90 days before they asked.
        "new": t.label("New neighbours"),
        # i18n: Week overview: neighbours who joined longer ago.
        "settled": t.label("Known for longer"),
    }
    return names[kind]


def hours(t: Speaker, count: int) -> str:
    """Up to that time: "3 hours", "two days"."""
    if count % 24 == 0 and count >= 24:
        # i18n: A length of time, after "within".
        return t.n("{count} day", "{count} days", count // 24)
    # i18n: A length of time, after "within".
    return t.n("{count} hour", "{count} hours", count)


def about(t: Speaker, people: int) -> Markup:
    """A number that is rounded down to fives."""
    if people < FEWEST:
        # i18n: A small number is not shown, so that nobody can be recognised. {number} is always 5.
        return t._("fewer than {number} people", number=FEWEST)
    # i18n: A number that is rounded down to 5, 10, 15...: it is this or up to four more.
    return t.n("at least {count} person", "at least {count} people", people)


def short_about(t: Speaker, people: int) -> str:
    """The same, at the end of a bar."""
    if people < FEWEST:
        # i18n: At a bar of a chart: a number that is not shown because it is small. {number} is always 5.
        return t._("fewer than {number}", number=FEWEST)
    # i18n: At a bar of a chart: a number rounded down to 5, 10, 15... ("10 or more").
    return t._("{count} or more", count=people)


def of_row(t: Speaker, row: Row) -> Markup:
    """What is told of a row: who asked, who was helped, who within a day."""
    # i18n: A group in the week overview: how many people asked.
    asked = t._("{count} asked", count=row.asked)
    if row.helped is None and row.under_half:
        # i18n: A group in the week overview: {asked} is "15 asked".
        return t._("{asked}, fewer than half were helped", asked=asked)
    if row.helped is None:
        return asked
    # i18n: A group in the week overview: how many people were helped.
    helped = t._("{count} were helped", count=row.helped)
    if row.soon is None:
        # i18n: {asked} is "15 asked", {helped} is "9 were helped".
        return t._("{asked}, {helped}", asked=asked, helped=helped)
    # i18n: Of those who were helped: for whom there was somebody within a day.
    soon = t._("{count} within a day", count=row.soon)
    # i18n: {asked} is "15 asked", {helped} is "9 were helped", {soon} is "5 within a day".
    return t._("{asked}, {helped}, {soon}", asked=asked, helped=helped, soon=soon)


def days(t: Speaker, week: int, weeks: int = 1) -> Markup:
    """The days of one or more weeks: "2 November to 29 November"."""
    # i18n: From one day to another, both included.
    return t._("{first} to {last}", first=_day(t, monday(week)), last=_day(t, last_day(week + weeks - 1)))


def _day(t: Speaker, day: date) -> Markup:
    """A date without its weekday: 2 November."""
    return Markup(format_date(day, t.locale.datetime_skeletons["MMMMd"].pattern, locale=t.locale))


def short_day(t: Speaker, week: int) -> str:
    """The Monday of a week, for an axis: 2/11."""
    return format_date(monday(week), t.locale.datetime_skeletons["Md"].pattern, locale=t.locale)
