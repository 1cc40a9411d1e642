"""What coordinators decided about residents, appeals against it, and what reporters want coordinators to read."""

from __future__ import annotations

from datetime import datetime

from bot.domain.decisions import Decision, DecisionKind, DecisionState, Reason
from bot.domain.ids import BuurtId, DecisionId, ReportId, ResidentId
from storage.database import Row, Transaction, from_text, maybe_from_text, to_text
from storage.reports import KEPT


def _decision(row: Row) -> Decision:
    return Decision(
        id=DecisionId(row["id"]),
        report_id=None if row["report_id"] is None else ReportId(row["report_id"]),
        resident_id=ResidentId(row["resident_id"]),
        buurt_id=BuurtId(row["buurt_id"]),
        decided_by=None if row["decided_by"] is None else ResidentId(row["decided_by"]),
        kind=DecisionKind(row["kind"]),
        reason=Reason(row["reason"]),
        at=from_text(row["at"]),
        until=maybe_from_text(row["until"]),
        state=DecisionState(row["state"]),
        appeal=row["appeal"],
    )


async def add(
    tx: Transaction,
    about: ResidentId,
    report_id: ReportId,
    buurt_id: BuurtId,
    decided_by: ResidentId,
    kind: DecisionKind,
    reason: Reason,
    now: datetime,
    until: datetime | None,
) -> DecisionId:
    """Keep a decision, which stands from now on."""
    return DecisionId(
        await tx.insert(
            "INSERT INTO decision (report_id, resident_id, buurt_id, decided_by, kind, reason, at, until)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                report_id,
                about,
                buurt_id,
                decided_by,
                kind,
                reason,
                to_text(now),
                to_text(until) if until else None,
            ),
        )
    )


async def get(tx: Transaction, decision_id: DecisionId) -> Decision | None:
    """One decision, or None."""
    row = await tx.one("SELECT * FROM decision WHERE id = ?", (decision_id,))
    return _decision(row) if row else None


async def about(tx: Transaction, who: ResidentId) -> list[Decision]:
    """Every decision about somebody, the oldest first."""
    rows = await tx.all("SELECT * FROM decision WHERE resident_id = ? ORDER BY id", (who,))
    return [_decision(row) for row in rows]


async def keeping_out(tx: Transaction, who: ResidentId) -> Decision | None:
    """Why somebody takes no part now: a removal before a pause, and the pause that lasts longest; or None."""
    found = [each for each in await about(tx, who) if each.keeps_out]
    return max(found, key=lambda each: (each.until is None, each.until, each.id), default=None)


async def appealed(tx: Transaction, buurt_id: BuurtId) -> list[Decision]:
    """The appeals of a buurt that nobody has decided, the oldest first."""
    rows = await tx.all(
        "SELECT * FROM decision WHERE buurt_id = ? AND state = 'appealed' ORDER BY id", (buurt_id,)
    )
    return [_decision(row) for row in rows]


async def appeal(tx: Transaction, decision_id: DecisionId, words: str | None) -> bool:
    """Somebody asks that another looks at it; False where it was appealed before, or is over."""
    return bool(
        await tx.change(
            "UPDATE decision SET state = 'appealed', appeal = ? WHERE id = ? AND state = 'stands'",
            (words, decision_id),
        )
    )


async def settle(tx: Transaction, decision_id: DecisionId, state: DecisionState) -> bool:
    """End it, or an appeal against it, whose words go; False where that was done before."""
    return bool(
        await tx.change(
            "UPDATE decision SET state = ?, appeal = NULL WHERE id = ? AND state IN ('stands', 'appealed', 'upheld')"
            " AND state <> ?",
            (state, decision_id, state),
        )
    )


async def forget_old(tx: Transaction, now: datetime) -> None:
    """Drop what was decided longer ago than reports are kept, but a removal that still stands."""
    await tx.change(
        "DELETE FROM decision WHERE at < ? AND (kind <> 'removed' OR state = 'lifted')",
        (to_text(now - KEPT),),
    )


async def add_line(tx: Transaction, report_id: ReportId, text: str, now: datetime) -> None:
    """The reporter wants the coordinators to read this."""
    await tx.change(
        "INSERT INTO case_line (report_id, text, at) VALUES (?, ?, ?)", (report_id, text, to_text(now))
    )


async def lines_of(tx: Transaction, report_id: ReportId) -> list[str]:
    """What the reporter wants to be read, in order."""
    rows = await tx.all("SELECT text FROM case_line WHERE report_id = ? ORDER BY id", (report_id,))
    return [row["text"] for row in rows]


async def forget_lines(tx: Transaction, report_id: ReportId) -> None:
    """The report is closed: what was shared goes."""
    await tx.change("DELETE FROM case_line WHERE report_id = ?", (report_id,))
