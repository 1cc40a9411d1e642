"""A message that is nothing but a time, and one that is more."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.times.answer import only_a_time

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
TUESDAY, WEDNESDAY, THURSDAY = date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("dinsdag om drie uur", TUESDAY, time(15)),
        ("morgen 15:00", TUESDAY, time(15)),
        ("kan dinsdag om 3 uur misschien ook?", TUESDAY, time(15)),
        ("liever woensdag om half drie", WEDNESDAY, time(14, 30)),
        ("donderdag", THURSDAY, None),
        ("donderdagmiddag graag", THURSDAY, None),
        ("om 15:00", None, time(15)),
        ("om half drie past beter", None, time(14, 30)),
        ("26 november 10.30", THURSDAY, time(10, 30)),
        ("الخميس الساعة 3", THURSDAY, time(15)),
        ("بكرا الساعة عشرة ونص الصبح", TUESDAY, time(10, 30)),
        ("thursday at 3 pm", THURSDAY, time(15)),
    ],
)
def test_a_time_by_itself_is_heard(text: str, day: date | None, clock: time | None) -> None:
    heard = only_a_time(text, NOW)
    assert heard is not None
    assert (heard.day, heard.clock) == (day, clock)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hallo",
        "dinsdag kan ik niet",
        "kan iemand dinsdag om drie uur boodschappen voor me doen?",
        "ik heb morgen om drie uur een afspraak bij de tandarts en daarna ben ik thuis",
        "elke dinsdag om drie uur",
        "ik kom wat later, ik sta nog in de file en dat duurt wel even, dinsdag bel ik",
        "dank je wel",
    ],
)
def test_what_says_more_than_a_time_is_none(text: str) -> None:
    assert only_a_time(text, NOW) is None


@given(st.text(max_size=200))
def test_any_text_gives_an_answer(text: str) -> None:
    only_a_time(text, NOW)
