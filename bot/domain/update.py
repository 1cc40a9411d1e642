"""What happened at Telegram, as far as the bot looks at it: who did it, where, and what they wrote or pressed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TypeAlias

from bot.domain.ids import AccountId, MessageId
from bot.domain.line import Line


class ChatKind(StrEnum):
    PRIVATE = auto()
    GROUP = auto()
    """Of people, large or small."""
    OTHER = auto()
    """A channel, or a kind that Telegram has yet to make."""


@dataclass(frozen=True, slots=True)
class Chat:
    id: AccountId
    """Of a group it is below zero."""
    kind: ChatKind


@dataclass(frozen=True, slots=True)
class Sender:
    id: AccountId
    is_bot: bool
    first_name: str
    language_code: str | None = None
    """As their phone tells it, `nl` or `pt-br`."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice note that may be fetched from Telegram."""

    file_id: str
    seconds: int
    size: int | None = None
    """Bytes, where Telegram says so."""


@dataclass(frozen=True, slots=True)
class Message:
    line: Line
    chat: Chat
    sender: Sender | None
    """None in a channel."""
    at: int
    """When it was sent or last edited: seconds since 1970, UTC."""
    edited: bool = False
    note: Voice | None = None
    """The voice note of its line."""
    for_a_chat: bool = False
    """Somebody wrote it in the name of a group or channel: who it was is hidden."""
    moved_to: AccountId | None = None
    """The id that this group has from now on."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button was pressed. Its data can be forged by any client."""

    data: str
    sender: Sender
    chat: Chat
    message_id: MessageId
    """The message under which the button stood."""
    replied_to: Message | None = None
    """What that message replied to."""


@dataclass(frozen=True, slots=True)
class Membership:
    """The bot's own place in a chat changed; in a private chat: somebody blocked it, or took it back."""

    chat: Chat
    is_out: bool
    """Blocked, removed or gone."""


What: TypeAlias = Message | Press | Membership


@dataclass(frozen=True, slots=True)
class Update:
    id: int
    what: What | None = None
    """None where it is of a kind that the bot does not look at, or not as Telegram makes them."""
