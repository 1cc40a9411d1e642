"""An update is read the same whether it comes from Telegram or from the disk, and as another program reads it."""

from __future__ import annotations

import json
from random import Random

import pytest
import telegram

from bot.domain.update import ChatKind, Membership, Message, Press
from bot.intake.reading import read
from bot.intake.updates import ALLOWED, stored_form

from .shapes import Json, Maker, spoil

ACCOUNTS = (101, 102)
GROUPS = ("group", "supergroup")


def made(seed: int, count: int) -> list[Json]:
    make = Maker(Random(seed), ACCOUNTS)
    return [
        update for number in range(count) for update in [make.update(number)] if set(update) & set(ALLOWED)
    ]


def test_what_is_stored_of_an_update_is_read_as_what_came() -> None:
    rng, looked_at = Random(2), 0
    for update in made(1, 6000):
        if rng.random() < 0.5:
            spoil(rng, update)
        came, row = read(json.loads(json.dumps(update))), stored_form(update)
        assert row is not None
        if json.loads(row[2]) != {"update_id": row[0]}:
            assert read(json.loads(row[2])) == came
            looked_at += came.what is not None
    assert looked_at > 40


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
def test_the_client_library_reads_the_same() -> None:
    seen = {Message: 0, Press: 0, Membership: 0}
    for update in made(3, 4000):
        theirs = telegram.Update.de_json(json.loads(json.dumps(update)), None)
        match read(update).what:
            case Message() as message:
                assert_same_message(message, theirs.effective_message)
                assert message.edited is (theirs.message is None)
                seen[Message] += 1
            case Press() as press:
                assert_same_press(press, theirs.callback_query)
                seen[Press] += 1
            case Membership(chat, is_out):
                change = theirs.my_chat_member
                assert change is not None
                assert (chat.id, is_out) == (
                    change.chat.id,
                    change.new_chat_member.status in ("left", "kicked"),
                )
                seen[Membership] += 1
            case None:
                assert has_a_reason(theirs)
    assert min(seen.values()) > 20


def assert_same_message(ours: Message, theirs: object) -> None:
    assert isinstance(theirs, telegram.Message)
    line, sender, voice = ours.line, theirs.from_user, theirs.voice
    assert (line.message_id, line.caption) == (theirs.message_id, theirs.caption)
    assert line.text == (None if voice else theirs.text)
    assert (line.voice, line.photo) == (
        voice.file_id if voice else None,
        theirs.photo[-1].file_id if theirs.photo else None,
    )
    assert bool(line.location) is bool(theirs.location)
    assert bool(line.contact) is bool(theirs.contact)
    assert line.forwarded is bool(theirs.forward_origin)
    assert line.reply_to == (theirs.reply_to_message.message_id if theirs.reply_to_message else None)
    assert (ours.sender.id if ours.sender else None) == (sender.id if sender else None)
    assert ours.chat.id == theirs.chat.id
    assert (ours.chat.kind is ChatKind.GROUP) is (theirs.chat.type in GROUPS)
    assert (ours.chat.kind is ChatKind.PRIVATE) is (theirs.chat.type == "private")
    assert ours.at == int((theirs.edit_date or theirs.date).timestamp())
    assert ours.for_a_chat is bool(theirs.sender_chat)
    assert ours.moved_to == theirs.migrate_to_chat_id


def assert_same_press(ours: Press, theirs: telegram.CallbackQuery | None) -> None:
    assert theirs is not None
    assert theirs.message is not None
    assert (ours.data, ours.sender.id) == (theirs.data or "", theirs.from_user.id)
    assert (ours.message_id, ours.chat.id) == (theirs.message.message_id, theirs.message.chat.id)
    if isinstance(theirs.message, telegram.Message) and theirs.message.reply_to_message is not None:
        assert ours.replied_to is not None
        assert_same_message(ours.replied_to, theirs.message.reply_to_message)


def has_a_reason(theirs: telegram.Update) -> bool:
    """A press that is under no message, or a place that is nowhere on earth."""
    query, message = theirs.callback_query, theirs.message or theirs.edited_message
    if query is not None:
        pressed = query.message
        message = pressed.reply_to_message if isinstance(pressed, telegram.Message) else None
        if pressed is None:
            return True
    place = message.location if message is not None else None
    return place is not None and (abs(place.latitude) > 90 or abs(place.longitude) > 180)
