"""A Telegram message as a line that Buurtkring understands."""

from __future__ import annotations

from telegram import Message

from bot.domain.line import Line


def line_of(message: Message, heard: str | None = None) -> Line:
    """What of a message is passed on or understood; forwarding headers and accounts stay behind.

    `heard`: the words of its voice note, where a program listened to it.
    """
    contact = message.contact
    place = message.location
    known = message.text or message.voice or message.photo or place or contact
    return Line(
        message_id=message.message_id,
        text=heard if message.voice else message.text,
        voice=message.voice.file_id if message.voice else None,
        photo=message.photo[-1].file_id if message.photo else None,
        caption=message.caption,
        location=(place.latitude, place.longitude) if place else None,
        contact=(contact.first_name, contact.user_id) if contact else None,
        unsupported=not known,
        forwarded=message.forward_origin is not None,
        reply_to=message.reply_to_message.message_id if message.reply_to_message else None,
        first_name=message.from_user.first_name if message.from_user else "",
    )
