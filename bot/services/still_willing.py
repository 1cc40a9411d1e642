"""Who keeps silent for long is asked once whether they still want to be asked; without an answer they rest."""

from __future__ import annotations

from dateutil.relativedelta import relativedelta

from bot.domain import matching
from bot.domain.errors import GoneError
from bot.domain.model import Holds, PostKind, PostState, Resident, ResidentState
from bot.services import access, ending, profile
from bot.services.work import Work
from storage import buurten, posts, residents

NOT_WITHIN = relativedelta(months=6)
"""Nobody is asked this twice in so long a time."""
MEMBER = frozenset({ResidentState.MEMBER})


async def kept_silent(work: Work, who: Resident) -> None:
    """One more question without an answer; where it is the last of too many, ask whether to go on."""
    in_row = await residents.kept_silent(work.tx, who.id)
    if in_row < matching.DEFAULT.silent_limit or who.state not in MEMBER or who.buurt_id is None:
        return
    if not await _offers(work, who):
        return
    if not await residents.note_still_asked(work.tx, who.id, work.now, work.now - NOT_WITHIN):
        return
    zone = (await buurten.get(work.tx, who.buurt_id)).zone
    await work.record("still_asked", who)
    await work.tell(who, "still_willing", holds=Holds("resident", who.id, MEMBER), calm=zone)


async def _offers(work: Work, who: Resident) -> bool:
    return any(each.kind is PostKind.OFFER for each in await posts.live_of(work.tx, who.id))


async def _asked(work: Work, me: Resident) -> None:
    access.require_member(me)
    if not await residents.was_asked(work.tx, me.id, "still"):
        raise GoneError(f"resident {me.id} was not asked whether to go on")


async def go_on(work: Work, me: Resident) -> None:
    """They still want to be asked."""
    await _asked(work, me)
    await residents.answered(work.tx, me.id)
    await work.record("still_yes", me)
    await work.show(me, "still_noted")


async def pause(work: Work, me: Resident) -> None:
    """Not for a while."""
    await _asked(work, me)
    await residents.answered(work.tx, me.id)
    await profile.pause(work, me)


async def stop(work: Work, me: Resident) -> None:
    """They want to be asked no more: their own offers are closed. Requests and appointments stay."""
    await _asked(work, me)
    await residents.answered(work.tx, me.id)
    for post in await posts.live_of(work.tx, me.id):
        if post.kind is PostKind.OFFER:
            await ending.end_post(work, post, PostState.CLOSED)
            await work.record("closed", me, post=post)
    await work.show(me, "offers_stopped")
