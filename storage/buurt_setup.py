"""What is set of a buurt: its name and codes, its postcodes, and which others lie next door."""

from __future__ import annotations

from collections.abc import Collection

from bot.domain.ids import BuurtId
from bot.domain.model import Buurt
from storage import buurten
from storage.database import Transaction


async def set_postcodes(tx: Transaction, buurt_id: BuurtId, postcodes: Collection[str]) -> bool:
    """Its 4-digit postcodes from now on; False where they were these already."""
    if sorted(postcodes) == await buurten.postcodes_of(tx, buurt_id):
        return False
    await tx.change("DELETE FROM buurt_postcode WHERE buurt_id = ?", (buurt_id,))
    for postcode in postcodes:
        await tx.change("INSERT INTO buurt_postcode VALUES (?, ?)", (postcode, buurt_id))
    return True


async def neighbours(tx: Transaction, buurt_id: BuurtId) -> list[BuurtId]:
    """The buurten next door."""
    rows = await tx.all(
        "SELECT neighbour_id FROM buurt_neighbour WHERE buurt_id = ? ORDER BY neighbour_id", (buurt_id,)
    )
    return [BuurtId(row["neighbour_id"]) for row in rows]


async def set_neighbour(tx: Transaction, one: BuurtId, other: BuurtId, *, near: bool) -> bool:
    """Whether two buurten lie next door to each other; False where that was so already."""
    if near:
        changed = await tx.change(
            "INSERT OR IGNORE INTO buurt_neighbour VALUES (?, ?), (?, ?)", (one, other, other, one)
        )
    else:
        changed = await tx.change(
            "DELETE FROM buurt_neighbour WHERE (buurt_id = ? AND neighbour_id = ?)"
            " OR (buurt_id = ? AND neighbour_id = ?)",
            (one, other, other, one),
        )
    return changed > 0


async def may_be_near(tx: Transaction, buurt: Buurt) -> list[Buurt]:
    """The other buurten of its gemeente, and those that are next door already, by name."""
    rows = await tx.all(
        "SELECT id FROM buurt WHERE id <> ? AND (gemeente = ? OR id IN"
        " (SELECT neighbour_id FROM buurt_neighbour WHERE buurt_id = ?)) ORDER BY name, id",
        (buurt.id, buurt.gemeente, buurt.id),
    )
    return [await buurten.get(tx, BuurtId(row["id"])) for row in rows]


async def by_code(tx: Transaction, cbs_code: str) -> Buurt | None:
    """The buurt with this CBS code, or None."""
    row = await tx.one("SELECT id FROM buurt WHERE cbs_code = ?", (cbs_code,))
    return await buurten.find(tx, BuurtId(row["id"])) if row else None


async def code_of(tx: Transaction, buurt_id: BuurtId) -> str | None:
    """The CBS code of a buurt, or None."""
    row = await tx.one("SELECT cbs_code FROM buurt WHERE id = ?", (buurt_id,))
    return row["cbs_code"] if row else None


async def rename(tx: Transaction, buurt_id: BuurtId, name: str, gemeente: str, cbs_code: str | None) -> bool:
    """Its name, gemeente and code from now on (no code leaves the old one); False where they were these already."""
    return bool(
        await tx.change(
            "UPDATE buurt SET name = :name, gemeente = :gemeente, cbs_code = coalesce(:code, cbs_code)"
            " WHERE id = :id AND (name <> :name OR gemeente <> :gemeente"
            " OR cbs_code IS NOT coalesce(:code, cbs_code))",
            {"id": buurt_id, "name": name, "gemeente": gemeente, "code": cbs_code},
        )
    )
