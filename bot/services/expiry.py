"""How long a post stays: its warning, its end, and a week longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import at_local, local, utc
from bot.domain.errors import GoneError
from bot.domain.ids import PostId
from bot.domain.model import Post, PostKind, PostState, Resident
from bot.domain.when import When
from bot.services import access, changing, matching
from bot.services.ending import end_post
from bot.services.work import Work
from storage import buurten, due, events, posts

OFFER_STAYS = timedelta(days=90)
LONGER = timedelta(days=7)
EXTENDED_ONCE_IN = timedelta(hours=12)
"""A second press within this time changes nothing: each would begin the next wave, and soon ask everybody."""
TO_DECIDE = timedelta(days=1)
"""How long a yes may lie with the requester after the time of the request."""
WARN_AT = time(18)


async def plan_end(work: Work, post: Post, zone: ZoneInfo) -> None:
    """Let the post expire, with a warning the day before at 18:00 where that still lies ahead.

    An offer for one day ends with it: nothing is to be extended.
    """
    await due.plan(work.tx, "post_expire", post.id, post.expires_at)
    day_before = local(post.expires_at, zone).date() - timedelta(days=1)
    warn_at = at_local(day_before, WARN_AT, zone)
    if warn_at > work.now + timedelta(hours=12) and not post.one_time:
        await due.plan(work.tx, "post_warn", post.id, warn_at)
    else:
        await due.cancel(work.tx, post.id, "post_warn")


async def extend(work: Work, me: Resident, post_id: PostId) -> None:
    """Let a post stay open longer: an offer 90 days, a request a week. Pressed again soon, it stays so."""
    post = await access.own_open_post(work, me, post_id)
    if post.one_time:
        raise GoneError(f"post {post_id} is for one day")
    buurt = await buurten.get(work.tx, post.buurt_id)
    if await events.lately(work.tx, post.id, work.now - EXTENDED_ONCE_IN, "extended"):
        await _show_until(work, me, post, buurt.zone)
        return
    if post.kind is PostKind.OFFER:
        later = replace(post, expires_at=work.now + OFFER_STAYS)
    else:
        later = _a_week_longer(post, work.now, buurt.zone)
    await posts.change(work.tx, later)
    await plan_end(work, later, buurt.zone)
    await work.record("extended", me, post=later)
    await _show_until(work, me, later, buurt.zone)
    if later.when != post.when:
        await changing.show_cards(work, later)
    await matching.bring_together(work, later)


async def _show_until(work: Work, me: Resident, post: Post, zone: ZoneInfo) -> None:
    until = local(post.expires_at, zone).date().isoformat()
    await work.show(me, "extended", post=post.id, until=until)


def _a_week_longer(post: Post, now: datetime, zone: ZoneInfo) -> Post:
    expires_at = max(post.expires_at, now) + LONGER
    if post.when.first is None:
        return replace(post, expires_at=expires_at)
    today = local(now, zone).date()
    when = When(max(post.when.first, today), local(expires_at, zone).date(), post.when.part)
    return replace(post, when=when, expires_at=utc(when.ends_at(now, zone)))


async def warn(work: Work, subject: int) -> None:
    """The day before a post expires its writer may extend it."""
    post = await posts.get(work.tx, PostId(subject))
    if post is None or post.state is not PostState.OPEN:
        return
    writer = await access.resident(work, post.resident_id)
    buurt = await buurten.get(work.tx, post.buurt_id)
    await work.tell(
        writer,
        "post_ends_soon",
        calm=buurt.zone,
        within=timedelta(days=1),
        post=post.id,
        category=post.category,
    )


async def expire(work: Work, subject: int) -> None:
    """A post that nobody took ends; one with somebody on the way waits a day more."""
    post = await posts.get(work.tx, PostId(subject))
    if post is None or post.state not in (PostState.OPEN, PostState.HELD):
        return
    last_moment = post.expires_at + TO_DECIDE
    if work.now < last_moment and await matching.has_live_match(work, post):
        await due.plan(work.tx, "post_expire", post.id, last_moment)
        return
    writer = await access.resident(work, post.resident_id)
    buurt = await buurten.get(work.tx, post.buurt_id)
    asked = await matching.asked_count(work, post)
    await end_post(work, post, PostState.EXPIRED)
    await work.record("expired", writer, post=post)
    await work.tell(
        writer,
        "post_expired",
        calm=buurt.zone,
        post=post.id,
        kind=post.kind,
        category=post.category,
        asked=asked,
    )
