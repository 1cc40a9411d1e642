"""When: days, clock, part of day and recurrence of one message put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, cast
from zoneinfo import ZoneInfo

from bot.text.times.clock import ClockTime, read_clock
from bot.text.times.day import Day
from bot.text.times.days import read_days
from bot.text.times.recurrence import read_recurrence
from bot.text.times.terms import Term, read_terms

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PartOfDay = Literal["morning", "afternoon", "evening"]
_GREETING_BEFORE = frozenset(
    ("good", "goede", "goeie", "fijne", "prettige", "gezellige", "mooie", "leuke", "nice", "lovely")
)
_GREETING_AFTER = frozenset(
    ("خير", "الخير", "نور", "النور", "ورد", "الورد", "الفل", "lkhair", "l5er", "5er", "khair", "kheir")
)
_SPANS_MIDDAY = 12


@dataclass(frozen=True, slots=True)
class When:
    """A moment as written, local in Europe/Amsterdam.

    `when` is a date, an aware datetime where a clock time is named, or None (nothing named, or `recurs` is set).
    `clock` is a clock time where one is named, with a recurrence too. `words` is how many words spoke of time.
    """

    when: date | datetime | None
    part_of_day: PartOfDay | None
    recurs: str | None
    deadline: bool
    confidence: float
    clock: time | None = None
    words: int = 0


def read_moment(words: Sequence[str], languages: Sequence[str], now: datetime) -> When:
    """The moment that these normalised words name; `now` is aware."""
    local = now.astimezone(AMSTERDAM)
    terms = read_terms(words, languages)
    if not any(term.known for term in terms):
        return When(None, None, None, deadline=False, confidence=_confidence(None, None, 0))
    recurs, recurring = read_recurrence(terms)
    days = [
        day for day in read_days(terms, local.date()) if not recurring.intersection(range(day.start, day.end))
    ]
    part = _part(terms) or next((day.part for day in days if day.part), None)
    taken = frozenset(index for day in days for index in range(day.start, day.end)) | recurring
    clock = read_clock(terms, taken, part)
    named = [day for day in days if day.date is not None]
    wanted = [day for day in named if not day.refused] or ([] if len(named) < 2 else named[-1:])
    day = wanted[0] if wanted else None
    spoken = sum(term.known for term in terms)
    clock_time = time(clock.hour, clock.minute) if clock else None
    said_part = part if part in ("morning", "afternoon", "evening") else None
    return When(
        when=None if recurs else _when(day, clock, days, local),
        part_of_day=cast("PartOfDay | None", said_part),
        recurs=recurs,
        deadline=bool((day and day.deadline) or (clock and clock.deadline)),
        confidence=_confidence(day, clock, len(wanted)),
        clock=clock_time,
        words=spoken,
    )


def _when(
    day: Day | None, clock: ClockTime | None, days: Sequence[Day], local: datetime
) -> date | datetime | None:
    if day and day.minutes_ahead is not None:
        moment = (local + timedelta(minutes=day.minutes_ahead)).replace(second=0, microsecond=0)
        return moment.astimezone(AMSTERDAM)
    if clock is None:
        return day.date if day else None
    if day is None and days:
        return None
    at = time(clock.hour, clock.minute)
    if day is not None and day.date is not None:
        return _at(day.date, at)
    today = _at(local.date(), at)
    return today if today > local else _at(local.date() + timedelta(days=1), at)


def _at(day: date, clock: time) -> datetime:
    """The moment of a wall clock; one that the spring change skips moves on by an hour."""
    moment = datetime.combine(day, clock, AMSTERDAM)
    return moment.astimezone(ZoneInfo("UTC")).astimezone(AMSTERDAM)


def _part(terms: Sequence[Term]) -> str | None:
    """The first part of day that is named and is not half of a greeting."""
    for place, term in enumerate(terms):
        before = terms[place - 1] if place else None
        after = terms[place + 1] if place + 1 < len(terms) else None
        if before and before.text in _GREETING_BEFORE:
            continue
        if after and after.text in _GREETING_AFTER:
            continue
        if term.has("relative") and len(term.tags["relative"]) > 1:
            return None if term.tags["relative"][0].startswith("-") else term.tags["relative"][1]
        if term.has("part"):
            return term.tags["part"][0]
        if term.text == "morgen" and before and before.has("weekday"):
            return "morning"
    return None


def _confidence(day: Day | None, clock: ClockTime | None, choices: int) -> float:
    if day is None and clock is None:
        return 0.9
    sure = 0.95 if day and day.sure else 0.6
    if clock and not clock.certain and clock.hour < _SPANS_MIDDAY and clock.hour < 7:
        sure -= 0.1
    return sure - 0.15 * (choices > 1)
