"""Whom to call in danger: read from `emergency.toml`, or from an operator's file of the same form."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.domain.errors import SettingsError
from bot.domain.resources import Kind

DANGERS = ("medical", "suicide", "violence", "child", "fire_gas")


@dataclass(frozen=True)
class Number:
    """A number to call; `key` says which one it is, `also` is a second way to reach the same."""

    key: str
    call: str
    also: str | None = None
    source: str | None = None
    """The site that gives the number; begins with https://."""


@dataclass(frozen=True)
class Emergency:
    """The numbers of each danger, the first one first, and what to say to 112 in Dutch."""

    checked_on: date
    numbers: dict[str, tuple[Number, ...]]
    say: dict[str, dict[str, str]]
    """By danger, then `nl` (the sentence) and language codes (how it sounds in their script)."""
    desks: dict[str, Number]
    """Where everybody can go without haste, by the kind of place it is in `resources.Kind`; an operator's file may
    have none."""


@cache
def load(path: Path | None = None) -> Emergency:
    """The numbers out of a file; None: the program's own. Raises SettingsError for a file that is not of the form."""
    try:
        text = (
            path.read_text("utf-8") if path else (files("bot.domain") / "emergency.toml").read_text("utf-8")
        )
        return _read(tomllib.loads(text))
    except (
        OSError,
        tomllib.TOMLDecodeError,
        KeyError,
        TypeError,
        AttributeError,
        UnicodeDecodeError,
    ) as error:
        raise SettingsError(f"EMERGENCY_FILE cannot be read ({type(error).__name__})") from None


def _read(data: dict[str, Any]) -> Emergency:
    known = {
        key: Number(
            key,
            str(value["call"]),
            str(value["also"]) if "also" in value else None,
            str(value["source"]) if str(value.get("source", "")).startswith("https://") else None,
        )
        for key, value in data["numbers"].items()
    }
    return Emergency(
        data["checked_on"],
        {danger: tuple(known[key] for key in data["dangers"][danger]) for danger in DANGERS},
        {danger: dict(data["say"][danger]) for danger in DANGERS},
        {kind: known[key] for kind, key in data.get("desks", {}).items() if kind in set(Kind)},
    )
