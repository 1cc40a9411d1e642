"""What is known of each helper as the weeks go by, and an independent watch over the caps."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.calendar import is_quiet
from bot.domain.candidates import Candidate, Ring
from bot.simulation.hours import ZONE
from bot.simulation.people import Helper
from bot.simulation.requests import Request

WEEK, FOUR_WEEKS = timedelta(days=7), timedelta(days=28)
ASKS_A_WEEK = 4
NEAR_A_WEEK = 1
"""The product's hard caps, written here once more: the watch does not ask the engine what is allowed."""


@dataclass
class Page:
    """One helper's facts until now."""

    helper: Helper
    asks: list[datetime] = field(default_factory=list)
    """In order of time, those of their own buurt too where they live next door."""
    near_asks: list[datetime] = field(default_factory=list)
    last_task: datetime | None = None
    yes: int = 0
    no: int = 0
    silent: int = 0
    silent_in_row: int = 0
    gone: datetime | None = None
    """When they left because they were asked too much."""

    def __post_init__(self) -> None:
        self._home = list(reversed(self.helper.asked_at_home))
        self._known: Candidate | None = None
        self._known_until = self.helper.joined

    def asks_since(self, now: datetime, span: timedelta) -> int:
        """Questions in the `span` up to and including `now`."""
        return len(self.asks) - bisect_right(self.asks, now - span)

    def near_asks_since(self, now: datetime, span: timedelta) -> int:
        """The same, of those from our buurt to somebody next door."""
        return len(self.near_asks) - bisect_right(self.near_asks, now - span)

    def asked(self, now: datetime) -> None:
        """A question goes out to them."""
        self._known = None
        self.asks.append(now)
        if self.helper.near:
            self.near_asks.append(now)

    def kept_silent(self) -> None:
        """A question was open for so long that it counts as silence."""
        self._known = None
        self.silent += 1
        self.silent_in_row += 1

    def answered(self, yes: bool, called_silent: bool) -> None:
        """An answer, perhaps after it was called a silence."""
        self._known = None
        self.silent -= called_silent
        self.silent_in_row = 0
        self.yes += yes
        self.no += not yes

    def helped(self, at: datetime | None) -> datetime | None:
        """Their last task is at this time now (None: they never had one); gives when it was before."""
        self._known = None
        before, self.last_task = self.last_task, at
        return before

    def asked_at_home(self, now: datetime) -> None:
        """Somebody next door is asked by their own neighbours meanwhile."""
        while self._home and self._home[-1] <= now:
            insort(self.asks, self._home.pop())
            self._known = None

    def present(self, now: datetime) -> bool:
        """Whether they are in the buurt and not gone."""
        return self.gone is None and self.helper.joined <= now < self.helper.leaves

    def last_ask(self) -> datetime | None:
        return self.asks[-1] if self.asks else None

    def candidate(self, now: datetime) -> Candidate:
        """What a policy may know; made anew only when it may have changed."""
        if self._known is None or now >= self._known_until:
            self._known = self._candidate(now)
            # The next moment at which a question leaves one of the windows, if none is added.
            leaving = [
                self.asks[bisect_right(self.asks, now - span)] + span
                for span in (WEEK, FOUR_WEEKS)
                if self.asks_since(now, span)
            ]
            self._known_until = min(leaving, default=self.helper.leaves)
        return self._known

    def _candidate(self, now: datetime) -> Candidate:
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
            near_7d=self.near_asks_since(now, WEEK),
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
        "near": page.near_asks_since(now, WEEK) > NEAR_A_WEEK,
        "quiet": is_quiet(now, ZONE),
        "twice": asked_before,
        "consent": request.need.category not in page.helper.categories
        or page.helper.spoken.isdisjoint(request.need.spoken),
    }
    violated.update(cap for cap, is_broken in broken.items() if is_broken)
