"""The coordinator's screens about a whole buurt: what waits, the invite link, members in numbers."""

from __future__ import annotations

from datetime import timedelta

from bot.domain import digest
from bot.domain.errors import NotAllowedError
from bot.domain.ids import BuurtId
from bot.domain.model import Resident, Role
from bot.services import access, newcomers, report_cases, visits
from bot.services.work import Work
from storage import buurten, posts, residents

INVITE_LASTS = timedelta(days=30)
INVITE_USES = 25


async def today(work: Work, me: Resident, buurt_id: BuurtId | None = None) -> None:
    """What waits for this coordinator; whoever coordinates several buurten chooses one first.

    Raises NotAllowedError for everybody else.
    """
    mine = await residents.buurten_of_role(work.tx, me.id, Role.COORDINATOR)
    if buurt_id is None and len(mine) > 1 and me.takes_part:
        names = [[each, (await buurten.get(work.tx, each)).name] for each in mine]
        await work.show(me, "co_choose", buurten=names)
        return
    if buurt_id is None:
        if not mine:
            raise NotAllowedError(f"resident {me.id} coordinates no buurt")
        buurt_id = mine[0]
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    buurt = await buurten.get(work.tx, buurt_id)
    await work.show(
        me,
        "co_today",
        buurt=buurt.id,
        name=buurt.name,
        newcomers=len(await newcomers.waiting(work, me, buurt_id)),
        requests=len(await posts.for_coordinator(work.tx, buurt_id)),
        visits=len(await visits.waiting(work, me, buurt_id)),
        reports=len(await report_cases.waiting(work, me, buurt_id)),
    )


async def invite(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """A new link that lets newcomers in without waiting, as a message to forward."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    buurt = await buurten.get(work.tx, buurt_id)
    code = work.token()
    expires_at = work.now + INVITE_LASTS
    await buurten.add_invite(work.tx, code, buurt_id, me.id, expires_at, INVITE_USES)
    await work.record("invited", me, buurt_id=buurt_id)
    until = expires_at.astimezone(buurt.zone).date().isoformat()
    await work.show(me, "co_invite", buurt=buurt_id, uses=INVITE_USES, until=until)
    link = f"https://t.me/{work.bot_username}?start={code}"
    await work.tell(me, "invite_to_forward", urgency=0, name=buurt.name, link=link)


async def members(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """Members in numbers; what is about fewer than five people is not shown."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    buurt = await buurten.get(work.tx, buurt_id)
    found = await residents.numbers(work.tx, buurt_id)
    total = found.pop("members")
    shown = digest.figure(total)
    by_lang = digest.of_sizes({lang: count for lang, count in found.items() if lang != "helpers"})
    await work.show(
        me,
        "co_members",
        buurt=buurt_id,
        name=buurt.name,
        members=shown,
        helpers=digest.beside(shown, found["helpers"]),
        by_lang=by_lang.to_json() if by_lang else None,
    )
