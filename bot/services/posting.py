"""Requests and offers: publishing, changing, extending and closing them."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import is_quiet, utc
from bot.domain.candidates import Circle
from bot.domain.categories import Category
from bot.domain.drafts import Data, Flow, once
from bot.domain.errors import GoneError, TooManyError
from bot.domain.ids import PostId, ResidentId
from bot.domain.invitations import RECEIVERS
from bot.domain.model import AskState, Holds, Post, PostKind, PostState, Resident
from bot.domain.when import Availability, Part, When
from bot.services import access, alerts, changing, drafts, expiry, incoming, matching, vog, widening
from bot.services.ending import end_post, tell_not_going_on
from bot.services.guarding import must_be_held
from bot.services.post_answers import may_be_asked_for
from bot.services.work import Work
from storage import asks, buurten, events, matches, posts, residents

MOST_LIVE = 6
"""Live posts a resident: as many as one list shows, and more would drown the others."""
MOST_NEW = 12
"""New posts a resident in a day: closing and posting again would use up the questions to all helpers."""
MOST_CHANGED = 6
"""Changes a resident in a day: to other help and back again asks others each time, within an hour everybody."""


async def begin(work: Work, me: Resident, flow: Flow) -> None:
    """The first question of a request or an offer. Raises NotAllowedError for who is no member."""
    access.require_member(me)
    await drafts.begin(work, me, flow, {"flow": flow})


@drafts.finishes(Flow.REQUEST, Flow.OFFER)
async def finish(work: Work, me: Resident, data: Data) -> None:
    """Publish what the draft holds, or store the changes to the post that it came from."""
    buurt_id = access.require_member(me)
    buurt = await buurten.get(work.tx, buurt_id)
    kind = PostKind(data["flow"])
    when = When.from_json(data.get("when", {})) if kind is PostKind.REQUEST or once(data) else When()
    standing = kind is PostKind.OFFER and not once(data)
    about = await _about(work, me, data)
    expires_at = work.now + expiry.OFFER_STAYS if standing else utc(when.ends_at(work.now, buurt.zone))
    post = Post(
        id=PostId(data.get("post", 0)),
        kind=kind,
        resident_id=me.id,
        buurt_id=buurt_id,
        category=Category(data["category"]),
        state=PostState.HELD if must_be_held(data.get("words")) else PostState.OPEN,
        when=when,
        can=Availability(
            frozenset(data.get("days", [])), frozenset(Part(part) for part in data.get("parts", []))
        )
        if not once(data)
        else Availability(when.days, when.parts),
        max_per_week=data.get("often") or (RECEIVERS if once(data) else 2),
        words=data.get("words"),
        voice=data.get("voice"),
        coffee=bool(data.get("coffee")),
        for_name=data.get("for_name"),
        for_resident_id=about.id if about else None,
        may_widen=frozenset(Circle(each) for each in data.get("widen", me.may_widen)),
        created_at=work.now,
        expires_at=expires_at,
    )
    if kind is PostKind.OFFER:
        await residents.set_beyond(work.tx, me.id, bool(data.get("beyond", me.beyond)))
    if "post" in data:
        await _store_change(work, me, post, buurt.zone)
    else:
        await _publish(work, me, post, buurt.zone)
    await incoming.next_need(work, me, data)


async def _about(work: Work, me: Resident, data: Data) -> Resident | None:
    """Whom in the bot it is for, looked at again: since the draft began they may have said that they want
    no contact, or stopped what was asked for them. It is then for a name only."""
    if not data.get("for_resident"):
        return None
    found = await residents.get(work.tx, ResidentId(data["for_resident"]))
    return found if found is not None and await may_be_asked_for(work, me, found) else None


async def add(work: Work, me: Resident, post: Post, zone: ZoneInfo) -> Post:
    """Keep a new post and plan its end; nobody is told or asked yet. Raises TooManyError."""
    if len(await posts.live_of(work.tx, me.id)) >= MOST_LIVE:
        raise TooManyError(f"resident {me.id} has {MOST_LIVE} live posts")
    day_ago = work.now - timedelta(days=1)
    if await events.count_of(work.tx, me.id, day_ago, "posted_request", "posted_offer") >= MOST_NEW:
        raise TooManyError(f"resident {me.id} made {MOST_NEW} posts in a day")
    post = await posts.add(work.tx, post)
    await work.record(f"posted_{post.kind}", me, post=post)
    await expiry.plan_end(work, post, zone)
    return post


async def _publish(work: Work, me: Resident, post: Post, zone: ZoneInfo) -> None:
    post = await add(work, me, post, zone)
    if post.state is PostState.HELD:
        await hold(work, me, post)
        return
    await work.show(
        me,
        f"published_{post.kind}",
        post=post.id,
        category=post.category,
        when=post.when.to_json(),
        # Also where the bot tells them itself: who is in the bot is not the writer's to learn.
        for_name=post.for_name,
        **({"at_night": is_quiet(work.now, zone)} if post.kind is PostKind.REQUEST else {}),
    )
    await tell_person(work, me, post)
    await vog.tell_of(work, post)
    await matching.bring_together(work, post)


async def tell_person(work: Work, writer: Resident, post: Post) -> None:
    """Tell the person in the bot for whom `writer` asks, so that they can stop it."""
    about = await residents.get(work.tx, post.for_resident_id) if post.for_resident_id else None
    if about is None:
        return
    buurt = await buurten.get(work.tx, post.buurt_id)
    await work.tell(
        about,
        "posted_for_you",
        holds=Holds("post", post.id, frozenset({PostState.OPEN, PostState.MATCHED})),
        calm=buurt.zone,
        about=(writer.id,),
        post=post.id,
        writer=writer.name,
        category=post.category,
        when=post.when.to_json(),
        words=post.words,
    )


async def hold(work: Work, me: Resident, post: Post) -> None:
    """A coordinator reads it first; its writer is told so kindly."""
    await work.record("held", me, post=post)
    await work.show(me, "post_held", post=post.id)
    await alerts.post_waits(work, post)


async def _store_change(work: Work, me: Resident, post: Post, zone: ZoneInfo) -> None:
    before = await access.own_open_post(work, me, post.id)
    await _nobody_said_yes(work, before)
    await posts.change(work.tx, post)
    stored = await access.own_post(work, me, post.id)
    if stored.visits_home and not before.visits_home:
        await _take_back_yeses(work, stored)
    await expiry.plan_end(work, stored, zone)
    await work.record("changed", me, post=stored)
    if post.state is PostState.HELD:
        await posts.set_state(
            work.tx, post.id, PostState.HELD, work.now, was=frozenset({PostState.OPEN, PostState.HELD})
        )
        await hold(work, me, stored)
        return
    await changing.show_changed(work, before, stored)
    await show_post(work, me, post.id)
    if stored.for_resident_id != before.for_resident_id:
        await tell_person(work, me, stored)
    await matching.bring_together(work, stored)


async def _nobody_said_yes(work: Work, post: Post) -> None:
    """Raises GoneError while a neighbour's yes lies with the requester: it was a yes to what stands there."""
    if await matching.has_live_match(work, post):
        raise GoneError(f"somebody said yes to post {post.id}")


