"""Blocks between two residents, and reports of one by the other."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.ids import BuurtId, ReportId, ResidentId
from bot.domain.model import Report
from storage.database import Row, Transaction, from_text, to_text
from storage.paper import with_voices

KEPT = timedelta(days=730)
"""How long a closed report is kept, as other audit entries are."""


async def block(tx: Transaction, one: ResidentId, other: ResidentId) -> None:
    """These two are never brought together again."""
    await tx.change("INSERT OR IGNORE INTO block VALUES (?, ?)", (one, other))


async def unblock(tx: Transaction, one: ResidentId, other: ResidentId) -> None:
    """These two may be brought together again."""
    await tx.change(
        "DELETE FROM block WHERE (one_id = ? AND other_id = ?) OR (one_id = ? AND other_id = ?)",
        (one, other, other, one),
    )


async def blocked(tx: Transaction, one: ResidentId, other: ResidentId) -> bool:
    """Whether these two are kept apart, or one and whoever writes for the other."""
    ones, others = with_voices("SELECT :one"), with_voices("SELECT :other")
    row = await tx.one(
        f"SELECT 1 FROM block WHERE (one_id IN ({ones}) AND other_id IN ({others}))"
        f" OR (one_id IN ({others}) AND other_id IN ({ones}))",
        {"one": one, "other": other},
    )
    return row is not None


async def add(
    tx: Transaction, reporter: ResidentId, reported: ResidentId, buurt_id: BuurtId, now: datetime
) -> ReportId:
    """Somebody reported somebody; no words needed."""
    return ReportId(
        await tx.insert(
            "INSERT INTO report (reporter_id, reported_id, buurt_id, created_at) VALUES (?, ?, ?, ?)",
            (reporter, reported, buurt_id, to_text(now)),
        )
    )


def _report(row: Row) -> Report:
    return Report(
        ReportId(row["id"]),
        None if row["reporter_id"] is None else ResidentId(row["reporter_id"]),
        ResidentId(row["reported_id"]),
        BuurtId(row["buurt_id"]),
        from_text(row["created_at"]),
        row["closed_at"] is not None,
    )


async def get(tx: Transaction, report_id: ReportId) -> Report | None:
    """One report, or None."""
    row = await tx.one("SELECT * FROM report WHERE id = ?", (report_id,))
    return _report(row) if row else None


async def open_of(tx: Transaction, buurt_id: BuurtId) -> list[Report]:
    """Reports of a buurt that nobody has closed, oldest first."""
    rows = await tx.all(
        "SELECT * FROM report WHERE buurt_id = ? AND closed_at IS NULL ORDER BY id", (buurt_id,)
    )
    return [_report(row) for row in rows]


async def ever_reported(tx: Transaction, who: ResidentId) -> bool:
    """Whether anybody ever reported this resident."""
    return await tx.one("SELECT 1 FROM report WHERE reported_id = ?", (who,)) is not None


async def close(tx: Transaction, report_id: ReportId, now: datetime) -> bool:
    """A coordinator has dealt with it; False where it was closed before."""
    return bool(
        await tx.change(
            "UPDATE report SET closed_at = ? WHERE id = ? AND closed_at IS NULL", (to_text(now), report_id)
        )
    )


async def drop(tx: Transaction, report_id: ReportId) -> None:
    """It was no report: nobody is one who was reported because of it."""
    await tx.change("DELETE FROM report WHERE id = ?", (report_id,))


async def open_between(tx: Transaction, reporter: ResidentId, reported: ResidentId) -> ReportId | None:
    """The report that was made before and that nobody has closed, or None."""
    row = await tx.one(
        "SELECT id FROM report WHERE reporter_id = ? AND reported_id = ? AND closed_at IS NULL",
        (reporter, reported),
    )
    return ReportId(row["id"]) if row else None


async def open_about(tx: Transaction, who: ResidentId) -> bool:
    """Whether a report of this resident waits for a coordinator."""
    row = await tx.one("SELECT 1 FROM report WHERE reported_id = ? AND closed_at IS NULL", (who,))
    return row is not None


async def forget_old(tx: Transaction, now: datetime) -> None:
    """Drop reports that were closed longer ago than `KEPT`."""
    await tx.change("DELETE FROM report WHERE closed_at < ?", (to_text(now - KEPT),))
