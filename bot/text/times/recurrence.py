"""What returns: "elke dinsdag", "كل يوم", "twice a week", "op maandagen"."""

from collections.abc import Sequence

from bot.text.times.days import WEEKDAYS
from bot.text.times.terms import Term

_WORKDAYS = "weekly:MO,TU,WE,TH,FR"


def read_recurrence(terms: Sequence[Term]) -> tuple[str | None, frozenset[int]]:
    """`daily`, `weekly`, `weekly:TU` or None, and the places of the terms that say so."""
    for place, term in enumerate(terms):
        if not term.tags:
            continue
        if term.has("every"):
            found = _every(terms, place)
            if found:
                return found
        if term.has("habit"):
            value = term.tags["habit"][0]
            if value == "weekdays":
                return _WORKDAYS, frozenset((place,))
            if value == "daily":
                return "daily", frozenset((place,))
            days, places = _weekdays(terms, 0) if value == "weekly" else _weekdays(terms, place)
            return _weekly(days), frozenset((place, *places))
    return None, frozenset()


def _every(terms: Sequence[Term], place: int) -> tuple[str, frozenset[int]] | None:
    after = place + 1
    while after < len(terms) and (
        terms[after].number is not None or terms[after].text in ("يوم", "nhar", "نهار", "yom")
    ):
        unit = terms[after]
        following = terms[after + 1] if after + 1 < len(terms) else None
        if unit.has("weekday") or (unit.has("unit") and not (following and following.has("weekday"))):
            break
        after += 1
    if after >= len(terms):
        return None
    term = terms[after]
    if term.has("weekday", "habit", "short"):
        days, places = _weekdays(terms, after)
        return _weekly(days), frozenset((place, *places))
    if term.has("weekend"):
        return "weekly:SA,SU", frozenset((place, after))
    if term.has("part"):
        return "daily", frozenset((place,))
    if term.has("unit"):
        match term.tags["unit"][0]:
            case "day":
                return "daily", frozenset((place, after))
            case "week" | "weeks2":
                days, places = _weekdays(terms, 0)
                return _weekly(days), frozenset((place, after, *places))
            case _:
                return None
    return None


def _weekdays(terms: Sequence[Term], start: int) -> tuple[list[str], list[int]]:
    """The weekdays named from `start` on, up to the first gap of more than three other words after one."""
    days: list[str] = []
    places: list[int] = []
    for place in range(start, len(terms)):
        term = terms[place]
        if places and place - places[-1] > 3:
            break
        name = term.tags.get("weekday") or (term.tags.get("habit") if term.has("habit") else None)
        if name and name[0] in WEEKDAYS and not (term.has("number") and term.prefix):
            days.append(name[0])
            places.append(place)
    return days, places


def _weekly(days: Sequence[str]) -> str:
    ordered = [day for day in WEEKDAYS if day in days]
    return "weekly:" + ",".join(ordered) if ordered else "weekly"
