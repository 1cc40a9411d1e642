"""The command menu of whoever has a role: /coordinator and /digest stand in theirs, and in nobody else's."""

from __future__ import annotations

from bot.domain.ids import ResidentId
from bot.domain.model import Resident
from bot.services.work import Work
from storage import residents


async def set_menu(work: Work, who: Resident) -> None:
    """Let Telegram show the menu of the roles that `who` has now, in their language; doing so twice is no harm."""
    roles = sorted({role.value for _, role in await residents.roles_of(work.tx, who.id)})
    await work.tell(who, "role_menu", roles=roles)


async def clear_menu(work: Work, who: Resident) -> None:
    """Somebody who is being erased had a role: their chat shows the menu of everybody again."""
    if await residents.roles_of(work.tx, who.id):
        await work.tell_chat(who.account, who.lang, "role_menu", roles=[])


async def changed(work: Work, subject: int) -> None:
    """The operator revoked a role, in another process."""
    who = await residents.get(work.tx, ResidentId(subject))
    if who is not None:
        await set_menu(work, who)


async def begin(work: Work) -> None:
    """At the start: the menus of all who have a role, which may be from before there were any."""
    for who in await residents.with_any_role(work.tx):
        await set_menu(work, who)
