"""Telegram's limits for any row of requests: whatever is wanted when, no window ever holds too much."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.limits import BURST, GROUP, OVERALL, Limits

from .sends import burst_of, busiest

EPSILON = 1e-6
"""Seconds: what a float may be off."""
PEOPLE = st.integers(1, 40)
GROUPS = st.integers(-3, -1)
REQUESTS = st.lists(
    st.tuples(
        st.one_of(PEOPLE, st.just(1), GROUPS),
        st.integers(1, 45),
        st.sampled_from([0.0, 0.0, 0.001, 0.3, 0.999, 1.0, 1.5, 7.0, 59.9, 61.0]),
    ),
    max_size=30,
)
"""(chat, how many messages for it are wanted, seconds until the next request)."""


def leave(requests: list[tuple[int, int, float]], begin: float, *, patient: bool) -> dict[int, list[float]]:
    """The moments at which messages leave: at once where they may, and else not at all or, if `patient`, then."""
    limits = Limits()
    left: dict[int, list[float]] = {}
    now = begin
    for chat_id, count, pause in requests:
        for _ in range(count):
            if patient:
                now = max(now, limits.next_turn(chat_id, now))
            elif limits.room(now) <= 0 or limits.chat_free_at(chat_id, now) > now:
                break
            limits.spend(chat_id, now)
            left.setdefault(chat_id, []).append(now)
        now += pause
    return left


@given(requests=REQUESTS, begin=st.floats(0.0, 1e7), patient=st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_window_holds_too_much(
    requests: list[tuple[int, int, float]], begin: float, patient: bool
) -> None:
    left = leave(requests, begin, patient=patient)
    assert busiest((at for moments in left.values() for at in moments), 1.0 - EPSILON) <= OVERALL
    for chat_id, moments in left.items():
        if chat_id < 0:
            assert busiest(moments, 60.0 - EPSILON) <= GROUP
        else:
            assert burst_of(moments) <= BURST + EPSILON


@given(requests=REQUESTS, begin=st.floats(0.0, 1e7))
@settings(max_examples=80, deadline=None)
def test_nobody_waits_longer_than_the_limits_ask(
    requests: list[tuple[int, int, float]], begin: float
) -> None:
    limits = Limits()
    now = begin
    for chat_id, count, pause in requests:
        for _ in range(min(count, 5)):
            turn = limits.next_turn(chat_id, now)
            assert turn - now <= (60.0 if chat_id < 0 else 1.0) + EPSILON
            now = max(now, turn)
            limits.spend(chat_id, now)
        now += pause
    assert limits.next_turn(99, now + 1.0) <= now + 1.0
