"""Kind answers where something could not be done."""

from __future__ import annotations

from bot.domain.errors import BusyError, GoneError, RefusedError, TooManyError
from bot.domain.ids import AccountId
from bot.domain.model import Resident, ResidentState
from bot.i18n import best
from bot.services import standing
from bot.services.work import Work
from storage import residents


async def apologise(work: Work, chat_id: int, lang_code: str | None = None) -> None:
    """Our own mistake: an update was set aside after three tries."""
    me = await residents.by_account(work.tx, AccountId(chat_id))
    await work.tell_chat(AccountId(chat_id), me.lang if me else best(lang_code), "our_mistake")


async def stranger(work: Work, chat_id: AccountId, lang_code: str | None) -> None:
    """An old button of somebody whom we do not know any more; nothing of them is kept."""
    await work.tell_chat(chat_id, best(lang_code), "no_longer")


async def refuse(work: Work, me: Resident, error: RefusedError) -> None:
    """The answer to what cannot be done, in a new message: the screen that was pressed stays."""
    kind = {GoneError: "no_longer", TooManyError: "too_many", BusyError: "somebody_writes"}.get(
        type(error), "not_yours"
    )
    await work.tell(me, kind, urgency=0)


async def unknown(work: Work, me: Resident) -> None:
    """A button or command that means nothing (any more), or is not for somebody who is no member."""
    if me.state is ResidentState.REMOVED:
        await work.tell(me, "removed", urgency=0, **await standing.kept_out(work, me))
    else:
        await work.tell(me, "no_longer", urgency=0)
