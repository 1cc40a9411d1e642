"""How one seed is run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

BEGINS = date(2026, 10, 15)
"""The month has the night in it in which the clocks go back."""


@dataclass(frozen=True)
class Plan:
    """How one seed is run. `kills`: how many it is to bring; `turns` a day; `rounds` of deeds a turn; `webhook`:
    the share of lives to which updates are posted, the others fetch them."""

    seed: int
    folder: Path
    kills: int = 500
    residents: int = 200
    days: int = 30
    turns: int = 14
    rounds: int = 4
    webhook: float = 0.4
