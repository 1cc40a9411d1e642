"""The append-only record of what happened: ids, language and category as they were then, no text."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import jsontext
from bot.domain.digest import Happening
from bot.domain.ids import BuurtId, PostId, ResidentId
from storage.database import Transaction, from_text, maybe_from_text, to_text

KEPT = timedelta(days=730)


async def append(
    tx: Transaction,
    now: datetime,
    kind: str,
    *,
    buurt_id: BuurtId | None,
    who: ResidentId | None,
    post_id: PostId | None,
    category: str | None,
    lang: str | None,
    detail: str | None,
    about: ResidentId | None = None,
    voice: str | None = None,
) -> None:
    """Write one event at `now`; `about`: whom a coordinator's act was about; `voice`: see `voice_of`."""
    await tx.insert(
        "INSERT INTO event (at, kind, buurt_id, who, post_id, category, lang, detail, about, voice)"
        " VALUES (?,?,?,?,?,?,?,?,?,?)",
        (
            to_text(now),
            kind,
            buurt_id,
            None if who is None else f"r{who}",
            post_id,
            category,
            lang,
            detail,
            None if about is None else f"r{about}",
            voice,
        ),
    )


def voice_of(contact: ResidentId | None) -> str:
    """How it is on record who spoke for a neighbour without a phone; for all for whom nobody does it is one voice."""
    return "nobody" if contact is None else f"r{contact}"


async def of_buurt(tx: Transaction, buurt_id: BuurtId, since: datetime, until: datetime) -> list[Happening]:
    """What happened in a buurt in [since, until), in order.

    Of the time before `since`: its first event, and who came and left.
    """
    rows = await tx.scan(
        "SELECT at, kind, who, post_id, category, lang, detail, voice FROM event"
        " WHERE buurt_id = ? AND at < ? AND ("
        "   at >= ? OR kind IN ('joined', 'admitted', 'erased', 'removed')"
        "   OR id = (SELECT id FROM event WHERE buurt_id = ? ORDER BY at, id LIMIT 1))"
        " ORDER BY at, id",
        (buurt_id, to_text(until), to_text(since), buurt_id),
    )
    return [Happening(from_text(row["at"]), *list(row)[1:]) for row in rows]


async def first_of_buurt(tx: Transaction, buurt_id: BuurtId) -> datetime | None:
    """When the first thing that is on record happened in a buurt."""
    row = await tx.one("SELECT min(at) AS at FROM event WHERE buurt_id = ?", (buurt_id,))
    return maybe_from_text(row["at"]) if row else None


async def of_resident(tx: Transaction, who: ResidentId) -> list[tuple[str, str]]:
    """What is on record about one resident: (moment, kind)."""
    rows = await tx.all("SELECT at, kind FROM event WHERE who = ? ORDER BY id", (f"r{who}",))
    return [(row["at"], row["kind"]) for row in rows]


async def happened(tx: Transaction, who: ResidentId, post_id: PostId, *kinds: str) -> bool:
    """Whether one of these is on record for a resident and a post."""
    row = await tx.one(
        "SELECT 1 FROM event WHERE post_id = ? AND who = ? AND kind IN (SELECT value FROM json_each(?))",
        (post_id, f"r{who}", jsontext.dumps(kinds)),
    )
    return row is not None


async def count_of(tx: Transaction, who: ResidentId, since: datetime, *kinds: str) -> int:
    """How often one of these was on record for a resident since a moment."""
    row = await tx.one(
        "SELECT count(*) AS n FROM event WHERE who = ? AND at >= ? AND kind IN (SELECT value FROM json_each(?))",
        (f"r{who}", to_text(since), jsontext.dumps(kinds)),
    )
    return row["n"] if row else 0


async def lately(
    tx: Transaction, post_id: PostId, since: datetime, kind: str, who: ResidentId | None = None
) -> bool:
    """Whether something is on record for a post since a moment, perhaps of one resident only."""
    row = await tx.one(
        "SELECT 1 FROM event WHERE post_id = ? AND kind = ? AND at >= ? AND (? IS NULL OR who = ?) LIMIT 1",
        (post_id, kind, to_text(since), who, f"r{who}"),
    )
    return row is not None


async def count_about(
    tx: Transaction, who: ResidentId, writer: ResidentId, since: datetime, kind: str
) -> int:
    """How often one kind is on record for a resident since a moment, about posts of one writer."""
    row = await tx.one(
        "SELECT count(*) AS n FROM event e JOIN post p ON p.id = e.post_id"
        " WHERE e.who = ? AND e.at >= ? AND e.kind = ? AND p.resident_id = ?",
        (f"r{who}", to_text(since), kind, writer),
    )
    return row["n"] if row else 0


async def unlink(tx: Transaction, who: ResidentId, token: str) -> int:
    """Replace a resident's id by a token that leads nowhere; returns how many events it touched."""
    for column in ("about", "voice"):
        await tx.change(f"UPDATE event SET {column} = ? WHERE {column} = ?", (f"x{token}", f"r{who}"))
    return await tx.change("UPDATE event SET who = ? WHERE who = ?", (f"x{token}", f"r{who}"))


async def forget_old(tx: Transaction, now: datetime) -> None:
    """Drop events older than `KEPT`."""
    await tx.change("DELETE FROM event WHERE at < ?", (to_text(now - KEPT),))
