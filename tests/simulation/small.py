"""Small worlds for quick tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.candidates import Need
from bot.domain.categories import Category
from bot.domain.ids import ResidentId
from bot.domain.when import Availability, When
from bot.simulation.people import Helper
from bot.simulation.requests import Request
from bot.simulation.setting import Setting
from bot.simulation.world import Answer, World

SMALL = Setting(residents=90, helpers=40, weeks=4, requests_per_week=7, near_helpers=40)
MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""A Monday, ten o'clock in Amsterdam."""
WILLING = Answer(
    threshold=0.0, delay=1.0, replies=True, tires=1.0, drops_after=None, comes=True, standby=True
)
"""Says yes after an hour whenever there is any chance of it."""


def helper(number: int, spoken: tuple[str, ...] = ("nl",), tolerance: int = 30) -> Helper:
    """Somebody who does errands at any time."""
    return Helper(
        id=ResidentId(number),
        spoken=frozenset(spoken),
        categories=frozenset({Category.ERRANDS}),
        can=Availability(),
        max_per_week=4,
        near=False,
        joined=MORNING - timedelta(days=100),
        leaves=MORNING + timedelta(days=100),
        willing=0.5,
        tolerance=tolerance,
    )


def request(
    number: int, created: datetime = MORNING, days: float = 3, spoken: tuple[str, ...] = ("nl",)
) -> Request:
    """An errand, open for some days, by somebody who decides after two hours."""
    need = Need(
        category=Category.ERRANDS,
        when=When(),
        spoken=frozenset(spoken),
        first_lang=spoken[0],
        created_at=created,
        deadline=created + timedelta(days=days),
    )
    return Request(id=number, need=need, decides_after=2.0)


def world(helpers: list[Helper], requests: list[Request], **answers: Answer) -> World:
    """Where everybody is WILLING, but for `answers`: `h1r0` is what helper 1 does about request 0."""
    made = World(0, Setting(), tuple(helpers), tuple(requests), MORNING + timedelta(days=60))
    made.settle(
        {
            (each.id, one.id): answers.get(f"h{each.id}r{one.id}", WILLING)
            for each in helpers
            for one in requests
        }
    )
    return made


def slow(hours: float) -> Answer:
    """WILLING, but later."""
    return replace(WILLING, delay=hours)
