"""What is stored and sent as JSON is read as what was meant, or refused at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

import pytest

from bot import jsontext


class _Colour(StrEnum):
    RED = "red"


@dataclass
class _Point:
    x: int = 1


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Käse مرحبا 👋🏽 \x00\u2028",
        "half \ud83d a letter",
        2**64 - 1,
        -(2**63),
        1e22,
        True,
        None,
        [[[]]],
        {"a": [1, 2.5]},
    ],
)
def test_what_was_written_is_read(value: object) -> None:
    assert jsontext.loads(jsontext.dumps(value)) == value
    assert json.loads(jsontext.dumps(value)) == value
    assert jsontext.loads(json.dumps(value)) == value  # as an older version wrote it


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ((1, 2), [1, 2]),
        ({1: "a"}, {"1": "a"}),
        (_Colour.RED, "red"),
        ({_Colour.RED: _Colour.RED}, {"red": "red"}),
    ],
)
def test_what_json_has_no_word_for_is_read_as_python_itself_would_have_it(
    value: object, read: object
) -> None:
    assert jsontext.loads(jsontext.dumps(value)) == read == json.loads(json.dumps(value))


@pytest.mark.parametrize(
    "value", [datetime(2026, 11, 23, tzinfo=UTC), date(2026, 11, 23), time(9), _Point(), {1}, b"a", object()]
)
def test_what_would_come_back_as_something_else_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        jsontext.dumps({"a": [value]})
