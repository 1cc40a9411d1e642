"""A reminder comes, once and in time: on the day before, two hours before, and afterwards the question how it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from tests.soak.books import Books, Row
from tests.soak.findings import Tally
from tests.soak.letters import ZONE, at_night

JUST_BEFORE = timedelta(minutes=1)
LATE = timedelta(minutes=15)
KINDS = {
    "day before": frozenset({"day_before"}),
    "hours before": frozenset({"hours_before", "address_reminder"}),
    "afterwards": frozenset({"check_in"}),
}


@dataclass(frozen=True)
class Appointment:
    """As it stands at a look; `starts`: aware UTC."""

    id: int
    match: int
    starts: datetime
    both: tuple[int, int]


def remind_at(starts: datetime) -> datetime:
    """Two hours before; from the quiet hours to 08:00 where that is half an hour ahead, else 20:30 before them."""
    wanted = starts - timedelta(hours=2)
    if not at_night(wanted):
        return wanted
    here = wanted.astimezone(ZONE)
    day = here.date() + timedelta(days=here.hour >= 21)
    morning = datetime.combine(day, time(8), ZONE)
    if morning <= starts - timedelta(minutes=30):
        return morning
    return datetime.combine(day - timedelta(days=1), time(20, 30), ZONE)


def moments(starts: datetime) -> dict[str, datetime]:
    """When each reminder of an appointment is to come."""
    evening = datetime.combine(starts.astimezone(ZONE).date() - timedelta(days=1), time(18), ZONE)
    after = starts + timedelta(hours=2)
    if at_night(after):
        here = after.astimezone(ZONE)
        after = datetime.combine(here.date() + timedelta(days=here.hour >= 21), time(8), ZONE)
    found = {"day before": evening, "hours before": remind_at(starts), "afterwards": after}
    if evening >= found["hours before"]:
        del found["day before"]
    return found


class Reminders:
    """Follows each confirmed appointment from look to look."""

    def __init__(self, books: Books, tally: Tally, report: Callable[[str, str], None]) -> None:
        self._books = books
        self._tally = tally
        self._report = report
        self._since: dict[Appointment, datetime] = {}
        self._owed: set[tuple[Appointment, str, int]] = set()

    def judge(self, db: sqlite3.Connection, now: datetime, unreachable: set[int]) -> None:
        """`now`: the simulated moment of this look."""
        standing = _confirmed(db)
        self._since = {each: self._since.get(each, now) for each in standing}
        for each, since in self._since.items():
            if since >= each.starts:
                continue  # "it has been already", said one of the two, and was asked at once how it was
            for kind, at in moments(each.starts).items():
                if since < at - JUST_BEFORE and at <= now:
                    for who in each.both:
                        self._come(each, kind, who, at, unreachable)

    def _come(self, about: Appointment, kind: str, who: int, at: datetime, unreachable: set[int]) -> None:
        told = self._rows(about, kind, who, at)
        account = self._books.chat(who)
        seen = f"{kind} of commitment {about.id} to {account}, due {at.astimezone(ZONE):%a %d %H:%M}"
        if len(told) > 1:
            self._report("a reminder twice", f"{seen}: rows {[row.id for row in told]}")
        if (about, kind, who) in self._owed:
            return
        self._owed.add((about, kind, who))
        if account in unreachable or account <= 0:
            return
        self._tally.counts["reminders expected"] += 1
        if not told:
            self._report("a reminder that did not come", seen)
        elif told[0].state != "sent":
            self._report("a reminder that was not sent", f"{seen}: {told[0].state}")
        elif datetime.fromisoformat(told[0].created) > at + LATE:
            self._report("a reminder that came late", f"{seen}: {told[0].created}")

    def _rows(self, about: Appointment, kind: str, who: int, at: datetime) -> list[Row]:
        """The messages of this kind to one of the two since it was due."""
        holding = self._books.holding
        numbers = holding.get(f"match:{about.match}", set()) | holding.get(f"commitment:{about.id}", set())
        return [
            row
            for row in map(self._books.rows.__getitem__, sorted(numbers))
            if row.resident == who
            and row.kind in KINDS[kind]
            and row.edit is None
            and datetime.fromisoformat(row.created) >= at - JUST_BEFORE
        ]


def _confirmed(db: sqlite3.Connection) -> list[Appointment]:
    rows = db.execute(
        "SELECT c.id, c.starts_at, m.id AS match, m.requester_id, m.helper_id FROM commitment c"
        " JOIN match m ON m.id = c.match_id WHERE c.state = 'confirmed' AND m.state = 'agreed'"
    )
    return [
        Appointment(
            row["id"],
            row["match"],
            datetime.fromisoformat(row["starts_at"]),
            (row["requester_id"], row["helper_id"]),
        )
        for row in rows
    ]
