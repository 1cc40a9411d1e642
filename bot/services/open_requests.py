"""Open requests as a coordinator sees them: how long, what was tried; to ask again or to close."""

from __future__ import annotations

from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import BuurtId, PostId
from bot.domain.model import Post, PostKind, PostState, Resident, Role
from bot.services import access, alerts, changing, ending, matching, posting
from bot.services.turn import following
from bot.services.work import PRESSED_TWICE, Work
from storage import buurten, events, posts, residents


async def show_next(work: Work, me: Resident, buurt_id: BuurtId, after: int = 0) -> None:
    """One open request, a screen each, the oldest first."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    rows = await posts.for_coordinator(work.tx, buurt_id)
    post = following(rows, after)
    if post is None:
        await work.show(me, "co_nothing", buurt=buurt_id)
    elif post.state is PostState.HELD:
        await work.show(me, "co_held", **alerts.held_card(post))
    else:
        await work.show(me, "co_request", **await alerts.request_card(work, post), more=len(rows) - 1)


async def ask_again(work: Work, me: Resident, post_id: PostId) -> None:
    """Look for helpers once more (in quiet hours at 08:00), and show what was tried now.

    Pressed once more at once, it does not begin the next wave: several presses would ask everybody.
    """
    post = await _open_one(work, me, post_id, PostState.OPEN)
    before = await matching.asked_count(work, post)
    twice = await events.lately(work.tx, post.id, work.now - PRESSED_TWICE, "asks_again")
    await matching.wave(work, post, next_stage=not twice)
    asked = await matching.asked_count(work, post) - before
    if not twice:
        await work.record("asks_again", me, post=post)
    await work.show(me, "co_asked_again", post=post.id, buurt=post.buurt_id, asked=asked)


async def release(work: Work, me: Resident, post_id: PostId) -> None:
    """A post that was held may be shown: it looks for neighbours now, and its writer hears it."""
    post = await posts.get(work.tx, post_id)
    if post is None or post.resident_id == me.id:
        raise NotAllowedError(f"post {post_id} is not for resident {me.id} to release")
    await access.require_role(work, me, post.buurt_id, Role.COORDINATOR)
    held = frozenset({PostState.HELD})
    if not await posts.set_state(work.tx, post.id, PostState.OPEN, work.now, was=held):
        raise GoneError(f"post {post_id} is {post.state}")
    buurt = await buurten.get(work.tx, post.buurt_id)
    await work.record("released", me, post=post)
    await work.show(me, "co_released", buurt=post.buurt_id)
    writer = await residents.get(work.tx, post.resident_id)
    opened = await posts.get(work.tx, post.id)
    if writer is not None and opened is not None:
        await work.tell(writer, "post_released", calm=buurt.zone, category=post.category, post=post.id)
        await posting.tell_person(work, writer, opened)
        await changing.show_cards(work, opened)
        await matching.bring_together(work, opened)


async def close(work: Work, me: Resident, post_id: PostId) -> None:
    """End a request; its writer hears it kindly, and who was asked is thanked."""
    post = await _open_one(work, me, post_id, PostState.OPEN, PostState.HELD)
    buurt = await buurten.get(work.tx, post.buurt_id)
    await ending.end_post(work, post, PostState.CLOSED)
    await work.record("closed", me, post=post, detail="coordinator")
    writer = await residents.get(work.tx, post.resident_id)
    if writer is not None:
        await work.tell(writer, "closed_by_coordinator", calm=buurt.zone, category=post.category)
    left = len(await posts.for_coordinator(work.tx, post.buurt_id))
    await work.show(me, "co_request_closed", buurt=post.buurt_id, left=left)


async def _open_one(work: Work, me: Resident, post_id: PostId, *states: PostState) -> Post:
    post = await posts.get(work.tx, post_id)
    if post is None:
        raise GoneError(f"no post {post_id}")
    await access.require_role(work, me, post.buurt_id, Role.COORDINATOR)
    open_offer = post.kind is PostKind.OFFER and post.state is PostState.OPEN
    if post.state not in states or open_offer:
        raise GoneError(f"post {post_id} is {post.state}")
    return post
