"""Going through a list one screen at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Numbered(Protocol):
    """A row with an id."""

    @property
    def id(self) -> int: ...


Each = TypeVar("Each", bound=Numbered)


def following(rows: Sequence[Each], after: int) -> Each | None:
    """The first row beyond the id `after`, else the first of all; None where there is none.

    By id, not by position: rows come and go between two presses.
    """
    return next((row for row in rows if row.id > after), rows[0] if rows else None)
