"""Where people of a buurt can go for what neighbours cannot do: an entry of the list behind /wegwijzer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.ids import BuurtId, ResourceId

MOST = 30
"""Entries in one buurt: what does not fit on a few screens is read by nobody."""


class Kind(StrEnum):
    """What sort of place it is, in the order in which the list shows them."""

    TEAM = "team"
    """The municipality's neighbourhood team (wijkteam)."""
    DOCTOR = "doctor"
    FOOD = "food"
    """A food bank."""
    LIBRARY = "library"
    DISCRIMINATION = "discrimination"
    POLICE = "police"
    OTHER = "other"


FIELDS = ("name", "phone", "site", "address", "hours", "languages")
"""What can be changed of an entry, in the order in which it is asked."""


@dataclass(frozen=True)
class Resource:
    id: ResourceId
    buurt_id: BuurtId
    kind: Kind
    name: str
    phone: str | None
    site: str | None
    """Begins with https://."""
    address: str | None
    hours: str | None
    """When it is open, in the coordinator's own words."""
    languages: tuple[str, ...]
    """Codes of the languages spoken there."""
    checked_on: date
    """The local day on which somebody last looked whether this is right."""

    def stale(self, today: date) -> bool:
        """Whether nobody looked for a year."""
        return self.checked_on < _a_year_before(today)


def _a_year_before(today: date) -> date:
    if (today.month, today.day) == (2, 29):
        return date(today.year - 1, 2, 28)
    return today.replace(year=today.year - 1)
