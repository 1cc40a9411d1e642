"""Updates as Telegram's description allows them, and as it does not."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from tests.fuzz import description, texts
from tests.fuzz.description import Described, Field
from tests.fuzz.texts import MARKER

Json = dict[str, Any]
DEEPEST = 5
IDS = (0, 1, -1, 101, 102, 2**31, 2**51 + 7, 2**52 - 1, -(2**52) + 1, -1_000_000_000_101, -(2**40))
DATES = (0, 1, -1, 1_795_000_000, 2**31 - 1, 2**31, 253_402_300_799)
NUMBERS = (0, 1, 2, 3, 7, 100, 4095, 4096, 70_000, -1, 2**31 - 1)
UNLISTED = ("holographic", "", "ALWAYS", MARKER, "\u202e")
WRONG: tuple[Any, ...] = (
    *(None, True, 0, -1, 2**70, 1.5, "", MARKER, "\ud83d", [], [None], [[[]]], {}, {"id": MARKER}, {"": {}}),
)
PLACES = ("latitude", "longitude")
CODES = ("nl", "ar", "en", "xx", "nl-NL", "", "zh-hans", MARKER)


class Maker:
    """Makes values of the described types out of one source of chance (hypothesis's own in the tests)."""

    def __init__(self, rng: Random, accounts: Sequence[int] = ()) -> None:
        self.rng = rng
        self._accounts = accounts
        """Of people that the bot knows: some of what is made comes from them."""

    def update(self, number: int) -> Json:
        """An update of any described kind, or of one that nobody knows yet."""
        kinds = description.types()["Update"].optional
        kind = self.rng.choice(kinds)
        body: Json = {"update_id": number, kind.name: self._value(kind, 0)}
        if self._accounts and isinstance(body[kind.name], dict) and self.rng.random() < 0.3:
            self._from_one_of_them(body[kind.name])
        if self.rng.random() < 0.02:
            body[self.rng.choice(("holographic_call", "zeta", ""))] = self.object("User", 3)
        if self.rng.random() < 0.02:
            del body[kind.name]
        return body

    def _from_one_of_them(self, content: Json) -> None:
        """In their private chat with the bot."""
        account = self.rng.choice(self._accounts)
        person = {"id": account, "is_bot": False, "first_name": texts.name(self.rng)}
        for place in (content, content.get("message")):
            if isinstance(place, dict):
                place |= {"chat": {"id": account, "type": "private"}, "from": person}

    def object(self, name: str, depth: int) -> Json:
        """An object with all that it must have, and some of what it may."""
        described = description.types()[name]
        if described.subtypes:
            made = self._one_of(described.subtypes, depth, name)
            return made if isinstance(made, dict) else {}
        fields = [*described.required, *self._some(described, depth)]
        made = {field.name: self._value(field, depth + 1) for field in fields}
        if self.rng.random() < 0.02:
            made["not_in_any_description"] = texts.name(self.rng)
        return made

    def _some(self, described: Described, depth: int) -> list[Field]:
        if not described.optional or depth >= DEEPEST:
            return []
        most = max(1, min(6, len(described.optional)) - depth)
        return self.rng.sample(described.optional, min(self.rng.randint(0, most), len(described.optional)))

    def _value(self, field: Field, depth: int) -> Any:
        if field.values and self.rng.random() < 0.95:
            return self.rng.choice(field.values)
        if field.values:
            return self.rng.choice(UNLISTED)
        return self._one_of(field.types, depth, field.name)

    def _one_of(self, kinds: tuple[str, ...], depth: int, name: str) -> Any:
        kind = self.rng.choice(kinds)
        if depth > DEEPEST and kind == "RichText":
            kind = "String"
        match kind:
            case "True":
                return True
            case "Boolean":
                return self.rng.random() < 0.5
            case "Integer":
                return self._whole(name)
            case "Float":
                return self.rng.choice((0.0, 52.37, -181.0, 1e308, 90))
            case "String":
                return self._text(name)
        if kind.startswith("Array of "):
            size = 0 if depth > DEEPEST else self.rng.choice((0, 1, 1, 2, 3))
            return [self._one_of((kind.removeprefix("Array of "),), depth + 1, name) for _ in range(size)]
        return self.object(kind, depth)

    def _whole(self, name: str) -> int:
        if name.endswith("date"):
            return self.rng.choice(DATES)
        if name == "id" or name.endswith("_id"):
            return self.rng.choice(IDS) if self.rng.random() < 0.7 else self.rng.randrange(-(2**52), 2**52)
        return self.rng.choice(NUMBERS)

    def _text(self, name: str) -> str:
        if name == "language_code":
            return self.rng.choice(CODES)
        if name in ("text", "caption", "query"):
            return texts.text(self.rng)
        return texts.name(self.rng)


def spoil(rng: Random, update: Json) -> None:
    """Put something wrong somewhere in an update: another type, a field too few, the deepest of replies."""
    places = list(_places(update))
    if not places:
        return
    holder, key = rng.choice(places)
    sort = rng.random()
    if sort < 0.2:
        del holder[key]
    elif sort < 0.25:
        holder[key] = _nested(rng.choice((20, 150, 400)))
    else:
        holder[key] = copy.deepcopy(rng.choice(WRONG))


def _places(update: Json) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) in it, but for the update's own number."""
    waiting: list[Any] = [update]
    while waiting:
        part = waiting.pop()
        for key, value in list(part.items()) if isinstance(part, dict) else list(enumerate(part)):
            if key != "update_id":
                yield part, key
            if isinstance(value, dict | list):
                waiting.append(value)


def _nested(deep: int) -> Json:
    """A message that replies to a message that replies ..."""
    message: Json = {}
    for _ in range(deep):
        message = {
            "message_id": 5,
            "date": 1,
            "chat": {"id": 101, "type": "private"},
            "reply_to_message": message,
        }
    return message
