"""Ending a post or a match so that everybody concerned hears it, and nothing of it falls due any more."""

from __future__ import annotations

from bot.domain.ids import ResidentId
from bot.domain.model import AskState, CommitmentState, Match, Post, PostState, Resident
from bot.services import group_calls, sharing
from bot.services.work import Work
from storage import asks, buurten, commitments, due, invitations, matches, posts, residents

LIVE = frozenset({PostState.HELD, PostState.OPEN, PostState.MATCHED})
COMMITMENT_DUE = (
    "which_time",
    "which_time_again",
    "day_before",
    "hours_before",
    "check_in",
    "check_in_over",
    "address_gone",
)


async def withdraw_asks(
    work: Work, post: Post, but: ResidentId | None = None, kind: str = "already_solved"
) -> None:
    """Who was asked and has not answered, or stood by, hears: already solved, thank you (or another `kind`).

    Where the group chat was asked, what stands there says it too.
    """
    await group_calls.take_back(work, post, solved=kind == "already_solved")
    buurt = await buurten.get(work.tx, post.buurt_id)
    standing_by = {ask.id for ask in await asks.standbys(work.tx, post.id)}
    for ask in await asks.of_post(work.tx, post.id):
        open_question = ask.state is AskState.WAITING
        if ask.resident_id == but or not (open_question or ask.id in standing_by):
            continue
        if open_question:
            await asks.set_state(
                work.tx, ask.id, AskState.WITHDRAWN, work.now, was=frozenset({AskState.WAITING})
            )
            await due.cancel(work.tx, ask.id, "ask_silent")
        neighbour = await residents.get(work.tx, ask.resident_id)
        if neighbour is not None:
            await work.tell(neighbour, kind, calm=buurt.zone, category=post.category)


async def end_match(work: Work, match: Match) -> None:
    """The match is over, with its commitment and whatever would fall due for it. Tells nobody."""
    commitment = await commitments.of_match(work.tx, match.id)
    if commitment is not None:
        if commitment.state.live:
            await commitments.change(work.tx, commitment.id, CommitmentState.CANCELLED, commitment.starts_at)
        await due.cancel(work.tx, commitment.id, *COMMITMENT_DUE)
    await due.cancel(work.tx, match.id, "offer_waits", "offer_over")
    await sharing.forget_address(work, match)
    await matches.end(work.tx, match.id, work.now)


async def end_post(work: Work, post: Post, state: PostState) -> None:
    """Close or expire a post: its match ends, the other of it and those who were asked are told."""
    match = await matches.live_of_post(work.tx, post.id)
    if match is not None:
        helper = await residents.get(work.tx, match.helper_id)
        await end_match(work, match)
        if helper is not None:
            await tell_not_going_on(work, helper, post)
    await posts.set_state(work.tx, post.id, state, work.now, was=LIVE)
    # Nobody may have helped: "already solved" would not be true.
    await withdraw_asks(work, post, but=match.helper_id if match else None, kind="question_over")
    await invitations.withdraw(work.tx, post.id)
    await due.cancel(work.tx, post.id, "wave", "invite", "post_warn", "post_expire")


async def tell_not_going_on(work: Work, someone: Resident, post: Post) -> None:
    """A kind, neutral word, not at night: this will not go on."""
    buurt = await buurten.get(work.tx, post.buurt_id)
    await work.tell(someone, "not_going_on", calm=buurt.zone, category=post.category)
