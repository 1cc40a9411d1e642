"""How answers to questions about reports, appeals, the confidant and certificates of conduct are understood."""

from __future__ import annotations

from dateutil.relativedelta import relativedelta

from bot.domain.calendar import local
from bot.domain.categories import CARD_TEXT_LIMIT
from bot.domain.drafts import Data
from bot.domain.errors import NotUnderstoodError
from bot.domain.model import Resident
from bot.services import access
from bot.services.answers import NAME_LIMIT, Given, Parsed, answers, digits, one_line, pressed, typed
from bot.services.guarding import cut
from bot.services.work import Work
from bot.text.times.past import past_day

CONTACT_LIMIT = 100
OLDEST = relativedelta(years=5)


@answers("case_line")
async def _case_line(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return Parsed({**data, "case_line": cut(_written(given), CARD_TEXT_LIMIT)})


@answers("appeal")
async def _appeal(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if given.value is not None:
        pressed(given, ["none"])
        return Parsed({**data, "appeal": None})
    return Parsed({**data, "appeal": cut(_written(given), CARD_TEXT_LIMIT)})


@answers("confide")
async def _confide(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return Parsed({**data, "confide": typed(given, 2 * CARD_TEXT_LIMIT)})


@answers("confidant_name")
async def _confidant_name(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return Parsed({**data, "confidant_name": one_line(typed(given, NAME_LIMIT))})


@answers("confidant_contact")
async def _confidant_contact(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    contact = one_line(typed(given, CONTACT_LIMIT))
    if len(digits(contact)) < 3 and "." not in contact:
        raise NotUnderstoodError("neither a number nor a site")
    return Parsed({**data, "confidant_contact": contact})


@answers("seen_on")
async def _seen_on(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    buurt = await access.buurt_of(work, me)
    today = local(work.now, buurt.zone).date()
    day = past_day(given.text or "", today)
    if day is None:
        raise NotUnderstoodError("no date")
    if not today - OLDEST < day <= today:
        raise NotUnderstoodError("in the future, or too long ago")
    return Parsed({**data, "seen_on": day.isoformat()})


def _written(given: Given) -> str:
    """Words of any length: who is upset writes long. Raises NotUnderstoodError where there are none."""
    return typed(given, 10**6)
