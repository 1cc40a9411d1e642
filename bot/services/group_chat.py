"""The group chat of a buurt: a coordinator links it and takes it off; what else is written there is not ours."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.errors import GoneError
from bot.domain.ids import AccountId, BuurtId
from bot.domain.model import Resident, Role
from bot.services import access, alerts
from bot.services.work import Work
from storage import buurten, groups, residents

CODE_LASTS = timedelta(days=1)


async def show(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """The buurt's group, or a new link that adds the bot to one: for one day, one use, and this coordinator."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    buurt = await buurten.get(work.tx, buurt_id)
    if await groups.chat_of(work.tx, buurt_id) is not None:
        await work.show(me, "co_group_linked", buurt=buurt_id, name=buurt.name)
        return
    code = work.token()
    await groups.add_code(work.tx, code, buurt_id, me.id, work.now + CODE_LASTS)
    link = f"https://t.me/{work.bot_username}?startgroup={code}"
    await work.show(me, "co_group", buurt=buurt_id, name=buurt.name, link=link)


async def link(work: Work, account: AccountId, chat_id: AccountId, code: str) -> None:
    """Somebody used a code in a group. Only its maker's use counts; of anybody else nothing is said or kept."""
    me = await residents.by_account(work.tx, account)
    buurt_id = await groups.use_code(work.tx, code, me.id, work.now) if me else None
    if me is None or buurt_id is None:
        return
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    if await groups.buurt_of(work.tx, chat_id) not in (None, buurt_id):
        await work.tell(me, "co_group_taken", urgency=0, buurt=buurt_id)
        return
    buurt = await buurten.get(work.tx, buurt_id)
    await groups.link(work.tx, buurt_id, chat_id)
    await work.record("group_linked", me, buurt_id=buurt_id)
    await work.tell_group(chat_id, "group_linked", name=buurt.name)
    await work.tell(me, "co_group_linked", urgency=0, buurt=buurt_id, name=buurt.name)


async def unlink(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """Nothing is asked in the group any more. Raises GoneError where there is none."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    if await groups.chat_of(work.tx, buurt_id) is None:
        raise GoneError(f"buurt {buurt_id} has no group")
    await groups.link(work.tx, buurt_id, None)
    await work.record("group_unlinked", me, buurt_id=buurt_id)
    await work.show(me, "co_group_off", buurt=buurt_id)


async def lost(work: Work, chat_id: AccountId) -> None:
    """The bot was put out of a group: where it was a buurt's, it is so no more, and the coordinators hear it."""
    buurt_id = await groups.buurt_of(work.tx, chat_id)
    if buurt_id is None:
        return
    await groups.link(work.tx, buurt_id, None)
    await work.record("group_lost", buurt_id=buurt_id)
    buurt = await buurten.get(work.tx, buurt_id)
    for each in await alerts.coordinators(work, buurt_id):
        await work.tell(each, "co_group_lost", calm=buurt.zone, buurt=buurt_id, name=buurt.name)


async def moved(work: Work, old: AccountId, new: AccountId) -> None:
    """A group became a supergroup, with another id."""
    await groups.move(work.tx, old, new)