async def _take_back_yeses(work: Work, post: Post) -> None:
    """The request became one at home: a yes of somebody who was never asked whether they are 18 is none."""
    for ask in await asks.standbys(work.tx, post.id):
        helper = await residents.get(work.tx, ask.resident_id)
        if helper is not None and helper.adult is not True:
            was = frozenset({AskState.YES})
            await asks.set_state(work.tx, ask.id, AskState.WITHDRAWN, work.now, was=was)
            await tell_not_going_on(work, helper, post)


async def mine(work: Work, me: Resident) -> None:
    """The list of one's live posts."""
    access.require_member(me)
    live = await posts.live_of(work.tx, me.id)
    await work.show(
        me, "my_posts", posts=[[post.id, post.kind, post.category, post.when.to_json()] for post in live[:6]]
    )


async def show_post(work: Work, me: Resident, post_id: PostId) -> None:
    """One's own post, with what can be done about it."""
    post = await access.own_post(work, me, post_id)
    await work.show(me, "post_screen", **describe(post), asked=await matching.asked_count(work, post))


def describe(post: Post) -> Data:
    """A post as parameters of a message kind."""
    return {
        "post": post.id,
        "kind": post.kind,
        "state": post.state,
        "category": post.category,
        "when": post.when.to_json(),
        "days": sorted(post.can.days),
        "parts": sorted(post.can.parts),
        "often": post.max_per_week,
        "once": post.one_time,
        "words": post.words,
        "voice": post.voice,
        "coffee": post.coffee,
        "for_name": post.for_name,
        "widen": sorted(post.may_widen),
    }


