"""What the playground understands and says, against Telegram's published description of the Bot API."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.playground.api import METHODS
from bot.playground.files import sample_photo
from bot.playground.messages import ChatKind
from bot.playground.phone import Phone
from bot.playground.server import Serving
from bot.playground.world import World

PATH = Path(__file__).parents[1] / "data" / "bot_api.json"
"""The Bot API's published description; its licence stands beside it."""

PLAIN: dict[str, type | tuple[type, ...]] = {
    "Integer": int,
    "String": str,
    "Boolean": bool,
    "Float": (float, int),
}


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    published: dict[str, Any] = json.loads(PATH.read_text())
    return published


def problems(value: object, kinds: list[str], types: dict[str, Any], where: str) -> list[str]:
    """What is wrong with a value that should be one of these kinds; the best fit counts."""
    return min((_problems(value, kind, types, where) for kind in kinds), key=len)


def _problems(value: object, kind: str, types: dict[str, Any], where: str) -> list[str]:
    if kind == "True":
        return [] if value is True else [f"{where}: not True"]
    if kind in PLAIN:
        fits = isinstance(value, PLAIN[kind]) and (kind == "Boolean" or not isinstance(value, bool))
        return [] if fits else [f"{where}: not {kind}"]
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{where}: not a list"]
        inner = [kind.removeprefix("Array of ")]
        return [
            line for at, item in enumerate(value) for line in problems(item, inner, types, f"{where}[{at}]")
        ]
    if subtypes := types[kind].get("subtypes"):
        return problems(value, subtypes, types, where)
    if not isinstance(value, dict):
        return [f"{where}: not a {kind}"]
    fields = {field["name"]: field for field in types[kind]["fields"]}
    found = [f"{where}.{name}: not in {kind}" for name in value.keys() - fields.keys()]
    found += [
        f"{where}.{name}: missing in {kind}"
        for name, field in fields.items()
        if field["required"] and name not in value
    ]
    for name in value.keys() & fields.keys():
        found += problems(value[name], fields[name]["types"], types, f"{where}.{name}")
    return found


def test_every_method_and_parameter_is_telegrams(published: dict[str, Any]) -> None:
    for method in METHODS.values():
        fields = published["methods"][method.name].get("fields", [])
        assert set(method.parameters) <= {field["name"] for field in fields}, method.name
        required = {field["name"] for field in fields if field["required"]}
        assert required <= set(method.parameters), method.name


@pytest.fixture
async def client(serving: Serving) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{serving.url}/bot1:play/") as client:
        yield client


async def test_every_answer_has_the_published_shape(
    client: httpx.AsyncClient, ria: Phone, world: World, published: dict[str, Any]
) -> None:
    world.group(-100, "De buurt", ChatKind.SUPERGROUP)
    number = ria.photo("kijk @iemand")
    voice = world.files.add(next(iter(ria.messages)).kind.VOICE, b"OggS")
    photo = world.files.add(voice.kind.PHOTO, sample_photo(4, 4))
    document = world.files.add(voice.kind.DOCUMENT, b"x", "a.txt")
    markup = {
        "inline_keyboard": [[{"text": "Ja", "callback_data": "y"}, {"text": "Lees", "url": "https://a.nl"}]]
    }
    sent = {"chat_id": 77, "reply_parameters": {"message_id": number}, "reply_markup": markup}
    html = {"parse_mode": "HTML", "protect_content": True, "link_preview_options": {"is_disabled": True}}
    calls: list[tuple[str, dict[str, Any]]] = [
        ("getMe", {}),
        ("setMyCommands", {"commands": [{"command": "help", "description": "Help"}]}),
        ("getMyCommands", {}),
        ("sendMessage", sent | html | {"text": '<b>a</b> <a href="https://a.nl">b</a> /c'}),
        ("sendMessage", {"chat_id": -100, "text": "x"}),
        ("sendVoice", sent | {"voice": voice.id, "caption": "x", "duration": 4}),
        ("sendPhoto", sent | {"photo": photo.id}),
        ("sendDocument", sent | {"document": document.id}),
        ("sendLocation", sent | {"latitude": 52.1, "longitude": 4}),
        ("sendContact", sent | {"phone_number": "112", "first_name": "Alarm", "last_name": "Nummer"}),
        ("copyMessage", sent | {"from_chat_id": 77, "message_id": number}),
        ("editMessageText", {"chat_id": 77, "message_id": number + 1, "text": "y"}),
        ("getFile", {"file_id": voice.id}),
        ("getChat", {"chat_id": 77}),
        ("getChat", {"chat_id": -100}),
        ("getWebhookInfo", {}),
        ("sendChatAction", {"chat_id": 77, "action": "typing"}),
    ]
    for name, params in calls:
        answer = (await client.post(name, json=params)).json()
        assert answer["ok"], (name, answer)
        returns = published["methods"][name]["returns"]
        assert problems(answer["result"], returns, published["types"], name) == []


async def test_every_update_has_the_published_shape(
    client: httpx.AsyncClient, ria: Phone, world: World, published: dict[str, Any]
) -> None:
    world.phone(78, "Yusuf", "ar", username="yusuf", bio="x").start("abc")
    markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": "y"}]]}
    await client.post("sendMessage", json={"chat_id": 77, "text": "x", "reply_markup": markup})
    ria.press("Ja")
    number = ria.send("hallo", reply_to=ria.last.id)
    ria.edit(number, "hallo!")
    ria.voice(4)
    ria.photo("kijk")
    ria.location(52, 4.5)
    ria.contact("112", "Alarm")
    ria.forward("soep", "Anneke")
    ria.block()
    ria.unblock()
    world.group(-100)
    ria.send("/help", chat_id=-100)
    updates = (await client.get("getUpdates")).json()["result"]
    assert len(updates) == 12
    assert problems(updates, ["Array of Update"], published["types"], "updates") == []


def test_the_check_itself_finds_what_is_wrong(published: dict[str, Any]) -> None:
    types = published["types"]
    assert problems({"id": 1, "is_bot": False}, ["User"], types, "u") == ["u.first_name: missing in User"]
    user = {"id": "1", "is_bot": False, "first_name": "x", "shoe_size": 43}
    assert sorted(problems(user, ["User"], types, "u")) == ["u.id: not Integer", "u.shoe_size: not in User"]
