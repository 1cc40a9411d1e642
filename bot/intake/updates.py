"""What the intake must know of an update before anybody reads it: its number, its chat, its language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from bot import jsontext

Raw: TypeAlias = dict[str, Any]
"""An update as JSON gives it; nothing of it is sure."""

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds that are asked for; of others, which may come all the same, only the number is kept."""

GROUPS = frozenset({"group", "supergroup", "channel"})
CODE = re.compile(r"/start(@\w{1,64})? [\w-]{1,64}", re.ASCII)
"""What Telegram writes in a group to which somebody adds the bot by a link with a code."""

LARGEST = 2**63 - 1


Shape: TypeAlias = Mapping[str, "Shape | None"]
"""The names that are kept of an object, and what of the objects in it; None: all that stands there."""

_SENDER: Shape = {"id": None, "is_bot": None, "first_name": None, "language_code": None}
_CHAT: Shape = {"id": None, "type": None}
_MESSAGE: Shape = {
    **dict.fromkeys(("message_id", "date", "edit_date", "text", "caption", "photo", "migrate_to_chat_id")),
    "from": _SENDER,
    "chat": _CHAT,
    "voice": {"file_id": None, "duration": None, "file_size": None},
    "location": {"latitude": None, "longitude": None},
    "contact": {"first_name": None, "user_id": None},
    "reply_to_message": {"message_id": None},
    "forward_origin": {"type": None},
    "sender_chat": {"type": None},
}
_PRESSED: Shape = {"message_id": None, "chat": _CHAT, "reply_to_message": _MESSAGE}
KEPT: Shape = {
    "update_id": None,
    "message": _MESSAGE,
    "edited_message": _MESSAGE,
    "callback_query": {"id": None, "from": _SENDER, "data": None, "message": _PRESSED},
    "my_chat_member": {"from": _SENDER, "chat": _CHAT, "new_chat_member": {"status": None}},
}
"""What `reading` looks at. Surnames, phone numbers, and our own text that was pressed never touch the disk."""


def stored_form(update: object) -> tuple[int, int, str] | None:
    """(update_id, chat_id, payload) of an update to store; None where it is no update at all.

    Of what is written in a group only the number is kept: but for a code for the bot, it is not ours to read.
    """
    if not isinstance(update, dict):
        return None
    update_id = id_of(update.get("update_id"))
    if update_id is None or update_id < 0:
        return None
    if _is_of_others(update):
        return update_id, 0, jsontext.dumps({"update_id": update_id})
    # Half a surrogate pair, which JSON allows and SQLite takes as no text, is written as an escape.
    return update_id, chat_of(update), jsontext.dumps(_kept(update, KEPT))


def _kept(whole: Raw, shape: Shape) -> Raw:
    """What of an object is in a shape. Whatever has another type than it should is kept for `reading` to refuse."""
    kept: Raw = {}
    for name, value in whole.items():
        if name in shape:
            inner = shape[name]
            kept[name] = _kept(value, inner) if inner is not None and isinstance(value, dict) else value
    return kept


def _is_of_others(update: Raw) -> bool:
    """Whether it happened in a group or channel and is neither about the bot's place in it nor a code for it."""
    for kind, content in update.items():
        if not isinstance(content, dict):
            continue
        message = content if kind != "callback_query" else content.get("message")
        chat = message.get("chat") if isinstance(message, dict) else None
        kind_of_chat = chat.get("type") if isinstance(chat, dict) else None
        # A list can be looked up in no set.
        if not isinstance(kind_of_chat, str) or kind_of_chat not in GROUPS or kind == "my_chat_member":
            continue
        text = content.get("text")
        code = kind == "message" and isinstance(text, str) and CODE.fullmatch(text) is not None
        if not code and not (kind == "message" and "migrate_to_chat_id" in content):
            return True
    return False


def chat_of(update: Raw) -> int:
    """The chat whose updates must stay in order: where it happened, else who did it, else 0."""
    for content in update.values():
        if not isinstance(content, dict):
            continue
        message = content.get("message")
        for place in (content, message if isinstance(message, dict) else {}):
            chat = _id_in(place.get("chat"))
            if chat is not None:
                return chat
        sender = _id_in(content.get("from"))
        if sender is not None:
            return sender
    return 0


def language_of(update: Raw) -> str | None:
    """The Telegram language code of who caused it, where it is told."""
    for content in update.values():
        sender = content.get("from") if isinstance(content, dict) else None
        code = sender.get("language_code") if isinstance(sender, dict) else None
        if isinstance(code, str):
            return code
    return None


def callback_of(update: Raw) -> str | None:
    """The id of the callback query to answer, where it is one."""
    query = update.get("callback_query")
    query_id = query.get("id") if isinstance(query, dict) else None
    return query_id if isinstance(query_id, str) else None


def _id_in(part: object) -> int | None:
    return id_of(part.get("id")) if isinstance(part, dict) else None


def id_of(value: object) -> int | None:
    """A whole number that SQLite can keep; `True` is none."""
    return value if type(value) is int and -LARGEST <= value <= LARGEST else None
