"""What is known of each helper as the weeks go by, and an independent watch over the caps."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.calendar import is_quiet
from bot.domain.candidates import Candidate, Ring
from bot.simulation.hours import ZONE
from bot.simulation.requests import Request
from bot.simulation.world import Helper

WEEK, FOUR_WEEKS = timedelta(days=7), timedelta(days=28)
ASKS_A_WEEK = 4
NEAR_A_WEEK = 1
"""The product's hard caps, written here once more: the watch does not ask the engine what is allowed."""


@dataclass
class Page:
    """One helper's facts until now."""

    helper: Helper
    asks: list[datetime] = field(default_factory=list)
    near_asks: list[datetime] = field(default_factory=list)
    last_task: datetime | None = None
    yes: int = 0
    no: int = 0
    silent: int = 0
    silent_in_row: int = 0
    gone: datetime | None = None
    """When they left because they were asked too much."""

    def __post_init__(self) -> None:
        self._home = list(self.helper.asked_at_home)

    def asks_since(self, now: datetime, span: timedelta) -> int:
        """Questions in the `span` up to and including `now`."""
        return len(self.asks) - bisect_right(self.asks, now - span)

    def asked_in_own_buurt(self, now: datetime) -> None:
        """Somebody next door is asked by their own neighbours meanwhile."""
        while self._home and self._home[0] <= now:
            insort(self.asks, self._home.pop(0))

    def present(self, now: datetime) -> bool:
        return self.gone is None and self.helper.joined <= now < self.helper.leaves

    def last_ask(self) -> datetime | None:
        return self.asks[-1] if self.asks else None

    def candidate(self, now: datetime) -> Candidate:
        """What a policy may know."""
        helper = self.helper
        return Candidate(
            resident_id=helper.id,
            spoken=helper.spoken,
            categories=helper.categories,
            can=helper.can,
            ring=Ring.NEAR if helper.near else Ring.OWN,
            beyond=helper.near,
            adult=True,
            visits_allowed=True,
            max_per_week=helper.max_per_week,
            asks_7d=self.asks_since(now, WEEK),
            near_7d=len(self.near_asks) - bisect_right(self.near_asks, now - WEEK) if helper.near else 0,
            asks_28d=self.asks_since(now, FOUR_WEEKS),
            last_ask=self.last_ask(),
            last_task=self.last_task,
            yes=self.yes,
            no=self.no,
            silent=self.silent,
            silent_in_row=self.silent_in_row,
        )


def watch(page: Page, request: Request, now: datetime, asked_before: bool, violated: Counter[str]) -> None:
    """Count what a question just written into `page` breaks."""
    broken = {
        "week": page.asks_since(now, WEEK) > min(ASKS_A_WEEK, page.helper.max_per_week),
        "near": len(page.near_asks) - bisect_right(page.near_asks, now - WEEK) > NEAR_A_WEEK,
        "quiet": is_quiet(now, ZONE),
        "twice": asked_before,
        "consent": request.need.category not in page.helper.categories
        or page.helper.spoken.isdisjoint(request.need.spoken),
    }
    violated.update(cap for cap, is_broken in broken.items() if is_broken)
