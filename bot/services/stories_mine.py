"""Everything one told: signals and stories, each to be taken back."""

from __future__ import annotations

from typing import Any

from bot.domain.model import Resident
from bot.domain.signals import Story
from bot.services import access
from bot.services.signals_words import for_readers
from bot.services.work import Work
from storage import signals, stories

A_PAGE = 4


async def show(work: Work, me: Resident, page: int = 0) -> None:
    """A page of what `me` told, and of stories that they are the other of. Raises NotAllowedError for no member."""
    access.require_member(me)
    told: list[list[Any]] = [
        await _story(work, me, each)
        for each in await stories.of_resident(work.tx, me.id)
        if each.words is not None
    ]
    told += [
        ["signal", each.id, each.theme, each.state, each.words]
        for each in await signals.of_resident(work.tx, me.id)
    ]
    page = page if page * A_PAGE < len(told) else 0
    await work.show(
        me,
        "what_i_told",
        told=told[page * A_PAGE : (page + 1) * A_PAGE],
        page=page,
        further=(page + 1) * A_PAGE < len(told),
    )


async def _story(work: Work, me: Resident, story: Story) -> list[Any]:
    mine, words = story.resident_id == me.id, story.words or ""
    words = words if mine else await for_readers(work, words, story.buurt_id)
    return ["story" if mine else "about", story.id, story.category, story.state, words]
