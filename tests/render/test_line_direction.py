"""Each line of a screen has the reader's direction, also where it begins with a name in the other script."""

from __future__ import annotations

import pytest

from bot.i18n import Markup, speaker
from bot.render.screen import LEFT_TO_RIGHT, RIGHT_TO_LEFT, Screen


def laid_out(lang: str, text: str) -> str:
    return Screen(Markup(text)).laid_out(speaker(lang)).text


@pytest.mark.parametrize(
    "line", ["👋 \u2068أمل\u2069 wil meedoen", "<b>\u2068أمل\u2069</b> <i>wil</i> meedoen"]
)
def test_a_dutch_line_that_begins_with_an_arabic_name_runs_from_the_left(line: str) -> None:
    assert laid_out("nl", f"Vandaag\n{line}") == f"Vandaag\n{LEFT_TO_RIGHT}{line}"


@pytest.mark.parametrize(
    "line",
    [
        "Bel \u2068أمل\u2069 even",
        "\u2068Riet\u2069 wil meedoen",
        "“\u2068مرحبا Riet\u2069”",
        "<b>\u2068مرحبا\u2069</b>",
        "",
    ],
)
def test_other_dutch_lines_and_words_that_stand_alone_are_left_as_they_are(line: str) -> None:
    assert laid_out("nl", line) == line


def test_every_arabic_line_runs_from_the_right() -> None:
    assert (
        laid_out("ar", "\u2068Riet\u2069 طلبت\n\nنعم")
        == f"{RIGHT_TO_LEFT}\u2068Riet\u2069 طلبت\n\n{RIGHT_TO_LEFT}نعم"
    )
