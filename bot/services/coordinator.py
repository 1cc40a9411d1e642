"""The coordinator's screens about a whole buurt: what waits, members in numbers."""

from __future__ import annotations

from bot.domain import digest
from bot.domain.ids import BuurtId
from bot.domain.model import Resident, Role
from bot.services import access
from bot.services.work import Work
from storage import buurten, residents


async def more(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """What else a coordinator can do."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    await work.show(me, "co_more", buurt=buurt_id)


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
