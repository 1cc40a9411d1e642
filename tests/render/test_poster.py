"""The poster: its code is read off the picture again, and what must be seen from two metres is large enough."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import segno
from PIL import Image

from bot.i18n import speaker
from bot.render.poster import (
    DOTS,
    HEADING,
    HEIGHT,
    QR_INCHES,
    QR_MIDDLE,
    QUIET,
    WIDTH,
    Poster,
    pdf,
    png,
    side,
)

ROOT = Path(__file__).parents[2]
POSTER = Poster("Bloemenbuurt", "buurtkring_bot", "https://t.me/buurtkring_bot")
CENTIMETRE = 1 / 2.54


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return Image.open(BytesIO(png(POSTER))).convert("L")


def modules(picture: Image.Image, across: int) -> list[list[int]]:
    """What stands in the middle of each module, with the quiet zone: 1 is black."""
    inch = picture.width / WIDTH
    wide = QR_INCHES * inch / across
    left = QR_MIDDLE[0] * inch - wide * (across / 2 + QUIET)
    top = (HEIGHT - QR_MIDDLE[1]) * inch - wide * (across / 2 + QUIET)
    middles = [(number + 0.5) * wide for number in range(across + 2 * QUIET)]
    return [
        [int(picture.getpixel((int(left + x), int(top + y))) < 128) for x in middles]  # type: ignore[operator]  # "L": a number
        for y in middles
    ]


def test_the_code_on_the_picture_is_that_of_the_link_with_its_quiet_zone(picture: Image.Image) -> None:
    code = segno.make_qr(POSTER.link, error="M", boost_error=True)
    wanted = [list(row) for row in code.matrix_iter(scale=1, border=QUIET)]
    assert modules(picture, len(wanted) - 2 * QUIET) == wanted
    assert code.error in ("M", "Q", "H")


def test_it_is_a4_and_what_counts_is_large(picture: Image.Image) -> None:
    assert picture.size == (int(WIDTH * DOTS), int(HEIGHT * DOTS))
    assert HEADING >= 60
    assert QR_INCHES >= 8 * CENTIMETRE
    document = pdf(POSTER)
    assert document.startswith(b"%PDF")
    assert b"/MediaBox [ 0 0 595" in document
    assert b"/Type3" not in document


@pytest.mark.parametrize("lang", ["nl", "ar"])
def test_it_says_how_to_join_without_the_code_and_gives_no_number(lang: str) -> None:
    said = side(speaker(lang), POSTER)
    everything = " ".join((said.heading, said.scan, *said.lines, *said.without))
    assert "@buurtkring_bot" in everything
    assert not any(char.isdigit() for char in everything)


def test_the_longest_link_still_has_large_squares() -> None:
    code = segno.make_qr(f"https://t.me/{'b' * 32}?start={'c' * 16}", error="M", boost_error=True)
    assert QR_INCHES / len(list(code.matrix_iter(border=0))) >= 0.2 * CENTIMETRE


def test_the_picture_in_the_readme_is_a_poster() -> None:
    shown = Image.open(ROOT / "tests" / "pictures" / "poster.png")
    assert shown.size == (int(WIDTH * DOTS), int(HEIGHT * DOTS))
