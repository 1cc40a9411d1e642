"""Reporting a neighbour ("melden"): two taps, no words; contact between the two ends at once."""

from __future__ import annotations

from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import AskId, InvitationId, MatchId, PostId
from bot.domain.model import AskState, MatchState, Post, PostState, Resident
from bot.services import access, alerts, ending, matching
from bot.services.reopening import reopen
from bot.services.work import Work
from storage import asks, commitments, due, invitations, matches, posts, reports

ANY = (MatchState.OFFERED, MatchState.AGREED, MatchState.ENDED)
"""Also what is over can be reported."""


async def confirm(work: Work, me: Resident, what: str, row: int) -> None:
    """Ask once more before a report; `what` is "match", "ask", "invite" or "post" (one for me)."""
    reported, _ = await _about(work, me, what, row)
    name = reported.name if what == "match" and await _knows_name(work, me, MatchId(row)) else None
    work.edit = None  # the card or the line that is reported stays readable beside the question
    await work.show(me, "report_confirm", what=what, row=row, name=name)


async def _knows_name(work: Work, me: Resident, match_id: MatchId) -> bool:
    """The requester sees the helper's name with the offer; the helper sees theirs only after their yes."""
    match = await access.own_match(work, me, match_id, *ANY)
    return match.requester_id == me.id or await commitments.of_match(work.tx, match.id) is not None


async def report(work: Work, me: Resident, what: str, row: int) -> None:
    """Cut contact between the two, tell the coordinators, and tell the reporter what happens now."""
    reported, post = await _about(work, me, what, row)
    seen_by = len(await alerts.coordinators(work, post.buurt_id, me.id, reported.id))
    await cut_contact(work, me, reported)
    if not await reports.open_between(work.tx, me.id, reported.id):
        report_id = await reports.add(work.tx, me.id, reported.id, post.buurt_id, work.now)
        await work.record("reported", me, post=post)
        made = await reports.get(work.tx, report_id)
        if made is not None:
            await alerts.report_waits(work, made)
    await work.show(me, "report_done", seen=seen_by > 0)


async def cut_contact(work: Work, one: Resident, other: Resident) -> None:
    """Nothing goes on between these two, and they are not brought together again.

    The request of `one` looks for somebody else; that of `other`, who was reported, is held until a
    coordinator has looked. The other hears only that this will not go on.
    """
    await reports.block(work.tx, one.id, other.id)
    again: list[Post] = []
    for match in await matches.of_resident(work.tx, one.id, MatchState.OFFERED, MatchState.AGREED):
        post = await posts.get(work.tx, match.post_id)
        if not match.has(other.id) or post is None:
            continue
        await ending.end_match(work, match)
        await ending.tell_not_going_on(work, other, post)
        if match.state is MatchState.AGREED:
            await work.record("dropped_out", one, post=post, detail="helper")
        again.append(post)
    await invitations.withdraw_between(work.tx, one.id, other.id)
    for ask in await asks.between(work.tx, one.id, other.id):
        was = frozenset({AskState.WAITING, AskState.SILENT, AskState.YES})
        await asks.set_state(work.tx, ask.id, AskState.WITHDRAWN, work.now, was=was)
        await due.cancel(work.tx, ask.id, "ask_silent")
        post = await posts.get(work.tx, ask.post_id)
        if post is not None and post.id not in [each.id for each in again]:
            again.append(post)
    for post in again:
        await _go_on_without(work, post, other)
    for post in await posts.live_about(work.tx, one.id):
        # What the other asked for them; where a neighbour is on the way, that help is not the other's.
        if post.resident_id == other.id and post.state is not PostState.MATCHED:
            await ending.end_post(work, post, PostState.CLOSED)
            await work.record("closed", one, post=post)
            await ending.tell_not_going_on(work, other, post)


async def _go_on_without(work: Work, post: Post, reported: Resident) -> None:
    if post.state is PostState.MATCHED and await matching.has_live_match(work, post):
        return  # a neighbour who has no part in this is on the way
    if reported.id in (post.resident_id, post.for_resident_id):
        was = frozenset({PostState.OPEN, PostState.MATCHED})
        if await posts.set_state(work.tx, post.id, PostState.HELD, work.now, was=was):
            await due.cancel(work.tx, post.id, "wave", "post_warn")
            await due.plan(work.tx, "post_expire", post.id, max(post.expires_at, work.now))
        return
    await reopen(work, post)


async def let_go_on(work: Work, reported: Resident) -> None:
    """The requests that were held look for helpers again, once no report is open any more."""
    if await reports.open_about(work.tx, reported.id):
        return
    for post in await posts.live_of(work.tx, reported.id) + await posts.live_about(work.tx, reported.id):
        if post.state is PostState.HELD and post.expires_at <= work.now:
            await due.plan(work.tx, "post_expire", post.id, work.now)
        elif post.state is PostState.HELD:
            await reopen(work, post)


async def _about(work: Work, me: Resident, what: str, row: int) -> tuple[Resident, Post]:
    """Whom a button reports, and the post it is about. Raises NotAllowedError or GoneError."""
    access.require_member(me)
    if what == "match":
        match = await access.own_match(work, me, MatchId(row), *ANY)
        post, reported = await posts.get(work.tx, match.post_id), match.other(me.id)
    elif what == "ask":
        ask = await access.own_ask(work, me, AskId(row))
        post = await posts.get(work.tx, ask.post_id)
        reported = post.resident_id if post else me.id
    elif what == "invite":
        invitation = await invitations.get(work.tx, InvitationId(row))
        if invitation is None or invitation.resident_id != me.id:
            raise NotAllowedError(f"invitation {row} is not for resident {me.id}")
        post = await posts.get(work.tx, invitation.offer_id)
        reported = post.resident_id if post else me.id
    elif what == "post":
        post = await posts.get(work.tx, PostId(row))
        if post is None or post.for_resident_id != me.id:
            raise NotAllowedError(f"post {row} is not for resident {me.id}")
        reported = post.resident_id
    else:
        raise GoneError("nothing of that name can be reported")
    if post is None:
        raise GoneError(f"the post of {what} {row} is gone")
    if reported == me.id:
        raise NotAllowedError(f"resident {me.id} cannot report themselves")
    return await access.resident(work, reported), post
