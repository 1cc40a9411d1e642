"""The coordinators' acts of a buurt, read out of the events."""

from __future__ import annotations

from bot import jsontext
from bot.domain.audit import ACTS, Act
from bot.domain.ids import BuurtId, ResidentId
from storage.database import Transaction, from_text

NOT_FOR_WHOM = ("report_closed", "removal_proposed", "removal_no")
"""What the coordinator whom it is about does not read: they learn what was decided when it is decided about them."""


async def acts(
    tx: Transaction, buurt_id: BuurtId, before: int, limit: int, reader: ResidentId | None = None
) -> list[Act]:
    """The newest first, of the events before the one with this id (0: all of them).

    `reader`: a coordinator, who does not see that they were reported or that somebody wants their role taken.
    """
    rows = await tx.all(
        "SELECT e.*, r.name FROM event e LEFT JOIN resident r ON r.id = CAST(substr(e.who, 2) AS INTEGER)"
        " AND e.who LIKE 'r%' WHERE e.buurt_id = ? AND (? = 0 OR e.id < ?)"
        " AND e.kind IN (SELECT value FROM json_each(?))"
        " AND NOT (e.about IS ? AND e.kind IN (SELECT value FROM json_each(?)))"
        " ORDER BY e.at DESC, e.id DESC LIMIT ?",
        (
            buurt_id,
            before,
            before,
            jsontext.dumps(sorted(ACTS)),
            f"r{reader}",
            jsontext.dumps(NOT_FOR_WHOM),
            limit,
        ),
    )
    return [
        Act(
            row["id"],
            from_text(row["at"]),
            row["kind"],
            row["name"],
            row["post_id"],
            int(row["about"][1:]) if (row["about"] or "").startswith("r") else None,
            row["detail"],
        )
        for row in rows
    ]
