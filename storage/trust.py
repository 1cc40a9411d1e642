"""What a buurt asks of helpers, for what a coordinator trusts each, and when a certificate of conduct was seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from bot import jsontext
from bot.domain.ids import BuurtId, ResidentId
from bot.domain.marks import DEFAULTS, Asked, Mark
from storage import residents
from storage.database import Transaction, to_text


async def asked(tx: Transaction, buurt_id: BuurtId) -> dict[Mark, Asked]:
    """What a buurt asks of helpers for each kind of help."""
    rows = await tx.all("SELECT mark, first_yes, vog FROM buurt_mark WHERE buurt_id = ?", (buurt_id,))
    chosen = {Mark(row["mark"]): Asked(bool(row["first_yes"]), bool(row["vog"])) for row in rows}
    return {**DEFAULTS, **chosen}


async def ask(tx: Transaction, buurt_id: BuurtId, mark: Mark, what: Asked) -> None:
    """Let a buurt ask this from now on."""
    await tx.change(
        "INSERT OR REPLACE INTO buurt_mark (buurt_id, mark, first_yes, vog) VALUES (?, ?, ?, ?)",
        (buurt_id, mark, what.first_yes, what.vog),
    )


async def trusted_for(tx: Transaction, helper: ResidentId) -> frozenset[Mark]:
    """For what a coordinator has said yes to this helper."""
    rows = await tx.all(
        "SELECT mark FROM trusted WHERE resident_id = ?"
        " UNION ALL SELECT 'home' FROM resident WHERE id = ? AND visits_allowed = 1",
        (helper, helper),
    )
    return frozenset(Mark(row["mark"]) for row in rows)


async def trust(tx: Transaction, helper: ResidentId, marks: Iterable[Mark]) -> None:
    """A coordinator said yes to this helper's first time."""
    for mark in marks:
        if mark is Mark.HOME:
            await residents.allow_visits(tx, helper)
        else:
            await tx.change("INSERT OR IGNORE INTO trusted VALUES (?, ?)", (helper, mark))


async def vog_seen_on(tx: Transaction, helper: ResidentId) -> date | None:
    """The local date on which a coordinator saw their certificate of conduct; None where none counts."""
    row = await tx.one("SELECT seen_on FROM vog WHERE resident_id = ?", (helper,))
    return date.fromisoformat(row["seen_on"]) if row and row["seen_on"] else None


async def note_vog(tx: Transaction, helper: ResidentId, seen_on: date) -> None:
    """A coordinator saw it on this local date."""
    await tx.change(
        "INSERT INTO vog (resident_id, seen_on) VALUES (?, ?)"
        " ON CONFLICT (resident_id) DO UPDATE SET seen_on = excluded.seen_on, told_at = NULL",
        (helper, seen_on.isoformat()),
    )


async def note_vog_told(tx: Transaction, helper: ResidentId, now: datetime) -> bool:
    """Note that they are told that one is needed; False where they were told before."""
    return bool(
        await tx.change(
            "INSERT INTO vog (resident_id, told_at) VALUES (?, ?)"
            " ON CONFLICT (resident_id) DO UPDATE SET told_at = excluded.told_at WHERE told_at IS NULL",
            (helper, to_text(now)),
        )
    )


async def forget_vog(tx: Transaction, buurt_id: BuurtId, seen_before: date) -> list[ResidentId]:
    """Drop the dates of a buurt's helpers that are too long ago; returns whose."""
    rows = await tx.all(
        "SELECT v.resident_id FROM resident r JOIN vog v ON v.resident_id = r.id"
        " WHERE r.buurt_id = ? AND v.seen_on < ? ORDER BY r.id",
        (buurt_id, seen_before.isoformat()),
    )
    for row in rows:
        await tx.change("DELETE FROM vog WHERE resident_id = ?", (row["resident_id"],))
    return [ResidentId(row["resident_id"]) for row in rows]


async def without_vog(tx: Transaction, buurt_id: BuurtId, categories: Iterable[str]) -> list[ResidentId]:
    """Members who offer one of these kinds of help in a buurt, and of whom none was seen."""
    rows = await tx.all(
        "SELECT DISTINCT p.resident_id FROM post p JOIN resident r ON r.id = p.resident_id"
        " WHERE p.buurt_id = ? AND p.kind = 'offer' AND p.state = 'open' AND r.state = 'member'"
        " AND p.category IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM vog v WHERE v.resident_id = r.id AND v.seen_on IS NOT NULL)"
        " ORDER BY p.resident_id",
        (buurt_id, jsontext.dumps(sorted(categories))),
    )
    return [ResidentId(row["resident_id"]) for row in rows]


async def times_helped(tx: Transaction, helper: ResidentId) -> int:
    """How often somebody's help took place, as the two of it said."""
    row = await tx.one(
        "SELECT count(*) AS n FROM match m JOIN commitment c ON c.match_id = m.id"
        " WHERE m.helper_id = ? AND m.state = 'ended' AND c.state = 'done'",
        (helper,),
    )
    return row["n"] if row else 0
