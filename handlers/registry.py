"""The list of everything a resident can press or command."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.model import Resident
from bot.services.work import Work
from handlers.args import Args

ButtonHandler = Callable[[Work, Resident, Args], Awaitable[None]]
CommandHandler = Callable[[Work, Resident, str], Awaitable[None]]

BUTTONS: dict[str, ButtonHandler] = {}
COMMANDS: dict[str, CommandHandler] = {}


def button(action: str) -> Callable[[ButtonHandler], ButtonHandler]:
    """Let a handler take the presses whose callback data begins with `action`."""

    def keep(handler: ButtonHandler) -> ButtonHandler:
        if action in BUTTONS:
            raise ValueError(f"two handlers for the button {action}")
        BUTTONS[action] = handler
        return handler

    return keep


def command(name: str) -> Callable[[CommandHandler], CommandHandler]:
    """Let a handler take a command (Latin letters) and its plain-word twins."""

    def keep(handler: CommandHandler) -> CommandHandler:
        if name in COMMANDS:
            raise ValueError(f"two handlers for the command {name}")
        COMMANDS[name] = handler
        return handler

    return keep
