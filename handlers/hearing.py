"""Which voice note is listened to before an update is handled, where the operator has set a program for it."""

from __future__ import annotations

from telegram import Message, Update, Voice
from telegram.constants import ChatType

from bot.domain.ids import AccountId
from bot.services import incoming
from bot.services.work import Work
from handlers.lines import line_of
from handlers.soundness import is_sound

_CHOICES = ("draft", "calm", "request", "offer")
"""Answers to "whom is this for?" after which the bot reads the line itself."""


async def to_hear(work: Work, update: Update) -> Voice | None:
    """The note that the bot itself must understand; never one that goes, or may go, to a neighbour."""
    if not is_sound(update):
        return None
    user, chat = update.effective_user, update.effective_chat
    if user is None or user.is_bot or chat is None or chat.type != ChatType.PRIVATE:
        return None
    message, query = update.message, update.callback_query
    if message is not None and message.voice is not None:
        heard = await incoming.is_for_us(work, AccountId(user.id), line_of(message))
        return message.voice if heard else None
    if query is None or not isinstance(query.message, Message):
        return None
    action, _, rest = (query.data or "").partition(":")
    asked_about = query.message.reply_to_message
    if action != "where" or rest.partition(":")[0] not in _CHOICES or asked_about is None:
        return None
    known = await incoming.has_agreed(work, AccountId(user.id))
    return asked_about.voice if known else None
