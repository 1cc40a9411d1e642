"""A file of buurten, as a spreadsheet saves it: read whole, every mistake with its line, nothing guessed.

Columns name, gemeente, cbs_code, postcodes, neighbours, in any order; comma or semicolon between them; UTF-8 with or
without a byte order mark. Several postcodes or neighbours in a cell stand between spaces (postcodes only), | or the
one of comma and semicolon that does not separate the columns.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

COLUMNS = ("name", "gemeente", "cbs_code", "postcodes", "neighbours")
LONGEST_NAME = 60
MOST_ROWS = 2_000
CBS_CODE = re.compile("BU[0-9]{8}")
POSTCODE = re.compile("[1-9][0-9]{3}")


@dataclass(frozen=True)
class BuurtRow:
    """A buurt of the file. `line`: where it begins, from 1; `cbs_code`: BU and 8 digits, or None."""

    line: int
    name: str
    gemeente: str
    cbs_code: str | None
    postcodes: tuple[str, ...]
    neighbours: tuple[str, ...]


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a line, for the operator."""

    line: int
    said: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.said}"


def parse(content: bytes) -> tuple[list[BuurtRow], list[Mistake]]:
    """The rows of a file and its mistakes, each in the order of lines; rows with a mistake are left out."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return [], [Mistake(line, "this is no UTF-8; save the file as CSV UTF-8")]
    if "\0" in text:
        return [], [Mistake(text[: text.index("\0")].count("\n") + 1, "this is no text")]
    # A spreadsheet of an old Mac ends its lines with a single carriage return.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return [], [Mistake(1, "the file is empty")]
    head = text.lstrip("\n").partition("\n")[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    return _read(text, separator)


def _read(text: str, separator: str) -> tuple[list[BuurtRow], list[Mistake]]:
    rows: list[BuurtRow] = []
    mistakes: list[Mistake] = []
    names: list[str] | None = None
    try:
        for line, cells in _records(text, separator):
            if names is None:
                names = [cell.strip().lower() for cell in cells]
                mistakes += _of_head(line, names)
                if mistakes:
                    return [], mistakes
            elif len(cells) != len(names):
                mistakes.append(Mistake(line, f"{len(cells)} cells, but the first line has {len(names)}"))
            else:
                found = _row(line, dict(zip(names, (cell.strip() for cell in cells), strict=True)), separator)
                if isinstance(found, BuurtRow):
                    rows.append(found)
                else:
                    mistakes += found
            if len(rows) > MOST_ROWS:
                return [], [*mistakes, Mistake(line, f"more than {MOST_ROWS} buurten; split the file")]
    except _BrokenError as error:
        mistakes.append(error.mistake)
    if not rows and not mistakes:
        mistakes.append(Mistake(1, "there is no buurt below the first line"))
    mistakes += _twice(rows)
    return rows, sorted(mistakes, key=lambda each: each.line)


class _BrokenError(Exception):
    """From here on the file cannot be read."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(str(mistake))
        self.mistake = mistake


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line at which it begins; empty lines are let go by."""
    reader = csv.reader(StringIO(text), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _BrokenError(
                Mistake(line, f"cannot be read: is a quotation mark left open? ({error})")
            ) from None
        if any(cell.strip() for cell in cells):
            yield line, cells


def _of_head(line: int, names: list[str]) -> list[Mistake]:
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        return [Mistake(line, f"no column {', '.join(missing)}; the columns are {', '.join(COLUMNS)}")]
    unknown = [name or "without a name" for name in names if name not in COLUMNS]
    if unknown:
        return [Mistake(line, f"unknown column {', '.join(unknown)}; the columns are {', '.join(COLUMNS)}")]
    double = sorted({name for name in names if names.count(name) > 1})
    return [Mistake(line, f"column {name} stands there twice") for name in double]


def _row(line: int, cells: dict[str, str], separator: str) -> BuurtRow | list[Mistake]:
    wrong = [*_name_faults(cells["name"], "name"), *_name_faults(cells["gemeente"], "gemeente")]
    code = cells["cbs_code"].upper()
    if code and not CBS_CODE.fullmatch(code):
        wrong.append(f"cbs_code {code!r} is not BU and 8 digits, such as BU03920101")
    postcodes = [each for each in re.split(r"[|,;\s]+", cells["postcodes"]) if each]
    wrong += [
        f"{each!r} is no 4-digit postcode, such as 2021" for each in postcodes if not POSTCODE.fullmatch(each)
    ]
    if not postcodes:
        wrong.append("no postcode")
    neighbours = [each.strip() for each in re.split(r"[|,;]", cells["neighbours"]) if each.strip()]
    if any(same(each, cells["name"]) for each in neighbours):
        wrong.append("a buurt is no neighbour of itself")
    if wrong:
        return [Mistake(line, each) for each in wrong]
    return BuurtRow(
        line,
        " ".join(cells["name"].split()),
        " ".join(cells["gemeente"].split()),
        code or None,
        tuple(dict.fromkeys(postcodes)),
        tuple(dict.fromkeys(neighbours)),
    )


def _name_faults(name: str, column: str) -> Iterator[str]:
    if not name:
        yield f"no {column}"
    elif len(name) > LONGEST_NAME:
        yield f"{column} has more than {LONGEST_NAME} letters"
    elif re.search(r"[|,;]", name) or not all(char.isprintable() for char in name):
        yield f"{column} {name!r} holds a sign that separates names, or one that cannot be seen"


def same(one: str, other: str) -> bool:
    """Whether two names of buurten are one, in any case of letters."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _twice(rows: list[BuurtRow]) -> Iterator[Mistake]:
    names: dict[str, int] = {}
    codes: dict[str, int] = {}
    for row in rows:
        first = names.setdefault(row.name.casefold(), row.line)
        if first != row.line:
            yield Mistake(row.line, f"{row.name!r} stands in line {first} already")
        if row.cbs_code:
            first = codes.setdefault(row.cbs_code, row.line)
            if first != row.line:
                yield Mistake(row.line, f"{row.cbs_code} stands in line {first} already")
