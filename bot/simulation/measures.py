"""What one run is measured by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from bot.simulation.cases import Case, Outcome
from bot.simulation.hours import ZONE
from bot.simulation.policy import waking_hours

LONG_ENOUGH = timedelta(weeks=4)
"""Whoever was there shorter says little about how evenly questions are spread."""


@dataclass(frozen=True)
class Measures:
    """One policy in one world. Shares are 0 to 1; nan where there was nothing to measure."""

    requests: int
    filled: float
    bound: float
    """The hindsight optimum; nan where it was not reckoned."""
    of_bound: float
    hours_to_yes: float
    """Median waking hours from the request to the first yes, of the filled."""
    asks_per_filled: float
    lost: int
    """Helpers who left because they were asked too much, those of neighbouring buurten too."""
    lost_share: float
    """Of the helpers' places, those next door included where they may be asked."""
    gap: float
    """Filled of requests in Dutch, minus filled of those in Arabic only."""
    arabic: float
    arabic_bound: float
    arabic_of_bound: float
    gini: float
    """Of questions a week over the buurt's own helpers, 0 even to 1."""
    violations: int
    """Questions that broke a cap, a quiet hour or somebody's consent."""


def measure(outcome: Outcome, bound: float = float("nan"), arabic_bound: float = float("nan")) -> Measures:
    """All measures of a run; the bounds are the shares that hindsight could fill."""
    cases, pages = outcome.cases, outcome.pages.values()
    filled = share(cases)
    arabic = share([each for each in cases if each.request.arabic_only])
    dutch = share([each for each in cases if not each.request.arabic_only])
    lost = sum(page.gone is not None for page in pages)
    near = sum(page.helper.near for page in pages)
    happy = sum(each.filled for each in cases)
    return Measures(
        requests=len(cases),
        filled=filled,
        bound=bound,
        of_bound=filled / bound if bound else float("nan"),
        hours_to_yes=median(
            waking_hours(each.request.created, each.first_yes, ZONE)
            for each in cases
            if each.filled and each.first_yes
        )
        if happy
        else float("nan"),
        asks_per_filled=sum(len(each.asks) for each in cases) / happy if happy else float("nan"),
        lost=lost,
        lost_share=lost / (outcome.world.setting.helpers + near),
        gap=dutch - arabic,
        arabic=arabic,
        arabic_bound=arabic_bound,
        arabic_of_bound=arabic / arabic_bound if arabic_bound else float("nan"),
        gini=gini(_asks_a_week(outcome)),
        violations=outcome.violated.total(),
    )


def share(cases: Sequence[Case]) -> float:
    """How many of these were filled."""
    return sum(each.filled for each in cases) / len(cases) if cases else float("nan")


def _asks_a_week(outcome: Outcome) -> list[float]:
    """For each own helper who was there for some weeks. Who was lost counts until they would have left."""
    start = min(case.request.created for case in outcome.cases)
    enough = min(LONG_ENOUGH, (outcome.world.end - start) / 2)
    rates = []
    for page in outcome.pages.values():
        there = min(page.helper.leaves, outcome.world.end) - max(page.helper.joined, start)
        if not page.helper.near and there >= enough:
            rates.append(len(page.asks) / (there / timedelta(weeks=1)))
    return rates


def gini(values: Sequence[float]) -> float:
    """Inequality of non-negative values: 0 where all are equal, near 1 where one has all."""
    total = sum(values)
    if not total:
        return 0.0
    ranked = sorted(values)
    weighted = sum((2 * rank - len(ranked) - 1) * value for rank, value in enumerate(ranked, start=1))
    return weighted / (len(ranked) * total)
