"""Texts for the week's overview: without what says who or where somebody is, before anything of them is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.domain.categories import CARD_TEXT_LIMIT
from bot.domain.errors import NotUnderstoodError
from bot.domain.ids import BuurtId
from bot.domain.model import Resident, ResidentState
from bot.services.answers import Given, typed
from bot.services.guarding import cut, made_public
from bot.services.work import Work
from storage import residents

SHORTEST = 3
"""Letters: a shorter name of somebody else is more often a word."""
_AND_TO = "[وفبلك]?"
"""Short Arabic words that are written together with the name after them."""


def without_names(text: str, own: Iterable[str], others: Iterable[str]) -> str:
    """The text with first names left out: those of `own` however they are written, of others as names are."""
    for names, flags in ((own, re.IGNORECASE), (others, re.NOFLAG)):
        found = "|".join(re.escape(name) for name in sorted({*names} - {""}, key=len, reverse=True))
        if found:
            text = re.sub(rf"(?<!\w)({_AND_TO})(?:{found})(?:['’]?s|['’])?(?!\w)", r"\1…", text, flags=flags)
    return text


async def written(work: Work, me: Resident, given: Given, *with_them: Resident) -> tuple[str, bool]:
    """A typed or spoken answer as its writer sees it, and whether something was left out of it.

    Out go their own first name, that of who is named in their question, and all that `guarding.public` leaves out.
    No name goes because somebody of that name takes part: whoever wrote a list of names would learn who does.
    Raises NotUnderstoodError for a voice note that nobody can hear the words of, and where nothing is left.
    """
    said = cut(given.text, CARD_TEXT_LIMIT) if given.voice and given.text else typed(given, CARD_TEXT_LIMIT)
    found = await made_public(work, me, said, given.message_id)
    words = without_names(found.words or "", [each.name for each in (me, *with_them)], ())
    if not any(char.isalpha() for char in words):
        raise NotUnderstoodError("nothing is left to show")
    return words, bool(found.left_out) or words != found.words


async def for_readers(work: Work, words: str, buurt_id: BuurtId) -> str:
    """What others than its writer see of a text: without the first names of people of this buurt."""
    neighbours = [
        each.name
        for state in (ResidentState.MEMBER, ResidentState.PAUSED)
        for each in await residents.in_state(work.tx, buurt_id, state)
        if len(each.name) >= SHORTEST
    ]
    return without_names(words, (), neighbours)
