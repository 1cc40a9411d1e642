"""What Telegram's errors mean for a message: try again, never again, or it is no error at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)


@dataclass(frozen=True)
class Later:
    """Try again: after `seconds` where Telegram said so, else after a growing pause."""

    seconds: float | None = None


@dataclass(frozen=True)
class Never:
    """Telegram will not take it; `reason` is one of our fixed words, safe to log."""

    reason: str
    unreachable: bool = False
    """The person is gone, not only this message."""


@dataclass(frozen=True)
class Moved:
    """The group became a supergroup: the same message goes to `chat_id`."""

    chat_id: int


Verdict: TypeAlias = Later | Never | Moved

GONE = (
    "bot was blocked by the user",
    "user is deactivated",
    "bot was kicked",
    "the group chat was deleted",
    "bot can't initiate conversation",
    "bot is not a member",
)
NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "message_id_invalid",
    "message identifier is not specified",
)
KNOWN = (
    "chat not found",
    "message text is empty",
    "message is too long",
    "message caption is too long",
    "can't parse entities",
    "can't parse message caption",
    "button_data_invalid",
    "button_url_invalid",
    "wrong file identifier",
    "wrong remote file identifier",
    "file must be non-empty",
    "voice_messages_forbidden",
    "not enough rights",
    "have no rights to send",
    "peer_id_invalid",
    "message to be replied not found",
    "message to edit not found",
    "message can't be edited",
    "inline keyboard button",
    "reply_markup_too_long",
)
"""Beginnings or parts of descriptions that hold no text of a resident; any other is logged as "other"."""


def judge(error: TelegramError) -> Verdict:
    """What to do after a refused or failed call."""
    match error:
        case RetryAfter():
            # An int in this version of the library, and a timedelta in the next.
            wait = error.retry_after
            return Later(wait.total_seconds() if isinstance(wait, timedelta) else float(wait))
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case Forbidden():
            return Never(_known(error, GONE), unreachable=_says(error, GONE))
        case BadRequest():
            return Never(_known(error, KNOWN))
    # What cannot be put into a request is raised as a NetworkError too.
    if isinstance(error.__cause__, (ValueError, TypeError)) and isinstance(error, NetworkError):
        return Never("not encodable")
    # Other 4xx answers come as plain NetworkErrors; 413 (too large) will not become better by waiting.
    if re.search(r"\(413\)|too large", error.message, re.IGNORECASE):
        return Never("too large")
    return Later()


def is_unchanged(error: TelegramError) -> bool:
    """Whether an edit was refused since the message reads so already: as good as done."""
    return isinstance(error, BadRequest) and _says(error, ("message is not modified",))


def is_not_editable(error: TelegramError) -> bool:
    """Whether the message to edit is gone or closed to edits, so that a new one must do.

    A 404 too: small Bot API servers may not know how to edit. Where it is the token, sending tells.
    """
    return isinstance(error, InvalidToken) or (isinstance(error, BadRequest) and _says(error, NOT_EDITABLE))


def _says(error: TelegramError, parts: tuple[str, ...]) -> bool:
    text = error.message.lower()
    return any(part in text for part in parts)


def _known(error: TelegramError, parts: tuple[str, ...]) -> str:
    text = error.message.lower()
    return next((part for part in parts if part in text), "other")
