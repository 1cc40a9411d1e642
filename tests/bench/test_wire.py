"""The benchmark's server: what bots send it, and what residents do there."""

from __future__ import annotations

import json
from random import Random

import pytest

from bot.bench.residents import SHARES, Chat, Kind, Residents
from bot.bench.traffic import Traffic
from bot.bench.wire import parameters

FORM = b"chat_id=7&text=goedemorgen%20%F0%9F%91%8B&empty="
MULTIPART = (
    b'--x7\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n7\r\n'
    b'--x7\r\nContent-Disposition: form-data; name="text"\r\n\r\ngoedemorgen \xf0\x9f\x91\x8b\r\n'
    b'--x7\r\nContent-Disposition: form-data; name="document"; filename="a.bin"\r\n\r\n\x00\xff\r\n--x7--\r\n'
)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", FORM),
        ("application/json", json.dumps({"chat_id": "7", "text": "goedemorgen 👋"}).encode()),
        ("multipart/form-data; boundary=x7", MULTIPART),
        ("multipart/form-data; boundary=x7", b"\r\n" + MULTIPART),
    ],
)
def test_parameters_are_read_from_every_kind_of_body(kind: str, body: bytes) -> None:
    assert parameters("/bot1:a/sendMessage", kind, body) == {"chat_id": "7", "text": "goedemorgen 👋"}


def test_parameters_stand_in_the_address_too() -> None:
    assert parameters("/bot1:a/getUpdates?offset=3&limit=9", "", b"") == {"offset": "3", "limit": "9"}


def traffic(limit: int, chats: int = 3) -> Traffic:
    """Nothing has happened yet."""
    people = {number: Chat(number, "nl") for number in range(1, chats + 1)}
    return Traffic(people, Residents(Random(1), real=True), {"id": 1}, 0, limit)


def test_the_shares_of_what_residents_do_are_kept() -> None:
    town = traffic(1_000)
    for _ in range(1_000):
        town.issue(town.chats[1], 0.0)
    assert {kind: count / 1_000 for kind, count in town.residents.done.items()} == pytest.approx(
        SHARES, abs=0.02
    )


def test_residents_press_only_what_stands_on_their_screen_and_answer_their_questions() -> None:
    chat = Chat(1, "nl")
    question = {"inline_keyboard": [[{"callback_data": "ask.yes:4"}, {"callback_data": "ask.no:4"}]]}
    assert not chat.sees(8, "Can you?", question)
    screen = {"inline_keyboard": [[{"callback_data": "nav.help"}, {"url": "https://t.me/x"}]]}
    assert chat.sees(9, "Home", screen)
    acts = [Residents(Random(seed), real=True).act(chat) for seed in range(5)]
    assert {(act.kind, act.data, act.message_id) for act in acts} == {(Kind.PRESS, "nav.help", 9)}
    residents = Residents(Random(1), real=True)
    answers = [act for _ in range(10) if (act := residents.act(chat)).data.startswith("ask.")]
    assert [act.message_id for act in answers] == [8]


def test_a_press_brings_its_message_with_it() -> None:
    town = traffic(50, chats=1)
    screen = {"inline_keyboard": [[{"text": "Help", "callback_data": "nav.help"}]]}
    town.chats[1].sees(9, "Home", screen)
    for _ in range(10):
        town.issue(town.chats[1], 1.0)
    updates = [json.loads(each) for each in town.hand_out(100, 2.0)]
    pressed = next(
        query["message"]
        for update in updates
        if (query := update.get("callback_query")) and query["data"] == "nav.help"
    )
    assert (pressed["message_id"], pressed["text"], pressed["reply_markup"]) == (9, "Home", screen)


def test_an_update_counts_as_answered_only_after_it_was_handed_out() -> None:
    town = traffic(2)
    town.issue(town.chats[1], 1.0)
    assert not town.shown(1, 5, "goed", None, 1.5)
    assert len(list(town.hand_out(100, 2.0))) == 1
    assert not town.shown(2, 6, "goed", None, 2.5)
    assert town.shown(1, 7, "goed", None, 3.0)
    assert (town.answered, town.latencies, town.first_at) == (1, [2.0], 2.0)


def test_what_is_not_confirmed_comes_again() -> None:
    town = traffic(3)
    for chat in town.chats.values():
        town.issue(chat, 1.0)
    first = list(town.hand_out(2, 2.0))
    assert list(town.hand_out(100, 2.1))[:2] == first
    town.confirm(3, 3.0)
    assert [json.loads(each)["update_id"] for each in town.hand_out(100, 3.1)] == [3]


def test_it_has_ended_when_all_is_answered_and_confirmed() -> None:
    town = traffic(1)
    town.issue(town.chats[1], 1.0)
    list(town.hand_out(100, 2.0))
    town.shown(1, 7, "goed", None, 3.0)
    assert town.ended_at is None
    town.confirm(2, 4.0)
    assert town.ended_at == 4.0
