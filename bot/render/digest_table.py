"""Every figure of a digest as CSV: the same numbers as in words, and no other."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from bot.domain.digest.figures import FEWEST, Figure, Hidden
from bot.domain.digest.findings import Findings
from bot.domain.digest.telling import Block, Digest
from bot.domain.digest.weeks import last_day, monday, weeks_of

COLUMNS = ("first_day", "last_day", "table", "group", "figure", "value")
Line = tuple[str, str, str, str, str, str]


def csv_text(digest: Digest, found: Findings) -> str:
    """Lines of COLUMNS. People are a number, `<5`, `5+`, `not told`, or as in `10-14`: rounded down to fives."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_lines(digest, found))
    return file.getvalue()


def _lines(digest: Digest, found: Findings) -> Iterator[Line]:
    here = _days(digest.week)
    yield (*here, "week", "all", "offered", _shown(digest.offered))
    if digest.found_within is not None:
        yield (*here, "week", "all", "half_found_somebody_within_hours", str(digest.found_within))
    for age, people in digest.waiting.items():
        yield (*here, "waiting", age, "waiting", _fives(people))
    for span in digest.line:
        when = _days(span.week, span.weeks)
        yield (*when, "line", "all", "asked", _shown(span.asked))
        yield (*when, "line", "all", "helped", _shown(span.helped))
    if digest.block is not None:
        yield from _block(digest.block)
        when = _days(weeks_of(digest.block.number)[0], 4)
        for gap in found.gaps:
            yield (*when, gap.table, gap.kind or "others", f"{gap.about}_by_chance_from", str(gap.usual[0]))
            yield (*when, gap.table, gap.kind or "others", f"{gap.about}_by_chance_to", str(gap.usual[1]))
            yield (*when, gap.table, gap.kind or "others", f"{gap.about}_p_together", f"{gap.p:.3f}")
    for change in found.changes:
        yield (*here, "change", "all", f"{change.what}_p_together", f"{change.p:.3f}")


def _block(block: Block) -> Iterator[Line]:
    when = _days(weeks_of(block.number)[0], 4)
    tables = {"all": (block.whole,) if block.whole else (), **block.tables}
    for name, rows in tables.items():
        for row in rows:
            group = row.kind or ("all" if name == "all" else "others")
            yield (*when, name, group, "asked", str(row.asked))
            if row.helped is not None:
                yield (*when, name, group, "helped", str(row.helped))
            if row.soon is not None:
                yield (*when, name, group, "helped_within_a_day", str(row.soon))
            if row.under_half:
                yield (*when, name, group, "helped", "fewer than half")
    load = block.load
    for figure in ("helpers", "both", "at_cap", "new", "left", "silent"):
        yield (*when, "people", "all", figure, _fives(getattr(load, figure)))
    if load.busiest is not None:
        yield (*when, "people", "busiest tenth", "times_of_ten", str(load.busiest))


def _days(week: int, weeks: int = 1) -> tuple[str, str]:
    return monday(week).isoformat(), last_day(week + weeks - 1).isoformat()


def _shown(figure: Figure) -> str:
    if isinstance(figure, int):
        return str(figure)
    names = {Hidden.FEW: f"<{FEWEST}", Hidden.SOME: f"{FEWEST}+", Hidden.UNTOLD: "not told"}
    return names[figure]


def _fives(people: int) -> str:
    return f"<{FEWEST}" if people < FEWEST else f"{people}-{people + FEWEST - 1}"
