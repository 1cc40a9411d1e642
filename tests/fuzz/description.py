"""Telegram's published description of the Bot API, without its explanations (MIT, the licence lies beside it)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).parents[1] / "data/bot_api.json"


@dataclass(frozen=True)
class Field:
    """One field of an object or parameter of a method; `values`: the words that it may be, where they are told."""

    name: str
    types: tuple[str, ...]
    required: bool
    values: tuple[str, ...]


@dataclass(frozen=True)
class Described:
    """An object: its fields, or the types that it may be one of."""

    required: tuple[Field, ...]
    optional: tuple[Field, ...]
    subtypes: tuple[str, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(field.name for field in (*self.required, *self.optional))


def _described(given: dict[str, Any]) -> Described:
    fields = [
        Field(each["name"], tuple(each["types"]), each["required"], tuple(each.get("values", ())))
        for each in given["fields"]
    ]
    return Described(
        tuple(field for field in fields if field.required),
        tuple(field for field in fields if not field.required),
        tuple(given.get("subtypes", ())),
    )


@cache
def published() -> dict[str, Any]:
    """The whole description: `types` and `methods` by name."""
    found: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return found


@cache
def types() -> dict[str, Described]:
    """Objects by name."""
    return {name: _described(each) for name, each in published()["types"].items()}


@cache
def methods() -> dict[str, Described]:
    """Methods by name; their parameters are the fields."""
    return {name: _described(each) for name, each in published()["methods"].items()}
