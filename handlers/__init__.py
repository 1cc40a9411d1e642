"""Telegram in: an update is parsed and becomes one service call. Everything pressable is in `registry`."""

from __future__ import annotations

from bot.domain.errors import RefusedError
from bot.domain.model import Resident
from bot.domain.update import Chat, ChatKind, Membership, Message, Press, Sender, Update
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
from handlers.registry import BUTTONS, COMMANDS

__all__ = ["BUTTONS", "COMMANDS", "dispatch", "to_hear"]


async def dispatch(work: Work, update: Update) -> None:
    """Handle one update. Refusals become a kind answer and change nothing; other errors are raised.

    Everything from bots is let go by; so is everything in a group but what links it, moves it, or puts the bot out.
    """
    match update.what:
        case Membership() as change:
            await _membership(work, change)
        case Message(chat=Chat(kind=ChatKind.GROUP)) as message:
            await groups.dispatch(work, message)
        case Message(chat=Chat(kind=ChatKind.PRIVATE), sender=Sender(is_bot=False) as user) as message:
            await _in_private(work, user, message)
        case Press(chat=Chat(kind=ChatKind.PRIVATE), sender=Sender(is_bot=False) as user) as press:
            await _in_private(work, user, press)


async def _in_private(work: Work, user: Sender, done: Message | Press) -> None:
    begins = done.data == "nav.home" if isinstance(done, Press) else not done.edited
    me = (
        await onboarding.arrive(work, user.id, user.language_code)
        if begins
        else await onboarding.come_back(work, user.id)
    )
    if me is None:
        # An old button of somebody who was erased is no reason to keep their account again.
        if isinstance(done, Press):
            await sorry.stranger(work, user.id, user.language_code)
        return
    try:
        async with work.tx.savepoint():
            if isinstance(done, Press):
                await _press(work, me, done)
            elif done.edited:
                who = await paper_voice.speaker(work, me, done.line)
                await incoming.edited(work, who, done.line.message_id, done.line.text or "")
            else:
                await _message(work, me, done)
    except RefusedError as error:
        await sorry.refuse(work, me, error)


async def _membership(work: Work, change: Membership) -> None:
    if change.chat.kind is ChatKind.OTHER:
        return
    if change.is_out:
        await reach.unreachable(work, change.chat.id)
    elif change.chat.kind is ChatKind.PRIVATE:
        await reach.reachable(work, change.chat.id)


async def _press(work: Work, me: Resident, press: Press) -> None:
    me, data = await paper.for_whom(work, me, press.data)
    action, *values = data.split(":")
    handler = BUTTONS.get(action)
    if handler is None or not access.may_press(me, action):
        await sorry.unknown(work, me)
        return
    work.edit = None if await stays_readable(work, me, press.message_id) else press.message_id
    if action == "where" and press.replied_to is not None:
        line = press.replied_to.line.with_words(work.heard)
        await where.decide(work, me, Args(tuple(values)), line)
    else:
        await handler(work, me, Args(tuple(values)))


async def _message(work: Work, me: Resident, message: Message) -> None:
    line = message.line.with_words(work.heard)
    text = line.text or ""
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
            await onboarding.start(work, me, line.first_name, code or None)
    elif name in COMMANDS and access.may_command(me, name):
        await COMMANDS[name](work, me, rest.strip())
    elif text.startswith("/"):
        await sorry.unknown(work, me)
    else:
        await incoming.receive(work, await paper_voice.speaker(work, me, line), line)
