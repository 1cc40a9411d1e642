"""The bot's commands and descriptions as Telegram shows them, set in each language at every start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot import i18n, logs

log = logs.get("menu")


@dataclass(frozen=True)
class Menu:
    """Functions of a language."""

    commands: Callable[[str], list[tuple[str, str]]]
    """(command, what it does); Telegram allows Latin commands only."""
    description: Callable[[str], str]
    """What an empty chat shows; at most 512 characters."""
    short_description: Callable[[str], str]
    """What the profile shows; at most 120 characters."""


async def publish(bot: Bot, menu: Menu) -> None:
    """Set all of it; people with a language of none get the default. A failure is logged, not more."""
    for code, lang in ((None, i18n.DEFAULT), *((lang, lang) for lang in i18n.languages())):
        try:
            await bot.set_my_commands(
                [BotCommand(command, text) for command, text in menu.commands(lang)], language_code=code
            )
            await bot.set_my_description(menu.description(lang), language_code=code)
            await bot.set_my_short_description(menu.short_description(lang), language_code=code)
        except TelegramError as error:
            log.warning("menu_not_set", lang=lang, error=type(error).__name__)
