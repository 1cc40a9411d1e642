"""Links for members: a newcomer who asks whether they know them, and the question to be the confidant."""

from __future__ import annotations

from bot.domain.model import Resident
from bot.services import confidant, vouching
from bot.services.work import Work


async def opened(work: Work, me: Resident, code: str | None) -> bool:
    """Answer a member who opened one of these; False for any other code, and for who is no member."""
    if code is None or not me.takes_part:
        return False
    if code.startswith(vouching.LINK):
        await vouching.open_link(work, me, code)
    elif code.startswith(confidant.LINK):
        await confidant.open_link(work, me, code)
    else:
        return False
    return True
