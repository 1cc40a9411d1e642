"""Charts under each other as one PNG, upright and large, as it is read on a phone (1080 pixels wide).

Colours are two of Okabe and Ito's, which the colour-blind tell apart; what is inner is hatched as well, and every
number stands where it belongs, so that nobody needs a legend. For Arabic everything begins at the right.
Matplotlib shapes Arabic itself since 3.11; the font that it needs lies beside this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from textwrap import fill
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.render.charts.chart import Bars, Chart, Lines

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FONTS = Path(__file__).parent / "fonts"
WIDTH, DOTS = 7.2, 150
"""Inches, and dots an inch: 1080 pixels."""
EDGE, BETWEEN = 0.3, 0.35
BAR, TITLE_LINE, NOTE_LINE, LINES = 0.56, 0.36, 0.29, 2.5
"""Heights in inches: of a bar, of a line of the title or the note, of the field of lines."""
LARGE, MIDDLE, SMALL = 19, 16, 14
"""Sizes of type in points: a third of it is left on a phone of 360 pixels."""
DARK, LIGHT, GREY, INK = "#0072B2", "#F0C987", "#BBBBBB", "#222222"
LINE_COLOURS, MARKS, STYLES = ("#D55E00", DARK), ("o", "s"), ("-", "--")
LABELS = 0.36
"""How much of the width the labels of bars take."""
WORDS_FIT = 0.21
OVER_FITS = 0.33
"""How much of the width the words within and over a bar need."""
ONE_AT_A_TIME = Lock()
"""Matplotlib's fonts are not made for two threads."""


@lru_cache(maxsize=8)
def draw(title: str, charts: tuple[Chart, ...], rtl: bool) -> bytes:
    """A PNG of the charts in order, under a title. Takes about a second; to be called in a thread.

    The last few are kept: several people read the same week.
    """
    with ONE_AT_A_TIME:
        return _draw(title, charts, rtl)


def _draw(title: str, charts: Sequence[Chart], rtl: bool) -> bytes:
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    title_line, note_line = (1.3 * TITLE_LINE, 1.35 * NOTE_LINE) if rtl else (TITLE_LINE, NOTE_LINE)
    heights = [_height(chart, title_line, note_line) for chart in charts]
    title = fill(title, 36)
    head = EDGE + title_line * 1.1 * (title.count("\n") + 1) + BETWEEN
    height = head + sum(heights) + BETWEEN * (len(charts) - 1) + EDGE
    with rc_context({"font.family": family(rtl), "text.color": INK, "hatch.linewidth": 1.6}):
        figure = Figure(figsize=(WIDTH, height), dpi=DOTS, facecolor="white")
        FigureCanvasAgg(figure)
        edge = 0.97 if rtl else 0.03
        side = "right" if rtl else "left"
        # The lines of our Arabic font are tall: its marks stand above and below.
        spaced: dict[str, Any] = {"linespacing": 0.85 if rtl else 1.2}
        figure.text(
            edge, 1 - EDGE / height, title, ha=side, va="top", size=LARGE + 2, weight="bold", **spaced
        )
        top = height - head
        for chart, tall in zip(charts, heights, strict=True):
            words = _title(chart)
            figure.text(edge, top / height, words, ha=side, va="top", size=LARGE, weight="bold", **spaced)
            field = tall - title_line * (words.count("\n") + 1)
            if chart.note:
                note = _note(chart)
                y = top - title_line * (words.count("\n") + 1)
                figure.text(edge, y / height, note, ha=side, va="top", size=SMALL, color="#555555", **spaced)
                field -= note_line * (note.count("\n") + 1)
            bottom = top - tall
            axes = figure.add_axes((0.0, bottom / height, 1.0, field / height))
            axes.set_axis_off()
            if isinstance(chart, Bars):
                _bars(axes, chart, rtl)
            else:
                _lines(axes, chart, rtl)
            top = bottom - BETWEEN
        file = BytesIO()
        figure.savefig(file, format="png", dpi=DOTS)
    return file.getvalue()


def _title(chart: Chart) -> str:
    return fill(chart.title, 44)


def _note(chart: Chart) -> str:
    return fill(chart.note, 62)


def _height(chart: Chart, title_line: float, note_line: float) -> float:
    titles = title_line * (_title(chart).count("\n") + 1)
    notes = note_line * (_note(chart).count("\n") + 1) if chart.note else 0.0
    return titles + notes + (BAR * len(chart.bars) + 0.1 if isinstance(chart, Bars) else LINES)


@lru_cache
def family(rtl: bool) -> list[str]:
    """Latin letters in matplotlib's own font, Arabic ones in ours; what the first does not have the second has."""
    from matplotlib import font_manager

    for file in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(file)
    return ["Noto Sans Arabic", "DejaVu Sans"] if rtl else ["DejaVu Sans", "Noto Sans Arabic"]


