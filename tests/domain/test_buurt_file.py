"""A file of buurten as a spreadsheet saves it: read whole, or every mistake with its line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.buurt_file import COLUMNS, parse

HEAD = "name,gemeente,cbs_code,postcodes,neighbours\n"
SOUND = (
    HEAD
    + "De Linden,Haarlem,BU03920101,2021 2022,Het Slachthuis|Amsterdamsebuurt\n"
    + '\nHet Slachthuis,Haarlem,bu03920102,"2033,2034",De Linden\n'
    + 'Amsterdamsebuurt,Haarlem,,2032,"De Linden; Het Slachthuis"\n'
)


def said(content: str | bytes) -> list[str]:
    rows, mistakes = parse(content.encode() if isinstance(content, str) else content)
    assert mistakes, rows
    return [str(each) for each in mistakes]


@pytest.mark.parametrize(
    "content",
    [
        SOUND.encode(),
        b"\xef\xbb\xbf" + SOUND.encode(),
        SOUND.replace("\n", "\r\n").encode(),
        SOUND.replace("\n", "\r").encode(),
        SOUND.replace(";", "|")
        .replace(",", ";")
        .replace('"2033;2034"', "2033/2034")
        .replace("/", " ")
        .encode(),
        SOUND.replace("gemeente", "Gemeente").encode(),
    ],
    ids=["as it is", "byte order mark", "Windows", "old Mac", "semicolons", "capitals"],
)
def test_a_file_is_read_as_each_spreadsheet_saves_it(content: bytes) -> None:
    rows, mistakes = parse(content)
    assert mistakes == []
    assert [row.name for row in rows] == ["De Linden", "Het Slachthuis", "Amsterdamsebuurt"]
    assert [row.postcodes for row in rows] == [("2021", "2022"), ("2033", "2034"), ("2032",)]
    assert [row.cbs_code for row in rows] == ["BU03920101", "BU03920102", None]
    assert rows[2].neighbours == ("De Linden", "Het Slachthuis")
    assert [row.line for row in rows] == [2, 4, 5]


def test_all_mistakes_come_at_once_each_with_its_line() -> None:
    found = said(
        HEAD
        + "De Linden,Haarlem,BU1,20211,De Linden\n"
        + "Noord,Haarlem\n"
        + ",,BU03920101,2021,\n"
        + "Zuid,Haarlem,BU03920102,,\n"
        + "West,Haarlem,BU03920103,2040,\n"
        + "west,Haarlem,BU03920103,2041,\n"
    )
    assert [each.partition(":")[0] for each in found] == [
        *["line 2"] * 3,
        "line 3",
        *["line 4"] * 2,
        "line 5",
        *["line 7"] * 2,
    ]
    assert "'BU1' is not BU and 8 digits" in found[0]
    assert "2 cells, but the first line has 5" in found[3]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "line 1: the file is empty"),
        (HEAD.encode(), "line 1: there is no buurt"),
        (b"PK\x03\x04\x00\x00", "line 1: this is no text"),
        (HEAD.encode() + b"caf\xe9,Haarlem,,2021,\n", "line 2: this is no UTF-8"),
        (SOUND.encode("utf-16"), "line 1: this is no UTF-8"),
        (b"name,gemeente\nx,y\n", "line 1: no column cbs_code, postcodes, neighbours"),
        (HEAD.replace("\n", ",inwoners\n").encode(), "line 1: unknown column inwoners"),
        (HEAD.replace("\n", ",name\n").encode(), "line 1: column name stands there twice"),
        (HEAD.encode() + b'De Linden,"Haarlem,,2021,\nNoord,Haarlem,,2022,\n', "line 2: cannot be read"),
        (HEAD.encode() + b"De\x07Linden,Haarlem,,2021,\n", "line 2: name"),
    ],
)
def test_a_corrupt_file_is_one_clear_line(content: bytes, told: str) -> None:
    (only,) = said(content)
    assert only.startswith(told)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_happens_to_a_file_it_gives_rows_or_lines_and_never_breaks(data: st.DataObject) -> None:
    content = bytearray(SOUND.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, max(0, len(content) - 1)))
        end = data.draw(st.integers(at, min(len(content), at + 12)))
        content[at:end] = data.draw(
            st.binary(max_size=6) | st.sampled_from([b'"', b",", b";", b"\n", b"\r", b"\0", b"|"])
        )
    rows, mistakes = parse(bytes(content))
    assert rows or mistakes
    for row in rows:
        assert row.name.strip() == row.name != ""
        assert row.postcodes
        assert all(len(each) == 4 and each.isascii() and each.isdigit() for each in row.postcodes)
    lines = content.count(b"\n") + content.count(b"\r") + 1
    assert all(1 <= each.line <= lines and "\n" not in str(each) for each in mistakes)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=5, max_size=5), max_size=5), st.sampled_from(",;"))
def test_any_cells_under_the_right_head_give_rows_or_lines(cells: list[list[str]], separator: str) -> None:
    content = "\n".join(separator.join(row) for row in [list(COLUMNS), *cells])
    rows, mistakes = parse(content.encode("utf-8", "surrogatepass"))
    assert rows or mistakes
