"""`buurtkring bench ...`: the measurements with their progress bars, tables and files."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bot.bench import update_figures
from bot.bench import updates as updating
from bot.bench.bots import contenders, telegram
from bot.bench.building import ensure
from bot.bench.figures import matching_json, matching_table
from bot.bench.matching import RINGS, measure
from bot.bench.setting import Setting

WIDTH = 110
"""What the tables need; a narrower terminal wraps their lines."""


def matching(setting: Setting, database: Path | None, decisions: int, json_file: Path | None) -> None:
    """Make the database where it is missing, measure, and show; a default name differs by setting."""
    file = database or Path(tempfile.gettempdir()) / f"buurtkring-bench-{setting.mark:x}.db"
    with _bar("making the database", 1.0) as (progress, bar):
        ensure(file, setting, lambda done: progress.update(bar, completed=done))
    with _bar("decisions", len(setting.sizes) * len(RINGS) * decisions) as (progress, bar):
        found = measure(file, setting, decisions, lambda: progress.advance(bar))
    out = _console()
    out.print(
        f"{decisions} decisions each. Rows: " + ", ".join(f"{n:,} {of}" for of, n in found.rows.items())
    )
    out.print(matching_table(found))
    for ring, steps in found.plans.items():
        out.print(f"How the candidates of the {ring} ring are found:")
        for step in steps:
            out.print(f"  {step}", markup=False)
    if json_file is not None:
        json_file.write_text(matching_json(found) + "\n", encoding="utf-8")


def updates(rounds: int, count: int, residents: int, hold: float, json_file: Path | None) -> None:
    """Updates a second of every bot that can run here; `hold` in seconds."""
    bots = contenders()
    with (
        tempfile.TemporaryDirectory(prefix="buurtkring-bench-") as folder,
        telegram() as server,
        _bar("updates a second", rounds * (len(bots) + 1)) as (progress, bar),
    ):
        town = updating.make_town(Path(folder), residents, seed=1)
        found = updating.measure(server, bots, town, rounds, count, hold, lambda: progress.advance(bar))
    out = _console()
    out.print(f"{rounds} rounds of {count:,} updates from {residents} residents; medians.")
    out.print(update_figures.updates_table(found))
    for note in update_figures.updates_notes(found):
        out.print(note, highlight=False)
    _write(json_file, "updates", update_figures.updates_json(found))


def _console() -> Console:
    out = Console()
    return Console(width=max(out.width, WIDTH))


def _write(file: Path | None, what: str, figures: Any) -> None:
    """Into the JSON file, beside the figures of other measurements that stand in it."""
    if file is None:
        return
    there = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    file.write_text(json.dumps({**there, what: figures}, indent=2) + "\n", encoding="utf-8")


@contextmanager
def _bar(name: str, total: float) -> Iterator[tuple[Progress, TaskID]]:
    columns = TextColumn(name), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield progress, progress.add_task(name, total=total)
