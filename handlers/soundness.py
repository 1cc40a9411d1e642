"""Whether what the bot reads of an update has the types that Telegram promises.

The client library passes on whatever stands there; an update that is not Telegram's is let go by, whole.
"""

from __future__ import annotations

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User

LARGEST_ID = 2**63 - 1
"""What SQLite can keep; Telegram's have at most 52 bits."""


def is_sound(update: Update) -> bool:
    """Whether everything that handlers look at can be what it should be."""
    query, change = update.callback_query, update.my_chat_member
    return (
        _user(update.effective_user)
        and _chat(update.effective_chat)
        and all(map(_message, (update.message, update.edited_message)))
        and (query is None or _query(query))
        and (change is None or _change(change))
    )


def _user(user: User | None) -> bool:
    return user is None or (
        _is_id(user.id)
        and isinstance(user.is_bot, bool)
        and isinstance(user.first_name, str)
        and _is_text(user.language_code)
    )


def _chat(chat: Chat | None) -> bool:
    return chat is None or (_is_id(chat.id) and isinstance(chat.type, str))


def _change(change: ChatMemberUpdated) -> bool:
    # Both are promised, and the library takes it without them.
    chat, member = change.chat, change.new_chat_member
    return chat is not None and member is not None and isinstance(member.status, str)


def _query(query: CallbackQuery) -> bool:
    message = query.message
    if not _is_text(query.data) or (message is not None and not _is_id(message.message_id)):
        return False
    replied = message.reply_to_message if isinstance(message, Message) else None
    return _message(replied)


def _message(message: Message | None) -> bool:
    """The parts of a message that are passed on or understood, and the number of what it replies to."""
    if message is None:
        return True
    voice, photo, place, contact = message.voice, message.photo, message.location, message.contact
    replied, moved = message.reply_to_message, message.migrate_to_chat_id
    return (
        _is_id(message.message_id)
        and _user(message.from_user)
        and _is_text(message.text)
        and _is_text(message.caption)
        and (voice is None or isinstance(voice.file_id, str))
        and all(isinstance(size.file_id, str) for size in photo)
        and (place is None or (_within(90, place.latitude) and _within(180, place.longitude)))
        and (contact is None or isinstance(contact.first_name, str))
        and (contact is None or contact.user_id is None or _is_id(contact.user_id))
        and (replied is None or _is_id(replied.message_id))
        and (moved is None or _is_id(moved))
    )


def _is_id(value: object) -> bool:
    return type(value) is int and -LARGEST_ID <= value <= LARGEST_ID


def _within(degrees: int, value: object) -> bool:
    return isinstance(value, int | float) and abs(value) <= degrees


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)
