"""Neighbours without a phone: their contact, their consent, and who speaks for whom at this moment."""

from __future__ import annotations

from datetime import datetime

from bot import jsontext
from bot.domain.ids import BuurtId, ResidentId
from bot.domain.paper import NO_CHAT, Consent, PaperNeighbour
from storage.database import Row, Transaction, from_text, to_text


def _who(value: int | None) -> ResidentId | None:
    return None if value is None else ResidentId(value)


def _paper(row: Row) -> PaperNeighbour:
    return PaperNeighbour(
        id=ResidentId(row["resident_id"]),
        contact_id=_who(row["contact_id"]),
        asked_id=_who(row["asked_id"]),
        contact_phone=row["contact_phone"],
        consent=Consent(row["consent"]),
        consent_at=from_text(row["consent_at"]),
        noted_by=_who(row["noted_by"]),
    )


async def add(
    tx: Transaction,
    *,
    name: str,
    lang: str,
    spoken: frozenset[str],
    buurt_id: BuurtId,
    consent: Consent,
    contact_id: ResidentId,
    now: datetime,
) -> ResidentId:
    """A member without a phone, whose consent was noted now by the one who is their contact at first."""
    resident_id = await tx.insert(
        "INSERT INTO resident (account, name, lang, spoken, buurt_id, state, created_at, seen_at)"
        " SELECT min(min(account), ?) - 1, ?, ?, ?, ?, 'member', ?, ? FROM resident",
        (NO_CHAT, name, lang, " ".join(sorted(spoken)), buurt_id, to_text(now), to_text(now)),
    )
    await tx.change(
        "INSERT INTO paper_neighbour (resident_id, contact_id, consent, consent_at, noted_by)"
        " VALUES (?, ?, ?, ?, ?)",
        (resident_id, contact_id, consent, to_text(now), contact_id),
    )
    return ResidentId(resident_id)


async def get(tx: Transaction, resident_id: ResidentId) -> PaperNeighbour | None:
    """One neighbour without a phone; None for anybody else."""
    row = await tx.one("SELECT * FROM paper_neighbour WHERE resident_id = ?", (resident_id,))
    return _paper(row) if row else None


async def of_buurt(tx: Transaction, buurt_id: BuurtId) -> list[ResidentId]:
    """The neighbours without a phone of a buurt: first who has no contact, then in the order of entering."""
    rows = await tx.all(
        "SELECT p.resident_id FROM resident r CROSS JOIN paper_neighbour p ON p.resident_id = r.id"
        f" WHERE r.buurt_id = ? AND r.account < {NO_CHAT} ORDER BY p.contact_id IS NOT NULL, p.resident_id",
        (buurt_id,),
    )
    return [ResidentId(row["resident_id"]) for row in rows]


async def of_contact(tx: Transaction, contact_id: ResidentId) -> list[ResidentId]:
    """For whom somebody is the contact."""
    rows = await tx.all(
        "SELECT resident_id FROM paper_neighbour WHERE contact_id = ? ORDER BY resident_id", (contact_id,)
    )
    return [ResidentId(row["resident_id"]) for row in rows]


def with_voices(who: str) -> str:
    """SQL for these residents, and whoever writes for them or for whom they write. `who`: SQL for ids, one a row."""
    return f"SELECT * FROM ({who}) UNION {_voices(who)}"


def _voices(who: str) -> str:
    return (
        f"SELECT contact_id FROM paper_neighbour WHERE resident_id IN ({who}) AND contact_id IS NOT NULL"
        f" UNION SELECT resident_id FROM paper_neighbour WHERE contact_id IN ({who})"
    )


async def beside(tx: Transaction, *who: ResidentId) -> list[ResidentId]:
    """Who answers for these neighbours, and for whom they answer: the same hand writes for them."""
    rows = await tx.all(_voices("SELECT value FROM json_each(:who)"), {"who": jsontext.dumps(who)})
    return [ResidentId(row[0]) for row in rows]


async def set_contact(tx: Transaction, resident_id: ResidentId, contact_id: ResidentId | None) -> None:
    """Somebody else is the contact from now on, or nobody. What the last one gave and shared goes."""
    await tx.change(
        "UPDATE paper_neighbour SET contact_id = ?, asked_id = NULL, contact_phone = NULL WHERE resident_id = ?",
        (contact_id, resident_id),
    )
    await tx.change("DELETE FROM speaking_for WHERE resident_id = ?", (resident_id,))
    await tx.change(
        "UPDATE resident SET reachable = ? WHERE id = ?", (int(contact_id is not None), resident_id)
    )
    await tx.change("UPDATE match SET helper_shares = 0 WHERE helper_id = ?", (resident_id,))
    await tx.change("UPDATE match SET requester_shares = 0 WHERE requester_id = ?", (resident_id,))
    await tx.change(
        "DELETE FROM outbox WHERE resident_id = ? AND state IN ('later', 'waiting')", (resident_id,)
    )


async def set_asked(tx: Transaction, resident_id: ResidentId, asked_id: ResidentId | None) -> None:
    """Somebody was asked to become the contact; None: they answered."""
    await tx.change("UPDATE paper_neighbour SET asked_id = ? WHERE resident_id = ?", (asked_id, resident_id))


async def set_phone(tx: Transaction, resident_id: ResidentId, phone: str | None) -> None:
    """The contact's number for the printed sheet, or none."""
    await tx.change(
        "UPDATE paper_neighbour SET contact_phone = ? WHERE resident_id = ?", (phone, resident_id)
    )


async def forget_messages(tx: Transaction, resident_id: ResidentId) -> int:
    """Drop every trace of messages to a neighbour who is being erased; returns how many there were."""
    return await tx.change("DELETE FROM outbox WHERE resident_id = ?", (resident_id,))


async def speak(tx: Transaction, speaker: ResidentId, resident_id: ResidentId) -> None:
    """What `speaker` types from now on is said for this neighbour."""
    await tx.change("INSERT OR REPLACE INTO speaking_for VALUES (?, ?)", (speaker, resident_id))


async def spoken_for(tx: Transaction, speaker: ResidentId) -> ResidentId | None:
    """For whom `speaker` pressed a button last; None: for themselves."""
    row = await tx.one("SELECT resident_id FROM speaking_for WHERE speaker_id = ?", (speaker,))
    return _who(row["resident_id"]) if row else None


async def speak_no_more(tx: Transaction, speaker: ResidentId) -> None:
    """From now on `speaker` speaks for themselves."""
    await tx.change("DELETE FROM speaking_for WHERE speaker_id = ?", (speaker,))
