"""The study as a picture: filled against questions, and what each policy does to helpers and to fairness."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.simulation.policies import POLICIES
from bot.simulation.policy import OURS
from bot.simulation.study import Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = ("#999999", "#E69F00", "#56B4E9", "#CC79A7", "#F0E442", "#0072B2", "#D55E00")
MARKS = "osD^vPX"
"""Okabe and Ito's colours, told apart by the colour-blind, with a mark of its own for each in case of no colour."""
BOUND = "#009E73"


def draw(study: Study, file: Path) -> None:
    """Write the picture (PNG) of `study` to `file`."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 4.6), layout="constrained")
    FigureCanvasAgg(figure)
    cost, tired, fair = figure.subplots(1, 3, sharey=True)
    _against(cost, study, "asks_per_filled", "questions per filled request")
    cost.set_xscale("log")
    _ticks(cost, (3, 10, 30, 100, 300))
    _against(tired, study, "lost", "helpers lost to too many questions")
    tired.set_xscale("symlog", linthresh=1)
    tired.set_xlim(-0.3, 1.2 * study.setting.helpers)
    _ticks(tired, (0, 1, 3, 10, 30, 100))
    _against(fair, study, "arabic", "filled, of requests in Arabic only")
    arabic_bound = study.spread(next(iter(study.measures)), "arabic_bound").median
    if arabic_bound == arabic_bound:
        fair.axvline(arabic_bound, color=BOUND, linestyle="--", linewidth=1.2)
    cost.set_ylabel("filled, of all requests")
    figure.legend(*cost.get_legend_handles_labels(), loc="outside lower center", ncols=4, frameon=False)
    where = "three neighbouring buurten may be asked" if study.setting.near else "own buurt only"
    figure.suptitle(
        f"{study.setting.weeks} weeks, {study.setting.helpers} helpers, {len(study.seeds)} seeds, {where}: "
        "median, 10th-90th percentile"
    )
    figure.savefig(file, format="png", dpi=130)


def _ticks(axes: Axes, places: tuple[int, ...]) -> None:
    """Plain numbers on a logarithmic axis."""
    axes.set_xticks(places, [str(each) for each in places])
    axes.set_xticks((), minor=True)


def _against(axes: Axes, study: Study, measure: str, label: str) -> None:
    """Filled on the y axis against `measure` on the x axis, one mark a policy, with the spread of both."""
    bound = study.spread(next(iter(study.measures)), "bound")
    if bound.median == bound.median:
        axes.axhline(bound.median, color=BOUND, linestyle="--", linewidth=1.2, label="hindsight (the bound)")
    for name in study.measures:
        place = list(POLICIES).index(name)
        x, y = study.spread(name, measure), study.spread(name, "filled")
        axes.errorbar(
            x.median,
            y.median,
            xerr=[[x.median - x.low], [x.high - x.median]],
            yerr=[[y.median - y.low], [y.high - y.median]],
            fmt=MARKS[place],
            color=COLOURS[place],
            markeredgecolor="black",
            markersize=11 if name == OURS.name else 8,
            capsize=2,
            linewidth=1,
            label=POLICIES[name].label,
        )
    axes.set_xlabel(label)
    axes.set_ylim(0, 1)
    axes.grid(alpha=0.3)
