"""How the answers about a request or an offer are understood, up to its summary."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.candidates import Circle
from bot.domain.categories import CARD_TEXT_LIMIT, Category, visits_home
from bot.domain.drafts import Data, Flow, ask_again, once
from bot.domain.errors import NotUnderstoodError
from bot.domain.ids import AccountId
from bot.domain.matching import WEEKLY_CAP
from bot.domain.model import Resident
from bot.domain.when import Part, When
from bot.services.answers import (
    NAME_LIMIT,
    Given,
    Parsed,
    answers,
    digits,
    first_name,
    one_line,
    pressed,
    typed,
    yes_or_no,
)
from bot.services.corrections import correct
from bot.services.guarding import cut, made_public, may_be_name
from bot.services.when_answers import is_over, zone_of
from bot.services.work import Work
from bot.text.reader import understand
from bot.text.times.availability import read_availability
from bot.text.words import yes_or_no as heard_yes_or_no
from storage import events, reports, residents

LAST_PAGE = 2
"""Of the kinds of help: the frequent five, five more, and the rest."""
STOPPED_FOR = timedelta(days=30)
"""How long somebody who stopped a request is not asked for again by the same writer."""


@answers("category")
async def _category(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if given.value in ("more", "less"):
        page = int(data.get("more") or 0) + 1 if given.value == "more" else 0
        return Parsed({**data, "more": min(page, LAST_PAGE)}, complete=False)
    if given.text:
        category = Category(str(understand(given.text, work.now).category))
        if category is Category.OTHER:
            raise NotUnderstoodError("no category heard")
    else:
        category = Category(pressed(given, list(Category)))
    # Coffee belongs to an errand: with another kind of help it is asked anew, or not at all.
    return Parsed(
        {**ask_again(data, "coffee"), "category": category, "coffee": None, "adults_only": False, "more": 0}
    )


@answers("words")
async def _words(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if given.value is not None:
        pressed(given, ["none"])
        return Parsed({**data, "words": None, "voice": None, "words_message": None, "left_out": []})
    return Parsed(await _said(work, me, data, given))


async def _said(work: Work, me: Resident, data: Data, given: Given) -> Data:
    """A sentence or a voice note in the place of what was said before; an edit of it goes here as well.

    What must not stand in public is left out before anything is kept.
    """
    said: Data
    if given.voice and not given.text:
        said = {"words": None, "voice": given.voice, "left_out": []}
    else:
        words = cut(given.text or "", CARD_TEXT_LIMIT) if given.voice else typed(given, CARD_TEXT_LIMIT)
        found = await made_public(work, me, words, given.message_id)
        # What must not be read must not be heard either.
        voice = None if found.left_out else given.voice
        said = {"words": found.words, "voice": voice, "left_out": list(found.left_out)}
    return {**data, **said, "words_message": given.message_id}


@answers("coffee")
async def _coffee(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return Parsed({**data, "coffee": yes_or_no(given)})


@answers("for_name")
async def _for_name(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if not given.contact:
        return Parsed({**data, "for_name": first_name(typed(given, NAME_LIMIT)), "for_resident": None})
    name, account = given.contact
    found = await residents.by_account(work.tx, AccountId(account)) if account else None
    known = found is not None and await may_be_asked_for(work, me, found)
    return Parsed(
        {
            **data,
            "for_name": one_line(name)[:NAME_LIMIT] if may_be_name(one_line(name)) else "?",
            "for_resident": found.id if found and known else None,
        }
    )


async def may_be_asked_for(work: Work, me: Resident, other: Resident) -> bool:
    """A neighbour in the bot, not kept apart from `me`, who did not lately stop what `me` asked for them."""
    return (
        other.takes_part
        and other.id != me.id
        and other.buurt_id == me.buurt_id
        and not await reports.blocked(work.tx, me.id, other.id)
        and not await events.count_about(work.tx, other.id, me.id, work.now - STOPPED_FOR, "stopped_for_me")
    )


@answers("days")
async def _days(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if given.text:
        return _suits(data, given.text)
    picked = set(data.get("days", []))
    value = pressed(
        given,
        ["any", "weekdays", "weekend", "once", "page1", "page2", "ready", *(str(day) for day in range(7))],
    )
    if value == "once":
        kept = {key: value for key, value in data.items() if key != "often"}
        return Parsed(ask_again(kept, "day", "part") | {"once": True, "when": {}, "days": [], "parts": []})
    if value not in ("page1", "page2"):
        data = _standing(data)
    if value in ("any", "weekdays", "weekend"):
        sets = {"any": [], "weekdays": [0, 1, 2, 3, 4], "weekend": [5, 6]}
        return Parsed({**data, "days": sets[value], "days_page": 0})
    if value in ("page1", "page2"):
        return Parsed({**data, "days_page": int(value[-1])}, complete=False)
    if value == "ready":
        return Parsed({**data, "days": sorted(picked), "days_page": 0})
    return Parsed({**data, "days": sorted(picked ^ {int(value)})}, complete=False)


def _suits(data: Data, text: str) -> Parsed:
    """Typed days; parts of the day that are named with them need no question of their own any more."""
    heard = read_availability(text)
    if heard.days is None and not heard.parts:
        raise NotUnderstoodError("no day heard")
    data = {**_standing(data), "days": sorted(heard.days or ()), "days_page": 0}
    if heard.parts is not None:
        data |= {"parts": sorted(heard.parts), "answered": [*data.get("answered", []), "parts"]}
    return Parsed(data)


def _standing(data: Data) -> Data:
    """The offer is for days of the week, whatever one day it was for before."""
    if not once(data):
        return data
    kept = {key: value for key, value in data.items() if key != "often"}
    return ask_again(kept, "parts", "often") | {"once": False, "when": {}}


@answers("parts")
async def _parts(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if given.text:
        parts = read_availability(given.text).parts
        if parts is None:
            raise NotUnderstoodError("no part of the day heard")
        return Parsed({**data, "parts": sorted(parts)})
    picked = set(data.get("parts", []))
    value = pressed(given, ["any", "ready", *Part])
    if value == "any":
        return Parsed({**data, "parts": []})
    if value == "ready":
        return Parsed({**data, "parts": sorted(picked)})
    return Parsed({**data, "parts": sorted(picked ^ {value})}, complete=False)


@answers("often")
async def _often(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    value = given.value or digits(given.text)
    if value not in {str(count) for count in range(1, WEEKLY_CAP + 1)}:
        raise NotUnderstoodError("no number of times")
    return Parsed({**data, "often": int(value)})


@answers("widen")
async def _widen(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    picked = set(data.get("widen", me.may_widen))
    value = pressed(given, ["ready", *Circle])
    if value == "ready":
        await residents.set_may_widen(work.tx, me.id, frozenset(Circle(each) for each in picked))
        return Parsed({**data, "widen": sorted(picked)})
    return Parsed({**data, "widen": sorted(picked ^ {value})}, complete=False)


@answers("summary")
async def _summary(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    yes = heard_yes_or_no(given.text or "")
    if given.value == "publish" or yes:
        return await _publish(work, me, data)
    if given.value in ("change", "keep") or yes is False:
        return Parsed({**data, "changing": given.value != "keep"}, complete=False)
    if given.voice and not given.text:
        return Parsed(await _said(work, me, data, given), complete=False)
    if given.text:
        return await _correction(work, me, data, given)
    if given.value == "coffee" and data.get("category") == Category.ERRANDS:
        return Parsed({**data, "coffee": not data.get("coffee")}, complete=False)
    if given.value == "beyond" and data["flow"] == Flow.OFFER:
        return Parsed({**data, "beyond": not data.get("beyond", me.beyond)}, complete=False)
    if given.value == "widen" and data["flow"] == Flow.REQUEST:
        return Parsed(_opened(data, "widen") | {"ask_widen": True}, complete=False)
    if given.value == "other":
        return Parsed(_opened(data, "for_name") | {"for_other": True}, complete=False)
    value = pressed(given, ["category", "when", "words", "days", "parts", "often"])
    return Parsed(_opened(data, value), complete=False)


def _opened(data: Data, step: str) -> Data:
    opened = ask_again(data, step) | {"changing": False, "reopened": step}
    return opened | {"ask_often": True} if step == "often" else opened


async def _publish(work: Work, me: Resident, data: Data) -> Parsed:
    if visits_home(Category(data["category"]), bool(data.get("coffee"))) and me.adult is False:
        return Parsed(ask_again(data, "category", "coffee") | {"adults_only": True}, complete=False)
    when = When.from_json(data.get("when", {}))
    if (data["flow"] == Flow.REQUEST or once(data)) and is_over(when, work.now, await zone_of(work, me)):
        # The draft lay too long: its time is asked again.
        return Parsed(ask_again(data, "when", "day", "part"), complete=False)
    return Parsed(data)


async def _correction(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    """A sentence under the summary: what it puts right, else other words (see `corrections`)."""
    zone = await zone_of(work, me)
    corrected = correct(data, given.text or "", work.now.astimezone(zone))
    if corrected.ask_when:
        return Parsed(_opened(corrected.data, "when"), complete=False)
    if corrected.words:
        return Parsed(await _said(work, me, corrected.data, given), complete=False)
    if is_over(When.from_json(corrected.data.get("when") or {}), work.now, zone):
        raise NotUnderstoodError("this time is over")
    return Parsed(corrected.data, complete=False)
