"""The printed sheet: a PDF of as many pages as it needs, and times as people say them."""

from __future__ import annotations

from datetime import time

import pytest

from bot.render.sheet import LARGE, TEXT, TITLE, pdf
from bot.render.spoken_clock import in_words


@pytest.mark.parametrize(
    ("lang", "at", "said"),
    [
        ("nl", time(14, 30), "half drie 's middags"),
        ("nl", time(9, 45), "kwart voor tien 's ochtends"),
        ("nl", time(10, 20), "tien voor half elf 's ochtends"),
        ("nl", time(19, 35), "vijf over half acht 's avonds"),
        ("nl", time(12, 0), "twaalf uur 's middags"),
        ("nl", time(0, 15), "kwart over twaalf 's nachts"),
        ("en", time(14, 30), "half past two in the afternoon"),
        ("en", time(9, 35), "twenty-five to ten in the morning"),
        ("ar", time(14, 30), "الثانية والنصف بعد الظهر"),
        ("ar", time(9, 40), "العاشرة إلا الثلث صباحاً"),
        ("ar", time(19, 25), "السابعة والنصف إلا خمس دقائق مساءً"),
        ("ar", time(11, 55), "الثانية عشرة إلا خمس دقائق صباحاً"),
        ("nl", time(14, 32), None),
        ("tr", time(14, 30), None),
    ],
)
def test_a_time_is_said_as_people_say_it(lang: str, at: time, said: str | None) -> None:
    assert in_words(lang, at) == said


def test_every_five_minutes_has_its_own_words_in_each_half_of_the_day() -> None:
    for lang in ("nl", "ar", "en"):
        said = {in_words(lang, time(hour, minute)) for hour in range(24) for minute in range(0, 60, 5)}
        assert len(said) == 24 * 12


def test_a_sheet_is_a_pdf_in_large_type_that_goes_on_on_a_second_page() -> None:
    visits = [["Samir", "errands", "2026-11-24T14:30", "42", False]] * 6
    made = pdf("ar", "السيدة أمينة", visits, "Truus", "06 12345678", "2026-11-22")
    assert made.startswith(b"%PDF-")
    assert b"/Count 2" in made
    assert min(TITLE, LARGE, TEXT) >= 18


def test_a_code_that_the_printer_does_not_know_is_left_to_write() -> None:
    made = [
        pdf("nl", "mevrouw Jansen", [["Samir", "errands", None, code, False]], "Truus", None, "2026-11-22")
        for code in ("42", None)
    ]
    assert made[0] != made[1]