async def change(work: Work, me: Resident, post_id: PostId) -> None:
    """Open the post again as a draft at its summary. Raises TooManyError."""
    post = await access.own_open_post(work, me, post_id)
    await _nobody_said_yes(work, post)
    if await events.count_of(work.tx, me.id, work.now - timedelta(days=1), "changed") >= MOST_CHANGED:
        raise TooManyError(f"resident {me.id} changed posts {MOST_CHANGED} times in a day")
    data: Data = {
        **describe(post),
        "flow": post.kind,
        "for_resident": post.for_resident_id,
        "changing": True,
        "answered": ["category", "when", "day", "part", "words", "coffee", "days", "parts", "often"],
    }
    del data["kind"], data["state"]
    await drafts.begin(work, me, Flow(post.kind), data)


async def again(work: Work, me: Resident, post_id: PostId) -> None:
    """Ask the same once more: a new draft with the words of an ended post, its time to be chosen."""
    post = await posts.get(work.tx, post_id)
    if post is None or post.resident_id != me.id:
        await access.own_post(work, me, post_id)
        return
    data: Data = {key: value for key, value in describe(post).items() if key not in ("post", "state", "kind")}
    data |= {"flow": post.kind, "for_resident": post.for_resident_id}
    data |= {"answered": ["category", "words", "coffee", "days", "parts", "often"]}
    await drafts.begin(work, me, Flow(post.kind), data)


async def close(work: Work, me: Resident, post_id: PostId, *, sure: bool = False) -> None:
    """The writer no longer needs or offers it. Where a neighbour is on the way, they are asked once more."""
    post = await access.own_post(work, me, post_id)
    match = await matches.live_of_post(work.tx, post.id)
    if post.state is PostState.MATCHED and not sure:
        await work.show(me, "close_sure", post=post.id)
        return
    await end_post(work, post, PostState.CLOSED)
    await work.record("closed", me, post=post)
    await work.show(me, "post_closed", post=post.id)
    helped = await residents.get(work.tx, match.requester_id) if match else None
    if helped is not None and helped.id != me.id:
        await tell_not_going_on(work, helped, post)


async def stop_for_me(work: Work, me: Resident, post_id: PostId) -> None:
    """The person a post was written for does not want it."""
    post = await posts.get(work.tx, post_id)
    if post is None or post.for_resident_id != me.id or not post.state.live:
        raise access.gone_or_not_allowed(post_id, post is not None and post.for_resident_id == me.id)
    await end_post(work, post, PostState.CLOSED)
    await work.record("closed", me, post=post)
    await work.record("stopped_for_me", me, post=post)
    await work.show(me, "stopped_for_me")
    writer = await residents.get(work.tx, post.resident_id)
    if writer is not None:
        buurt = await buurten.get(work.tx, post.buurt_id)
        await work.tell(writer, "post_stopped", calm=buurt.zone, category=post.category)


async def widen(work: Work, me: Resident, post_id: PostId, circle: Circle) -> None:
    """The writer agrees, after nobody could, that this circle is asked as well; it is asked now.

    Pressed once more, it asks nobody: each press would else begin the next wave.
    """
    post = await access.own_post(work, me, post_id)
    let_before = circle in post.may_widen
    post = await widening.let(work, me, post_id, circle)
    if not let_before:
        await matching.wave(work, post, next_stage=True)
