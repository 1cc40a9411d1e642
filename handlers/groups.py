"""What concerns the bot in a group chat: the code that links it, and a new id. All else there is not looked at."""

from __future__ import annotations

from bot.domain.errors import RefusedError
from bot.domain.update import Message
from bot.services import group_chat
from bot.services.work import Work


async def dispatch(work: Work, message: Message) -> None:
    """Link the group, or follow it to its new id. Refusals are not told: others would read them."""
    if message.edited:
        return
    if message.moved_to is not None:
        await group_chat.moved(work, message.chat.id, message.moved_to)
        return
    command, _, code = (message.line.text or "").partition(" ")
    name, _, whose = command.partition("@")
    user = message.sender
    if user is None or user.is_bot or message.for_a_chat or name != "/start":
        return
    if code and whose.lower() in ("", work.bot_username.lower()):
        try:
            async with work.tx.savepoint():
                await group_chat.link(work, user.id, message.chat.id, code.strip())
        except RefusedError:
            return
