"""What a Bot API method is here, and a table to collect them in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.playground.errors import bad_request
from bot.playground.params import Params
from bot.playground.world import World

Run = Callable[[World, Params], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Method:
    """One method: its name, the parameters it reads, and what it does."""

    name: str
    parameters: tuple[str, ...]
    run: Run


class Methods(dict[str, Method]):
    """Methods by name in lower case, as Telegram does not mind the case."""

    def add(self, name: str, *parameters: str) -> Callable[[Run], Run]:
        def register(run: Run) -> Run:
            self[name.lower()] = Method(name, parameters, run)
            return run

        return register


def chat_number(params: Params) -> int:
    """The `chat_id` of a call; raises `Refusal` where there is none, or a name that nobody has."""
    if not params.text("chat_id"):
        raise bad_request("chat_id is empty")
    if (number := params.chat_id) is None:
        raise bad_request("chat not found")
    return number
