"""`buurtkring bench ...`: the measurements with their progress bars, tables and files."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.bench import latency as waiting
from bot.bench import starting, update_figures, wakeups
from bot.bench import updates as updating
from bot.bench.bots import contenders, telegram
from bot.bench.building import ensure
from bot.bench.figures import matching_json, matching_table
from bot.bench.matching import RINGS, measure
from bot.bench.setting import Setting

SEED = 1
WIDTH = 110
"""What the tables need; a narrower terminal wraps their lines."""


def matching(setting: Setting, database: Path | None, decisions: int, json_file: Path | None) -> None:
    """Make the database where it is missing, measure, and show."""
    file = _country(setting, database)
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
    _write(json_file, "matching", matching_json(found))


def _country(setting: Setting, database: Path | None) -> Path:
    """The database of a whole country, made where it is missing; a default name differs by setting."""
    file = database or Path(tempfile.gettempdir()) / f"buurtkring-bench-{setting.mark:x}.db"
    with _bar("making the database", 1.0) as (progress, bar):
        ensure(file, setting, lambda done: progress.update(bar, completed=done))
    return file


def updates(rounds: int, count: int, residents: int, hold: float, json_file: Path | None) -> None:
    """Updates a second of every bot that can run here; `hold` in seconds."""
    bots = contenders()
    with _folder() as folder, telegram() as server, _turns("updates", rounds * (len(bots) + 1)) as done:
        town = updating.make_town(folder, residents, SEED)
        found = updating.measure(server, bots, town, rounds, count, hold, done)
    _show(
        f"{rounds} rounds of {count:,} updates from {residents} residents; medians. A poll is held"
        f" {hold * 1000:g} ms for more updates. Database: synchronous=FULL.",
        update_figures.updates_table(found),
        update_figures.updates_notes(found),
    )
    setting = {"rounds": rounds, "residents": residents, "hold_ms": hold * 1000, "processors": os.cpu_count()}
    _write(json_file, "updates", {"setting": setting, **update_figures.updates_json(found)})


def latency(rounds: int, rate: float, seconds: float, residents: int, json_file: Path | None) -> None:
    """How long residents wait for an answer where `rate` updates come a second."""
    with _folder() as folder, telegram() as server, _turns("replies", rounds * len(waiting.BOTS)) as done:
        town = updating.make_town(folder, residents, SEED)
        found = waiting.measure(server, town, rounds, rate, seconds, done)
    _show(
        f"{rounds} rounds of {seconds:g} seconds with {rate:g} updates a second; medians.",
        waiting.table(found),
        waiting.notes(found),
    )
    _write(json_file, "latency", waiting.figures(found))


def wakeup(rounds: int, sizes: tuple[int, ...], count: int, json_file: Path | None) -> None:
    """What it costs to wake for one due row, with so many others pending."""
    with _folder() as folder, _turns("wake-ups", rounds * len(sizes)) as done:
        found = wakeups.measure(folder, sizes, rounds, count, done)
    _show(f"{rounds} rounds of {count} wake-ups.", wakeups.table(found), wakeups.notes(found))
    _write(json_file, "wakeups", wakeups.figures(found))


def start(rounds: int, idle: float, count: int, database: Path | None, json_file: Path | None) -> None:
    """Start and memory with an empty database and with that of a whole country."""
    country = _country(Setting(), database)
    with _folder() as folder, telegram() as server, _turns("starts", rounds * 2) as done:
        found = starting.measure(server, folder, country, rounds, idle, count, done)
    _show(
        f"{rounds} starts of each, {idle:g} seconds of rest, then {count:,} updates; medians.",
        starting.table(found),
        starting.notes(found),
    )
    _write(json_file, "start", starting.figures(found))


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="buurtkring-bench-") as folder:
        yield Path(folder)


@contextmanager
def _turns(name: str, count: int) -> Iterator[Callable[[], None]]:
    """A progress bar; gives what to call after each step."""
    with _bar(name, count) as (progress, bar):
        yield lambda: progress.advance(bar)


def _show(head: str, table: Table, notes: list[str]) -> None:
    out = _console()
    out.print(head)
    out.print(table)
    for note in notes:
        out.print(note, highlight=False)


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
