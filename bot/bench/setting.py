"""The imagined country that the benchmark measures in, and the moment at which it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zlib import crc32

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""Monday 11:00 in Amsterdam: no quiet hours."""
NEIGHBOURS = 3
"""Buurten next door to each that is measured, of the same size: more than there usually are."""
FORM = 1
"""Raised when the rows are made in another way, so that an older file is not taken for a new one."""


@dataclass(frozen=True)
class Setting:
    """How many people live where. The same setting gives the same rows."""

    residents: int = 1_000_000
    buurten: int = 14_500
    sizes: tuple[int, ...] = (400, 5_000, 40_000)
    """Residents of the buurten that are measured."""
    requests: int = 48
    """Open requests in each of these, over all kinds of help."""
    seed: int = 1

    @property
    def possible(self) -> bool:
        """Whether the buurten that are measured and those next door fit in."""
        mine = len(self.sizes) * (1 + NEIGHBOURS)
        return self.buurten > mine and sum(self.sizes) * (1 + NEIGHBOURS) < self.residents

    @property
    def mark(self) -> int:
        """A number that differs where the rows would; 31 bits, never 0."""
        return crc32(f"{FORM} {self!r}".encode()) & 0x7FFFFFFF | 1

    def asked_buurt(self, place: int) -> int:
        """The id of the buurt of `sizes[place]`; those next door have the ids after it."""
        return place * (1 + NEIGHBOURS) + 1

    def residents_of(self) -> list[int]:
        """How many residents each buurt has, in the order of their ids, from 1."""
        counts = [size for size in self.sizes for _ in range(1 + NEIGHBOURS)]
        rest, others = self.residents - sum(counts), self.buurten - len(counts)
        return counts + [rest // others + (place < rest % others) for place in range(others)]
