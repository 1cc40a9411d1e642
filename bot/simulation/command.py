"""`buurtkring simulate`: the study with a progress bar, its table, its files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.domain.errors import BuurtkringError
from bot.simulation.policies import POLICIES
from bot.simulation.report import as_json, table
from bot.simulation.setting import Setting
from bot.simulation.study import Study, study

WIDTH = 132
"""What the table needs; a narrower terminal wraps its lines, which reads better than columns cut off."""


class UnknownPolicyError(BuurtkringError):
    """There is no policy of that name."""


def simulate(
    setting: Setting,
    seeds: int,
    policies: Sequence[str],
    workers: int,
    bound: bool,
    json_file: Path | None,
    png_file: Path | None,
) -> None:
    """Seeds 0 up to `seeds`; every policy where none is named."""
    unknown = [name for name in policies if name not in POLICIES]
    if unknown:
        raise UnknownPolicyError(f"no policy {', '.join(unknown)}; there are {', '.join(POLICIES)}")
    found = _with_progress(setting, range(seeds), policies or tuple(POLICIES), workers, bound)
    out = Console()
    Console(width=max(out.width, WIDTH)).print(table(found))
    if json_file is not None:
        json_file.write_text(as_json(found) + "\n", encoding="utf-8")
    if png_file is not None:
        from bot.simulation.picture import draw

        draw(found, png_file)


def _with_progress(
    setting: Setting, seeds: Sequence[int], names: Sequence[str], workers: int, bound: bool
) -> Study:
    columns = TextColumn("seeds"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("seeds", total=len(seeds))
        return study(setting, seeds, names, workers, bound, lambda: progress.advance(bar))
