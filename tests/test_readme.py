"""The README says what is there: every command, every setting, and no command that is not."""

from __future__ import annotations

import re
from pathlib import Path

import typer.main

from bot.cli import app
from bot.config import Settings
from handlers import COMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def command_line() -> set[str]:
    """Every command, as `buurt add`."""
    names = set()
    for name, command in typer.main.get_group(app).commands.items():
        parts = getattr(command, "commands", None)
        names |= {f"{name} {part}" for part in parts} if parts else {name}
    return names


def test_every_command_stands_in_the_readme() -> None:
    missing = [
        name for name in command_line() if f"buurtkring {name}" not in README and f"`{name}" not in README
    ]
    assert missing == []


def test_the_readme_names_no_command_that_is_not_there() -> None:
    named = set(re.findall(r"buurtkring ((?:appeals|bench|buurt|role|visits) [a-z]+|[a-z]+)", README))
    assert named <= command_line() | {"buurt add", "role give"}


def test_every_setting_stands_in_the_readme() -> None:
    missing = [name for name in Settings.model_fields if f"`{name.upper()}`" not in README]
    assert missing == []


def test_every_chat_command_stands_in_the_readme() -> None:
    assert [name for name in COMMANDS if f"/{name}" not in README] == []


def test_every_file_the_readme_points_to_is_there() -> None:
    links = re.findall(r"\]\((?!http)(?!#)([^)]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
