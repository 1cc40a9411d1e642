"""Where people of a buurt can go: the coordinators' list, and requests handed over to somebody on it."""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.ids import BuurtId, PostId, ResourceId
from bot.domain.resources import FIELDS, Kind, Resource
from storage.database import Row, Transaction, to_text


def _resource(row: Row) -> Resource:
    return Resource(
        id=ResourceId(row["id"]),
        buurt_id=BuurtId(row["buurt_id"]),
        kind=Kind(row["kind"]),
        name=row["name"],
        phone=row["phone"],
        site=row["site"],
        address=row["address"],
        hours=row["hours"],
        languages=tuple(row["languages"].split()),
        checked_on=date.fromisoformat(row["checked_on"]),
    )


async def add(
    tx: Transaction, buurt_id: BuurtId, kind: Kind, facts: dict[str, str | None], today: date
) -> ResourceId:
    """A new entry; `facts` by the names of `FIELDS`, languages as codes with spaces; `today` is local."""
    values = [facts.get(field) for field in FIELDS[:-1]]
    return ResourceId(
        await tx.insert(
            "INSERT INTO resource (buurt_id, kind, name, phone, site, address, hours, languages, checked_on)"
            " VALUES (?,?,?,?,?,?,?,?,?)",
            (buurt_id, kind, *values, facts.get("languages") or "", today.isoformat()),
        )
    )


async def change(tx: Transaction, resource_id: ResourceId, field: str, value: str | None) -> None:
    """Change one of `FIELDS`. Raises ValueError for another name."""
    if field not in FIELDS:
        raise ValueError(f"no field {field}")
    if field == "languages":
        value = value or ""
    await tx.change(f"UPDATE resource SET {field} = ? WHERE id = ?", (value, resource_id))


async def checked(tx: Transaction, resource_id: ResourceId, today: date) -> bool:
    """Somebody looked and it is right; False where that was noted today already."""
    return bool(
        await tx.change(
            "UPDATE resource SET checked_on = ? WHERE id = ? AND checked_on <> ?",
            (today.isoformat(), resource_id, today.isoformat()),
        )
    )


async def remove(tx: Transaction, resource_id: ResourceId) -> None:
    """It stands on the list no more."""
    await tx.change("DELETE FROM resource WHERE id = ?", (resource_id,))


async def get(tx: Transaction, resource_id: ResourceId) -> Resource | None:
    """One entry, or None."""
    row = await tx.one("SELECT * FROM resource WHERE id = ?", (resource_id,))
    return _resource(row) if row else None


async def of_buurt(tx: Transaction, buurt_id: BuurtId) -> list[Resource]:
    """The list of a buurt, by kind in the order of `Kind`, then by name."""
    rows = await tx.all("SELECT * FROM resource WHERE buurt_id = ?", (buurt_id,))
    order = list(Kind)
    return sorted(map(_resource, rows), key=lambda each: (order.index(each.kind), each.name.casefold()))


async def hand_over(tx: Transaction, post_id: PostId, kind: str, now: datetime) -> None:
    """Note that a request went to a professional of this kind."""
    await tx.insert(
        "INSERT INTO handed_over (post_id, kind, at) VALUES (?, ?, ?)", (post_id, kind, to_text(now))
    )


async def handed_over(tx: Transaction, post_id: PostId) -> str | None:
    """To what kind of professional a request went, while its writer has not said whether it helped; or None."""
    row = await tx.one("SELECT kind FROM handed_over WHERE post_id = ? AND helped IS NULL", (post_id,))
    return row["kind"] if row else None


async def note_helped(tx: Transaction, post_id: PostId, helped: bool) -> bool:
    """Their answer; False where they gave one before, or nothing was handed over."""
    return bool(
        await tx.change(
            "UPDATE handed_over SET helped = ? WHERE post_id = ? AND helped IS NULL", (helped, post_id)
        )
    )
