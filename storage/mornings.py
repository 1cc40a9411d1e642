"""The coordinator's morning: who wants a call, what nobody took, what was put off, and when a summary comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import BuurtId, PostId, ResidentId
from storage.database import Transaction, from_text, maybe_from_text, to_text


@dataclass(frozen=True)
class CallBack:
    """Somebody wants a call; not why, and not on which number."""

    resident_id: ResidentId
    buurt_id: BuurtId
    asked_at: datetime
    taken_by: ResidentId | None
    """The coordinator who said that they are calling."""


async def want_call(tx: Transaction, who: ResidentId, buurt_id: BuurtId, now: datetime) -> None:
    """Somebody wants a call; asking once more keeps the first moment."""
    await tx.change(
        "INSERT INTO call_back (resident_id, buurt_id, asked_at) VALUES (?, ?, ?)"
        " ON CONFLICT (resident_id) DO UPDATE SET taken_by = NULL, buurt_id = excluded.buurt_id",
        (who, buurt_id, to_text(now)),
    )


async def call_backs(tx: Transaction, buurt_id: BuurtId) -> list[CallBack]:
    """Who wants a call in a buurt, the longest first."""
    rows = await tx.all(
        "SELECT * FROM call_back WHERE buurt_id = ? ORDER BY asked_at, resident_id", (buurt_id,)
    )
    return [
        CallBack(row["resident_id"], row["buurt_id"], from_text(row["asked_at"]), row["taken_by"])
        for row in rows
    ]


async def call_back_of(tx: Transaction, who: ResidentId) -> CallBack | None:
    """The call that somebody wants, or None."""
    row = await tx.one("SELECT * FROM call_back WHERE resident_id = ?", (who,))
    if row is None:
        return None
    return CallBack(row["resident_id"], row["buurt_id"], from_text(row["asked_at"]), row["taken_by"])


async def take_call(tx: Transaction, who: ResidentId, by: ResidentId | None) -> bool:
    """A coordinator is calling; None: the call is free again. False where that was so already."""
    return bool(
        await tx.change(
            "UPDATE call_back SET taken_by = ? WHERE resident_id = ? AND taken_by IS NOT ?", (by, who, by)
        )
    )


async def called(tx: Transaction, who: ResidentId) -> None:
    """They were called: nothing of it is kept here."""
    await tx.change("DELETE FROM call_back WHERE resident_id = ?", (who,))


async def nobody_took(tx: Transaction, buurt_id: BuurtId, older: datetime) -> list[tuple[PostId, datetime]]:
    """Open requests that a coordinator may see, which nobody said yes to: nobody is left to ask, or they are older.

    With the moment they were posted, the oldest first.
    """
    rows = await tx.all(
        "SELECT p.id, p.created_at FROM post p WHERE p.buurt_id = ? AND p.state = 'open' AND p.kind = 'request'"
        " AND instr(p.may_widen, 'coordinator') > 0 AND (p.nobody_left_at IS NOT NULL OR p.created_at <= ?)"
        " AND NOT EXISTS (SELECT 1 FROM match m WHERE m.post_id = p.id AND m.state IN ('offered', 'agreed'))"
        " AND NOT EXISTS (SELECT 1 FROM ask a WHERE a.post_id = p.id AND a.state = 'yes')"
        " ORDER BY p.created_at, p.id",
        (buurt_id, to_text(older)),
    )
    return [(PostId(row["id"]), from_text(row["created_at"])) for row in rows]


async def held(tx: Transaction, buurt_id: BuurtId, me: ResidentId) -> list[tuple[PostId, datetime]]:
    """Posts that a coordinator reads before neighbours do, but for their own; the oldest first."""
    rows = await tx.all(
        "SELECT id, created_at FROM post WHERE buurt_id = ? AND state = 'held' AND resident_id <> ?"
        " ORDER BY created_at, id",
        (buurt_id, me),
    )
    return [(PostId(row["id"]), from_text(row["created_at"])) for row in rows]


async def known_since(tx: Transaction, who: ResidentId) -> datetime | None:
    """When somebody came to the bot first."""
    row = await tx.one("SELECT created_at FROM resident WHERE id = ?", (who,))
    return maybe_from_text(row["created_at"]) if row else None


async def put_off(tx: Transaction, me: ResidentId, kind: str, row_id: int, now: datetime) -> None:
    """It comes last for this coordinator."""
    await tx.change("INSERT OR REPLACE INTO put_off VALUES (?, ?, ?, ?)", (me, kind, row_id, to_text(now)))


async def were_put_off(tx: Transaction, me: ResidentId, since: datetime) -> set[tuple[str, int]]:
    """What a coordinator put off since a moment, by kind and row; what is from before is forgotten."""
    await tx.change("DELETE FROM put_off WHERE resident_id = ? AND at < ?", (me, to_text(since)))
    rows = await tx.all("SELECT kind, row_id FROM put_off WHERE resident_id = ?", (me,))
    return {(row["kind"], row["row_id"]) for row in rows}


async def put_off_since(tx: Transaction, me: ResidentId, kind: str, row_id: int, since: datetime) -> bool:
    """Whether a coordinator put one thing off since a moment."""
    row = await tx.one(
        "SELECT 1 FROM put_off WHERE resident_id = ? AND kind = ? AND row_id = ? AND at >= ?",
        (me, kind, row_id, to_text(since)),
    )
    return row is not None


async def take_up_again(tx: Transaction, me: ResidentId) -> None:
    """What was put off is looked at now."""
    await tx.change("DELETE FROM put_off WHERE resident_id = ?", (me,))


async def hour_of(tx: Transaction, me: ResidentId) -> int | None:
    """The local hour at which a coordinator gets a summary, or None."""
    row = await tx.one("SELECT hour FROM morning WHERE resident_id = ?", (me,))
    return row["hour"] if row else None


async def set_hour(tx: Transaction, me: ResidentId, hour: int | None) -> None:
    """Choose that hour (8 to 12); None: no summary."""
    await tx.change("DELETE FROM morning WHERE resident_id = ?", (me,))
    if hour is not None:
        await tx.change("INSERT INTO morning VALUES (?, ?)", (me, hour))
