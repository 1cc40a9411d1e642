"""What `buurtkring understand` does, as plain functions."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TextIO

from bot.text.reader import understand
from bot.text.scoring import ALL, FIELDS, Row, written
from bot.text.scoring import score as score_labelled


def read_lines(stdin: TextIO, stdout: TextIO, now: datetime) -> None:
    """Read one message a line, write one JSON object a line, in order; `now` is aware.

    A line that is a JSON object gives its `text` and keeps its `id`; any other line is the text itself.
    """
    for line in stdin:
        text, extra = _message(line.rstrip("\r\n"))
        reading = understand(text, now)
        answer = {
            **extra,
            "lang": reading.lang.value,
            "kind": reading.kind.value,
            "category": reading.category.value,
            "when": written(reading.when),
            "part_of_day": reading.part_of_day,
            "recurs": reading.recurs,
            "confidence": round(reading.confidence.overall, 2),
        }
        stdout.write(json.dumps(answer, ensure_ascii=True) + "\n")


def score(path: Path) -> list[Row]:
    """The rows of `scoring.score` for a file of labelled JSON Lines.

    Raises OSError where it cannot be read and ValueError where a line is not a labelled message.
    """
    labelled = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            label = json.loads(line)
            if not isinstance(label, dict) or not {"text", "lang", "kind", "category"} <= label.keys():
                raise ValueError(f"line {number} is not a labelled message")
            labelled.append(label)
    return score_labelled(labelled)


def table(rows: list[Row]) -> list[list[str]]:
    """The rows as a table of cells: a heading, then a line for each field and a column for each language."""
    langs = [ALL, *dict.fromkeys(row.lang for row in rows if row.lang != ALL)]
    cells = {(row.lang, row.field): row for row in rows}
    return [["field", *langs]] + [[field, *(_cell(cells[lang, field]) for lang in langs)] for field in FIELDS]


def _cell(row: Row) -> str:
    return f"{row.share:.1%} ({row.right}/{row.total})" if row.total else "-"


def _message(line: str) -> tuple[str, Mapping[str, object]]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return line, {}
    if not isinstance(found, dict):
        return line, {}
    text = found.get("text")
    return text if isinstance(text, str) else "", {"id": found["id"]} if "id" in found else {}
