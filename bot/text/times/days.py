"""Calendar days: "overmorgen", "woensdag 9 dec", "over twee weken", "van 5 tot 12 december", "الأحد القادم"."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.text.times.dates import named_month, written
from bot.text.times.day import ORDINAL, Day, dated, months_later, peek
from bot.text.times.terms import Term

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DUAL = {"days2": "day", "weeks2": "week", "months2": "month", "hours2": "hour"}
_THIS_DAY = frozenset(("يوم", "نهار", "de", "den", "op"))


def read_days(terms: Sequence[Term], today: date) -> list[Day]:
    """Every day that is named, in the order of the text."""
    days: list[Day] = []
    place = 0
    while place < len(terms):
        day = _read(terms, place, today) if terms[place].known else None
        if day is None:
            place += 1
            continue
        before = [terms[index] for index in range(max(0, day.start - 2), day.start)]
        days.append(
            Day(
                day.date, day.start, day.end, day.part,
                deadline=any(term.has("before") for term in before) or day.deadline,
                refused=bool(before) and before[-1].has("not"),
                sure=day.sure, minutes_ahead=day.minutes_ahead,
            )
        )  # fmt: skip
        place = max(day.end, place + 1)
    return days


def _read(terms: Sequence[Term], place: int, today: date) -> Day | None:
    term = terms[place]
    if _is_past(terms, place):
        return Day(None, place, place + 1) if term.has("relative", "weekday", "weekend", "unit") else None
    for reader in (written, named_month, _weekday, _ahead, _relative, _weekend, _next_unit, _day_of_month):
        day = reader(terms, place, today)
        if day:
            return day
    return None


def _weekday(terms: Sequence[Term], place: int, today: date) -> Day | None:
    term = terms[place]
    name = _weekday_name(terms, place)
    if name is None:
        return None
    end = place + 1
    # "woensdag 9 dec": the day of the month decides.
    for index in range(end, min(end + 3, len(terms))):
        follows = written(terms, index, today) or named_month(terms, index, today)
        if follows:
            return Day(follows.date, place, follows.end)
        if not terms[index].has("part") and terms[index].text not in ("de", "the", "الموافق", "يوم", "op"):
            break
    ahead = (WEEKDAYS.index(name) - today.weekday() - 1) % 7 + 1
    found = today + timedelta(days=ahead)
    after, later = peek(terms, end), peek(terms, end + 1)
    if after and after.text == "بعد" and later and later.has("next"):
        return Day(found + timedelta(weeks=1), place, end + 2)
    week = _next_week_beside(terms, place, end)
    if week is not None:
        monday = today + timedelta(days=7 - today.weekday())
        return Day(monday + timedelta(days=WEEKDAYS.index(name)), min(place, week), max(end, week + 2))
    weeks = _ahead(terms, end, today) if end < len(terms) and terms[end].has("in") else None
    if weeks and weeks.date and weeks.minutes_ahead is None and (weeks.date - today).days % 7 == 0:
        return Day(found + (weeks.date - today), place, weeks.end)
    return Day(found, place, end, sure=not term.has("short"))


def _weekday_name(terms: Sequence[Term], place: int) -> str | None:
    term = terms[place]
    after, before = peek(terms, place + 1), peek(terms, place - 1) if place else None
    if term.has("weekday"):
        clock_before = before is not None and before.has("at") and term.has("number")
        number_after = after is not None and after.number is not None and term.has("until")
        counted = term.number is not None and after is not None and after.has("unit")
        return None if clock_before or number_after or counted else term.tags["weekday"][0]
    if term.has("short"):
        hour = peek(terms, place + 2)
        # "di om 4"; "zo om 4" is in a moment.
        at = after is not None and after.text in ("om", "rond", "vanaf", "na", "voor") and term.text != "zo"
        timed = at and hour is not None and (hour.number is not None or hour.clock is not None)
        beside = timed or (
            after is not None and (after.number is not None or after.clock or after.date or after.has("part"))
        )
        alone = len(terms) <= 2 and (len(terms) == 1 or terms[1 - place].has("part", "at", "next"))
        return term.tags["short"][0] if beside or alone else None
    return None


def _next_week_beside(terms: Sequence[Term], place: int, end: int) -> int | None:
    """Where "volgende week" stands, right before or after the weekday at `place`."""
    for start in (place - 2, end, end + 1, place - 3):
        first, second = peek(terms, start), peek(terms, start + 1)
        if first and second and start >= 0 and _is_next_unit(first, second, "week"):
            return start
    return None


def _is_next_unit(first: Term, second: Term, unit: str) -> bool:
    for sign, noun in ((first, second), (second, first)):
        if (
            sign.has("next")
            and noun.has("unit")
            and noun.tags["unit"][0] == unit
            and "number" not in noun.tags
        ):
            return True
    return False


def _ahead(terms: Sequence[Term], place: int, today: date) -> Day | None:
    """ "over twee weken", "بعد يومين", "in 3 days", "2 weeks from now", "over een uur"."""
    term = terms[place]
    start = place
    if term.has("in"):
        place += 1
    elif not (term.number is not None and (after := peek(terms, place + 2)) and after.has("fromnow")):
        return None
    count, half = 1, False
    first = peek(terms, place)
    if (
        first
        and (first.number is not None or first.text in ("an", "a", "paar", "enkele"))
        and not first.has("unit")
    ):
        if first.text in ("paar", "enkele"):
            return None
        count = first.number if first.number is not None else 1
        place += 1
        if (second := peek(terms, place)) and second.text in ("half", "halve", "paar"):
            half, place = second.text != "paar", place + 1
            if second.text == "paar":
                return None
    unit = peek(terms, place)
    if unit is None or not unit.has("unit") or count > 400 or unit.text.startswith("الساع"):
        return None
    name = unit.tags["unit"][0]
    count, name = (2, _DUAL[name]) if name in _DUAL else (count, name)
    end = place + 1
    match name:
        case "day":
            return Day(today + timedelta(days=count), start, end)
        case "week":
            return Day(today + timedelta(weeks=count), start, end)
        case "month":
            return Day(months_later(today, count), start, end)
        case "hour":
            return Day(today, start, end, minutes_ahead=30 if half else count * 60)
        case "minute":
            return Day(today, start, end, minutes_ahead=count * (15 if unit.text == "kwartier" else 1))
        case _:
            return None


def _relative(terms: Sequence[Term], place: int, today: date) -> Day | None:
    term = terms[place]
    if not term.has("relative"):
        return None
    values = term.tags["relative"]
    days, part = int(values[0]), values[1] if len(values) > 1 else None
    before, after = peek(terms, place - 1) if place else None, peek(terms, place + 1)
    if term.text == "morgen" and (
        (before and before.has("weekday")) or (before and before.text in ("goede", "goeie"))
    ):
        return None
    if days < 0:
        return Day(None, place, place + 1)
    # "vandaag over een week" counts from that day.
    if after and after.has("in"):
        ahead = _ahead(terms, place + 1, today)
        if ahead and ahead.date and ahead.minutes_ahead is None:
            return Day(ahead.date + timedelta(days=days), place, ahead.end, part)
    return Day(today + timedelta(days=days), place, place + 1, part)


def _weekend(terms: Sequence[Term], place: int, today: date) -> Day | None:
    term = terms[place]
    if not term.has("weekend"):
        return None
    before, after = peek(terms, place - 1) if place else None, peek(terms, place + 1)
    pointed = before and before.has("next", "this", "at", "in", "before", "until", "from", "after")
    pointed = pointed or (after and after.has("next"))
    if not (
        pointed
        or (before and before.text in ("het", "in", "the", "t"))
        or "نها" in term.text
        or "و" in term.text
    ):
        return None
    saturday = today + timedelta(days=(5 - today.weekday()) % 7)
    later = before is not None and before.text in ("volgend", "volgende")
    return Day(saturday + timedelta(weeks=1 if later else 0), place, place + 1, sure=not later)


def _next_unit(terms: Sequence[Term], place: int, today: date) -> Day | None:
    first, second = terms[place], peek(terms, place + 1)
    if second is None or not _is_next_unit(first, second, "week"):
        return None
    follows = peek(terms, place + 2)
    if follows and follows.has("weekday"):
        return None
    return Day(today + timedelta(days=7 - today.weekday()), place, place + 2, sure=False)


def _day_of_month(terms: Sequence[Term], place: int, today: date) -> Day | None:
    """ "op de 5e", "يوم 5": only where the number can be nothing else."""
    term = terms[place]
    before, after = peek(terms, place - 1) if place else None, peek(terms, place + 1)
    if term.number is None or not 1 <= term.number <= 31:
        return None
    month = _next_month_after(terms, place + 1)
    if month is not None:
        first = months_later(today.replace(day=1), 1)
        return dated(first.year, first.month, term.number, today, place, month)
    if before is None:
        return None
    ordinal = after is not None and after.text in ORDINAL and before.text in _THIS_DAY
    follows = peek(terms, place + 2) if ordinal else after
    plain = before.text in ("يوم", "نهار") and term.text.isdigit()
    if (
        not (ordinal or plain)
        or (follows is not None and not follows.known)
        or (follows and follows.has("unit"))
    ):
        return None
    first = today.replace(day=1) if term.number > today.day else months_later(today.replace(day=1), 1)
    return dated(first.year, first.month, term.number, today, place, place + (2 if ordinal else 1))


def _next_month_after(terms: Sequence[Term], place: int) -> int | None:
    """Where "(van de) volgende maand" ends that follows a number of a day, or None."""
    while place < len(terms) and (
        terms[place].text in ORDINAL or terms[place].text in ("van", "من", "of", "the", "de")
    ):
        place += 1
    first, second = peek(terms, place), peek(terms, place + 1)
    return place + 2 if first and second and _is_next_unit(first, second, "month") else None


def _is_past(terms: Sequence[Term], place: int) -> bool:
    near = [peek(terms, index) for index in (place - 1, place + 1, place - 2) if index >= 0]
    if any(term is not None and term.has("past") for term in near[:2]):
        return True
    term = terms[place]
    # "قبل يومين" is two days ago; "sinds een week" as well.
    before = near[0] if near and place else None
    if term.has("unit") and before is not None and before.text in ("قبل", "2abl", "abl", "2abel"):
        return True
    return len(near) > 2 and near[2] is not None and near[2].has("past") and term.has("unit", "relative")
