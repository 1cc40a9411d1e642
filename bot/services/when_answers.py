"""How the answers about time are understood: the day, the part of the day, the clock."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.drafts import Data, Flow, ask_again
from bot.domain.errors import GoneError, NotUnderstoodError
from bot.domain.model import Resident
from bot.domain.when import Part, When
from bot.services import access
from bot.services.answers import Given, Parsed, answers, pressed
from bot.services.work import Work
from bot.text.reader import read_when

FARTHEST_DAYS = 60


async def zone_of(work: Work, me: Resident) -> ZoneInfo:
    """The time zone of somebody's buurt."""
    return (await access.buurt_of(work, me)).zone


def is_over(when: When, now: datetime, zone: ZoneInfo) -> bool:
    """Whether nobody can help at that time any more."""
    return when.ends_at(now, zone) <= now


def heard_when(text: str, now_local: datetime) -> When:
    """The time in a sentence. Raises NotUnderstoodError where there is none, or its day is past."""
    heard = read_when(text, now_local)
    when = When.heard(heard.when, heard.part_of_day) if heard else None
    if when is None or when.first is None or when.first < now_local.date():
        raise NotUnderstoodError("no time heard")
    return when


def _known(data: Data, when: When, now: datetime, zone: ZoneInfo) -> Parsed:
    """A post is for a time ahead of us; the time that two people met may lie behind."""
    if data.get("flow") in (Flow.REQUEST, Flow.OFFER) and is_over(when, now, zone):
        raise NotUnderstoodError("this time is over")
    return Parsed({**data, "when": when.to_json()})


@answers("when")
async def _when(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    zone = await zone_of(work, me)
    now_local = work.now.astimezone(zone)
    today = now_local.date()
    data = ask_again(data, "day", "part")
    if given.text:
        return _known(data, heard_when(given.text, now_local), work.now, zone)
    if given.value == "choose":
        return Parsed({**data, "when": {"choose": True}})
    choices = {
        "today": When.on(today),
        "tomorrow": When.on(today + timedelta(days=1)),
        "week": When(today, today + timedelta(days=6 - today.weekday())),
        "any": When(),
    }
    return _known(data, choices[pressed(given, list(choices))], work.now, zone)


@answers("day")
async def _day(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    zone = await zone_of(work, me)
    now_local = work.now.astimezone(zone)
    # Two people who look for a time may have named the clock time before the day.
    at = When.from_json(data.get("when", {})).at
    if given.text:
        heard = heard_when(given.text, now_local)
        return _known(data, replace(heard, at=heard.at or at), work.now, zone)
    if given.value is None:
        raise NotUnderstoodError("a day was expected")
    try:
        day = date.fromisoformat(given.value)
    except ValueError as error:
        raise GoneError("forged day") from error
    if not 0 <= (day - now_local.date()).days <= FARTHEST_DAYS:
        raise GoneError("day out of reach")
    return _known(data, When.on(day, at=at), work.now, zone)


@answers("part")
async def _part(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    zone = await zone_of(work, me)
    when = When.from_json(data["when"])
    if given.text:
        heard = read_when(given.text, work.now.astimezone(zone))
        if heard is None or (heard.clock is None and heard.part_of_day is None):
            raise NotUnderstoodError("no time heard")
        part = Part(heard.part_of_day) if heard.part_of_day and heard.clock is None else None
        return _known(data, replace(when, part=part, at=heard.clock), work.now, zone)
    value = pressed(given, [*Part, "any"])
    return _known(data, replace(when, part=None if value == "any" else Part(value)), work.now, zone)


def _heard_clock(text: str, now_local: datetime) -> time:
    """The clock time in an answer. "Drie uur" may be how long something takes; here it is when."""
    for said in (text, f"om {text}", f"الساعة {text}"):
        heard = read_when(said, now_local)
        if heard is not None and heard.clock is not None:
            return heard.clock
    raise NotUnderstoodError("no clock time heard")


@answers("clock")
async def _clock(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    when = When.from_json(data["when"])
    if given.text:
        at = _heard_clock(given.text, work.now.astimezone(await zone_of(work, me)))
        return Parsed({**data, "when": replace(when, at=at, part=None).to_json()})
    if given.value is None:
        raise NotUnderstoodError("a clock time was expected")
    if not re.fullmatch("(0[89]|1[0-9]|20)(00|30)", given.value):
        raise GoneError("forged clock time")
    at = datetime.strptime(given.value, "%H%M").time()  # noqa: DTZ007 (a clock time has no zone)
    return Parsed({**data, "when": replace(when, at=at, part=None).to_json()})
