"""One rendered message as calls of the Bot API: one for most, two for a text with a place."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import partial
from html import unescape
from typing import Any, TypeAlias

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.delivery.refusals import is_not_editable, is_unchanged
from bot.domain.ids import MessageId
from bot.domain.model import OutMessage
from bot.render.screen import Row, Screen

Call: TypeAlias = Callable[[], Awaitable[MessageId | None]]
"""Does one step; gives the id of the message it made, if any. Raises TelegramError."""
_SendFile: TypeAlias = Callable[[Screen | None], Awaitable[Message]]


def calls(bot: Bot, message: OutMessage, screen: Screen) -> list[Call]:
    """The steps that bring this screen to its chat, in order. Each can be tried again by itself."""
    if screen.commands is not None:
        return [partial(_set_menu, bot, message, screen.commands)]
    files = _files(bot, message, screen)
    fits = screen.location is None and _visible(screen.text) <= MessageLimit.CAPTION_LENGTH
    if files and (fits or not screen.text):
        first, *more = files
        return [partial(_put_file, first, screen), *(partial(_put_file, file, None) for file in more)]
    return [partial(_put_text, bot, message, screen), *(partial(_put_file, file, None) for file in files)]


async def _set_menu(bot: Bot, message: OutMessage, commands: tuple[tuple[str, str], ...]) -> None:
    """The command menu of one private chat."""
    scope = BotCommandScopeChat(message.chat_id)
    if commands:
        await bot.set_my_commands([BotCommand(command, text) for command, text in commands], scope=scope)
    else:
        await bot.delete_my_commands(scope=scope)


async def delete(bot: Bot, message: OutMessage) -> None:
    """Take a message out of its chat. Telegram allows that for 48 hours: a refusal changes nothing."""
    if message.edit is None:
        return
    try:
        await bot.delete_message(message.chat_id, message.edit)
    except (BadRequest, Forbidden, InvalidToken):
        return


async def _put_file(send: _SendFile, carried: Screen | None) -> MessageId:
    return MessageId((await send(carried)).message_id)


async def _put_text(bot: Bot, message: OutMessage, screen: Screen) -> MessageId | None:
    """The text in place of an earlier message where there is one to edit, else as a new message."""
    if message.edit is not None:
        try:
            await bot.edit_message_text(
                screen.text,
                chat_id=message.chat_id,
                message_id=message.edit,
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=_keyboard(screen.rows),
            )
            return message.edit
        except TelegramError as error:
            if is_unchanged(error):
                return message.edit
            if not is_not_editable(error):
                raise
            if message.chat_id < 0:
                return None  # a group is told nothing anew because somebody took a message away
    sent = await bot.send_message(
        message.chat_id,
        screen.text,
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=_keyboard(screen.rows),
        **_common(message, screen),
    )
    return MessageId(sent.message_id)


def _files(bot: Bot, message: OutMessage, screen: Screen) -> list[_SendFile]:
    """A sender for each file or place of the screen; it takes the screen whose text it is to carry."""
    common, chat = _common(message, screen), message.chat_id
    voice, photo, document, location = screen.voice, screen.photo, screen.document, screen.location
    found: list[_SendFile] = []
    if voice is not None:
        found.append(lambda carried: bot.send_voice(chat, voice, **_caption(carried), **common))
    if photo is not None:
        found.append(lambda carried: bot.send_photo(chat, photo, **_caption(carried), **common))
    if document is not None:
        file = InputFile(document.content, filename=document.name)
        found.append(lambda carried: bot.send_document(chat, file, **_caption(carried), **common))
    contact = screen.contact
    if contact is not None:
        found.append(lambda _carried: bot.send_contact(chat, *contact, **common))
    if location is not None:
        found.append(
            lambda carried: bot.send_location(
                chat, *location, reply_markup=_keyboard(carried.rows) if carried else None, **common
            )
        )
    return found


def _common(message: OutMessage, screen: Screen) -> dict[str, Any]:
    reply = None
    if message.reply_to is not None:
        reply = ReplyParameters(message.reply_to, allow_sending_without_reply=True)
    return {
        "disable_notification": screen.silent,
        "protect_content": screen.protect,
        "reply_parameters": reply,
    }


def _caption(carried: Screen | None) -> dict[str, Any]:
    if carried is None:
        return {}
    return {
        "caption": carried.text or None,
        "parse_mode": ParseMode.HTML,
        "reply_markup": _keyboard(carried.rows),
    }


def _keyboard(rows: tuple[Row, ...]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.label, callback_data=button.data, url=button.url) for button in row]
            for row in rows
        ]
    )


def _visible(text: str) -> int:
    """Length as Telegram counts it: UTF-16 units after the tags are read."""
    return len(unescape(re.sub(r"<[^>]*>", "", text)).encode("utf-16-le")) // 2
