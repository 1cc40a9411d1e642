"""What has another type than Telegram promises is let go by: no error, no answer, nothing set aside."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.intake.reading import read
from bot.parts import own_parts
from bot.services.work import Work
from storage.database import Database

from . import buurt
from .shapes import Json

MISSING = object()
WRONG: tuple[Any, ...] = (MISSING, {"a": 1}, [], ["x"], -1.5, True, "\ud83d", 2**70)


def message() -> Json:
    person = {"id": 101, "is_bot": False, "first_name": "Riet", "language_code": "nl"}
    chat = {"id": 101, "type": "private"}
    replied = {"message_id": 4, "date": 1, "chat": dict(chat), "from": dict(person), "text": "x"}
    return {"message_id": 5, "date": 1, "from": person, "chat": chat, "reply_to_message": replied}


def press() -> Json:
    return {
        "id": "1",
        "from": message()["from"],
        "chat_instance": "1",
        "message": message(),
        "data": "nav.home",
    }


def text() -> Json:
    return message() | {"text": "hallo"}


def voice() -> Json:
    return message() | {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}


def photo() -> Json:
    size = {"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}
    return message() | {"photo": [size], "caption": "kijk"}


def place() -> Json:
    return message() | {"location": {"latitude": 1, "longitude": 2}}


def contact() -> Json:
    return message() | {"contact": {"phone_number": "1", "first_name": "x", "user_id": 3}}


def membership() -> Json:
    states = [{"user": message()["from"], "status": status} for status in ("left", "member")]
    told = dict(zip(("old_chat_member", "new_chat_member"), states, strict=True))
    return {"chat": {"id": 101, "type": "private"}, "from": message()["from"], "date": 1} | told


KINDS: tuple[tuple[str, Callable[[], Json], tuple[str, ...]], ...] = (
    ("message", text, ("message_id", "text", "from/id", "from/first_name", "from/language_code", "chat/id")),
    ("message", text, ("chat", "chat/type", "from", "from/is_bot", "reply_to_message/message_id")),
    ("edited_message", text, ("message_id", "text", "from/id")),
    ("message", voice, ("voice/file_id",)),
    ("message", photo, ("photo/0/file_id", "caption")),
    ("message", place, ("location/latitude", "location/longitude")),
    ("message", contact, ("contact/first_name", "contact/user_id")),
    (
        "callback_query",
        press,
        ("data", "from/id", "from", "message", "message/message_id", "message/chat/id", "message/chat"),
    ),
    ("callback_query", press, ("message/reply_to_message/text", "message/reply_to_message/message_id")),
    (
        "my_chat_member",
        membership,
        ("chat", "chat/id", "chat/type", "new_chat_member", "new_chat_member/status"),
    ),
    ("business_message", text, ("from/id", "chat/id")),
    ("poll_answer", lambda: {"poll_id": "1", "user": message()["from"], "option_ids": []}, ("user/id",)),
)


@pytest.fixture
async def work(template: Path, tmp_path: Path) -> AsyncIterator[Work]:
    database = await Database.open(Path(shutil.copy(template, tmp_path)), synchronous="OFF")
    async with database.unit() as tx:
        yield Work(tx, buurt.NOW, Random(1), b"key", "buurtkring_bot")
    await database.close()


def spoiled(body: Json, path: str, wrong: Any) -> Json:
    *before, last = path.split("/")
    holder: Any = body
    for step in before:
        holder = holder[int(step) if step.isdigit() else step]
    if wrong is MISSING:
        del holder[last]
    else:
        holder[last] = wrong
    return body


@pytest.mark.parametrize(
    ("kind", "make", "paths"), KINDS, ids=lambda each: each if isinstance(each, str) else ""
)
async def test_a_field_of_another_type_is_let_go_by(
    work: Work, kind: str, make: Callable[[], Json], paths: tuple[str, ...]
) -> None:
    parts = own_parts()
    for path in paths:
        for wrong in WRONG:
            update = read({"update_id": 1, kind: spoiled(make(), path, wrong)})
            async with work.tx.savepoint():
                if parts.to_hear is not None:
                    await parts.to_hear(work, update)
                await parts.dispatch(work, update)


@pytest.mark.parametrize(
    ("kind", "make", "paths"), KINDS, ids=lambda each: each if isinstance(each, str) else ""
)
def test_of_an_update_with_one_such_field_nothing_is_read(
    kind: str, make: Callable[[], Json], paths: tuple[str, ...]
) -> None:
    known = kind not in ("business_message", "poll_answer")
    assert (read({"update_id": 1, kind: make()}).what is not None) is known
    for path in paths:
        assert read({"update_id": 1, kind: spoiled(make(), path, {"a": 1})}).what is None
        assert read({"update_id": 2**70, kind: make()}).what is None


@pytest.mark.parametrize("account", [101, 292, 77_777])
async def test_a_code_with_half_a_letter_is_a_code_that_nobody_made(work: Work, account: int) -> None:
    for code in ("abc\ud83d", "\udc00", "é" * 4000):
        body = message() | {"text": f"/start {code}"}
        body["from"]["id"] = body["chat"]["id"] = account
        update = read({"update_id": 1, "message": body})
        await own_parts().dispatch(work, update)
    assert await work.tx.one("SELECT 1 FROM outbox WHERE chat_id = ?", (account,))


@pytest.mark.parametrize("action", ["confidant.yes", "post.new", "nothing.of.ours", ""])
async def test_a_button_with_half_a_letter_gets_an_answer(work: Work, action: str) -> None:
    body = press() | {"data": f"{action}:\ud83d:29"}
    await own_parts().dispatch(work, read({"update_id": 1, "callback_query": body}))
    assert await work.tx.one("SELECT 1 FROM outbox WHERE chat_id = 101")


@pytest.mark.parametrize("place", [(91, 0), (0, -181), (float("nan"), 0)])
async def test_a_place_that_is_none_is_let_go_by(work: Work, place: tuple[float, float]) -> None:
    body = message() | {"location": dict(zip(("latitude", "longitude"), place, strict=True))}
    update = read({"update_id": 1, "message": body})
    await own_parts().dispatch(work, update)
    assert await work.tx.one("SELECT 1 FROM outbox WHERE chat_id = 101") is None
