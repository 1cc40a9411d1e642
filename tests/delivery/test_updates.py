"""What the intake sees of an update that nobody has read yet."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.intake.updates import callback_of, chat_of, language_of, stored_form

CHAT = {"chat": {"id": -100_7, "type": "supergroup"}, "from": {"id": 7}}
PRESS = {"id": "55", "from": {"id": 7, "language_code": "ar"}, "message": {"chat": {"id": 8}}, "data": "x"}


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"message": CHAT}, -100_7),
        ({"edited_message": CHAT}, -100_7),
        ({"my_chat_member": CHAT}, -100_7),
        ({"callback_query": PRESS}, 8),
        ({"callback_query": {"id": "1", "from": {"id": 7}, "inline_message_id": "z"}}, 7),
        ({"inline_query": {"from": {"id": 7}}}, 7),
        ({"something_new": {"what": {"id": 1}}}, 0),
        ({"message": {"chat": {"id": "7"}, "from": {"id": True}}}, 0),
        ({"message": {"chat": {"id": 2**70}}}, 0),
        ({"message": None}, 0),
    ],
)
def test_each_kind_of_update_has_a_chat_whose_order_is_kept(update: dict[str, Any], chat: int) -> None:
    assert chat_of({"update_id": 1} | update) == chat


def test_the_language_and_the_query_are_found_where_they_are() -> None:
    assert (language_of({"callback_query": PRESS}), callback_of({"callback_query": PRESS})) == ("ar", "55")
    assert (language_of({"message": CHAT}), callback_of({"message": CHAT})) == (None, None)
    assert callback_of({"callback_query": {"id": 5}}) is None


@pytest.mark.parametrize(
    "what", [None, 7, [], {}, {"update_id": "1"}, {"update_id": -1}, {"update_id": 2**64}]
)
def test_what_is_no_update_is_not_stored(what: object) -> None:
    assert stored_form(what) is None


def test_an_update_is_stored_as_it_came_half_characters_too() -> None:
    update = {"update_id": 9, "message": {"chat": {"id": 7, "type": "private"}, "text": "\ud83d boem \u0645"}}
    row = stored_form(update)
    assert row is not None
    assert row[:2] == (9, 7)
    assert row[2].isascii()
    assert json.loads(row[2]) == update


GROUP = {"chat": {"id": -100_7, "type": "supergroup", "title": "De buurt"}, "from": {"id": 7}}


@pytest.mark.parametrize(
    "update",
    [
        {"message": GROUP | {"text": "Zondag zijn wij niet thuis"}},
        {"message": GROUP | {"text": "/start"}},
        {"message": GROUP | {"text": "/start code en nog iets"}},
        {"message": GROUP | {"text": "/startcode x"}},
        {"message": GROUP | {"caption": "/start@buurtkring_bot code"}},
        {"edited_message": GROUP | {"text": "/start@buurtkring_bot code"}},
        {"channel_post": GROUP | {"chat": {"id": -5, "type": "channel"}, "text": "Nieuws"}},
        {"callback_query": {"id": "5", "from": {"id": 7}, "data": "ask.yes:1", "message": GROUP}},
        {"message_reaction": GROUP},
    ],
)
def test_of_what_is_written_in_a_group_nothing_is_kept_but_the_number(update: dict[str, Any]) -> None:
    row = stored_form({"update_id": 9} | update)
    assert row is not None
    assert row == (9, 0, '{"update_id":9}')


@pytest.mark.parametrize(
    "update",
    [
        {"message": GROUP | {"text": "/start@buurtkring_bot abc-_9"}},
        {"message": GROUP | {"text": "/start abc"}},
        {"message": GROUP | {"migrate_to_chat_id": -5}},
        {"my_chat_member": GROUP},
    ],
)
def test_a_code_and_the_place_of_the_bot_in_a_group_are_kept_until_handled(update: dict[str, Any]) -> None:
    row = stored_form({"update_id": 9} | update)
    assert row is not None
    (kind,) = update
    untitled = update[kind] | {"chat": {"id": -100_7, "type": "supergroup"}}
    assert json.loads(row[2]) == {"update_id": 9, kind: untitled}


PERSON = {"id": 7, "is_bot": False, "first_name": "Riet", "last_name": "Vries", "username": "riet_v"}
LINE = {
    "message_id": 3,
    "date": 1,
    "from": PERSON,
    "chat": PERSON | {"type": "private"},
    "text": "Help mij",
    "contact": {"phone_number": "0612345678", "first_name": "Piet", "last_name": "Bakker", "user_id": 8},
    "entities": [
        {"type": "text_mention", "offset": 0, "length": 4, "user": PERSON | {"first_name": "Truus"}}
    ],
    "forward_origin": {"type": "user", "sender_user": PERSON | {"first_name": "Truus"}, "date": 1},
}
SCREEN = LINE | {"message_id": 4, "text": "Samir komt morgen om drie uur", "reply_to_message": LINE}
BESIDES = ("Vries", "riet_v", "0612345678", "Bakker", "Truus", "Samir")


def test_of_a_press_the_text_that_was_pressed_and_names_besides_the_first_are_not_kept() -> None:
    query = {"id": "5", "from": PERSON, "chat_instance": "1", "data": "where:calm", "message": SCREEN}
    row = stored_form({"update_id": 9, "callback_query": query})
    assert row is not None
    assert [secret for secret in BESIDES if secret in row[2]] == []
    kept = json.loads(row[2])["callback_query"]
    assert kept.keys() == {"id", "from", "data", "message"}
    assert kept["message"].keys() == {"message_id", "chat", "reply_to_message"}
    assert kept["message"]["chat"] == {"id": 7, "type": "private"}
    assert kept["message"]["reply_to_message"]["text"] == "Help mij"


def test_of_a_message_nothing_is_kept_of_what_it_replies_to_but_its_number() -> None:
    row = stored_form({"update_id": 9, "message": LINE | {"message_id": 5, "reply_to_message": SCREEN}})
    assert row is not None
    assert [secret for secret in BESIDES if secret in row[2]] == []
    kept = json.loads(row[2])["message"]
    assert (kept["text"], kept["reply_to_message"]) == ("Help mij", {"message_id": 4})


def test_of_a_kind_that_is_not_looked_at_only_the_number_and_the_chat_are_kept() -> None:
    row = stored_form({"update_id": 9, "inline_query": {"id": "1", "from": PERSON, "query": "geheim"}})
    assert row == (9, 7, '{"update_id":9}')
