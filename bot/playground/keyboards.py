"""Inline keyboards: what Telegram accepts under a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.playground.errors import bad_request

MAX_BUTTONS = 100
MAX_CALLBACK_DATA_BYTES = 64
_OTHER_MARKUP = ("keyboard", "remove_keyboard", "force_reply")
_OTHER_ACTIONS = (
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button. Of `data` and `url` at most one is set; other kinds have neither."""

    text: str
    data: str | None = None
    url: str | None = None

    def to_json(self) -> dict[str, Any]:
        button: dict[str, Any] = {"text": self.text}
        if self.data is not None:
            button["callback_data"] = self.data
        if self.url is not None:
            button["url"] = self.url
        return button


Keyboard = tuple[tuple[Button, ...], ...]


def parse_keyboard(markup: object) -> Keyboard:
    """Rows of buttons of a `reply_markup`; `()` for none, and for keyboards that are not inline.

    Raises `Refusal`, with the whole message, on anything Telegram would refuse.
    """
    if markup is None or markup == "":
        return ()
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        if markup and not any(name in markup for name in _OTHER_MARKUP):
            raise bad_request("can't parse reply keyboard markup JSON object")
        return ()
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    keyboard = tuple(row for row in (_row(row) for row in rows) if row)
    if sum(len(row) for row in keyboard) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return keyboard


def _row(row: object) -> tuple[Button, ...]:
    if not isinstance(row, list):
        raise bad_request(
            "can't parse inline keyboard button: an inline keyboard button row must be of type Array"
        )
    return tuple(_button(button) for button in row)


def _button(button: object) -> Button:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if isinstance(url := button.get("url"), str):
        _check_url(url)
        return Button(text, url=url)
    if isinstance(data := button.get("callback_data"), str):
        if not 1 <= len(data.encode()) <= MAX_CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return Button(text, data=data)
    if not any(action in button for action in _OTHER_ACTIONS):
        raise bad_request("text buttons are unallowed in the inline keyboard")
    return Button(text)


def _check_url(url: str) -> None:
    """Only http, https and tg links open from a button; a bare name counts as http."""
    scheme = url.split(":", 1)[0].lower() if ":" in url else ""
    problem = ""
    if scheme in ("http", "https"):
        host = urlsplit(url).hostname or ""
        if "." not in host:
            problem = "Wrong HTTP URL"
    elif scheme == "":
        if "." not in url:
            problem = "Wrong HTTP URL"
    elif scheme != "tg" and "." not in scheme:
        problem = "Unsupported URL protocol"
    if problem:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {problem}")
