"""What a study found, as a table for people and as JSON for programs."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass

from rich.box import SIMPLE
from rich.table import Table

from bot.simulation.policies import POLICIES
from bot.simulation.study import MEASURES, Spread, Study


@dataclass(frozen=True)
class Column:
    """A measure in the table."""

    measure: str
    head: str
    digits: int


COLUMNS = (
    Column("filled", "filled", 2),
    Column("of_bound", "of the\nbound", 2),
    Column("hours_to_yes", "hours\nto yes", 1),
    Column("asks_per_filled", "asks per\nfilled", 1),
    Column("lost", "lost", 1),
    Column("gap", "gap\nnl-ar", 2),
    Column("arabic", "Arabic\nonly", 2),
    Column("arabic_of_bound", "of its\nbound", 2),
    Column("gini", "Gini\nof asks", 2),
    Column("violations", "caps\nbroken", 0),
)


def table(study: Study) -> Table:
    """One row a policy: the median over the seeds, below it the 10th to 90th percentile."""
    where = "with three neighbouring buurten" if study.setting.near else "in the own buurt"
    drawn = Table(
        "policy",
        title=f"{study.setting.weeks} weeks {where}, {len(study.seeds)} seeds: median, 10th-90th percentile",
        caption="hours: waking hours (08-21); lost: helpers who left because they were asked too much",
        box=SIMPLE,
    )
    for column in COLUMNS:
        drawn.add_column(column.head, justify="right", no_wrap=True)
    for name in study.measures:
        drawn.add_row(
            POLICIES[name].label, *(cell(study.spread(name, each.measure), each) for each in COLUMNS)
        )
    some = next(iter(study.measures))
    bounds = [study.spread(some, each) for each in ("bound", "arabic_bound")]
    if not math.isnan(bounds[0].median):
        drawn.add_row("hindsight (the bound)", *_bound_cells(*bounds))
    return drawn


def _bound_cells(bound: Spread, arabic: Spread) -> list[str]:
    shown = {"filled": bound, "arabic": arabic}
    return [cell(shown[each.measure], each) if each.measure in shown else "" for each in COLUMNS]


def cell(found: Spread, column: Column) -> str:
    """The median, and its spread on a second line."""
    if math.isnan(found.median):
        return "-"
    middle, low, high = (_number(value, column.digits) for value in (found.median, found.low, found.high))
    return f"{middle}\n[dim]{low}-{high}[/dim]"


def _number(value: float, digits: int) -> str:
    """0.72 as .72, as in the tables of the field."""
    text = f"{value:.{digits}f}"
    return text.replace("0.", ".", 1) if digits == 2 and abs(value) < 1 else text


def as_json(study: Study) -> str:
    """The setting, the seeds, the spread of each measure of each policy, and each seed's measures; nan is null."""
    data = {
        "setting": asdict(study.setting),
        "seeds": study.seeds,
        "policies": {
            name: {
                "spread": {each: asdict(study.spread(name, each)) for each in MEASURES},
                "seeds": [asdict(each) for each in runs],
            }
            for name, runs in study.measures.items()
        },
    }
    return json.dumps(_without_nan(data), indent=1)


def _without_nan(data: object) -> object:
    match data:
        case dict():
            return {key: _without_nan(value) for key, value in data.items()}
        case list() | tuple():
            return [_without_nan(value) for value in data]
        case float() if math.isnan(data):
            return None
        case _:
            return data