def _place(at: float, rtl: bool) -> float:
    """A share of the width from where reading begins, as a share from the left."""
    return 1 - at if rtl else at


def _bars(axes: Axes, chart: Bars, rtl: bool) -> None:
    from matplotlib.patheffects import withStroke

    axes.set_xlim(0, 1)
    axes.set_ylim(len(chart.bars), 0)
    begin, room = LABELS, 1 - LABELS - 0.23
    longest = chart.longest or max((bar.size for bar in chart.bars), default=0) or 1
    near, far = ("left", "right") if not rtl else ("right", "left")

    def bar_of(row: float, size: float, tall: float, **look: Any) -> None:
        wide = room * size / longest
        axes.barh(row, -wide if rtl else wide, left=_place(begin, rtl), height=tall, **look)

    for number, bar in enumerate(chart.bars):
        row = number + 0.5
        axes.text(
            _place(begin - 0.02, rtl),
            row,
            fill(bar.label, 17),
            ha=far,
            va="center",
            size=MIDDLE,
            linespacing=0.72 if rtl else 0.95,
        )
        if bar.usual is not None:
            low, high = bar.usual
            start = begin + room * low / longest
            wide = max(room * (high - low) / longest, 0.01)
            axes.barh(
                row,
                -wide if rtl else wide,
                left=_place(start, rtl),
                height=0.94,
                color=GREY,
                alpha=0.6,
                linewidth=0,
            )
        bar_of(row, bar.size, 0.62, color=LIGHT, edgecolor=INK, linewidth=0.8)
        if bar.over and bar.inner is None:
            said = bar.over if room * bar.size / longest > OVER_FITS else bar.over_short
            axes.text(_place(begin + 0.012, rtl), row, said, ha=near, va="center", size=SMALL - 1)
        if bar.inner is not None:
            bar_of(row, bar.inner, 0.62, color=DARK, edgecolor="white", hatch="//", linewidth=0)
            words = bar.inner_text if room * bar.inner / longest > WORDS_FIT else bar.inner_short
            if words:
                axes.text(
                    _place(begin + 0.012, rtl), row, words, ha=near, va="center", size=SMALL,
                    color="white", weight="bold", path_effects=[withStroke(linewidth=11, foreground=DARK)],
                )  # fmt: skip
        end = begin + room * max(bar.size, bar.usual[1] if bar.usual else 0) / longest + 0.015
        axes.text(_place(end, rtl), row, bar.text, ha=near, va="center", size=MIDDLE, weight="bold")


def _lines(axes: Axes, chart: Lines, rtl: bool) -> None:
    count = len(chart.points)
    top = (
        max((value for point in chart.points for value in point.values if value is not None), default=1) or 1
    )
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.28 * top, 1.25 * top)
    first, last = 0.06, 0.74
    places = [_place(first + (last - first) * (at / max(1, count - 1)), rtl) for at in range(count)]
    axes.plot([_place(first, rtl), _place(last, rtl)], [0, 0], color=INK, linewidth=1)
    for x, point in zip(places, chart.points, strict=True):
        if point.label:
            axes.text(x, -0.07 * top, point.label, ha="center", va="top", size=SMALL)
    for number in range(len(chart.names)):
        values = [point.values[number] for point in chart.points]
        drawn = [float("nan") if value is None else value for value in values]
        look: dict[str, Any] = {
            "color": LINE_COLOURS[number],
            "linestyle": STYLES[number],
            "marker": MARKS[number],
        }
        axes.plot(places, drawn, linewidth=3, markersize=8, **look)
        for x, point, value in zip(places, chart.points, values, strict=True):
            if value is not None and point.texts[number]:
                # The number of the upper line above it, of the lower below: where they cross, too.
                others = [each for at, each in enumerate(point.values) if at != number and each is not None]
                above = value > max(others) or (number == 0 and value in others) if others else number == 0
                shift = (0.07 if above else -0.07) * top
                side = "bottom" if above else "top"
                axes.text(x, value + shift, point.texts[number], ha="center", va=side, size=SMALL, color=INK)
    _names(axes, chart, top, last, rtl)


def _names(axes: Axes, chart: Lines, top: float, last: float, rtl: bool) -> None:
    """Each line's name at its end; the upper line's first, and the next one below it."""
    ends = {
        number: known[-1]
        for number in range(len(chart.names))
        if (known := [each for point in chart.points if (each := point.values[number]) is not None])
    }
    taken: list[float] = []
    for number, y in sorted(ends.items(), key=lambda end: -end[1]):
        while any(abs(y - other) < 0.17 * top for other in taken):
            y -= 0.03 * top
        taken.append(y)
        near = "right" if rtl else "left"
        axes.text(
            _place(last + 0.025, rtl), y, fill(chart.names[number], 14), ha=near, va="center", size=MIDDLE,
            weight="bold", color=LINE_COLOURS[number],
        )  # fmt: skip
