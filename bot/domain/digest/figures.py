"""A number of people as it may be shown: never one to four."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

FEWEST = 5
"""The smallest number of people that is shown."""


class Hidden(StrEnum):
    """What is said in place of a number."""

    FEW = "few"
    """Fewer than five, perhaps nobody."""
    SOME = "some"
    """Five or more; the number itself would give a smaller one away."""
    UNTOLD = "untold"
    """Nothing is said."""


Figure = int | Hidden
"""A number of people, never 1 to 4; or what is said in its place."""


def figure(count: int) -> Figure:
    """A number of people as it may be shown."""
    return count if count >= FEWEST else Hidden.FEW


def fives(count: int) -> int:
    """A number of people rounded down to fives: 10 says "ten to fourteen", 0 "fewer than five, perhaps nobody"."""
    return count // FEWEST * FEWEST


def beside(shown: Figure, count: int) -> Figure:
    """`count` as it may be shown next to `shown`, when the one group may contain the other."""
    if count < FEWEST:
        return Hidden.FEW
    if isinstance(shown, int) and 0 < abs(shown - count) < FEWEST:
        return Hidden.SOME
    return count


@dataclass(frozen=True)
class Breakdown:
    """People by kind; nobody is counted twice."""

    cells: tuple[tuple[str, int], ...]
    """Largest first; each at least five."""
    others: int
    """Everybody else, at least five; or 0 where there is nobody else."""

    def to_json(self) -> dict[str, Any]:
        """`{"cells": [[kind, people], ...], "others": people}`."""
        return {"cells": [list(cell) for cell in self.cells], "others": self.others}


def of_sizes(sizes: Mapping[str, int], others: int = 0) -> Breakdown | None:
    """The breakdown of groups that do not overlap, from their true sizes; None where nothing can be told apart.

    Small cells go together. Where together they are still fewer than five, the smallest of the others
    joins them, or their number could be found by subtraction from the total.
    """
    cells = sorted(sizes.items(), key=lambda cell: (-cell[1], cell[0]))
    while cells and (cells[-1][1] < FEWEST or 0 < others < FEWEST):
        others += cells.pop()[1]
    return Breakdown(tuple(cells), others) if cells else None
