"""A stored update becomes one that the handlers know: what the bot looks at, each of the type that Telegram promises.

What is not as Telegram makes it is let go by, whole: an `Update` in which nothing happened.
"""

from __future__ import annotations

from typing import Any

from bot.domain.ids import AccountId, MessageId
from bot.domain.line import Line
from bot.domain.update import Chat, ChatKind, Membership, Message, Press, Sender, Update, Voice, What
from bot.intake.updates import Raw, id_of

_CHATS = {"private": ChatKind.PRIVATE, "group": ChatKind.GROUP, "supergroup": ChatKind.GROUP}
_OUT = ("left", "kicked")


class _NotTelegramsError(Exception):
    """Something has another type than Telegram promises, or is missing."""


def read(raw: Raw) -> Update:
    """The update in this JSON. Raises nothing."""
    number = id_of(raw.get("update_id"))
    try:
        return Update(number or 0, _what(raw) if number is not None else None)
    except _NotTelegramsError:
        return Update(number or 0)


def _what(raw: Raw) -> What | None:
    if (query := raw.get("callback_query")) is not None:
        return _press(_part(query))
    if (message := raw.get("message")) is not None:
        return _message(_part(message))
    if (message := raw.get("edited_message")) is not None:
        return _message(_part(message), edited=True)
    if (change := raw.get("my_chat_member")) is not None:
        return _membership(_part(change))
    return None


def _press(query: Raw) -> Press | None:
    # A button under a message that others sent for us, which the bot never makes, comes without a chat.
    if (under := query.get("message")) is None:
        return None
    pressed = _part(under)
    replied = pressed.get("reply_to_message")
    return Press(
        # No button of ours holds half a letter, and no row of the database can be looked for by it.
        data=(_words(query.get("data")) or "").encode("utf-8", "replace").decode(),
        sender=_sender(query.get("from")),
        chat=_chat(pressed.get("chat")),
        message_id=MessageId(_id(pressed.get("message_id"))),
        replied_to=_message(_part(replied)) if replied is not None else None,
    )


def _membership(change: Raw) -> Membership:
    status = _text(_part(change.get("new_chat_member")).get("status"))
    return Membership(_chat(change.get("chat")), is_out=status in _OUT)


def _message(message: Raw, *, edited: bool = False) -> Message:
    get = message.get
    sender = _sender(found) if (found := get("from")) is not None else None
    note = _voice(_part(found)) if (found := get("voice")) is not None else None
    moved = get("migrate_to_chat_id")
    sent, changed = _id(get("date")), get("edit_date")
    return Message(
        line=_line(message, sender.first_name if sender is not None else "", note),
        chat=_chat(get("chat")),
        sender=sender,
        at=_id(changed) if changed is not None else sent,
        edited=edited,
        note=note,
        for_a_chat=get("sender_chat") is not None,
        moved_to=AccountId(_id(moved)) if moved is not None else None,
    )


def _line(message: Raw, first_name: str, note: Voice | None) -> Line:
    """What of a message is passed on or understood; forwarding headers and accounts stay behind."""
    get = message.get
    text = _words(get("text"))
    photo = _photo(found) if (found := get("photo")) is not None else None
    place = _place(_part(found)) if (found := get("location")) is not None else None
    contact = _contact(_part(found)) if (found := get("contact")) is not None else None
    replied = get("reply_to_message")
    return Line(
        message_id=_id(get("message_id")),
        text=text if note is None else None,
        voice=note.file_id if note is not None else None,
        photo=photo,
        caption=_words(get("caption")),
        location=place,
        contact=contact,
        unsupported=not (text or note or photo or place or contact),
        forwarded=get("forward_origin") is not None,
        reply_to=_id(_part(replied).get("message_id")) if replied is not None else None,
        first_name=first_name,
    )


def _sender(found: object) -> Sender:
    get = _part(found).get
    is_bot = get("is_bot")
    if not isinstance(is_bot, bool):
        raise _NotTelegramsError
    return Sender(AccountId(_id(get("id"))), is_bot, _text(get("first_name")), _words(get("language_code")))


def _chat(found: object) -> Chat:
    part = _part(found)
    return Chat(AccountId(_id(part.get("id"))), _CHATS.get(_text(part.get("type")), ChatKind.OTHER))


def _voice(voice: Raw) -> Voice:
    size = voice.get("file_size")
    return Voice(
        _text(voice.get("file_id")), _id(voice.get("duration")), _id(size) if size is not None else None
    )


def _photo(sizes: object) -> str | None:
    """The file id of the largest, which comes last."""
    if not isinstance(sizes, list):
        raise _NotTelegramsError
    return _text(_part(sizes[-1]).get("file_id")) if sizes else None


def _place(place: Raw) -> tuple[float, float]:
    return _degrees(90, place.get("latitude")), _degrees(180, place.get("longitude"))


def _contact(contact: Raw) -> tuple[str, int | None]:
    account = contact.get("user_id")
    return _text(contact.get("first_name")), _id(account) if account is not None else None


def _part(found: Any) -> Raw:
    if isinstance(found, dict):
        return found
    raise _NotTelegramsError


def _id(found: object) -> int:
    """A whole number that SQLite can keep."""
    number = id_of(found)
    if number is None:
        raise _NotTelegramsError
    return number


def _text(found: object) -> str:
    if isinstance(found, str):
        return found
    raise _NotTelegramsError


def _words(found: object) -> str | None:
    return _text(found) if found is not None else None


def _degrees(most: int, found: object) -> float:
    if isinstance(found, int | float) and abs(found) <= most:
        return found
    raise _NotTelegramsError
