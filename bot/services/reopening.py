"""A request whose helper is gone looks for somebody else."""

from __future__ import annotations

from bot.domain.model import Post, PostState
from bot.services import matching
from bot.services.work import Work
from storage import due, posts


async def reopen(work: Work, post: Post) -> None:
    """Put a request back to open, unless somebody has agreed to it or its time is over."""
    if post.expires_at <= work.now or await matching.has_live_match(work, post):
        return
    was = frozenset({PostState.HELD, PostState.OPEN, PostState.MATCHED})
    await posts.set_state(work.tx, post.id, PostState.OPEN, work.now, was=was)
    await due.plan(work.tx, "post_expire", post.id, post.expires_at)
    reopened = await posts.get(work.tx, post.id)
    if reopened is not None:
        await matching.look_for_another(work, reopened, anew=True)
