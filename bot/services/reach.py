"""Whom Telegram still delivers to."""

from __future__ import annotations

from bot.domain.ids import AccountId
from bot.services import group_chat, matching, paper_contact
from bot.services.work import Work
from storage import asks, due, residents


async def unreachable(work: Work, chat_id: int) -> None:
    """The bot was blocked, or the account is gone: this resident is not asked any more.

    Questions that wait for them count as not answered, so that the next neighbours are asked at once.
    A group (a negative id) that put the bot out is a buurt's no more.
    """
    if chat_id < 0:
        await group_chat.lost(work, AccountId(chat_id))
        return
    await residents.set_reachable(work.tx, AccountId(chat_id), False)
    who = await residents.by_account(work.tx, AccountId(chat_id))
    for ask in await asks.waiting_of(work.tx, who.id) if who else []:
        await due.cancel(work.tx, ask.id, "ask_silent")
        await matching.silent(work, ask.id)
    if who is not None:
        await paper_contact.lost(work, who)


async def reachable(work: Work, chat_id: int) -> None:
    """The resident let the bot in again."""
    await residents.set_reachable(work.tx, AccountId(chat_id), True)
