"""What residents told about themselves for visits at home, and what they ask of the other."""

from __future__ import annotations

from bot.domain.candidates import Gender, Traits, Wishes
from bot.domain.ids import ResidentId
from storage.database import Row, Transaction


def traits(row: Row) -> Traits:
    """What somebody told about themselves, from a row with the columns of `visit_preference`."""
    return Traits(
        Gender(row["gender"]) if row["gender"] else None,
        None if row["pets"] is None else bool(row["pets"]),
        None if row["smokes"] is None else bool(row["smokes"]),
    )


def wishes(row: Row) -> Wishes:
    """What somebody asks of the other, from the same."""
    return Wishes(
        Gender(row["wish_gender"]) if row["wish_gender"] else None,
        row["wish_language"],
        bool(row["wish_no_pets"]),
        bool(row["wish_no_smoking"]),
    )


async def get(tx: Transaction, resident_id: ResidentId) -> tuple[Traits, Wishes]:
    """What one resident told and asks; nothing known and nothing asked where they never said."""
    row = await tx.one("SELECT * FROM visit_preference WHERE resident_id = ?", (resident_id,))
    return (traits(row), wishes(row)) if row else (Traits(), Wishes())


async def put(tx: Transaction, resident_id: ResidentId, about: Traits, asks: Wishes) -> None:
    """Keep both, in place of what was there."""
    await tx.change(
        "INSERT OR REPLACE INTO visit_preference VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            resident_id,
            about.gender,
            about.pets,
            about.smokes,
            asks.gender,
            asks.language,
            asks.no_pets,
            asks.no_smoking,
        ),
    )
