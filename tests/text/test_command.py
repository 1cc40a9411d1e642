"""The lines that `buurtkring understand` reads and writes."""

import io
import json
from datetime import datetime
from pathlib import Path

import pytest

from bot.text.command import read_lines, score, table
from bot.text.times.reading import AMSTERDAM

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)


def answers(text: str) -> list[dict[str, object]]:
    out = io.StringIO()
    read_lines(io.StringIO(text), out, NOW)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_line_is_answered_in_order_and_an_id_is_kept() -> None:
    found = answers(
        '{"id": "x1", "text": "Wie kan woensdag om half drie boodschappen doen"}\n\n{"broken": \nhoi\n'
    )
    assert [answer.get("id") for answer in found] == ["x1", None, None, None]
    assert found[0]["when"] == "2026-11-25T14:30"
    assert found[0]["category"] == "errands"
    assert found[1]["kind"] == "other"
    assert set(found[3]) == {"lang", "kind", "category", "when", "part_of_day", "recurs", "confidence"}


def test_a_lone_surrogate_in_json_is_answered() -> None:
    assert answers('{"text": "\\ud800 hoi"}\n')[0]["kind"] == "other"


def test_a_line_that_is_json_but_no_object_is_read_as_text() -> None:
    assert answers("42\n[1]\n")[1]["lang"] == "other"


def test_a_file_that_is_not_labelled_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "hoi"}\n')
    with pytest.raises(ValueError, match="line 1"):
        score(path)


def test_the_table_has_a_column_for_each_language(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "hoi", "lang": "nl", "kind": "other", "category": "other", "when": null}\n')
    lines = table(score(path))
    assert lines[0] == ["field", "all", "nl"]
    assert lines[1] == ["language", "100.0% (1/1)", "100.0% (1/1)"]
