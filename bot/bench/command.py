"""`buurtkring bench ...`: the commands, their progress bars, tables and files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bot.bench.setting import Setting

WIDTH = 110
"""What the tables need; a narrower terminal wraps their lines."""

app = typer.Typer(no_args_is_help=True, help="Measure how fast Buurtkring is on this machine.")


@app.callback()
def bench() -> None:
    """Measure how fast Buurtkring is on this machine."""


@app.command()
def matching(
    database: Annotated[
        Path | None, typer.Option(help="Made here where it is missing; default: in the temporary folder.")
    ] = None,
    size: Annotated[
        list[int] | None, typer.Option(help="Residents of a buurt to measure; may be given again.")
    ] = None,
    residents: Annotated[int, typer.Option(help="Of the whole country.", min=100)] = Setting.residents,
    buurten: Annotated[int, typer.Option(help="How many buurten they live in.", min=5)] = Setting.buurten,
    decisions: Annotated[int, typer.Option(help="For each size and reach.", min=1)] = 400,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write all figures here.")] = None,
) -> None:
    """How long it takes to decide whom to ask: the query and the ranking, among a million residents."""
    from bot.bench.building import ensure
    from bot.bench.figures import matching_json, matching_table
    from bot.bench.matching import RINGS, measure

    setting = Setting(residents, buurten, tuple(size or Setting.sizes))
    file = database or Path(tempfile.gettempdir()) / f"buurtkring-bench-{setting.mark:x}.db"
    with _bar("making the database", 1.0) as (progress, bar):
        ensure(file, setting, lambda done: progress.update(bar, completed=done))
    total = len(setting.sizes) * len(RINGS) * decisions
    with _bar("decisions", total) as (progress, bar):
        found = measure(file, setting, decisions, lambda: progress.advance(bar))
    out = Console()
    out = Console(width=max(out.width, WIDTH))
    out.print(
        f"{decisions} decisions each, in {file}: " + ", ".join(f"{n:,} {of}" for of, n in found.rows.items())
    )
    out.print(matching_table(found))
    for ring, steps in found.plans.items():
        out.print(f"How the candidates of the {ring} ring are found:")
        for step in steps:
            out.print(f"  {step}", markup=False)
    if json_file is not None:
        try:
            json_file.write_text(matching_json(found) + "\n", encoding="utf-8")
        except OSError as error:
            typer.echo(f"buurtkring: {error.filename}: {error.strerror}", err=True)
            raise typer.Exit(1) from None


@contextmanager
def _bar(name: str, total: float) -> Iterator[tuple[Progress, TaskID]]:
    columns = TextColumn(name), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield progress, progress.add_task(name, total=total)
