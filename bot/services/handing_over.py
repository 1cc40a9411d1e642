"""A request that is not for neighbours goes to a professional on the list of places; later: did that help?"""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from bot.domain.calendar import at_local, local
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import PostId
from bot.domain.model import PostState, Resident
from bot.services import ending, open_requests
from bot.services import resources as places
from bot.services.work import Work
from storage import buurten, due, posts, residents, resources

A_PAGE = 5
ASKED_AFTER = timedelta(days=3)
ASKED_AT = time(10)
"""Local: three days later, in the morning, they are asked whether it helped."""


async def choose(work: Work, me: Resident, post_id: PostId, page: int = 0) -> None:
    """To whom? The places of the buurt, and the national desks."""
    post = await open_requests.open_one(work, me, post_id)
    own = await resources.of_buurt(work.tx, post.buurt_id)
    known = {each.kind for each in own}
    found: list[list[Any]] = [[str(each.id), each.kind, each.name] for each in own]
    found += [[kind, kind, None] for kind in work.emergency.desks if kind not in known]
    page = page if page * A_PAGE < len(found) else 0
    await work.show(
        me,
        "co_hand_over",
        buurt=post.buurt_id,
        post=post.id,
        places=found[page * A_PAGE : (page + 1) * A_PAGE],
        page=page,
        more=(page + 1) * A_PAGE < len(found),
    )


async def hand_over(work: Work, me: Resident, post_id: PostId, which: str) -> None:
    """The writer gets this place with how to reach it, and the request is closed as handed over."""
    post = await open_requests.open_one(work, me, post_id)
    if which in work.emergency.desks:
        desk = work.emergency.desks[which]
        place: dict[str, Any] = {"kind": which, "name": None, "phone": desk.call, "site": desk.source}
    else:
        entry = await places.by_text(work, which)
        if entry is None or entry.buurt_id != post.buurt_id:
            raise GoneError("no such place")
        place = places.card(entry)
    await ending.end_post(work, post, PostState.CLOSED)
    await work.record("closed", me, post=post, detail="coordinator")
    await work.record("hands_over", me, post=post, detail=place["kind"])
    await resources.hand_over(work.tx, post.id, place["kind"], work.now)
    zone = (await buurten.get(work.tx, post.buurt_id)).zone
    asked_on = local(work.now + ASKED_AFTER, zone).date()
    await due.plan(work.tx, "handed_over", post.id, at_local(asked_on, ASKED_AT, zone))
    writer = await residents.get(work.tx, post.resident_id)
    if writer is not None:
        await work.tell(writer, "handed_over", calm=zone, post=post.id, category=post.category, place=place)
    await work.show(me, "co_handed_over", buurt=post.buurt_id, kind=place["kind"], name=place["name"])


async def ask(work: Work, subject: int) -> None:
    """Three days later: did it help?"""
    post = await posts.get(work.tx, PostId(subject))
    kind = await resources.handed_over(work.tx, PostId(subject))
    writer = await residents.get(work.tx, post.resident_id) if post else None
    if post is None or kind is None or writer is None:
        return
    zone = (await buurten.get(work.tx, post.buurt_id)).zone
    await work.tell(writer, "did_it_help", calm=zone, post=post.id, category=post.category, kind=kind)


async def answer(work: Work, me: Resident, post_id: PostId, helped: bool) -> None:
    """The writer says whether it helped; where it did not, they may ask neighbours once more."""
    post = await posts.get(work.tx, post_id)
    if post is None or post.resident_id != me.id or not me.takes_part:
        raise NotAllowedError(f"post {post_id} is not of resident {me.id}")
    if not await resources.note_helped(work.tx, post.id, helped):
        raise GoneError(f"post {post_id} was answered for")
    await due.cancel(work.tx, post.id, "handed_over")
    await work.record("handed_over_helped" if helped else "handed_over_in_vain", me, post=post)
    await work.show(me, "glad_it_helped" if helped else "sorry_it_did_not", post=post.id)
