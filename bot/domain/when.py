"""When help is wanted or can be given: dates, parts of the day, days of the week, in local time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

TYPICAL_DAYS = 14
"""How long a request without a date stays open."""


class Part(StrEnum):
    """A part of the day; hours are [start, end) in local time."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"

    @property
    def hours(self) -> tuple[int, int]:
        return {"morning": (8, 12), "afternoon": (12, 18), "evening": (18, 21)}[self.value]

    @property
    def times(self) -> tuple[time, ...]:
        """Clock times that are proposed where only the part is known, the usual one first."""
        return {
            "morning": (time(10), time(11, 15), time(9)),
            "afternoon": (time(14), time(15, 30), time(13)),
            "evening": (time(19), time(20), time(18, 15)),
        }[self.value]


def part_of(at: time) -> Part:
    """The part of day a clock time falls in."""
    return Part.MORNING if at.hour < 12 else Part.AFTERNOON if at.hour < 18 else Part.EVENING


@dataclass(frozen=True)
class When:
    """From `first` to `last` (local dates, both included; None: any time), perhaps a part or a clock time.

    A clock time is only there when `first == last`.
    """

    first: date | None = None
    last: date | None = None
    part: Part | None = None
    at: time | None = None

    @property
    def exact(self) -> bool:
        """Whether this is one moment, which needs no more agreeing on."""
        return self.at is not None and self.first is not None and self.first == self.last

    # Kept once reckoned: matching asks it for each of thousands of candidates.
    @cached_property
    def days(self) -> frozenset[int]:
        """Weekdays (Monday 0) that fall within; all seven where no date was given."""
        if self.first is None or self.last is None or (self.last - self.first).days >= 6:
            return frozenset(range(7))
        return frozenset(
            (self.first + timedelta(n)).weekday() for n in range((self.last - self.first).days + 1)
        )

    @cached_property
    def parts(self) -> frozenset[Part]:
        """Parts of the day that suit."""
        if self.at is not None:
            return frozenset({part_of(self.at)})
        return frozenset({self.part}) if self.part else frozenset(Part)

    def meets(self, other: When) -> bool:
        """Whether the two have a day and a part of the day in common; without a date any day does."""
        before = self.last is not None and other.first is not None and self.last < other.first
        after = other.last is not None and self.first is not None and other.last < self.first
        return not before and not after and bool(self.parts & other.parts)

    def ends_at(self, created: datetime, zone: ZoneInfo) -> datetime:
        """When a post for this time expires: its clock time, else the end of its last day. Aware, local."""
        last = self.last or created.astimezone(zone).date() + timedelta(days=TYPICAL_DAYS)
        if self.exact and self.at is not None:
            return datetime.combine(last, self.at, zone)
        end_hour = max(part.hours[1] for part in self.parts) if self.part else 21
        return datetime.combine(last, time(end_hour), zone)

    def to_json(self) -> dict[str, str]:
        """Only what is known, as ISO texts."""
        known = {"first": self.first, "last": self.last, "part": self.part, "at": self.at}
        return {
            name: value.isoformat(timespec="minutes") if isinstance(value, time) else str(value)
            for name, value in known.items()
            if value is not None
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> When:
        """The reverse of `to_json`."""
        return cls(
            first=date.fromisoformat(data["first"]) if "first" in data else None,
            last=date.fromisoformat(data["last"]) if "last" in data else None,
            part=Part(data["part"]) if "part" in data else None,
            at=time.fromisoformat(data["at"]) if "at" in data else None,
        )

    @classmethod
    def heard(cls, moment: date | datetime | None, part: str | None) -> When | None:
        """What the reader of texts heard: a day, or a local moment; None where it heard no day."""
        if moment is None:
            return None
        if isinstance(moment, datetime):
            return cls.on(moment.date(), None, moment.time().replace(tzinfo=None))
        return cls.on(moment, Part(part) if part else None)

    @classmethod
    def on(cls, day: date, part: Part | None = None, at: time | None = None) -> When:
        """One day, perhaps with a part or a clock time."""
        return cls(first=day, last=day, part=part, at=at)


@dataclass(frozen=True)
class Availability:
    """When a helper can: weekdays (Monday 0) and parts of the day. Empty means any."""

    days: frozenset[int] = frozenset()
    parts: frozenset[Part] = frozenset()

    def fits(self, when: When) -> bool:
        """Whether some moment of `when` suits."""
        days_fit = not self.days or bool(self.days & when.days)
        parts_fit = not self.parts or bool(self.parts & when.parts)
        return days_fit and parts_fit

    def allows(self, moment: datetime) -> bool:
        """Whether one local moment suits."""
        on_day = not self.days or moment.weekday() in self.days
        return on_day and (not self.parts or part_of(moment.time()) in self.parts)


def moments(
    when: When, can: Availability, now_local: datetime, count: int = 3, but_not: str | None = None
) -> list[datetime]:
    """Up to `count` local moments within `when` that suit the helper, at least two hours ahead.

    `but_not` is a local moment, written like 2026-11-24T14:00, that does not suit any more.

    Moments on different days come before a second one on the same day. A clock time that the spring
    change skips is not proposed.
    """
    zone = now_local.tzinfo
    first = max(when.first or now_local.date(), now_local.date())
    last = when.last or first + timedelta(days=TYPICAL_DAYS)
    # In UTC: on one wall clock, Python would leave a clock change in between out of the sum.
    earliest = now_local.astimezone(UTC) + timedelta(hours=2)
    first_of_day: list[datetime] = []
    others: list[datetime] = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        parts = [part for part in Part if part in when.parts]
        # Each part's usual time before a second one in the same part.
        times = (
            [when.at]
            if when.at
            else [at for same in zip(*(part.times for part in parts), strict=True) for at in same]
        )
        fitting = [
            moment
            for moment in (datetime.combine(day, at, zone) for at in times)
            if moment.astimezone(UTC) >= earliest
            and _exists(moment)
            and can.allows(moment)
            and f"{moment:%Y-%m-%dT%H:%M}" != but_not
        ]
        first_of_day += fitting[:1]
        others += fitting[1:]
    return sorted((first_of_day + others)[:count])


def _exists(moment: datetime) -> bool:
    """Whether the wall clock shows this time on that day at all."""
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None) == moment.replace(tzinfo=None)
