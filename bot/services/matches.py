"""What the two of a match decide: the requester's choice, dropping out, and the screen between them."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.calendar import is_quiet, local, local_text
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import MatchId
from bot.domain.model import CommitmentState, Match, MatchState, Post, PostState, Resident
from bot.domain.when import When
from bot.services import access, changing, commitments, matching
from bot.services.arranged import while_agreed
from bot.services.ending import end_match, end_post, withdraw_asks
from bot.services.expiry import plan_end
from bot.services.work import Work
from storage import buurten, due, matches, posts, residents
from storage import commitments as commitment_rows


async def _offered_to(work: Work, me: Resident, match_id: MatchId) -> tuple[Match, Post]:
    match = await access.own_match(work, me, match_id, MatchState.OFFERED)
    if match.requester_id != me.id:
        raise NotAllowedError(f"match {match_id} is not for resident {me.id} to decide")
    post = await posts.get(work.tx, match.post_id)
    if post is None:
        raise GoneError(f"post of match {match_id} is gone")
    return match, post


async def accept(work: Work, me: Resident, match_id: MatchId) -> None:
    """The requester's yes: now they are matched, and everybody else who was asked hears it."""
    match, post = await _offered_to(work, me, match_id)
    open_before = frozenset({PostState.OPEN})
    if not await matches.agree(work.tx, match.id) or not await posts.set_state(
        work.tx, post.id, PostState.MATCHED, work.now, was=open_before
    ):
        raise GoneError(f"match {match_id} cannot be agreed")
    await withdraw_asks(work, post, but=match.helper_id)
    await due.cancel(work.tx, post.id, "wave", "post_warn", "post_expire")
    await due.cancel(work.tx, match.id, "offer_waits", "offer_over")
    await work.record("matched", me, post=post)
    match = await access.own_match(work, me, match_id)
    helper = await access.resident(work, match.helper_id)
    await work.tell(
        helper,
        "chosen",
        holds=while_agreed(match),
        about=(me.id,),
        match_id=match.id,
        match=match.id,
        name=me.name,
        category=post.category,
        when=post.when.to_json(),
        words=post.words,
        voice=post.voice,
        code=match.door_code,
        for_name=post.for_name,
    )
    await show_match(work, me, match.id)
    await commitments.begin(work, match, post)


async def prefer_other(work: Work, me: Resident, match_id: MatchId) -> None:
    """The requester would rather have somebody else; no reason is asked."""
    match, post = await _offered_to(work, me, match_id)
    await end_match(work, match)
    await work.record("preferred_other", me, post=post)
    helper = await access.resident(work, match.helper_id)
    buurt = await buurten.get(work.tx, post.buurt_id)
    await work.tell(helper, "not_chosen", calm=buurt.zone, category=post.category)
    await work.show(me, "looking_further")
    await matching.reoffer(work, post)


async def show_match(work: Work, me: Resident, match_id: MatchId) -> None:
    """Everything the two can do together."""
    match = await access.own_match(work, me, match_id)
    post = await posts.get(work.tx, match.post_id)
    other = await access.resident(work, match.other(me.id))
    commitment = await commitment_rows.of_match(work.tx, match.id)
    buurt = await access.buurt_of(work, me)
    starts_at = commitment.starts_at if commitment else None
    if post is None:
        raise GoneError(f"post of match {match_id} is gone")
    await work.show(
        me,
        "match_screen",
        match=match.id,
        name=other.name,
        category=post.category,
        when=post.when.to_json(),
        moment=local_text(starts_at, buurt.zone) if starts_at else None,
        confirmed=commitment is not None and commitment.state is CommitmentState.CONFIRMED,
        helping=me.id == match.helper_id,
        code=match.door_code,
    )


async def mine(work: Work, me: Resident) -> None:
    """The list of one's agreed matches."""
    access.require_member(me)
    buurt = await access.buurt_of(work, me)
    rows = []
    for match in (await matches.of_resident(work.tx, me.id, MatchState.AGREED))[:6]:
        other = await access.resident(work, match.other(me.id))
        commitment = await commitment_rows.of_match(work.tx, match.id)
        starts_at = commitment.starts_at if commitment else None
        moment = local_text(starts_at, buurt.zone) if starts_at else None
        rows.append([match.id, other.name, moment])
    await work.show(me, "my_matches", matches=rows)


async def ask_cancel(work: Work, me: Resident, match_id: MatchId) -> None:
    """Ask once more before an appointment is called off."""
    match = await access.own_match(work, me, match_id)
    other = await access.resident(work, match.other(me.id))
    await work.show(me, "cancel_sure", match=match.id, name=other.name)


async def drop_out(work: Work, me: Resident, match_id: MatchId) -> None:
    """One of the two cannot go on. The other hears it first; then the request is put out again.

    Where it is the requester who calls off, the request is closed.
    """
    match = await access.own_match(work, me, match_id)
    post = await posts.get(work.tx, match.post_id)
    other = await access.resident(work, match.other(me.id))
    if post is None:
        raise GoneError(f"post of match {match_id} is gone")
    helping = me.id == match.helper_id
    buurt = await buurten.get(work.tx, post.buurt_id)
    post = await _wanted_when(work, match, post)
    await work.tell(
        other,
        "called_off",
        about=(me.id,),
        name=me.name,
        looking=helping and post.expires_at > work.now,
        at_night=is_quiet(work.now, buurt.zone),
    )
    await end_match(work, match)
    await work.record("dropped_out", me, post=post, detail="helper" if helping else "requester")
    await work.show(me, "called_off_noted", helping=helping, post=post.id)
    if not helping:
        await end_post(work, post, PostState.CLOSED)
        await _tell_writer(work, me, post)
        return
    await posts.set_state(work.tx, post.id, PostState.OPEN, work.now, was=frozenset({PostState.MATCHED}))
    reopened = await posts.get(work.tx, post.id)
    if reopened is None:
        return
    await plan_end(work, reopened, buurt.zone)
    if reopened.expires_at > work.now:
        await matching.look_for_another(work, reopened, anew=True)


async def _wanted_when(work: Work, match: Match, post: Post) -> Post:
    """The post as it is to be offered again: where the two met later than it said, for that moment."""
    commitment = await commitment_rows.of_match(work.tx, match.id)
    starts_at = commitment.starts_at if commitment else None
    if starts_at is None or starts_at <= max(post.expires_at, work.now):
        return post
    buurt = await buurten.get(work.tx, post.buurt_id)
    at = local(starts_at, buurt.zone)
    when = When.on(at.date(), at=at.time())
    later = replace(post, when=when, expires_at=starts_at)
    await posts.change(work.tx, later)
    await changing.show_changed(work, post, later)
    return later


async def _tell_writer(work: Work, me: Resident, post: Post) -> None:
    """Somebody else asked for this help: they hear that it is not wanted any more."""
    writer = await residents.get(work.tx, post.resident_id)
    if writer is not None and writer.id != me.id:
        buurt = await buurten.get(work.tx, post.buurt_id)
        await work.tell(writer, "post_stopped", calm=buurt.zone, category=post.category)
