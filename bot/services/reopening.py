"""A request whose helper is gone looks for somebody else."""

from __future__ import annotations

from bot.domain.model import MatchState, Post, PostState
from bot.services import matching
from bot.services.guarding import must_be_held
from bot.services.work import Work
from storage import due, matches, posts


async def reopen(work: Work, post: Post) -> None:
    """Put a live request back to open, unless somebody has agreed to it; it ends now where its time is over.

    With another's yes before the requester, one that was held is open again, and nobody else is asked.
    """
    if post.state is PostState.HELD and must_be_held(post.words):
        return  # a coordinator has still to read it
    live = await matches.live_of_post(work.tx, post.id)
    if live is not None and live.state is MatchState.OFFERED:
        await posts.set_state(work.tx, post.id, PostState.OPEN, work.now, was=frozenset({PostState.HELD}))
    if live is not None:
        return
    was = frozenset({PostState.HELD, PostState.OPEN, PostState.MATCHED})
    if not await posts.set_state(work.tx, post.id, PostState.OPEN, work.now, was=was):
        return  # it had ended before
    await due.plan(work.tx, "post_expire", post.id, post.expires_at)
    reopened = await posts.get(work.tx, post.id)
    if reopened is not None and post.expires_at > work.now:
        await matching.look_for_another(work, reopened, anew=True)
