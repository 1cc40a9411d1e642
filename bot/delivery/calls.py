"""One rendered message as calls of the Bot API: one for most, two for a text with a place."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import partial
from html import unescape
from typing import Any, TypeAlias

from telegram import Bot, InputFile
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.delivery.refusals import is_not_editable, is_unchanged
from bot.domain.ids import MessageId
from bot.domain.model import OutMessage
from bot.http import call
from bot.render.screen import Button, Document, Row, Screen

Call: TypeAlias = Callable[[], Awaitable[MessageId | None]]
"""Does one step; gives the id of the message it made, if any. Raises TelegramError."""
_File: TypeAlias = tuple[str, dict[str, Any]]
"""A method that sends a file or a place, and its parameters."""
WITHOUT_WORDS = frozenset({"sendLocation", "sendContact"})
"""What Telegram puts no text under."""


def calls(bot: Bot, message: OutMessage, screen: Screen) -> list[Call]:
    """The steps that bring this screen to its chat, in order. Each can be tried again by itself."""
    if screen.commands is not None:
        return [partial(_set_menu, bot, message, screen.commands)]
    files = _files(message, screen)
    fits = screen.location is None and _visible(screen.text) <= MessageLimit.CAPTION_LENGTH
    if files and (fits or not screen.text):
        first, *more = files
        return [
            partial(_put_file, bot, first, screen),
            *(partial(_put_file, bot, file, None) for file in more),
        ]
    return [
        partial(_put_text, bot, message, screen),
        *(partial(_put_file, bot, file, None) for file in files),
    ]


async def _set_menu(bot: Bot, message: OutMessage, commands: tuple[tuple[str, str], ...]) -> None:
    """The command menu of one private chat."""
    scope = {"type": "chat", "chat_id": message.chat_id}
    if commands:
        listed = [{"command": command, "description": text} for command, text in commands]
        await call(bot, "setMyCommands", commands=listed, scope=scope)
    else:
        await call(bot, "deleteMyCommands", scope=scope)


async def delete(bot: Bot, message: OutMessage) -> None:
    """Take a message out of its chat. Telegram allows that for 48 hours: a refusal changes nothing."""
    if message.edit is None:
        return
    try:
        await call(bot, "deleteMessage", chat_id=message.chat_id, message_id=message.edit)
    except (BadRequest, Forbidden, InvalidToken):
        return


async def _put_file(bot: Bot, send: _File, carried: Screen | None) -> MessageId:
    """Send it, with the text and the buttons of the screen that it is to carry."""
    method, what = send
    caption = {} if carried is None else _carried(carried, caption=method not in WITHOUT_WORDS)
    return _made(await call(bot, method, **what, **caption))


async def _put_text(bot: Bot, message: OutMessage, screen: Screen) -> MessageId | None:
    """The text in place of an earlier message where there is one to edit, else as a new message."""
    shown = {
        "chat_id": message.chat_id,
        "text": screen.text,
        "parse_mode": ParseMode.HTML,
        "link_preview_options": {"is_disabled": True},
        "reply_markup": _keyboard(screen.rows),
    }
    if message.edit is not None:
        try:
            await call(bot, "editMessageText", message_id=message.edit, **shown)
            return message.edit
        except TelegramError as error:
            if is_unchanged(error):
                return message.edit
            if not is_not_editable(error):
                raise
            if message.chat_id < 0:
                return None  # a group is told nothing anew because somebody took a message away
    sent = await call(bot, "sendMessage", **shown, **_common(message, screen))
    return _made(sent)


def _files(message: OutMessage, screen: Screen) -> list[_File]:
    """A call for each file or place of the screen."""
    common = {"chat_id": message.chat_id, **_common(message, screen)}
    found: list[_File] = []
    if screen.voice is not None:
        found.append(("sendVoice", {**common, "voice": screen.voice}))
    if screen.photo is not None:
        found.append(("sendPhoto", {**common, "photo": _uploaded(screen.photo)}))
    if screen.document is not None:
        found.append(("sendDocument", {**common, "document": _uploaded(screen.document)}))
    if screen.contact is not None:
        number, name = screen.contact
        found.append(("sendContact", {**common, "phone_number": number, "first_name": name}))
    if screen.location is not None:
        latitude, longitude = screen.location
        found.append(("sendLocation", {**common, "latitude": latitude, "longitude": longitude}))
    return found


def _uploaded(file: str | Document) -> str | InputFile:
    """A file that Telegram has, or one to be sent along."""
    return file if isinstance(file, str) else InputFile(file.content, filename=file.name)


def _common(message: OutMessage, screen: Screen) -> dict[str, Any]:
    reply = None
    if message.reply_to is not None:
        reply = {"message_id": message.reply_to, "allow_sending_without_reply": True}
    return {
        "disable_notification": screen.silent or None,
        "protect_content": screen.protect or None,
        "reply_parameters": reply,
    }


def _carried(screen: Screen, *, caption: bool) -> dict[str, Any]:
    buttons = {"reply_markup": _keyboard(screen.rows)}
    return {"caption": screen.text or None, "parse_mode": ParseMode.HTML, **buttons} if caption else buttons


def _made(sent: dict[str, Any]) -> MessageId:
    """The id of the message that a call made."""
    return MessageId(sent["message_id"])


def _keyboard(rows: tuple[Row, ...]) -> dict[str, Any] | None:
    """The buttons as the Bot API's InlineKeyboardMarkup."""
    if not rows:
        return None
    return {"inline_keyboard": [[_button(each) for each in row] for row in rows]}


def _button(button: Button) -> dict[str, str]:
    if button.url is not None:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.data or ""}


def _visible(text: str) -> int:
    """Length as Telegram counts it: UTF-16 units after the tags are read."""
    return len(unescape(re.sub(r"<[^>]*>", "", text)).encode("utf-16-le")) // 2
