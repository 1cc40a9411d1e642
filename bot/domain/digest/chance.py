"""What chance would give: exact tests, written plainly, and how many tests at once are handled.

- `apart`: Fisher's exact test (R. A. Fisher, The Logic of Inductive Inference, 1935), two-sided: were the helped
  dealt out like cards, how often would a group get a number of them that is as unlikely as this one, or more so.
- `changed`: the exact conditional test for two Poisson counts (J. Przyborowski and H. Wilenski, 1940): given how
  many asked in both periods together, each of them fell into this one with the chance that its length gives.
- `together`: each of several chances times how many are looked at (O. J. Dunn, Multiple Comparisons Among Means,
  1961, after Bonferroni): the chance that *any* finding of one digest is noise stays under five in a hundred.
"""

from __future__ import annotations

from math import comb

RARE = 0.05
"""A finding is told as more than chance below this, after `together`."""
_TIE = 1 + 1e-9


def apart(part: int, part_yes: int, whole: int, whole_yes: int) -> float:
    """The chance of a split at least as uneven: `part_yes` of the `part` that belongs to `whole`."""
    weights = _hypergeometric(part, whole, whole_yes)
    seen = weights[part_yes]
    return min(1.0, sum(each for each in weights.values() if each <= seen * _TIE) / sum(weights.values()))


def usual(part: int, whole: int, whole_yes: int, tests: int) -> tuple[int, int]:
    """From which number to which `part_yes` is no finding, where `tests` are looked at together."""
    weights = _hypergeometric(part, whole, whole_yes)
    total = sum(weights.values())
    usual_ones = [
        value
        for value, seen in weights.items()
        if together(sum(each for each in weights.values() if each <= seen * _TIE) / total, tests) >= RARE
    ]
    return min(usual_ones), max(usual_ones)


def changed(now: int, before: int, times_longer: int) -> float:
    """The chance of a `now` at least as unusual, where `before` was counted over `times_longer` times the time."""
    total = now + before
    weights = [comb(total, value) * int(times_longer ** (total - value)) for value in range(total + 1)]
    seen = weights[now]
    return min(1.0, sum(each for each in weights if each <= seen * _TIE) / sum(weights))


def together(p: float, tests: int) -> float:
    """A chance as it counts when so many are looked at."""
    return min(1.0, p * tests)


def _hypergeometric(part: int, whole: int, whole_yes: int) -> dict[int, int]:
    fewest, most = max(0, part - (whole - whole_yes)), min(part, whole_yes)
    return {
        value: comb(whole_yes, value) * comb(whole - whole_yes, part - value)
        for value in range(fewest, most + 1)
    }
