"""The limits and pauses by themselves, at made-up moments."""

from __future__ import annotations

from random import Random

from bot.delivery.limits import Limits
from bot.delivery.pauses import HEED, Pauses


def leave(limits: Limits, chat_id: int, count: int, now: float = 100.0) -> list[float]:
    """The moments at which `count` messages to one chat may leave when all are wanted at `now`."""
    moments = []
    for _ in range(count):
        now = max(now, limits.next_turn(chat_id, now))
        limits.spend(chat_id, now)
        moments.append(now)
    return moments


def test_a_person_gets_three_at_once_and_then_one_a_second() -> None:
    assert leave(Limits(), 7, 6) == [100, 100, 100, 101, 102, 103]


def test_a_group_gets_twenty_a_minute() -> None:
    assert leave(Limits(), -7, 22)[19:] == [100, 160, 160]


def test_all_together_get_thirty_a_second() -> None:
    limits = Limits()
    for chat_id in range(30):
        limits.spend(chat_id, 100.0)
    assert limits.room(100.0) == 0
    assert limits.next_turn(99, 100.0) == 101.0
    assert limits.room(101.0) == 30


def test_without_limits_everything_may_leave() -> None:
    assert leave(Limits(on=False), 7, 100) == [100.0] * 100


def test_a_flood_in_one_chat_pauses_it_and_in_two_pauses_all() -> None:
    pauses = Pauses(Random(1))
    pauses.after_trouble(7, 5.0, 100.0)
    assert pauses.chats(100.1) == {7}
    assert pauses.all_until(100.1) == 100.0 + HEED, "what is under way is waited for"
    assert pauses.all_until(100.25) is None
    pauses.after_trouble(7, 5.0, 100.3)
    assert pauses.all_until(100.55) is None
    pauses.after_trouble(8, 5.0, 100.6)
    assert pauses.all_until(100.7) == 105.6


def test_floods_far_apart_are_about_their_chats() -> None:
    pauses = Pauses(Random(1))
    pauses.after_trouble(7, 5.0, 100.0)
    pauses.after_trouble(8, 5.0, 102.0)
    assert pauses.all_until(102.25) is None


def test_trouble_pauses_longer_each_time_up_to_a_minute() -> None:
    pauses = Pauses(Random(1))
    now, waits = 100.0, []
    for _ in range(12):
        pauses.after_trouble(7, None, now)
        end = pauses.next_end(now)
        assert end is not None
        waits.append(end - now)
        now = end
    assert waits[0] <= 0.5
    assert waits[3] > waits[0]
    assert 30 <= waits[-1] <= 60
    pauses.well(7)
    pauses.after_trouble(7, None, now)
    end = pauses.next_end(now)
    assert end is not None
    assert end - now <= 0.5
