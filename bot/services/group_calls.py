"""A call for help in a buurt's group chat: without a name or words, at most one a day, and taken back at the end."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain import calling
from bot.domain.calendar import QUIET_FROM, at_local, is_quiet, local
from bot.domain.ids import PostId
from bot.domain.model import Holds, Post, PostState
from bot.services.work import Work
from storage import buurten, due, groups, posts

LINK = "h"
"""What the code of a call's link begins with."""
LOOK_AGAIN = timedelta(minutes=1)
OPEN = frozenset({PostState.OPEN})


async def call(work: Work, post: Post) -> bool:
    """Ask a buurt's group about a request; False where there is none, now is no time, or it would say too much."""
    buurt = await buurten.get(work.tx, post.buurt_id)
    chat_id = await groups.chat_of(work.tx, post.buurt_id)
    if chat_id is None or is_quiet(work.now, buurt.zone):
        return False
    if await groups.call_of(work.tx, post.id) is not None:
        return False
    if await groups.called_since(work.tx, chat_id, work.now - calling.CALM):
        return False
    naming = await _naming(work, post)
    if naming is None:
        return False
    token = work.token(24)
    today = local(work.now, buurt.zone).date()
    outbox_id = await work.tell_group(
        chat_id,
        "group_call",
        holds=Holds("post", post.id, OPEN),
        not_after=at_local(today, QUIET_FROM, buurt.zone),
        category=post.category if naming is calling.Naming.CATEGORY else None,
        span=calling.span(post.when, today),
        link=f"https://t.me/{work.bot_username}?start={LINK}{token}",
    )
    await groups.add_call(work.tx, post.id, chat_id, token, outbox_id, work.now)
    await work.record("called_group", post=post)
    return True


async def _naming(work: Work, post: Post) -> calling.Naming | None:
    since: datetime = work.now - calling.ASKED_WITHIN
    return calling.naming(
        await groups.members(work.tx, post.buurt_id),
        await groups.askers(work.tx, post.buurt_id, post.category, since),
        await groups.voice_of(work.tx, post.resident_id),
    )


async def take_back(work: Work, post: Post, *, solved: bool) -> None:
    """The request is over: what stands in the group says so, and thanks."""
    found = await groups.call_of(work.tx, post.id)
    if found is None or found.over:
        return
    if found.message_id is None:
        # It may be under way at this moment.
        await due.plan(work.tx, "group_call_over", post.id, work.now + LOOK_AGAIN)
        return
    await groups.set_over(work.tx, post.id)
    await work.tell_group(found.chat_id, "group_call_over", edit=found.message_id, solved=solved)


async def look_once_more(work: Work, subject: int) -> None:
    """A minute after a request ended whose call had not arrived then."""
    post = await posts.get(work.tx, PostId(subject))
    found = await groups.call_of(work.tx, PostId(subject))
    if post is None or post.state is PostState.OPEN or found is None or found.message_id is None:
        return
    await take_back(work, post, solved=post.state in (PostState.MATCHED, PostState.DONE))
