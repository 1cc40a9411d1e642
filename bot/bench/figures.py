"""Figures from samples, as a table and as JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from rich.table import Table

from bot.bench.matching import Measured, Measurement
from bot.domain.candidates import Ring

TARGETS = {400: 2.0, 5_000: 20.0, 40_000: 150.0}
"""The slowest decision in a hundred, in milliseconds, by residents of the buurt; for the own buurt."""


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that at least `share` (0 to 1) of all are not above: nearest rank, nothing in between."""
    return sorted(samples)[max(1, math.ceil(len(samples) * share)) - 1]


def target(measured: Measured) -> float | None:
    """The most that p99 should be, in milliseconds; None where none was set."""
    return TARGETS.get(measured.residents) if measured.rings == (Ring.OWN,) else None


def matching_table(found: Measurement) -> Table:
    """One row for each buurt and reach; milliseconds."""
    table = Table(
        "residents", "looks at", "candidates", "p50 ms", "p99 ms", "target", "computed p50", "computed p99"
    )
    for each in found.measured:
        clock, computed = [one.clock for one in each.samples], [one.computed for one in each.samples]
        goal = target(each)
        table.add_row(
            f"{each.residents:,}",
            "own buurt" if each.rings == (Ring.OWN,) else "own and next door",
            f"{_mean_candidates(each):,.0f}",
            *(f"{percentile(clock, share):.2f}" for share in (0.5, 0.99)),
            "" if goal is None else f"{goal:.0f} {'met' if percentile(clock, 0.99) <= goal else 'MISSED'}",
            *(f"{percentile(computed, share):.2f}" for share in (0.5, 0.99)),
        )
    return table


def matching_json(found: Measurement) -> dict[str, Any]:
    """All figures and both plans."""
    return {
        "rows": found.rows,
        "decisions": [
            {
                "residents": each.residents,
                "rings": list(each.rings),
                "samples": len(each.samples),
                "candidates": round(_mean_candidates(each), 1),
                "p50_ms": round(percentile([one.clock for one in each.samples], 0.5), 3),
                "p99_ms": round(percentile([one.clock for one in each.samples], 0.99), 3),
                "computed_p50_ms": round(percentile([one.computed for one in each.samples], 0.5), 3),
                "computed_p99_ms": round(percentile([one.computed for one in each.samples], 0.99), 3),
                "target_p99_ms": target(each),
            }
            for each in found.measured
        ],
        "plans": {str(ring): list(steps) for ring, steps in found.plans.items()},
    }


def _mean_candidates(measured: Measured) -> float:
    return sum(one.candidates for one in measured.samples) / len(measured.samples)
