"""A member says "I know them": a newcomer who waits shows a link to a neighbour, and is in at their word."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.model import Buurt, Resident
from bot.services import access, alerts, onboarding, standing
from bot.services.work import Work
from storage import events, reports, residents, vouching

LINK = "ken-"
"""Before the code in a link."""
A_MONTH = timedelta(days=30)
MOST = 3
"""Newcomers that one member may vouch for in three months."""
MEMBER_FOR = timedelta(days=14)
"""How long one takes part before one can vouch; who came in by a word themselves: a month."""
MOST_IN_BUURT = 10
"""Newcomers of a buurt in a month by a word: accounts that vouch for each other grow no faster, and the coordinators,
who hear of each, have time to see it. Who is over it waits for a coordinator."""


async def make_link(work: Work, me: Resident) -> None:
    """Give a newcomer a message to show or forward to a neighbour. Raises GoneError where that is of no use."""
    buurt = await access.buurt_of(work, me)
    if not await standing.word_lets_in(work, me):
        raise GoneError(f"resident {me.id} is not let in by a word")
    code = await vouching.keep_link(work.tx, me.id, work.token())
    await work.show(me, "vouch_how", buurt=buurt.name)
    link = f"https://t.me/{work.bot_username}?start={LINK}{code}"
    await work.tell(me, "vouch_to_forward", urgency=0, name=me.name, link=link)


async def open_link(work: Work, me: Resident, code: str) -> None:
    """A member opened it: ask whether they know the newcomer, or say kindly why they cannot vouch."""
    newcomer_id = await vouching.of_link(work.tx, code.removeprefix(LINK))
    newcomer = await residents.get(work.tx, newcomer_id) if newcomer_id else None
    if newcomer is None or newcomer.id == me.id or not await standing.word_lets_in(work, newcomer):
        await work.show(me, "vouch_over")
        return
    if me.buurt_id != newcomer.buurt_id:
        await work.show(me, "vouch_cannot", why="elsewhere")
        return
    why = await _why_not(work, me)
    if why is not None:
        await work.show(me, "vouch_cannot", why=why)
        return
    await work.show(me, "vouch_question", code=code.removeprefix(LINK), name=newcomer.name)


async def vouch(work: Work, me: Resident, code: str) -> None:
    """ "I know them": the newcomer is in at once, and the coordinators hear by whom.

    `code`: of the link, so that nobody can vouch for whom they were not asked to. Raises GoneError or
    NotAllowedError.
    """
    access.require_member(me)
    if me.on_paper:
        raise NotAllowedError(f"resident {me.id} has no phone, and their contact a word of their own")
    newcomer_id = await vouching.of_link(work.tx, code)
    if newcomer_id is None or newcomer_id == me.id:
        raise GoneError("no such link")
    newcomer = await access.resident(work, newcomer_id)
    if newcomer.buurt_id != me.buurt_id:
        raise NotAllowedError(f"resident {me.id} lives elsewhere")
    if not await standing.word_lets_in(work, newcomer):
        raise GoneError(f"resident {newcomer_id} does not wait for a word")
    if await _why_not(work, me) is not None:
        raise NotAllowedError(f"resident {me.id} cannot vouch now")
    buurt = await access.buurt_of(work, me)
    await onboarding.admitted(work, newcomer)
    await work.record("vouched", me, about=newcomer.id)
    await _tell_coordinators(work, me, newcomer, buurt)
    await work.show(me, "vouch_done")


async def _tell_coordinators(work: Work, me: Resident, newcomer: Resident, buurt: Buurt) -> None:
    for each in await alerts.coordinators(work, buurt.id, me.id):
        await work.tell(
            each, "co_vouched", calm=buurt.zone, about=(me.id, newcomer.id), name=newcomer.name, by=me.name
        )


async def _why_not(work: Work, me: Resident) -> str | None:
    """Why `me` cannot vouch now: "new", "by_word", "later" or "often"; None where they can.

    Of a report nobody is told so, nor how many came in by a word.
    """
    since = await vouching.member_since(work.tx, me.id)
    if since is None or since > work.now - MEMBER_FOR:
        return "new"
    if since > work.now - A_MONTH and await vouching.came_by_word(work.tx, me.id):
        return "by_word"
    in_buurt = await vouching.came_since(work.tx, access.require_member(me), work.now - A_MONTH)
    if in_buurt >= MOST_IN_BUURT or await reports.open_about(work.tx, me.id):
        return "later"
    return None if await _left(work, me) > 0 else "often"


async def _left(work: Work, me: Resident) -> int:
    return MOST - await events.count_of(work.tx, me.id, work.now - 3 * A_MONTH, "vouched")
