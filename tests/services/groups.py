"""A buurt with a linked group chat, and a request that is called there."""

from __future__ import annotations

import json
from typing import Any

from bot.domain.candidates import Circle
from bot.domain.categories import Category
from bot.domain.ids import AccountId
from bot.domain.model import Post, Resident
from bot.services import group_calls
from bot.services.work import Work
from storage import groups, posts
from tests.services.neighbours import Bloemenbuurt, post_of

GROUP = AccountId(-100_55)


async def linked(work: Work, there: Bloemenbuurt) -> None:
    """The group chat belongs to the buurt."""
    await groups.link(work.tx, there.home.id, GROUP)


async def widening(
    work: Work, writer: Resident, *circles: Circle, category: Category = Category.ERRANDS
) -> Post:
    """A request whose writer allowed these circles."""
    post = await post_of(work, writer, category=category)
    for circle in circles or (Circle.GROUP,):
        await posts.let_widen(work.tx, post.id, circle)
    return await again(work, post)


async def again(work: Work, post: Post) -> Post:
    """The post as it is now."""
    found = await posts.get(work.tx, post.id)
    assert found is not None
    return found


async def said(work: Work, chat: AccountId = GROUP) -> list[tuple[str, dict[str, Any]]]:
    """What is said in the group: kinds and parameters."""
    rows = await work.tx.all("SELECT kind, params FROM outbox WHERE chat_id = ? ORDER BY id", (chat,))
    return [(row["kind"], json.loads(row["params"])) for row in rows]


async def called(work: Work, post: Post) -> str:
    """The request is called in the group; gives the code of its link."""
    assert await group_calls.call(work, post)
    (*_, (_, params)) = await said(work)
    return str(params["link"].partition("start=")[2])


async def crowd(work: Work, there: Bloemenbuurt) -> None:
    """Everybody asked for errands, so that this may be named."""
    for each in (there.coordinator, there.truus, there.samir, there.wim):
        await post_of(work, each, category=Category.ERRANDS)
