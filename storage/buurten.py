"""Buurten, their postcodes and neighbours, and invites."""

from __future__ import annotations

from datetime import datetime

from bot.domain.ids import BuurtId, ResidentId
from bot.domain.model import Admission, Buurt, Role
from storage.database import Row, Transaction, to_text


def _buurt(row: Row) -> Buurt:
    admission = Admission.VOUCHING if row["vouching"] else Admission(row["admission"])
    return Buurt(
        BuurtId(row["id"]), row["name"], row["gemeente"], row["timezone"], admission, row["vog_years"]
    )


async def add(
    tx: Transaction, name: str, gemeente: str, postcodes: list[str], admission: Admission, now: datetime
) -> BuurtId:
    """Make a buurt with its 4-digit postcodes."""
    buurt_id = BuurtId(
        await tx.insert(
            "INSERT INTO buurt (name, gemeente, created_at) VALUES (?, ?, ?)",
            (name, gemeente, to_text(now)),
        )
    )
    await set_admission(tx, buurt_id, admission)
    for postcode in postcodes:
        await tx.insert("INSERT OR IGNORE INTO buurt_postcode VALUES (?, ?)", (postcode, buurt_id))
    return buurt_id


async def set_admission(tx: Transaction, buurt_id: BuurtId, admission: Admission) -> None:
    """How newcomers come in."""
    vouching = admission is Admission.VOUCHING
    await tx.change(
        "UPDATE buurt SET admission = ?, vouching = ? WHERE id = ?",
        (Admission.APPROVAL if vouching else admission, vouching, buurt_id),
    )


async def set_vog_years(tx: Transaction, buurt_id: BuurtId, years: int) -> None:
    """After how many years, 1 to 5, a certificate of conduct is asked for again."""
    await tx.change("UPDATE buurt SET vog_years = ? WHERE id = ?", (years, buurt_id))


async def add_neighbours(tx: Transaction, one: BuurtId, other: BuurtId) -> None:
    """Two buurten lie next door to each other."""
    await tx.change("INSERT OR IGNORE INTO buurt_neighbour VALUES (?, ?), (?, ?)", (one, other, other, one))


async def has_neighbours(tx: Transaction, buurt_id: BuurtId) -> bool:
    """Whether there are buurten next door."""
    row = await tx.one("SELECT 1 FROM buurt_neighbour WHERE buurt_id = ? LIMIT 1", (buurt_id,))
    return row is not None


async def get(tx: Transaction, buurt_id: BuurtId) -> Buurt:
    """One buurt; raises LookupError where there is none."""
    found = await find(tx, buurt_id)
    if found is None:
        raise LookupError(f"no buurt {buurt_id}")
    return found


async def find(tx: Transaction, buurt_id: BuurtId) -> Buurt | None:
    """One buurt, or None."""
    row = await tx.one("SELECT * FROM buurt WHERE id = ?", (buurt_id,))
    return _buurt(row) if row else None


async def by_name(tx: Transaction, name: str) -> Buurt | None:
    """The buurt of that name, or None."""
    row = await tx.one("SELECT * FROM buurt WHERE name = ?", (name,))
    return _buurt(row) if row else None


async def every(tx: Transaction) -> list[Buurt]:
    """All buurten."""
    return [_buurt(row) for row in await tx.all("SELECT * FROM buurt ORDER BY id")]


async def without_due(tx: Transaction, kind: str) -> list[Buurt]:
    """The buurten for which nothing of this kind is to fall due."""
    rows = await tx.all(
        "SELECT * FROM buurt WHERE NOT EXISTS (SELECT 1 FROM due WHERE kind = ? AND subject = buurt.id)"
        " ORDER BY id",
        (kind,),
    )
    return [_buurt(row) for row in rows]


async def postcodes_of(tx: Transaction, buurt_id: BuurtId) -> list[str]:
    """The 4-digit postcodes of a buurt."""
    rows = await tx.all(
        "SELECT postcode FROM buurt_postcode WHERE buurt_id = ? ORDER BY postcode", (buurt_id,)
    )
    return [row["postcode"] for row in rows]


async def by_postcode(tx: Transaction, postcode: str) -> list[Buurt]:
    """The buurten that lie in a 4-digit postcode."""
    rows = await tx.all(
        "SELECT b.* FROM buurt b JOIN buurt_postcode p ON p.buurt_id = b.id WHERE p.postcode = ? ORDER BY b.id",
        (postcode,),
    )
    return [_buurt(row) for row in rows]


async def add_invite(
    tx: Transaction,
    code: str,
    buurt_id: BuurtId,
    made_by: ResidentId | None,
    expires_at: datetime,
    uses: int,
    role: Role | None = None,
) -> None:
    """An invite: whoever has the code comes in without waiting, until it expires or is used up.

    With a `role` (only the operator makes such codes) they get that role as well.
    """
    await tx.change(
        "INSERT INTO invite (code, buurt_id, made_by, role, expires_at, uses_left) VALUES (?, ?, ?, ?, ?, ?)",
        (code, buurt_id, made_by, role, to_text(expires_at), uses),
    )


async def invite_of(tx: Transaction, code: str, now: datetime) -> BuurtId | None:
    """The buurt that a code opens now, or None."""
    row = await tx.one(
        "SELECT buurt_id FROM invite WHERE code = ? AND expires_at > ? AND uses_left > 0",
        (code, to_text(now)),
    )
    return BuurtId(row["buurt_id"]) if row else None


async def role_of_invite(tx: Transaction, code: str) -> Role | None:
    """The role that comes with a code, or None."""
    row = await tx.one("SELECT role FROM invite WHERE code = ?", (code,))
    return Role(row["role"]) if row and row["role"] else None


async def use_invite(tx: Transaction, code: str, now: datetime) -> bool:
    """Use a code once; False where it no longer opens."""
    return bool(
        await tx.change(
            "UPDATE invite SET uses_left = uses_left - 1 WHERE code = ? AND expires_at > ? AND uses_left > 0",
            (code, to_text(now)),
        )
    )


async def end_invites_of(tx: Transaction, made_by: ResidentId, buurt_id: BuurtId) -> None:
    """What somebody made opens nothing any more: they may let nobody in."""
    await tx.change("DELETE FROM invite WHERE made_by = ? AND buurt_id = ?", (made_by, buurt_id))


async def forget_invites(tx: Transaction, now: datetime) -> None:
    """Drop invites that no longer open anything."""
    await tx.change("DELETE FROM invite WHERE expires_at < ? OR uses_left = 0", (to_text(now),))
