"""Reciprocity without points: who was helped is asked, once and lightly, what they like to do for others."""

from __future__ import annotations

from datetime import time, timedelta

from bot.domain.calendar import at_local, local
from bot.domain.categories import FREQUENT, Category
from bot.domain.drafts import Flow
from bot.domain.errors import GoneError
from bot.domain.ids import ResidentId
from bot.domain.model import Holds, PostKind, Resident, ResidentState
from bot.services import access, drafts
from bot.services.work import Work
from storage import buurten, due, posts, residents

AT = time(10, 30)
MEMBER = frozenset({ResidentState.MEMBER})


async def plan(work: Work, me: Resident) -> None:
    """`me` was helped and said thank you: the next day they are asked, unless they ever were or help already."""
    buurt = await access.buurt_of(work, me)
    if await residents.was_asked(work.tx, me.id, "give") or await _helps(work, me):
        return
    tomorrow = local(work.now, buurt.zone).date() + timedelta(days=1)
    await due.plan(work.tx, "give_question", me.id, at_local(tomorrow, AT, buurt.zone))


async def _helps(work: Work, me: Resident) -> bool:
    return any(each.kind is PostKind.OFFER for each in await posts.live_of(work.tx, me.id))


async def ask(work: Work, subject: int) -> None:
    """The question, once in their life."""
    who = await residents.get(work.tx, ResidentId(subject))
    if who is None or who.state not in MEMBER or who.buurt_id is None or await _helps(work, who):
        return
    if not await residents.note_give_asked(work.tx, who.id, work.now):
        return
    buurt = await buurten.get(work.tx, who.buurt_id)
    await work.tell(
        who,
        "give_question",
        holds=Holds("resident", who.id, MEMBER),
        calm=buurt.zone,
        categories=list(FREQUENT),
    )


async def _asked(work: Work, me: Resident) -> None:
    access.require_member(me)
    if not await residents.was_asked(work.tx, me.id, "give"):
        raise GoneError(f"resident {me.id} was not asked what they like to do")


async def offer(work: Work, me: Resident, category: Category) -> None:
    """They like to do this: the questions of an offer, with its kind known."""
    await _asked(work, me)
    await drafts.begin(
        work, me, Flow.OFFER, {"flow": Flow.OFFER, "category": category, "answered": ["category"]}
    )


async def not_now(work: Work, me: Resident) -> None:
    """It need not be; nobody asks again."""
    await _asked(work, me)
    await work.show(me, "give_not_now")
