"""The Bot API without HTTP: the same calls, checked by the playground's methods and by the description."""

from __future__ import annotations

import json
from typing import Any

from telegram import Bot
from telegram._utils.types import ODVInput
from telegram.request import BaseRequest, RequestData

from bot.playground.api import METHODS
from bot.playground.errors import Refusal
from bot.playground.params import Params
from bot.playground.world import World
from tests.fuzz import description
from tests.playground.test_description import problems

_Timeout = ODVInput[float]


class AtHand(BaseRequest):
    """Answers the client's calls from a world in this process; `wrong` is what no description allows."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.wrong: list[str] = []

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: _Timeout = BaseRequest.DEFAULT_NONE,
        write_timeout: _Timeout = BaseRequest.DEFAULT_NONE,
        connect_timeout: _Timeout = BaseRequest.DEFAULT_NONE,
        pool_timeout: _Timeout = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[1]
        values = dict(request_data.json_parameters) if request_data else {}
        uploads = {}
        for key, (file_name, content, *_) in (request_data.multipart_data if request_data else {}).items():
            if not isinstance(content, bytes):
                raise TypeError("the bot sends no open files")
            uploads[key] = (str(file_name), content)
        self.wrong += _unlike_described(name, values, set(uploads))
        try:
            result = await METHODS[name.lower()].run(self._world, Params(values, uploads))
        except Refusal as refusal:
            return refusal.code, json.dumps(refusal.to_json()).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()


def client(world: World) -> tuple[Bot, AtHand]:
    """A client of that world without connections, and what answers it."""
    request = AtHand(world)
    return Bot(world.token, request=request, get_updates_request=request), request


def _unlike_described(name: str, values: dict[str, str], uploads: set[str]) -> list[str]:
    """What in the parameters of a call is not as the description has it; no values are told."""
    described = description.methods()[name]
    given = values.keys() | uploads
    wrong = [f"{name}.{unknown}: no such parameter" for unknown in given - described.names]
    wrong += [f"{name}.{field.name}: missing" for field in described.required if field.name not in given]
    types = description.published()["types"]
    for field in (*described.required, *described.optional):
        if field.name in values:
            value: Any = values[field.name]
            if "String" not in field.types:
                value = json.loads(value)
            wrong += problems(value, list(field.types), types, f"{name}.{field.name}")
    return wrong
