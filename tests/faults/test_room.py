"""A sender waked at the promised moment finds room, whatever a float's rounding makes of it."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.delivery.limits import Limits


@example(begin=4194303.634050502, gaps=[0.0] * 31)
@given(begin=st.floats(0.0, 1e7), gaps=st.lists(st.floats(0.0, 0.2), max_size=60))
@settings(max_examples=80, deadline=None)
def test_there_is_room_at_the_moment_that_was_promised(begin: float, gaps: list[float]) -> None:
    """A sender that is waked at that moment and finds no room would sleep for ever."""
    limits = Limits()
    now = begin
    for number, gap in enumerate(gaps):
        now = max(now + gap, limits.room_at(now + gap))
        assert limits.room(now) > 0
        limits.spend(number, now)
