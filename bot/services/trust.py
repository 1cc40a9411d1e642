"""For whom a yes waits for a coordinator, and who is asked at all: what the buurt asks of its helpers."""

from __future__ import annotations

from bot.domain.marks import Mark, marks_of
from bot.domain.model import Post, Resident
from bot.services.work import Work
from storage import trust


async def first_yes_for(work: Work, post: Post) -> frozenset[Mark]:
    """For which kinds of help that a request is, its buurt wants a coordinator's yes to a helper's first time."""
    asked = await trust.asked(work.tx, post.buurt_id)
    return frozenset(mark for mark in marks_of(post) if asked[mark].first_yes)


async def missing(work: Work, helper: Resident, post: Post) -> frozenset[Mark]:
    """For which of these no coordinator has said yes to this helper."""
    wanted = await first_yes_for(work, post)
    return wanted - await trust.trusted_for(work.tx, helper.id) if wanted else wanted


async def lacks_vog(work: Work, helper: Resident, post: Post) -> bool:
    """Whether the buurt asks a certificate of conduct for this kind of help, and none of this helper was seen."""
    asked = await trust.asked(work.tx, post.buurt_id)
    needed = any(asked[mark].vog for mark in marks_of(post))
    return needed and await trust.vog_seen_on(work.tx, helper.id) is None


async def may_help(work: Work, helper: Resident, post: Post) -> bool:
    """Whether a yes of this helper may be put to the one who asked, with nobody else looking at it first."""
    return not await missing(work, helper, post) and not await lacks_vog(work, helper, post)


async def trust_with(work: Work, helper: Resident, post: Post) -> None:
    """A coordinator said yes to this helper's first time, which counts for what the request is."""
    await trust.trust(work.tx, helper.id, marks_of(post))
