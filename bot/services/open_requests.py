"""Open requests as a coordinator sees them: how long, what was tried; to ask again, more widely, or to close."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.calendar import is_quiet
from bot.domain.candidates import Circle, Ring
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import BuurtId, PostId
from bot.domain.model import Holds, Post, PostKind, PostState, Resident, Role
from bot.domain.morning import Why
from bot.services import access, alerts, changing, ending, group_calls, matching, posting
from bot.services.turn import following
from bot.services.work import PRESSED_TWICE, Work
from storage import asks, buurten, events, groups, posts, residents

BEYOND = (Circle.NEAR, Circle.GROUP)
"""How a coordinator makes the circle larger, from near to far."""
ASKED_LATELY = timedelta(days=1)
"""So long the writer is not asked for the same consent again."""


async def show_next(work: Work, me: Resident, buurt_id: BuurtId, after: int = 0) -> None:
    """One open request, a screen each, the oldest first."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    rows = await posts.for_coordinator(work.tx, buurt_id)
    post = following(rows, after)
    if post is None:
        await work.show(me, "co_nothing", buurt=buurt_id)
    elif post.state is PostState.HELD:
        await work.show(me, "co_held", **alerts.held_card(post), more=len(rows) - 1)
    else:
        await work.show(me, "co_request", **await alerts.request_card(work, post), more=len(rows) - 1)


async def ask_again(work: Work, me: Resident, post_id: PostId) -> None:
    """Look for helpers once more (in quiet hours at 08:00), and show what was tried now.

    Pressed once more at once, it does not begin the next wave: several presses would ask everybody.
    """
    post = await open_one(work, me, post_id)
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


async def choose_why(work: Work, me: Resident, post_id: PostId) -> None:
    """Why is it closed?"""
    post = await open_one(work, me, post_id, PostState.OPEN, PostState.HELD)
    await work.show(me, "co_close_why", buurt=post.buurt_id, post=post.id)


async def close(work: Work, me: Resident, post_id: PostId, why: Why) -> None:
    """End a request; its writer hears kindly why, and who was asked is thanked."""
    post = await open_one(work, me, post_id, PostState.OPEN, PostState.HELD)
    buurt = await buurten.get(work.tx, post.buurt_id)
    await ending.end_post(work, post, PostState.CLOSED)
    await work.record("closed", me, post=post, detail="coordinator")
    await work.record("closes", me, post=post, detail=why)
    writer = await residents.get(work.tx, post.resident_id)
    if writer is not None:
        await work.tell(
            writer, "closed_by_coordinator", calm=buurt.zone, category=post.category, why=why, post=post.id
        )
    left = len(await posts.for_coordinator(work.tx, post.buurt_id))
    await work.show(me, "co_request_closed", buurt=post.buurt_id, left=left)


async def show_wider(work: Work, me: Resident, post_id: PostId) -> None:
    """How the circle of a request could be made larger."""
    post = await open_one(work, me, post_id)
    circles = {each.value: await _stands(work, post, each) for each in BEYOND}
    await work.show(me, "co_wider", buurt=post.buurt_id, post=post.id, circles=circles)


async def _stands(work: Work, post: Post, circle: Circle) -> str:
    """Where a circle stands: `none` there, `asked` by now, the writer `may` be asked for it, or it is `open`."""
    if circle is Circle.GROUP:
        if await groups.chat_of(work.tx, post.buurt_id) is None:
            return "none"
        asked = await groups.call_of(work.tx, post.id) is not None
    else:
        if not await buurten.has_neighbours(work.tx, post.buurt_id):
            return "none"
        asked = circle in post.widened
    if asked:
        return "asked"
    return "open" if circle in post.may_widen else "may"


async def widen(work: Work, me: Resident, post_id: PostId, circle: Circle) -> None:
    """Ask a larger circle now; where the writer has not agreed to it, ask the writer.

    Raises GoneError where there is no such circle, or it was asked.
    """
    post = await open_one(work, me, post_id)
    match await _stands(work, post, circle):
        case "may":
            outcome = await _ask_writer(work, me, post, circle)
        case "open" if circle is Circle.GROUP:
            outcome = await _ask_group(work, me, post)
        case "open":
            outcome = await _ask_next_door(work, me, post)
        case _:
            raise GoneError(f"circle {circle} of post {post_id} cannot be asked")
    await work.show(me, "co_widened", buurt=post.buurt_id, outcome=outcome)


async def _ask_writer(work: Work, me: Resident, post: Post, circle: Circle) -> str:
    kind = f"asks_leave_{circle}"
    writer = await access.resident(work, post.resident_id)
    if not await events.lately(work.tx, post.id, work.now - ASKED_LATELY, kind):
        zone = (await buurten.get(work.tx, post.buurt_id)).zone
        still_open = Holds("post", post.id, frozenset({PostState.OPEN}))
        await work.record(kind, me, post=post)
        await work.tell(
            writer,
            "may_i_widen",
            calm=zone,
            holds=still_open,
            post=post.id,
            category=post.category,
            circle=circle,
        )
    return "writer"


async def _ask_group(work: Work, me: Resident, post: Post) -> str:
    if not await group_calls.call(work, post):
        zone = (await buurten.get(work.tx, post.buurt_id)).zone
        return "night" if is_quiet(work.now, zone) else "not_now"
    await work.record("widens", me, post=post, detail=Circle.GROUP)
    if await posts.note_widened(work.tx, post.id, Circle.GROUP):
        zone = (await buurten.get(work.tx, post.buurt_id)).zone
        own, near = [await _asked(work, post, ring) for ring in (Ring.OWN, Ring.NEAR)]
        await work.tell(
            await access.resident(work, post.resident_id),
            "looking_in_group",
            holds=Holds("post", post.id, frozenset({PostState.OPEN})),
            calm=zone,
            post=post.id,
            category=post.category,
            own=own,
            near=near,
        )
    return "group"


async def _ask_next_door(work: Work, me: Resident, post: Post) -> str:
    if await events.lately(work.tx, post.id, work.now - PRESSED_TWICE, "widens"):
        return "near"
    await work.record("widens", me, post=post, detail=Circle.NEAR)
    before = await _asked(work, post, Ring.NEAR)
    await matching.wave(work, post, next_stage=True)
    if await _asked(work, post, Ring.NEAR) > before:
        return "near"
    zone = (await buurten.get(work.tx, post.buurt_id)).zone
    return "night" if is_quiet(work.now, zone) else "not_now"


async def _asked(work: Work, post: Post, ring: Ring) -> int:
    return sum(each.ring is ring and not each.came for each in await asks.of_post(work.tx, post.id))


async def open_one(work: Work, me: Resident, post_id: PostId, *states: PostState) -> Post:
    """A request in one of these states (default: open) that this coordinator may see.

    Raises NotAllowedError where the writer did not agree to that, GoneError where it is in another state.
    """
    post = await posts.get(work.tx, post_id)
    if post is None:
        raise GoneError(f"no post {post_id}")
    await access.require_role(work, me, post.buurt_id, Role.COORDINATOR)
    open_offer = post.kind is PostKind.OFFER and post.state is PostState.OPEN
    if post.state not in (states or (PostState.OPEN,)) or open_offer:
        raise GoneError(f"post {post_id} is {post.state}")
    if post.state is PostState.OPEN and Circle.COORDINATOR not in post.may_widen:
        raise NotAllowedError(f"post {post_id} is not for a coordinator to see")
    return post
