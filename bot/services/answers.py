"""How the answer to each question is understood: a pressed value, a sentence, a voice note or a contact.

Here are the questions about oneself; those about time and about posts are in `when_answers` and `post_answers`.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.categories import CARD_TEXT_LIMIT
from bot.domain.drafts import Data
from bot.domain.errors import GoneError, NotUnderstoodError
from bot.domain.ids import BuurtId
from bot.domain.model import Resident
from bot.i18n import clean, languages
from bot.services.guarding import may_be_name
from bot.services.work import Work
from bot.text.reader import understand
from bot.text.words import yes_or_no as heard_yes_or_no
from storage import buurten, events, residents

NAME_LIMIT = 40
SPOKEN = ("nl", "ar", "en", "tr", "uk")
"""Languages offered as buttons; one screen holds five and "ready"."""


@dataclass(frozen=True)
class Given:
    """What a resident gave as an answer: a value, a text, a contact or a voice note, which may have its text too."""

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


def one_line(text: str) -> str:
    """A name: without the line breaks with which it could pass for a message of ours."""
    return " ".join(clean(text).split())


def first_name(text: str) -> str:
    """A name as neighbours may see it. Raises NotUnderstoodError where it is none (see `may_be_name`)."""
    name = one_line(text)
    if not may_be_name(name):
        raise NotUnderstoodError("no name")
    return name


def digits(text: str | None) -> str:
    """The digits in a text, of any script, as 0 to 9."""
    return "".join(str(int(char)) for char in text or "" if char.isdecimal())


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
    name = first_name(offered if given.value == "own" and offered else typed(given, NAME_LIMIT))
    await residents.set_name(work.tx, me.id, name)
    return Parsed(data)


AN_HOUR = timedelta(hours=1)
MOST_POSTCODES = 5
"""Tries of one person in an hour: one knows one's own, and the others are no list to leaf through."""


@answers("postcode")
async def _postcode(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if given.value is not None:
        pressed(given, ["tell_me"])
        return await _tell_me(work, me, data)
    postcode = digits(given.text)
    if not re.fullmatch("[1-9][0-9]{3}", postcode):
        raise NotUnderstoodError("no postcode")
    if await events.count_of(work.tx, me.id, work.now - AN_HOUR, "postcode_tried") >= MOST_POSTCODES:
        return Parsed({**data, "no_buurt": None, "tried": True}, complete=False)
    await work.record("postcode_tried", me)  # not which one
    data = {**data, "tried": False}
    found = await buurten.by_postcode(work.tx, postcode)
    if not found:
        # It may be a slip of the finger: the question stays open, and nothing is kept until they say so.
        return Parsed({**data, "no_buurt": postcode}, complete=False)
    data = {**data, "no_buurt": None}
    if len(found) == 1:
        return Parsed({**data, "postcode": postcode, "buurt": found[0].id, "choices": None})
    return Parsed({**data, "postcode": postcode, "choices": [[each.id, each.name] for each in found[:6]]})


async def _tell_me(work: Work, me: Resident, data: Data) -> Parsed:
    """They want to hear when there is a buurt at their postcode. Raises GoneError where they gave none."""
    postcode = data.get("no_buurt")
    if postcode is None:
        raise GoneError("no postcode was given")
    await residents.keep_interest(work.tx, me.id, postcode, work.now)
    await work.show(me, "no_buurt_yet", postcode=postcode)
    return Parsed(data, over=True)


@answers("buurt")
async def _buurt(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    choice = pressed(given, [str(buurt_id) for buurt_id, _ in data["choices"]])
    return Parsed({**data, "buurt": BuurtId(int(choice))})


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


@answers("address")
async def _address(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return Parsed({**data, "address": typed(given, 200)})


@answers("thanks")
async def _thanks(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return Parsed({**data, "thanks": typed(given, CARD_TEXT_LIMIT)})


@answers("phone")
async def _phone(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    plain = "".join(str(int(char)) if char.isdecimal() else char for char in given.text or "")
    found = re.search(r"\+?\d(?:[ ().-]*\d){7,14}", plain)
    if found is None:
        raise NotUnderstoodError("no phone number")
    return Parsed({**data, "phone": found[0]})
