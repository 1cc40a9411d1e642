"""The digest as it is read: in words, as a picture, as a table."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from functools import cache
from io import BytesIO, StringIO
from random import Random
from typing import Any

import pytest
from PIL import Image

from bot.domain.digest.findings import findings
from bot.domain.digest.stored import from_json, to_json
from bot.domain.digest.telling import Digest, tell
from bot.i18n import languages
from bot.render import render
from bot.render.digest_table import COLUMNS, csv_text
from bot.render.registry import DRAWN, KINDS
from bot.render.screen import Document, Screen
from handlers.registry import BUTTONS
from tests.domain.digest_buurt import FIRST, begins, by_chance

WEEK = FIRST + 13


def week(kind: str) -> Digest:
    """A rich week, one of a buurt where few ask, and one in which nothing can be told."""
    recipes: dict[str, dict[str, Any]] = {
        "rich": {"asks": 26, "gap": 0.3, "people": 120, "helped": 0.7},
        "sparse": {"asks": 7},
        "few": {"asks": 2, "people": 20},
        "quiet": {"asks": 0, "people": 6, "weeks": 1},
    }
    return tell(by_chance(Random(3), **{"weeks": 18, **recipes[kind]}), WEEK, begins)


def params(told: Digest) -> dict[str, Any]:
    data = json.loads(json.dumps(to_json(told)))
    assert from_json(data) == told
    drawn = told.has_something_to_draw
    return {
        "buurt": "De Linden", "buurt_id": 2**40, "earlier": True, "later": True, "drawn": drawn, "figures": data,
    }  # fmt: skip


@cache
def picture(lang: str) -> Screen:
    """The picture of a rich week: drawn once, it takes a second."""
    told = params(week("rich"))
    return render("digest_picture", {"buurt": told["buurt"], "figures": told["figures"]}, lang)


def test_every_kind_of_the_digest_is_tried_here() -> None:
    ours = {kind for kind, made in KINDS.items() if made.__module__ == "bot.render.digest"}
    assert ours == {"digest", "digest_picture", "digest_choose", "digest_not_yours"}
    assert {"digest_picture"} <= DRAWN


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("kind", ["rich", "sparse", "few", "quiet"])
def test_a_week_is_told_in_words_in_one_message(kind: str, lang: str) -> None:
    screen = render("digest", params(week(kind)), lang)
    assert 0 < len(screen.text) <= 4096
    assert "{" not in screen.text
    assert sum(len(row) for row in screen.rows[:-1]) <= 6
    for button in (button for row in screen.rows for button in row):
        assert len((button.data or "").encode()) <= 64
        assert (button.data or "").partition(":")[0] in BUTTONS


def test_five_sentences_come_first() -> None:
    text = render("digest", params(week("rich")), "en").text
    first = text.split("\n\n")[1]
    assert first.startswith("This week 2")
    assert 3 <= first.count(".") <= 5
    row = week("rich").block
    assert row is not None
    assert row.whole is not None
    assert row.whole.helped is not None
    assert f"{row.whole.asked - row.whole.helped} got no help." in first
    assert "Money and the coordinator's time are not measured here." in text


def test_where_few_ask_four_weeks_are_told_together() -> None:
    told = week("few")
    assert not told.by_week
    assert "In four weeks" in render("digest", params(told), "en").text


def test_a_quiet_week_says_so() -> None:
    told = week("quiet")
    assert told.quiet
    assert not told.has_something_to_draw
    assert "quiet week" in render("digest", params(told), "en").text


@pytest.mark.parametrize("lang", ["nl", "ar"])
def test_the_picture_is_upright_for_a_phone_and_said_in_words(lang: str) -> None:
    screen = picture(lang)
    assert isinstance(screen.photo, Document)
    image = Image.open(BytesIO(screen.photo.content))
    assert image.width == 1080
    assert 1080 < image.height < 2.5 * 1080
    assert len(screen.photo.content) < 500_000
    assert screen.text.count("<b>") == 5, "a title, and one for each of four charts"
    assert len(screen.text) <= 1024


def test_in_arabic_the_bars_begin_at_the_right() -> None:
    """The darkest columns of the bars stand left of the labels in Arabic, right of them in Dutch."""
    heavy = {}
    for lang in ("nl", "ar"):
        screen = picture(lang)
        assert isinstance(screen.photo, Document)
        image = Image.open(BytesIO(screen.photo.content)).convert("RGB")
        columns = [
            x
            for y in range(300, 760, 4)
            for x in range(0, 1080, 4)
            if image.getpixel((x, y)) == (0, 114, 178)
        ]
        heavy[lang] = sum(columns) / len(columns)
    assert heavy["nl"] < 540 + 60
    assert heavy["ar"] > heavy["nl"] - 60
    assert abs(heavy["nl"] + heavy["ar"] - 1080) < 120, "mirrored"


def test_the_table_holds_every_number_and_no_small_one() -> None:
    told = week("rich")
    rows = list(csv.reader(StringIO(csv_text(told, findings(told)))))
    assert tuple(rows[0]) == COLUMNS
    people = [
        row[5]
        for row in rows[1:]
        if "chance" not in row[4] and "_p_" not in row[4] and row[4] != "times_of_ten"
    ]
    assert all(
        int(value) >= 5 for value in people if value.isdigit() and value != "0" and "within" not in value
    )
    assert ["week", "all", "offered"] in [row[2:5] for row in rows]


def test_nothing_that_draws_is_loaded_before_something_is_drawn() -> None:
    code = "import sys, bot.render; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
