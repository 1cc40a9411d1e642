"""How the answers about something that somebody ran into are understood."""

from __future__ import annotations

from bot.domain.categories import CARD_TEXT_LIMIT
from bot.domain.drafts import Data
from bot.domain.errors import NotUnderstoodError
from bot.domain.ids import BuurtId
from bot.domain.model import Resident
from bot.domain.resources import Kind
from bot.domain.signals import Theme, theme_in
from bot.services.answers import Given, Parsed, answers, pressed, typed, yes_or_no
from bot.services.signals_words import for_readers, written
from bot.services.work import Work
from bot.text.normalise import normalise
from bot.text.tokens import tokens
from storage import resources

ONLY_THE_THEME = 3
"""Words: a longer line says more than the theme, and is the sentence too."""


@answers("theme")
async def _theme(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if given.value in ("more", "less"):
        return Parsed({**data, "theme_more": given.value == "more"}, complete=False)
    if given.value is None:
        words = tokens(normalise(given.text or ""))
        theme = theme_in(words)
        if theme is None:
            raise NotUnderstoodError("no theme heard")
        if len(words) > ONLY_THE_THEME:
            said, left_out = await written(work, me, given)
            answered = [*data.get("answered", []), "barrier"]
            data = {**data, "barrier": said, "hidden": left_out, "answered": answered}
    else:
        theme = Theme(pressed(given, list(Theme)))
    return Parsed({**data, "theme": theme, "theme_more": False, "desks": await _desks(work, me, theme)})


async def _desks(work: Work, me: Resident, theme: Theme) -> list[list[str | None]]:
    """Where to report discrimination: (name, phone, site) of the buurt's own desk, then of the national one."""
    if theme is not Theme.DISCRIMINATION:
        return []
    own = await resources.of_buurt(work.tx, me.buurt_id) if me.buurt_id is not None else []
    found = [[each.name, each.phone, each.site] for each in own if each.kind is Kind.DISCRIMINATION]
    national = work.emergency.desks.get(Kind.DISCRIMINATION)
    return [*found, *([[None, national.call, national.source]] if national else [])]


@answers("barrier")
async def _barrier(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if given.value is not None:
        pressed(given, ["none"])
        return Parsed({**data, "barrier": None, "hidden": False})
    words, left_out = await written(work, me, given)
    return Parsed({**data, "barrier": words, "hidden": left_out})


@answers("barrier_read")
async def _read(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return Parsed({**data, "may_read": yes_or_no(given)})


@answers("reworded")
async def _reworded(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    words, _ = await written(work, me, given)
    return Parsed({**data, "reworded": await for_readers(work, words, BuurtId(data["of_buurt"]))})


@answers("answer")
async def _answer(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return Parsed({**data, "answer": typed(given, CARD_TEXT_LIMIT)})


@answers("answer_more")
async def _answer_more(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if given.value is not None:
        pressed(given, ["none"])
        return Parsed({**data, "answer_more": None})
    return Parsed({**data, "answer_more": typed(given, CARD_TEXT_LIMIT)})


@answers("answer_check")
async def _answer_check(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    pressed(given, ["send"])
    return Parsed(data)
