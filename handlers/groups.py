"""What concerns the bot in a group chat: the code that links it, and a new id. All else there is not looked at."""

from __future__ import annotations

from telegram import Chat, Update
from telegram.constants import ChatType

from bot.domain.errors import RefusedError
from bot.domain.ids import AccountId
from bot.services import group_chat
from bot.services.work import Work


def is_group(chat: Chat | None) -> bool:
    """Whether this is a group of people."""
    return chat is not None and chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)


async def dispatch(work: Work, update: Update) -> None:
    """Link the group, or follow it to its new id. Refusals are not told: others would read them."""
    message, user = update.message, update.effective_user
    if message is None:
        return
    chat_id = AccountId(message.chat.id)
    if message.migrate_to_chat_id is not None:
        await group_chat.moved(work, chat_id, AccountId(message.migrate_to_chat_id))
        return
    command, _, code = (message.text or "").partition(" ")
    name, _, whose = command.partition("@")
    if user is None or user.is_bot or message.sender_chat is not None or name != "/start":
        return
    if code and whose.lower() in ("", work.bot_username.lower()):
        try:
            async with work.tx.savepoint():
                await group_chat.link(work, AccountId(user.id), chat_id, code.strip())
        except RefusedError:
            return
