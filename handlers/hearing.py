"""Which voice note is listened to before an update is handled, where the operator has set a program for it."""

from __future__ import annotations

from bot.domain.update import Chat, ChatKind, Message, Press, Sender, Update, Voice
from bot.services import incoming
from bot.services.work import Work

_CHOICES = ("draft", "calm", "request", "offer")
"""Answers to "whom is this for?" after which the bot reads the line itself."""


async def to_hear(work: Work, update: Update) -> Voice | None:
    """The note that the bot itself must understand; never one that goes, or may go, to a neighbour."""
    match update.what:
        case (
            Message(
                edited=False,
                note=Voice() as note,
                chat=Chat(kind=ChatKind.PRIVATE),
                sender=Sender(is_bot=False) as who,
            ) as message
        ):
            return note if await incoming.is_for_us(work, who.id, message.line) else None
        case (
            Press(
                replied_to=Message(note=Voice() as note),
                chat=Chat(kind=ChatKind.PRIVATE),
                sender=Sender(is_bot=False) as who,
            ) as press
        ) if _is_ours(press.data):
            return note if await incoming.has_agreed(work, who.id) else None
    return None


def _is_ours(data: str) -> bool:
    action, _, rest = data.partition(":")
    return action == "where" and rest.partition(":")[0] in _CHOICES
