"""Half-valid updates: what residents of a seeded buurt could send, and what a forger would."""

from __future__ import annotations

from itertools import count
from random import Random
from typing import Any

import handlers
from bot.domain.categories import Category
from bot.playground.messages import Message as Shown
from bot.playground.world import World
from tests.fuzz import texts
from tests.fuzz.shapes import Json, Maker

FILES = ("voice-000001-playground", "photo-000002-playground")
WORDS = (
    *(
        "yes",
        "no",
        "on",
        "off",
        "good",
        "missed",
        "done",
        "other",
        "own",
        "publish",
        "request",
        "offer",
        "post",
    ),
    *(
        "match",
        "ask",
        "draft",
        "calm",
        "nowhere",
        "today",
        "choose",
        "any",
        "more",
        "nl",
        "ar",
        "words",
        "summary",
    ),
    *(
        "category",
        "when",
        "day",
        "days",
        "part",
        "parts",
        "often",
        "coffee",
        "spoken",
        "adult",
        "clock",
        "lang",
    ),
    *("consent", "name", "postcode", "buurt", "address", "thanks", "phone", "widen", "for_name", "morning"),
    *(
        "202611251400",
        "2026-11-25",
        "2026-02-30",
        "00000000",
        "14:00",
        "99:99",
        "1-2",
        "MO",
        "weekly:TU",
        "",
        "٣",
    ),
    *(str(each) for each in Category),
)


class Talk:
    """Residents who press what they were shown, or something else, and write what they like."""

    def __init__(self, rng: Random, world: World, accounts: list[int]) -> None:
        self._rng = rng
        self._world = world
        self._accounts = accounts
        self._maker = Maker(rng)
        self._numbers = count(10_000_001)
        self._queries = count(1)

    def update(self, number: int) -> Json:
        """The next thing that somebody does."""
        rng = self._rng
        account = rng.choice(self._accounts)
        sort = rng.random()
        if sort < 0.5:
            return {"update_id": number, "callback_query": self._press(account)}
        if sort < 0.9:
            return {"update_id": number, "message": self._message(account)}
        if sort < 0.95:
            return {"update_id": number, "edited_message": self._edited(account)}
        return {"update_id": number, "my_chat_member": self._membership(account)}

    def _person(self, account: int) -> Json:
        person = {"id": account, "is_bot": False, "first_name": texts.name(self._rng)}
        return person | {"language_code": self._rng.choice(("nl", "ar", "en"))}

    def _shell(self, account: int, number: int) -> Json:
        chat = {"id": account, "type": "private", "first_name": texts.MARKER}
        return {"message_id": number, "date": 1_795_000_000, "from": self._person(account), "chat": chat}

    def _message(self, account: int) -> Json:
        body = self._shell(account, next(self._numbers)) | self._content()
        theirs = self._shown(account)
        if theirs and self._rng.random() < 0.15:
            body["reply_to_message"] = self._world.message_json(self._rng.choice(theirs))
        return body

    def _content(self) -> Json:
        rng, maker = self._rng, self._maker
        sort = rng.random()
        if sort < 0.7:
            return {"text": texts.text(rng)}
        if sort < 0.78:
            return {
                "voice": {"file_id": FILES[0], "file_unique_id": "u", "duration": rng.choice((0, 3, 9000))}
            }
        if sort < 0.84:
            photo = {"file_id": FILES[1], "file_unique_id": "u", "width": 9, "height": 9}
            return {"photo": [photo], "caption": texts.text(rng)[:1024]}
        if sort < 0.88:
            return {"location": {"latitude": rng.choice((52.38, -90, 90.0)), "longitude": 4.63}}
        if sort < 0.92:
            return {"contact": maker.object("Contact", 3), "text": None}
        made = maker.object("Message", 1)
        return {name: made[name] for name in made.keys() - {"message_id", "date", "from", "chat"}}

    def _edited(self, account: int) -> Json:
        number = self._rng.choice((10_000_001, 10_000_002, 10_000_020, 1))
        return self._shell(account, number) | {"edit_date": 1_795_000_001} | self._content()

    def _shown(self, account: int) -> list[Shown]:
        chat = self._world.chats.get(account)
        return list(chat.messages.values())[-12:] if chat else []

    def _press(self, account: int) -> Json:
        rng = self._rng
        query: Json = {"id": str(next(self._queries)), "from": self._person(account), "chat_instance": "1"}
        buttons = [
            (message, button.data)
            for message in self._shown(account)
            for row in message.keyboard
            for button in row
            if button.data is not None
        ]
        under: Any = None
        if buttons and rng.random() < 0.75:
            message, data = rng.choice(buttons)
            under = self._world.message_json(message)
            query["data"] = data if rng.random() < 0.8 else self._altered(data)
        else:
            query["data"] = self._forged()
        if under is None or rng.random() < 0.05:
            inaccessible = {"chat": {"id": account, "type": "private"}, "message_id": 7, "date": 0}
            under = rng.choice((inaccessible, self._shell(account, 8) | {"text": "x"}))
        query["message"] = under
        if rng.random() < 0.03:
            query.pop("data")
            query["game_short_name"] = texts.MARKER
        if rng.random() < 0.03:
            query.pop("message")
            query["inline_message_id"] = texts.MARKER
        return query

    def _altered(self, data: str) -> str:
        """A button that was shown, with another argument in one place."""
        parts = data.split(":")
        parts[self._rng.randrange(len(parts))] = self._argument()
        return ":".join(parts)

    def _forged(self) -> str:
        """An action of the bot's with any arguments."""
        action = self._rng.choice(sorted(handlers.BUTTONS))
        return ":".join([action, *(self._argument() for _ in range(self._rng.choice((0, 1, 1, 2, 2, 3))))])

    def _argument(self) -> str:
        rng = self._rng
        sort = rng.random()
        if sort < 0.45:
            return str(rng.randrange(1, 60))
        if sort < 0.9:
            return rng.choice(WORDS)
        return rng.choice(
            ("-1", "9" * 15, "9" * 40, "٣٣", texts.MARKER, "\u202e", "\ud83d", "²", "1_0", " 1")
        )

    def _membership(self, account: int) -> Json:
        here = self._rng.random() < 0.7
        states = ("kicked", "member") if here else ("member", "kicked")
        told = [
            {"user": {"id": 1, "is_bot": True, "first_name": "b"}, "status": state, "until_date": 0}
            for state in states
        ]
        chat = {"id": account, "type": "private"}
        return {"chat": chat, "from": self._person(account), "date": 1} | dict(
            zip(("old_chat_member", "new_chat_member"), told, strict=True)
        )
