"""Whom Telegram still delivers to."""

from __future__ import annotations

from bot.domain.ids import AccountId
from bot.services.work import Work
from storage import residents


async def unreachable(work: Work, chat_id: int) -> None:
    """The bot was blocked, or the account is gone: this resident is not asked any more."""
    await residents.set_reachable(work.tx, AccountId(chat_id), False)


async def reachable(work: Work, chat_id: int) -> None:
    """The resident let the bot in again."""
    await residents.set_reachable(work.tx, AccountId(chat_id), True)
