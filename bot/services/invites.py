"""Invite links of a buurt: with limits, to see, to take back, and as a poster for a hallway."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.domain.calendar import local
from bot.domain.errors import GoneError, NotAllowedError, TooManyError
from bot.domain.ids import BuurtId
from bot.domain.invites import DAYS, MOST, USES, USUAL_DAYS, USUAL_USES, Invite
from bot.domain.model import Buurt, Resident, Role
from bot.services import access
from bot.services.work import Work
from storage import buurten, invites, residents


async def command(work: Work, me: Resident) -> None:
    """`/uitnodigen`: for the buurt that `me` coordinates; of several one is chosen. Raises NotAllowedError."""
    mine = await residents.buurten_of_role(work.tx, me.id, Role.COORDINATOR)
    if len(mine) == 1:
        await show(work, me, mine[0])
        return
    if not mine or not me.takes_part:
        raise NotAllowedError(f"resident {me.id} coordinates no buurt")
    names = [[each, (await buurten.get(work.tx, each)).name] for each in mine]
    await work.show(me, "invites_choose", buurten=names)


async def show(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """What can be done: a usual link, one with other limits, the live ones, a poster."""
    buurt = await _own(work, me, buurt_id)
    live = await invites.live(work.tx, buurt_id, work.now)
    await work.show(
        me,
        "invites",
        buurt=buurt_id,
        name=buurt.name,
        links=len(live),
        uses=USUAL_USES,
        days=USUAL_DAYS,
        approval=buurt.admission == "approval",
    )


async def choose(work: Work, me: Resident, buurt_id: BuurtId, uses: int | None = None) -> None:
    """For how many people? Then: until when?"""
    await _own(work, me, buurt_id)
    if uses is None:
        await work.show(me, "invite_uses", buurt=buurt_id, choices=list(USES))
    elif uses in USES:
        await work.show(me, "invite_days", buurt=buurt_id, uses=uses, choices=list(DAYS))
    else:
        raise GoneError(f"no link is for {uses} people")


async def make(
    work: Work, me: Resident, buurt_id: BuurtId, uses: int = USUAL_USES, days: int = USUAL_DAYS
) -> None:
    """A new link, as a message to forward. Raises GoneError for limits that no button has, TooManyError."""
    buurt = await _own(work, me, buurt_id)
    if uses not in USES or days not in DAYS:
        raise GoneError(f"no link is for {uses} people and {days} days")
    if len(await invites.live(work.tx, buurt_id, work.now)) >= MOST:
        raise TooManyError(f"buurt {buurt_id} has {MOST} live links")
    code = work.token()
    expires_at = work.now + timedelta(days=days)
    await buurten.add_invite(work.tx, code, buurt_id, me.id, expires_at, uses)
    await work.record("invited", me, buurt_id=buurt_id, detail=f"{uses} for {days} days")
    until = local(expires_at, buurt.zone).date().isoformat()
    await work.show(me, "co_invite", buurt=buurt_id, uses=uses, until=until, code=code)
    await work.tell(me, "invite_to_forward", urgency=0, name=buurt.name, link=_link(work, code))


async def show_next(work: Work, me: Resident, buurt_id: BuurtId, after: int = 0) -> None:
    """The live links one at a time; `after`: how many were seen."""
    buurt = await _own(work, me, buurt_id)
    live = await invites.live(work.tx, buurt_id, work.now)
    if not live:
        await work.show(me, "invites_none", buurt=buurt_id)
        return
    at = after % len(live)
    invite = live[at]
    await work.show(
        me,
        "invite_live",
        buurt=buurt_id,
        code=invite.code,
        name=invite.made_by,
        uses=invite.uses_left,
        until=_until(invite, buurt),
        turn=at + 1,
        links=len(live),
    )


async def withdraw(work: Work, me: Resident, buurt_id: BuurtId, code: str) -> None:
    """A link lets nobody in any more. Raises GoneError where it did not already."""
    await _own(work, me, buurt_id)
    if await invites.find(work.tx, buurt_id, code, work.now) is None:
        raise GoneError(f"no live link in buurt {buurt_id}")
    await invites.withdraw(work.tx, code)
    await work.record("invite_withdrawn", me, buurt_id=buurt_id)
    links = len(await invites.live(work.tx, buurt_id, work.now))
    await work.show(me, "invite_withdrawn", buurt=buurt_id, links=links)


async def poster(work: Work, me: Resident, buurt_id: BuurtId, code: str | None = None) -> None:
    """The poster, to print and to send round.

    Without a link its code opens the bot: in a hallway anybody may scan it, and a newcomer then waits as always.
    With a live one, whoever scans it comes in.
    """
    buurt = await _own(work, me, buurt_id)
    invite = await invites.find(work.tx, buurt_id, code, work.now) if code else None
    if code and invite is None:
        raise GoneError(f"no live link in buurt {buurt_id}")
    link = _link(work, invite.code) if invite else f"https://t.me/{work.bot_username}"
    about: dict[str, Any] = {"name": buurt.name, "bot": work.bot_username, "link": link}
    await work.show(
        me,
        "poster_comes",
        buurt=buurt_id,
        uses=invite.uses_left if invite else None,
        until=_until(invite, buurt) if invite else None,
        waits=buurt.admission == "approval",
    )
    await work.tell(me, "poster_pdf", urgency=0, **about)
    await work.tell(me, "poster_png", urgency=0, **about)


async def _own(work: Work, me: Resident, buurt_id: BuurtId) -> Buurt:
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    return await buurten.get(work.tx, buurt_id)


def _link(work: Work, code: str) -> str:
    return f"https://t.me/{work.bot_username}?start={code}"


def _until(invite: Invite, buurt: Buurt) -> str:
    return local(invite.expires_at, buurt.zone).date().isoformat()
