"""Telegram in: an update is parsed and becomes one service call. Everything pressable is in `registry`."""

from __future__ import annotations

from telegram import CallbackQuery, ChatMember, Message, Update, User
from telegram.constants import ChatType

from bot.domain.errors import RefusedError
from bot.domain.ids import AccountId, MessageId
from bot.domain.model import Resident
from bot.services import access, incoming, links, onboarding, paper_voice, reach, sorry
from bot.services.relay import stays_readable
from bot.services.work import Work
from bot.text.words import command_word
from handlers import (  # noqa: F401 (each module makes its buttons and commands known when it is read)
    audit,
    broadcasts,
    buurt,
    commitments,
    confidant,
    coordinator,
    danger,
    decisions,
    digest,
    groups,
    handover,
    home,
    invitations,
    invites,
    matches,
    newcomers,
    paper,
    posts,
    privacy,
    questions,
    relay,
    reports,
    resources,
    signals,
    stories,
    where,
)
from handlers.args import Args
from handlers.hearing import to_hear
from handlers.lines import line_of
from handlers.registry import BUTTONS, COMMANDS
from handlers.soundness import is_sound

__all__ = ["BUTTONS", "COMMANDS", "dispatch", "to_hear"]


async def dispatch(work: Work, update: Update) -> None:
    """Handle one update. Refusals become a kind answer and change nothing; other errors are raised.

    Kinds of updates that are not known here, and everything from bots, are let go by; so is everything in a
    group but what links it, moves it, or puts the bot out, and what Telegram would never send.
    """
    if not is_sound(update):
        return
    if update.my_chat_member is not None:
        await _membership(work, update)
        return
    user, message, query = update.effective_user, update.effective_message, update.callback_query
    if groups.is_group(update.effective_chat):
        await groups.dispatch(work, update)
        return
    if user is None or user.is_bot or not _in_private(update):
        return
    begins = update.message is not None or (query is not None and query.data == "nav.home")
    if not begins and not await onboarding.knows(work, AccountId(user.id)):
        # An old button of somebody who was erased is no reason to keep their account again.
        if query is not None:
            await sorry.stranger(work, AccountId(user.id), user.language_code)
        return
    me = await onboarding.arrive(work, AccountId(user.id), user.language_code)
    try:
        async with work.tx.savepoint():
            if query is not None:
                await _press(work, me, query)
            elif update.message is not None:
                await _message(work, me, user, update.message)
            elif update.edited_message is not None and message is not None:
                who = await paper_voice.speaker(work, me, line_of(message))
                await incoming.edited(work, who, message.message_id, message.text or "")
    except RefusedError as error:
        await sorry.refuse(work, me, error)


def _in_private(update: Update) -> bool:
    chat = update.effective_chat
    return chat is not None and chat.type == ChatType.PRIVATE


async def _membership(work: Work, update: Update) -> None:
    change = update.my_chat_member
    if change is None or change.chat.type == ChatType.CHANNEL:
        return
    if change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
        await reach.unreachable(work, change.chat.id)
    elif change.chat.type == ChatType.PRIVATE:
        await reach.reachable(work, change.chat.id)


async def _press(work: Work, me: Resident, query: CallbackQuery) -> None:
    me, data = await paper.for_whom(work, me, query.data or "")
    action, *values = data.split(":")
    handler = BUTTONS.get(action)
    if handler is None or not access.may_press(me, action):
        await sorry.unknown(work, me)
        return
    if query.message is not None:
        pressed = MessageId(query.message.message_id)
        work.edit = None if await stays_readable(work, me, pressed) else pressed
    if action == "where" and isinstance(query.message, Message):
        replied = query.message.reply_to_message
        await where.decide(work, me, Args(tuple(values)), line_of(replied, work.heard) if replied else None)
    else:
        await handler(work, me, Args(tuple(values)))


async def _message(work: Work, me: Resident, user: User, message: Message) -> None:
    text = message.text or work.heard or ""
    if text.startswith("/"):
        name, _, rest = text[1:].partition(" ")
        name = name.partition("@")[0].lower()
    else:
        name, rest = command_word(text) or "", ""
    if name or text.startswith("/"):
        await paper_voice.for_oneself(work, me)
    if name == "start":
        # Every code is ASCII; half a surrogate pair could not even be looked for.
        code = rest.strip().encode("ascii", "replace").decode()
        if not await links.opened(work, me, code or None):
            await onboarding.start(work, me, user.first_name, code or None)
    elif name in COMMANDS and access.may_command(me, name):
        await COMMANDS[name](work, me, rest.strip())
    elif text.startswith("/"):
        await sorry.unknown(work, me)
    else:
        line = line_of(message, work.heard)
        await incoming.receive(work, await paper_voice.speaker(work, me, line), line)
