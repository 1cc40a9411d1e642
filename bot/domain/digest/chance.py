"""What chance would give: exact tests, written plainly, and how many tests at once are handled.

- `apart`: Fisher's exact test (R. A. Fisher, The Logic of Inductive Inference, 1935), two-sided: were the helped
  dealt out like cards, how often would a group get a number of them that is as unlikely as this one, or more so.
- `changed`: the exact conditional test for two Poisson counts (J. Przyborowski and H. Wilenski, 1940): given how
  many asked in both periods together, each of them fell into this one with the chance that its length gives.
- `holm`: S. Holm, A Simple Sequentially Rejective Multiple Test Procedure, 1979: the chance that *any* of the
  findings of one digest is noise stays under five in a hundred.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

RARE = 0.05
"""A finding is told as more than chance below this, after Holm."""
_TIE = 1 + 1e-9


def apart(part: int, part_yes: int, whole: int, whole_yes: int) -> float:
    """The chance of a split at least as uneven: `part_yes` of the `part` that belongs to `whole`."""
    weights = _hypergeometric(part, whole, whole_yes)
    seen = weights[part_yes]
    return min(1.0, sum(each for each in weights.values() if each <= seen * _TIE) / sum(weights.values()))


def usual(part: int, whole: int, whole_yes: int) -> tuple[int, int]:
    """Between which numbers `part_yes` lies in 19 of 20 cases where only chance deals."""
    weights = _hypergeometric(part, whole, whole_yes)
    total, below, values = sum(weights.values()), 0, sorted(weights)
    low = high = values[0]
    for value in values:
        if below * 40 <= total:
            low = value
        below += weights[value]
        high = value
        if (total - below) * 40 <= total:
            break
    return low, high


def changed(now: int, before: int, times_longer: int) -> float:
    """The chance of a `now` at least as unusual, where `before` was counted over `times_longer` times the time."""
    total = now + before
    weights = [comb(total, value) * int(times_longer ** (total - value)) for value in range(total + 1)]
    seen = weights[now]
    return min(1.0, sum(each for each in weights if each <= seen * _TIE) / sum(weights))


def holm(chances: Sequence[float]) -> list[float]:
    """Each chance as it counts when all of them are looked at together, in the same order."""
    adjusted = [1.0] * len(chances)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(chances)), key=lambda each: chances[each])):
        highest = max(highest, min(1.0, (len(chances) - rank) * chances[place]))
        adjusted[place] = highest
    return adjusted


def _hypergeometric(part: int, whole: int, whole_yes: int) -> dict[int, int]:
    fewest, most = max(0, part - (whole - whole_yes)), min(part, whole_yes)
    return {
        value: comb(whole_yes, value) * comb(whole - whole_yes, part - value)
        for value in range(fewest, most + 1)
    }
