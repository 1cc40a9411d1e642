"""What a chart shows, in words and numbers that are ready to be seen: nothing here knows how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """A bar with its label, and its number written at its end."""

    label: str
    size: float
    text: str
    inner: float | None = None
    """A darker, hatched part of it, from its beginning."""
    inner_text: str = ""
    inner_short: str = ""
    """Instead of `inner_text`, where that is too long for the inner part."""
    over: str = ""
    over_short: str = ""
    """Written over a bar without an inner part; the short one where the bar is short."""
    usual: tuple[float, float] | None = None
    """Where its end would lie by chance: a grey band."""


@dataclass(frozen=True)
class Bars:
    """Horizontal bars. `note` stands small under the title."""

    title: str
    bars: tuple[Bar, ...]
    note: str = ""
    longest: float | None = None
    """The size of a full bar; default: the longest."""


@dataclass(frozen=True)
class Point:
    """A moment of a line; None where there is no number."""

    label: str
    """Under the axis; empty for no label."""
    values: tuple[float | None, ...]
    texts: tuple[str, ...]
    """What is written at each value; empty for nothing."""


@dataclass(frozen=True)
class Lines:
    """Numbers over time, oldest first: one line for each of `names`, which stands at its last point."""

    title: str
    names: tuple[str, ...]
    points: tuple[Point, ...]
    note: str = ""


Chart = Bars | Lines
