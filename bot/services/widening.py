"""Making the circle larger, a step at a time, each told to the one who asked and each only with their consent."""

from __future__ import annotations

from typing import Any

from bot.domain import matching
from bot.domain.candidates import Circle, Need, Ring
from bot.domain.errors import GoneError
from bot.domain.ids import PostId
from bot.domain.model import Holds, Post, PostState, Resident
from bot.services import access, alerts, group_calls
from bot.services.work import Work
from storage import asks, buurten, candidates, groups, posts

OPEN = frozenset({PostState.OPEN})


async def next_door(work: Work, post: Post) -> bool:
    """Neighbours of a buurt next door are asked too: say so, once. True where that is new."""
    new = await posts.note_widened(work.tx, post.id, Circle.NEAR)
    if new:
        await _tell(work, post, "looking_next_door", own=await _asked(work, post, Ring.OWN))
    return new


async def go_on(work: Work, post: Post, need: Need, *, others: bool) -> None:
    """Nobody is left whom this wave may ask: the next step that the writer allowed, or an honest word.

    `others`: there are, but the time of the request is nearly over.
    One step a look: after a call in the group its readers get the time until the next one.
    """
    if Circle.GROUP in post.may_widen and await group_calls.call(work, post):
        await posts.note_widened(work.tx, post.id, Circle.GROUP)
        own, near = [await _asked(work, post, ring) for ring in (Ring.OWN, Ring.NEAR)]
        await _tell(work, post, "looking_in_group", own=own, near=near)
        return
    if Circle.COORDINATOR in post.may_widen and await posts.note_widened(
        work.tx, post.id, Circle.COORDINATOR
    ):
        await alerts.request_waits(work, post)
    if await posts.note_nobody_left(work.tx, post.id, work.now):
        await _say_so(work, post, need, others)


async def _say_so(work: Work, post: Post, need: Need, late: bool) -> None:
    writer = await access.resident(work, post.resident_id)
    await work.record("nobody_left", writer, post=post)
    found = await candidates.of_ring(work.tx, post, Ring.OWN, work.now)
    if Circle.NEAR in post.may_widen:
        found += await candidates.of_ring(work.tx, post, Ring.NEAR, work.now)
    # What somebody else wishes, for whom this was asked, is not the writer's to learn.
    own_wishes = post.for_resident_id in (None, writer.id)
    await _tell(
        work,
        post,
        "nobody_left",
        asked=sum([await _asked(work, post, ring) for ring in Ring]),
        held_back=matching.held_back_by_wishes(need, found) if own_wishes else 0,
        told=sorted(post.may_widen),
        group=await _group(work, post),
        late=late,
    )


async def _group(work: Work, post: Post) -> str | None:
    """Whether the buurt's group was asked, or may be with the writer's consent; None where neither."""
    if await groups.call_of(work.tx, post.id) is not None:
        return "asked"
    linked = await groups.chat_of(work.tx, post.buurt_id) is not None
    return "may" if linked and Circle.GROUP not in post.may_widen else None


async def _asked(work: Work, post: Post, ring: Ring) -> int:
    return sum(each.ring is ring and not each.came for each in await asks.of_post(work.tx, post.id))


async def _tell(work: Work, post: Post, kind: str, **params: Any) -> None:
    """To the writer, while the request is open, not at night."""
    writer = await access.resident(work, post.resident_id)
    buurt = await buurten.get(work.tx, post.buurt_id)
    await work.tell(
        writer,
        kind,
        holds=Holds("post", post.id, OPEN),
        calm=buurt.zone,
        post=post.id,
        category=post.category,
        **params,
    )


async def let(work: Work, me: Resident, post_id: PostId, circle: Circle) -> Post:
    """The writer agrees, later on, that this circle is asked as well. Raises GoneError where it is over."""
    post = await access.own_post(work, me, post_id)
    if post.state is not PostState.OPEN:
        raise GoneError(f"post {post_id} is {post.state}")
    if circle not in post.may_widen:
        await posts.let_widen(work.tx, post.id, circle)
        await posts.forget_nobody_left(work.tx, post.id)
    await work.show(me, "looking_wider", post=post.id)
    return await access.own_post(work, me, post_id)
