"""Updates as Telegram sends them, for tests that need no phone."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from bot.domain.update import Update
from bot.intake.reading import read

Json = dict[str, Any]
NUMBERS = count(1_000_000)
TEXT: Json = {"text": "Mijn dochter is ziek, komt u om drie uur?"}
VOICE: Json = {"voice": {"file_id": "v1", "file_unique_id": "u1", "duration": 4}}
PHOTO: Json = {"photo": [{"file_id": "p1", "file_unique_id": "u2", "width": 90, "height": 90}]}
PLACE: Json = {"location": {"latitude": 52.38, "longitude": 4.63}}
LINES: dict[str, Json] = {"text": TEXT, "voice": VOICE, "photo": PHOTO, "place": PLACE}


def message_of(account: int, content: Json, reply_to: Json | None = None) -> Json:
    """A message of a person in their private chat with the bot."""
    body = {
        "message_id": next(NUMBERS),
        "date": 1_795_000_000,
        "from": {"id": account, "is_bot": False, "first_name": "Iemand"},
        "chat": {"id": account, "type": "private"},
        **content,
    }
    return body | ({"reply_to_message": reply_to} if reply_to else {})


def message(account: int, content: Json, reply_to: Json | None = None) -> Update:
    """The update that brings it."""
    return update(message=message_of(account, content, reply_to))


def press(account: int, data: str, under: Json | None = None) -> Update:
    """A press on a button of the bot's message `under`."""
    return update(
        callback_query={
            "id": str(next(NUMBERS)),
            "from": {"id": account, "is_bot": False, "first_name": "Iemand"},
            "chat_instance": "1",
            "message": under or message_of(account, {"text": "…"}),
            "data": data,
        }
    )


def update(**content: Json) -> Update:
    """Any update."""
    return read({"update_id": next(NUMBERS), **content})


def json_of(text: str) -> Json:
    """A stored object."""
    found: Json = json.loads(text)
    return found
