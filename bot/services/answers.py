"""How the answer to each question is understood: a pressed value, a sentence, a voice note or a contact."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.categories import CARD_TEXT_LIMIT, Category, visits_home
from bot.domain.drafts import Data, ask_again
from bot.domain.errors import GoneError, NotUnderstoodError
from bot.domain.ids import AccountId, BuurtId
from bot.domain.matching import WEEKLY_CAP
from bot.domain.model import Resident
from bot.domain.when import Part, When
from bot.i18n import clean, languages
from bot.services import access
from bot.services.work import Work
from bot.text.reader import read_when, understand
from bot.text.words import yes_or_no as heard_yes_or_no
from storage import buurten, residents

NAME_LIMIT = 40
SPOKEN = ("nl", "ar", "en", "tr", "uk")
"""Languages offered as buttons; one screen holds five and "ready"."""


@dataclass(frozen=True)
class Given:
    """What a resident gave as an answer; exactly one of these is there."""

    value: str | None = None
    """The value of a pressed button."""
    text: str | None = None
    voice: str | None = None
    """File id of a voice note."""
    contact: tuple[str, int | None] | None = None
    """First name and account of a shared contact."""
    message_id: int | None = None
    """The message it was given in; an edit of that message edits the answer."""


@dataclass(frozen=True)
class Parsed:
    """The draft after the answer. Not `complete`: the question stays open (a tick was set).

    `over`: the conversation has ended with this answer, nothing more is asked.
    """

    data: Data
    complete: bool = True
    over: bool = False


Parser = Callable[[Work, Resident, Data, Given], Awaitable[Parsed]]
PARSERS: dict[str, Parser] = {}


def answers(step: str) -> Callable[[Parser], Parser]:
    """Let a function understand the answers to a question."""

    def keep(parser: Parser) -> Parser:
        PARSERS[step] = parser
        return parser

    return keep


def typed(given: Given, limit: int) -> str:
    """A cleaned sentence of 1 to `limit` characters. Raises NotUnderstoodError."""
    text = clean(given.text or "")
    if not text or len(text) > limit:
        raise NotUnderstoodError("no text, or too long")
    return text


def yes_or_no(given: Given) -> bool:
    """A pressed or typed yes or no. Raises NotUnderstoodError."""
    if given.value in ("yes", "no"):
        return given.value == "yes"
    heard = heard_yes_or_no(given.text or "")
    if heard is None:
        raise NotUnderstoodError("neither yes nor no")
    return heard


def pressed(given: Given, allowed: list[str]) -> str:
    """A pressed value out of those allowed. Raises GoneError for a forged one, NotUnderstoodError for none."""
    if given.value is None:
        raise NotUnderstoodError("a button was expected")
    if given.value not in allowed:
        raise GoneError("forged value")
    return given.value


@answers("consent")
async def _consent(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if yes_or_no(given):
        return Parsed(data)
    await work.tell_chat(me.account, me.lang, "farewell")
    await residents.delete(work.tx, me.id)
    return Parsed(data, over=True)


@answers("lang")
async def _lang(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if given.value is None and given.text:
        lang = understand(given.text, work.now).lang
        await residents.set_lang(work.tx, me.id, lang if lang in languages() else me.lang)
        return Parsed(data)
    await residents.set_lang(work.tx, me.id, pressed(given, list(languages())))
    return Parsed(data)


@answers("name")
async def _name(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    offered = data.get("first_name")
    name = offered if given.value == "own" and offered else typed(given, NAME_LIMIT)
    await residents.set_name(work.tx, me.id, name)
    return Parsed(data)


@answers("postcode")
async def _postcode(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    digits = "".join(str(int(char)) for char in given.text or "" if char.isdecimal())
    if not re.fullmatch("[1-9][0-9]{3}", digits):
        raise NotUnderstoodError("no postcode")
    found = await buurten.by_postcode(work.tx, digits)
    if not found:
        await residents.keep_interest(work.tx, me.id, digits, work.now)
        await work.show(me, "no_buurt_yet", postcode=digits)
        return Parsed(data, over=True)
    if len(found) == 1:
        return Parsed({**data, "postcode": digits, "buurt": found[0].id})
    return Parsed({**data, "postcode": digits, "choices": [[each.id, each.name] for each in found[:6]]})


@answers("buurt")
async def _buurt(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    choice = pressed(given, [str(buurt_id) for buurt_id, _ in data["choices"]])
    return Parsed({**data, "buurt": BuurtId(int(choice))})


@answers("category")
async def _category(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if given.value in ("more", "less"):
        return Parsed({**data, "more": given.value == "more"}, complete=False)
    if given.text:
        reading = understand(given.text, work.now)
        if reading.category.value == Category.OTHER.value:
            raise NotUnderstoodError("no category heard")
        return Parsed({**data, "category": str(reading.category)})
    return Parsed(ask_again(data, "coffee") | {"category": pressed(given, list(Category))})


def _today(work: Work, buurt_zone: Any) -> date:
    return work.now.astimezone(buurt_zone).date()


@answers("when")
async def _when(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    buurt = await access.buurt_of(work, me)
    today = _today(work, buurt.zone)
    data = ask_again(data, "day", "part")
    if given.text:
        return Parsed({**data, "when": _read_when(given.text, work.now.astimezone(buurt.zone)).to_json()})
    week_end = today + timedelta(days=6 - today.weekday())
    choices: dict[str, Data] = {
        "today": When.on(today).to_json(),
        "tomorrow": When.on(today + timedelta(days=1)).to_json(),
        "week": When(today, week_end).to_json(),
        "choose": {"choose": True},
        "any": When().to_json(),
    }
    return Parsed({**data, "when": choices[pressed(given, list(choices))]})


def _read_when(text: str, now_local: datetime) -> When:
    heard = read_when(text, now_local)
    when = When.heard(heard.when, heard.part_of_day) if heard else None
    if when is None or when.first is None or when.first < now_local.date():
        raise NotUnderstoodError("no time heard")
    return when


@answers("day")
async def _day(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    buurt = await access.buurt_of(work, me)
    now_local = work.now.astimezone(buurt.zone)
    if given.text:
        return Parsed({**data, "when": _read_when(given.text, now_local).to_json()})
    try:
        day = date.fromisoformat(given.value or "")
    except ValueError as error:
        raise GoneError("forged day") from error
    if not 0 <= (day - now_local.date()).days <= 60:
        raise GoneError("day out of reach")
    return Parsed({**data, "when": When.on(day).to_json()})


@answers("part")
async def _part(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    when = When.from_json(data["when"])
    if given.text:
        buurt = await access.buurt_of(work, me)
        heard = read_when(given.text, work.now.astimezone(buurt.zone))
        if heard is None or (heard.clock is None and heard.part_of_day is None):
            raise NotUnderstoodError("no time heard")
        part = Part(heard.part_of_day) if heard.part_of_day and heard.clock is None else None
        return Parsed({**data, "when": replace(when, part=part, at=heard.clock).to_json()})
    value = pressed(given, [*Part, "any"])
    return Parsed({**data, "when": replace(when, part=None if value == "any" else Part(value)).to_json()})


@answers("clock")
async def _clock(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    when = When.from_json(data["when"])
    if given.text:
        buurt = await access.buurt_of(work, me)
        heard = read_when(given.text, work.now.astimezone(buurt.zone))
        if heard is None or heard.clock is None:
            raise NotUnderstoodError("no clock time heard")
        return Parsed({**data, "when": replace(when, at=heard.clock, part=None).to_json()})
    if not re.fullmatch("(0[89]|1[0-9]|20)(00|30)", given.value or ""):
        raise GoneError("forged clock time")
    at = datetime.strptime(given.value or "", "%H%M").time()  # noqa: DTZ007 (a clock time has no zone)
    return Parsed({**data, "when": replace(when, at=at, part=None).to_json()})


@answers("words")
async def _words(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if given.voice:
        return Parsed({**data, "voice": given.voice, "words_message": given.message_id})
    if given.value is not None:
        pressed(given, ["none"])
        return Parsed({**data, "words": None, "voice": None})
    return Parsed(
        {**data, "words": typed(given, CARD_TEXT_LIMIT), "words_message": given.message_id, "voice": None}
    )


@answers("coffee")
async def _coffee(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return Parsed({**data, "coffee": yes_or_no(given)})


@answers("for_name")
async def _for_name(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if given.contact:
        name, account = given.contact
        found = await residents.by_account(work.tx, AccountId(account)) if account else None
        known = found if found and found.takes_part and found.id != me.id else None
        return Parsed(
            {
                **data,
                "for_name": clean(name)[:NAME_LIMIT] or "?",
                "for_resident": known.id if known and known.buurt_id == me.buurt_id else None,
            }
        )
    return Parsed({**data, "for_name": typed(given, NAME_LIMIT), "for_resident": None})


@answers("spoken")
async def _spoken(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    picked = set(data.get("picked", [me.lang]))
    if given.value is None:
        raise NotUnderstoodError("a button was expected")
    if given.value == "ready":
        if not picked:
            raise NotUnderstoodError("no language picked")
        await residents.set_spoken(work.tx, me.id, frozenset(picked))
        return Parsed({key: value for key, value in data.items() if key != "picked"})
    picked ^= {pressed(given, list(SPOKEN))}
    return Parsed({**data, "picked": sorted(picked)}, complete=False)


@answers("adult")
async def _adult(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    adult = yes_or_no(given)
    await residents.set_adult(work.tx, me.id, adult)
    return Parsed(data)


@answers("days")
async def _days(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    picked = set(data.get("days", []))
    if given.value is None:
        raise NotUnderstoodError("a button was expected")
    if given.value in ("any", "weekdays", "weekend"):
        sets = {"any": [], "weekdays": [0, 1, 2, 3, 4], "weekend": [5, 6]}
        return Parsed({**data, "days": sets[given.value], "days_page": 0})
    if given.value in ("page1", "page2"):
        return Parsed({**data, "days_page": int(given.value[-1])}, complete=False)
    if given.value == "ready":
        return Parsed({**data, "days": sorted(picked), "days_page": 0})
    picked ^= {int(pressed(given, [str(day) for day in range(7)]))}
    return Parsed({**data, "days": sorted(picked)}, complete=False)


@answers("parts")
async def _parts(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    picked = set(data.get("parts", []))
    if given.value is None:
        raise NotUnderstoodError("a button was expected")
    if given.value == "any":
        return Parsed({**data, "parts": []})
    if given.value == "ready":
        return Parsed({**data, "parts": sorted(picked)})
    picked ^= {pressed(given, list(Part))}
    return Parsed({**data, "parts": sorted(picked)}, complete=False)


@answers("often")
async def _often(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    value = given.value or "".join(char for char in given.text or "" if char.isdecimal())
    if value not in {str(count) for count in range(1, WEEKLY_CAP + 1)}:
        raise NotUnderstoodError("no number of times")
    return Parsed({**data, "often": int(value)})


@answers("summary")
async def _summary(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if given.value == "publish" or heard_yes_or_no(given.text or ""):
        if visits_home(Category(data["category"]), bool(data.get("coffee"))) and me.adult is False:
            return Parsed(ask_again(data, "category", "coffee") | {"adults_only": True}, complete=False)
        return Parsed(data)
    if given.text:
        buurt = await access.buurt_of(work, me)
        heard = read_when(given.text, work.now.astimezone(buurt.zone))
        if heard is not None and heard.when is not None and data.get("flow") != "offer":
            when = _read_when(given.text, work.now.astimezone(buurt.zone))
            return Parsed({**data, "when": when.to_json()}, complete=False)
        return Parsed({**data, "words": typed(given, CARD_TEXT_LIMIT)}, complete=False)
    if given.voice:
        return Parsed({**data, "voice": given.voice}, complete=False)
    if given.value in ("change", "keep"):
        return Parsed({**data, "changing": given.value == "change"}, complete=False)
    if given.value == "other":
        return Parsed(ask_again(data, "for_name") | {"for_other": True}, complete=False)
    value = pressed(given, ["category", "when", "words", "days", "parts", "often"])
    return Parsed(ask_again(data, value) | {"changing": False}, complete=False)


@answers("address")
async def _address(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return Parsed({**data, "address": typed(given, 200)})


@answers("thanks")
async def _thanks(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return Parsed({**data, "thanks": typed(given, CARD_TEXT_LIMIT)})
