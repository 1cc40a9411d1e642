"""A reminder comes: whoever had an appointment that stood was told two hours before, and asked afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime, time, timedelta

from tests.soak.books import Books
from tests.soak.letters import ZONE, at_night

BEFORE = frozenset({"hours_before", "address_reminder"})


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


class Reminders:
    """Follows each confirmed appointment from look to look."""

    def __init__(self, books: Books, report: Callable[[str, str], None]) -> None:
        self._books = books
        self._report = report
        self._since: dict[tuple[int, str], datetime] = {}
        self._judged: set[tuple[int, str]] = set()
        self.expected = 0

    def judge(self, db: sqlite3.Connection, now: datetime, unreachable: set[int]) -> None:
        """`now`: the simulated moment of this look."""
        rows = db.execute(
            "SELECT c.id, c.starts_at, c.state, m.requester_id, m.helper_id FROM commitment c"
            " JOIN match m ON m.id = c.match_id WHERE c.state = 'confirmed' AND m.state = 'agreed'"
        ).fetchall()
        standing = {(row["id"], row["starts_at"]) for row in rows}
        self._since = {key: at for key, at in self._since.items() if key in standing}
        for row in rows:
            key = (row["id"], row["starts_at"])
            since = self._since.setdefault(key, now)
            starts = datetime.fromisoformat(row["starts_at"])
            if (
                key in self._judged
                or now < remind_at(starts)
                or since >= remind_at(starts) - timedelta(minutes=1)
            ):
                continue
            self._judged.add(key)
            for who in (row["requester_id"], row["helper_id"]):
                self._must_be_told(row["id"], who, remind_at(starts), unreachable)

    def _must_be_told(self, commitment: int, who: int, at: datetime, unreachable: set[int]) -> None:
        account = self._books.chat(who)
        if account in unreachable:
            return
        self.expected += 1
        holds = f"commitment:{commitment}:"
        told = [
            row
            for row in self._books.rows.values()
            if row.resident == who
            and row.kind in BEFORE
            and row.holds.startswith(holds)
            and datetime.fromisoformat(row.created) >= at - timedelta(minutes=1)
        ]
        if not told:
            self._report("a reminder that did not come", f"commitment {commitment} to {account}, due {at}")
        elif all(row.state != "sent" for row in told):
            self._report(
                "a reminder that was not sent", f"commitment {commitment} to {account}: {told[0].state}"
            )
