"""The only module that reads the clock or makes chance; everything below takes `now` and `rng`."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Gives the present moment as an aware UTC datetime."""


def system_clock() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def system_rng() -> random.Random:
    """Chance from the operating system: also fit for invite codes, which must not be guessed."""
    return random.SystemRandom()


class MovableClock:
    """A clock for the playground: real time plus a shift that only grows.

    While the playground steps through due rows it is held still at each row's own instant.
    """

    def __init__(self, start: datetime) -> None:
        self._shift = start - system_clock()
        self._held: datetime | None = None

    def __call__(self) -> datetime:
        return self._held or system_clock() + self._shift

    def hold(self, instant: datetime) -> None:
        """Stand still at `instant` (aware UTC); never goes back."""
        self._held = max(instant, self())

    def release(self) -> None:
        """Run on from where it was held."""
        if self._held is not None:
            self._shift = self._held - system_clock()
            self._held = None

    def ahead(self, step: timedelta) -> datetime:
        """The moment `step` from now, in UTC."""
        return self() + step
