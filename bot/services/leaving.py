"""Somebody goes (erased, or removed): whatever they had with others ends, and the others are told kindly."""

from __future__ import annotations

from bot.domain.model import Ask, AskState, Match, MatchState, Post, PostState, Resident
from bot.services import ending, inviting, paper_contact
from bot.services.reopening import reopen
from bot.services.work import Work
from storage import asks, buurten, drafts, due, matches, posts, relays, residents


async def let_go(work: Work, who: Resident) -> int:
    """End the live posts, asks and matches of `who`; returns how many matches ended.

    Who hears of it is not told who went: these messages outlive the resident.
    """
    await paper_contact.lost(work, who)
    await drafts.delete(work.tx, who.id)
    await relays.close_for(work.tx, who.id)
    again = [ask.post_id for ask in await _take_back_answers(work, who)]
    live = await matches.of_resident(work.tx, who.id, MatchState.OFFERED, MatchState.AGREED)
    for match in live:
        await _end(work, who, match)
        again.append(match.post_id)
    for post in await posts.live_of(work.tx, who.id):
        await _close_own(work, who, post)
    for post in await posts.live_about(work.tx, who.id):
        await _close_about(work, post)
    for post_id in dict.fromkeys(again):
        without = await posts.get(work.tx, post_id)
        if without is not None and without.state in (PostState.OPEN, PostState.MATCHED):
            await reopen(work, without)
    return len(live)


async def _take_back_answers(work: Work, who: Resident) -> list[Ask]:
    """Questions to them stay unanswered and their yeses count no more."""
    open_ones = await asks.waiting_of(work.tx, who.id) + await asks.standby_of(work.tx, who.id)
    for ask in open_ones:
        was = frozenset({AskState.WAITING, AskState.YES})
        await asks.set_state(work.tx, ask.id, AskState.WITHDRAWN, work.now, was=was)
        await due.cancel(work.tx, ask.id, "ask_silent", "goes_on")
        post = await posts.get(work.tx, ask.post_id)
        if post is not None:
            await inviting.turned_down(work, post, who)
    return open_ones


async def _end(work: Work, who: Resident, match: Match) -> None:
    post = await posts.get(work.tx, match.post_id)
    other = await residents.get(work.tx, match.other(who.id))
    await ending.end_match(work, match)
    if other is not None and post is not None:
        looking = match.helper_id == who.id
        buurt = await buurten.get(work.tx, post.buurt_id)
        await work.tell(other, "neighbour_left", calm=buurt.zone, category=post.category, looking=looking)
        if match.state is MatchState.AGREED:
            await work.record("dropped_out", who, post=post, detail="helper" if looking else "requester")


async def _close_own(work: Work, who: Resident, post: Post) -> None:
    """A post of theirs; the person it is for, where that is somebody else, had perhaps a helper already."""
    match = await matches.live_of_post(work.tx, post.id)
    helped = await residents.get(work.tx, match.requester_id) if match else None
    await ending.end_post(work, post, PostState.CLOSED)
    await work.record("closed", who, post=post)
    if helped is not None:
        await ending.tell_not_going_on(work, helped, post)


async def _close_about(work: Work, post: Post) -> None:
    """What somebody else asked for them: its writer hears that it is not needed any more."""
    writer = await residents.get(work.tx, post.resident_id)
    await ending.end_post(work, post, PostState.CLOSED)
    await work.record("closed", writer, post=post)
    if writer is not None:
        await ending.tell_not_going_on(work, writer, post)
