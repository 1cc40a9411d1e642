"""What the bot shows of itself: name, descriptions and the command menu, per language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.playground.errors import bad_request
from bot.playground.messages import Json

MAX_COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")


@dataclass(frozen=True, slots=True)
class Command:
    command: str
    description: str

    def to_json(self) -> Json:
        return {"command": self.command, "description": self.description}


@dataclass
class Profile:
    """Texts by language code (`""` for every other language), commands by scope and language code."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], tuple[Command, ...]] = field(default_factory=dict)

    def menu(self, user_id: int, language: str) -> tuple[Command, ...]:
        """The menu a user's private chat shows: the narrowest scope first, then the language."""
        for scope in (f"chat:{user_id}", "all_private_chats", "default"):
            for code in (language, ""):
                if commands := self.commands.get((scope, code)):
                    return commands
        return ()


def in_language(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get("", "")


def language_of(code: str) -> str:
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def scope_of(scope: object) -> str:
    """A BotCommandScope as a key; raises `Refusal` for one that Telegram does not know."""
    if scope is None or scope == "":
        return "default"
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    match scope.get("type"):
        case "default" | "all_private_chats" | "all_group_chats" | "all_chat_administrators" as name:
            return str(name)
        case "chat" | "chat_administrators" as name:
            return f"{name}:{scope.get('chat_id')}"
        case "chat_member":
            return f"chat_member:{scope.get('chat_id')}:{scope.get('user_id')}"
        case _:
            raise bad_request("can't parse BotCommandScope: Unsupported type specified")


def parse_commands(given: object) -> tuple[Command, ...]:
    if not isinstance(given, list):
        raise bad_request("can't parse commands list: Expected an Array of BotCommand")
    if len(given) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return tuple(_command(item) for item in given)


def _command(item: object) -> Command:
    if not isinstance(item, dict) or not isinstance(item.get("command"), str):
        raise bad_request("can't parse commands list: Can't find field \"command\"")
    name = item["command"].removeprefix("/")
    description = item.get("description")
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not description.strip():
        raise bad_request("command description must be non-empty")
    if len(description) > 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return Command(name, description)
