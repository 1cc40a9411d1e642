"""The confidant of each buurt, who was asked to be it, and who wrote to one (not what)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ids import BuurtId, ConfidedId, ResidentId
from storage.database import Transaction, to_text

KEPT = timedelta(days=30)
"""How long it is kept who wrote to a confidant, so that each can answer."""


@dataclass(frozen=True)
class Confidant:
    """A member, or somebody outside the bot with a name and a phone number or site."""

    resident_id: ResidentId | None
    name: str | None
    contact: str | None


@dataclass(frozen=True)
class Confided:
    """Somebody wrote to a confidant."""

    id: ConfidedId
    resident_id: ResidentId
    confidant_id: ResidentId


async def of_buurt(tx: Transaction, buurt_id: BuurtId) -> Confidant | None:
    """The confidant of a buurt; None where there is none, or where they coordinate it by now."""
    row = await tx.one(
        "SELECT resident_id, name, contact FROM confidant c WHERE buurt_id = ? AND NOT EXISTS (SELECT 1 FROM role r"
        " WHERE r.resident_id = c.resident_id AND r.buurt_id = c.buurt_id AND r.role = 'coordinator')",
        (buurt_id,),
    )
    if row is None:
        return None
    member = None if row["resident_id"] is None else ResidentId(row["resident_id"])
    return Confidant(member, row["name"], row["contact"])


async def put(tx: Transaction, buurt_id: BuurtId, confidant: Confidant) -> None:
    """Make somebody the confidant, in place of whoever was."""
    await tx.change(
        "INSERT OR REPLACE INTO confidant (buurt_id, resident_id, name, contact) VALUES (?, ?, ?, ?)",
        (buurt_id, confidant.resident_id, confidant.name, confidant.contact),
    )
    await tx.change("DELETE FROM confidant_link WHERE buurt_id = ?", (buurt_id,))


async def drop(tx: Transaction, buurt_id: BuurtId) -> bool:
    """There is none any more, and nobody is asked; False where there was none."""
    await tx.change("DELETE FROM confidant_link WHERE buurt_id = ?", (buurt_id,))
    return bool(await tx.change("DELETE FROM confidant WHERE buurt_id = ?", (buurt_id,)))


async def resign(tx: Transaction, who: ResidentId) -> None:
    """Somebody takes part no more: they are nobody's confidant."""
    await tx.change("DELETE FROM confidant WHERE resident_id = ?", (who,))


async def make_link(tx: Transaction, buurt_id: BuurtId, code: str, expires_at: datetime) -> None:
    """A link that asks whoever opens it to be the confidant; it takes the place of the last one."""
    await tx.change(
        "INSERT OR REPLACE INTO confidant_link VALUES (?, ?, ?)", (buurt_id, code, to_text(expires_at))
    )


async def of_link(tx: Transaction, code: str, now: datetime) -> BuurtId | None:
    """The buurt that a link is about, or None."""
    row = await tx.one(
        "SELECT buurt_id FROM confidant_link WHERE code = ? AND expires_at > ?", (code, to_text(now))
    )
    return BuurtId(row["buurt_id"]) if row else None


async def asks(tx: Transaction, buurt_id: BuurtId, now: datetime) -> str | None:
    """The code of a link that is open, or None."""
    row = await tx.one(
        "SELECT code FROM confidant_link WHERE buurt_id = ? AND expires_at > ?", (buurt_id, to_text(now))
    )
    return row["code"] if row else None


async def note(tx: Transaction, who: ResidentId, confidant: ResidentId, now: datetime) -> ConfidedId:
    """Note that somebody writes to a confidant; returns the row by which they are answered."""
    await tx.change(
        "INSERT INTO confided (resident_id, confidant_id, at) VALUES (?, ?, ?)"
        " ON CONFLICT (resident_id, confidant_id) DO UPDATE SET at = excluded.at",
        (who, confidant, to_text(now)),
    )
    row = await tx.one("SELECT id FROM confided WHERE resident_id = ? AND confidant_id = ?", (who, confidant))
    assert row is not None
    return ConfidedId(row["id"])


async def get(tx: Transaction, confided_id: ConfidedId) -> Confided | None:
    """Who wrote to whom, or None."""
    row = await tx.one("SELECT * FROM confided WHERE id = ?", (confided_id,))
    if row is None:
        return None
    return Confided(ConfidedId(row["id"]), ResidentId(row["resident_id"]), ResidentId(row["confidant_id"]))


async def forget_old(tx: Transaction, now: datetime) -> None:
    """Drop who wrote to whom longer ago than `KEPT`, and links that open nothing any more."""
    await tx.change("DELETE FROM confided WHERE at < ?", (to_text(now - KEPT),))
    await tx.change("DELETE FROM confidant_link WHERE expires_at < ?", (to_text(now),))
