"""Residents, their roles, and the accounts that are barred."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from bot.domain.candidates import Circle
from bot.domain.ids import AccountId, BuurtId, ResidentId
from bot.domain.model import Resident, ResidentState, Role
from bot.domain.paper import Contact
from storage.database import Row, Transaction, from_text, to_text

HOUR = timedelta(hours=1)


def _resident(row: Row) -> Resident:
    return Resident(
        id=ResidentId(row["id"]),
        account=AccountId(row["account"]),
        name=row["name"],
        lang=row["lang"],
        spoken=frozenset(row["spoken"].split()),
        buurt_id=None if row["buurt_id"] is None else BuurtId(row["buurt_id"]),
        state=ResidentState(row["state"]),
        adult=None if row["adult"] is None else bool(row["adult"]),
        visits_allowed=bool(row["visits_allowed"]),
        reachable=bool(row["reachable"]),
        may_widen=frozenset(Circle(each) for each in row["may_widen"].split()),
        beyond=bool(row["beyond"]),
    )


async def _with_contact(tx: Transaction, found: Resident) -> Resident:
    """The resident, with who is written to in their place where they have no phone."""
    if not found.on_paper:
        return found
    row = await tx.one(
        "SELECT c.id, c.account, c.lang FROM paper_neighbour p JOIN resident c ON c.id = p.contact_id"
        " WHERE p.resident_id = ?",
        (found.id,),
    )
    if row is None:
        return found
    return replace(found, contact=Contact(ResidentId(row["id"]), AccountId(row["account"]), row["lang"]))


async def add(tx: Transaction, account: AccountId, lang: str, now: datetime) -> Resident:
    """A new account, in state invited."""
    await tx.insert(
        "INSERT INTO resident (account, lang, state, created_at, seen_at) VALUES (?, ?, 'invited', ?, ?)",
        (account, lang, to_text(now), to_text(now)),
    )
    resident = await by_account(tx, account)
    assert resident is not None
    return resident


async def get(tx: Transaction, resident_id: ResidentId) -> Resident | None:
    """One resident, or None where erased."""
    row = await tx.one("SELECT * FROM resident WHERE id = ?", (resident_id,))
    return await _with_contact(tx, _resident(row)) if row else None


async def by_account(tx: Transaction, account: AccountId) -> Resident | None:
    """The resident of a Telegram account, or None."""
    row = await tx.one("SELECT * FROM resident WHERE account = ?", (account,))
    return _resident(row) if row else None


async def in_state(tx: Transaction, buurt_id: BuurtId, state: ResidentState) -> list[Resident]:
    """Residents of a buurt in one state, oldest first."""
    rows = await tx.all(
        "SELECT * FROM resident WHERE buurt_id = ? AND state = ? ORDER BY id", (buurt_id, state)
    )
    return [await _with_contact(tx, _resident(row)) for row in rows]


async def seen(tx: Transaction, resident_id: ResidentId, now: datetime) -> None:
    """The resident did something: they can be reached, and are not silent."""
    await tx.change(
        "UPDATE resident SET seen_at = ?, reachable = 1 WHERE id = ?", (to_text(now), resident_id)
    )


async def who_comes(tx: Transaction, account: AccountId, now: datetime) -> Resident | None:
    """The resident of an account that does something, or None. It is noted once an hour: more need not be known."""
    row = await tx.one("SELECT * FROM resident WHERE account = ?", (account,))
    if row is None:
        return None
    if not row["reachable"] or from_text(row["seen_at"]) < now - HOUR:
        await seen(tx, row["id"], now)
    return _resident(row)


async def set_lang(tx: Transaction, resident_id: ResidentId, lang: str) -> None:
    """Language of the screens."""
    await tx.change("UPDATE resident SET lang = ? WHERE id = ?", (lang, resident_id))


async def set_name(tx: Transaction, resident_id: ResidentId, name: str) -> None:
    """First name."""
    await tx.change("UPDATE resident SET name = ? WHERE id = ?", (name, resident_id))


async def set_may_widen(tx: Transaction, resident_id: ResidentId, circles: frozenset[Circle]) -> None:
    """What the resident let us do for their last request."""
    await tx.change(
        "UPDATE resident SET may_widen = ? WHERE id = ?", (" ".join(sorted(circles)), resident_id)
    )


async def set_beyond(tx: Transaction, resident_id: ResidentId, beyond: bool) -> None:
    """Whether neighbouring buurten may ask this resident."""
    await tx.change("UPDATE resident SET beyond = ? WHERE id = ?", (beyond, resident_id))


async def answered(tx: Transaction, resident_id: ResidentId) -> None:
    """They answered a question, or said that they still want to be asked."""
    await tx.change(
        "UPDATE resident SET silent_in_row = 0 WHERE id = ? AND silent_in_row > 0", (resident_id,)
    )


async def kept_silent(tx: Transaction, resident_id: ResidentId) -> int:
    """One more question without an answer; returns how many in a row."""
    await tx.change("UPDATE resident SET silent_in_row = silent_in_row + 1 WHERE id = ?", (resident_id,))
    row = await tx.one("SELECT silent_in_row FROM resident WHERE id = ?", (resident_id,))
    return row["silent_in_row"] if row else 0


async def note_still_asked(
    tx: Transaction, resident_id: ResidentId, now: datetime, not_since: datetime
) -> bool:
    """Note that they are asked whether they still want to be asked; False where that was after `not_since`."""
    return bool(
        await tx.change(
            "UPDATE resident SET still_asked_at = ?"
            " WHERE id = ? AND (still_asked_at IS NULL OR still_asked_at <= ?)",
            (to_text(now), resident_id, to_text(not_since)),
        )
    )


async def note_give_asked(tx: Transaction, resident_id: ResidentId, now: datetime) -> bool:
    """Note that they are asked what they like to do for others; False where they were asked before."""
    return bool(
        await tx.change(
            "UPDATE resident SET give_asked_at = ? WHERE id = ? AND give_asked_at IS NULL",
            (to_text(now), resident_id),
        )
    )


async def was_asked(tx: Transaction, resident_id: ResidentId, what: Literal["still", "give"]) -> bool:
    """Whether that question was ever put to them."""
    column = {"still": "still_asked_at", "give": "give_asked_at"}[what]
    row = await tx.one(f"SELECT 1 FROM resident WHERE id = ? AND {column} IS NOT NULL", (resident_id,))
    return row is not None


async def set_spoken(tx: Transaction, resident_id: ResidentId, spoken: frozenset[str]) -> None:
    """Languages spoken, as codes."""
    await tx.change("UPDATE resident SET spoken = ? WHERE id = ?", (" ".join(sorted(spoken)), resident_id))


async def set_adult(tx: Transaction, resident_id: ResidentId, adult: bool) -> None:
    """18 or older."""
    await tx.change("UPDATE resident SET adult = ? WHERE id = ?", (adult, resident_id))


async def set_state(tx: Transaction, resident_id: ResidentId, state: ResidentState) -> None:
    """Where the resident stands."""
    await tx.change("UPDATE resident SET state = ? WHERE id = ?", (state, resident_id))


async def set_buurt(tx: Transaction, resident_id: ResidentId, buurt_id: BuurtId | None) -> None:
    """The buurt somebody lives in; None for none that we know."""
    await tx.change("UPDATE resident SET buurt_id = ? WHERE id = ?", (buurt_id, resident_id))


async def set_reachable(tx: Transaction, account: AccountId, reachable: bool) -> None:
    """Whether Telegram still delivers to this account."""
    await tx.change("UPDATE resident SET reachable = ? WHERE account = ?", (reachable, account))


async def allow_visits(tx: Transaction, resident_id: ResidentId) -> None:
    """A coordinator said yes to the first visit at somebody's home."""
    await tx.change("UPDATE resident SET visits_allowed = 1 WHERE id = ?", (resident_id,))


async def first_safety_card(tx: Transaction, resident_id: ResidentId, now: datetime) -> bool:
    """Note that the safe-meeting card is shown; True where this is the first time."""
    return bool(
        await tx.change(
            "UPDATE resident SET safety_card_at = ? WHERE id = ? AND safety_card_at IS NULL",
            (to_text(now), resident_id),
        )
    )


async def keep_interest(tx: Transaction, resident_id: ResidentId, postcode: str, now: datetime) -> None:
    """A postcode without a buurt: kept, so that they can be told when there is one."""
    await tx.change(
        "INSERT OR REPLACE INTO interest (resident_id, postcode, at) VALUES (?, ?, ?)",
        (resident_id, postcode, to_text(now)),
    )


async def interested(tx: Transaction, buurt_id: BuurtId) -> list[tuple[Resident, str]]:
    """Who gave a postcode that lies in this buurt when it belonged to none, and that postcode."""
    rows = await tx.all(
        "SELECT r.*, i.postcode FROM interest i JOIN buurt_postcode p ON p.postcode = i.postcode"
        " JOIN resident r ON r.id = i.resident_id WHERE p.buurt_id = ? ORDER BY r.id",
        (buurt_id,),
    )
    return [(_resident(row), row["postcode"]) for row in rows]


async def forget_interest(tx: Transaction, resident_id: ResidentId) -> None:
    """They have been told, or found another buurt."""
    await tx.change("DELETE FROM interest WHERE resident_id = ?", (resident_id,))


async def delete(tx: Transaction, resident_id: ResidentId) -> None:
    """Erase a resident with everything that hangs on them."""
    await tx.change("DELETE FROM resident WHERE id = ?", (resident_id,))


async def silent_since(tx: Transaction, moment: datetime) -> list[Resident]:
    """Residents who did nothing since `moment`."""
    rows = await tx.all("SELECT * FROM resident WHERE seen_at < ? ORDER BY id", (to_text(moment),))
    return [await _with_contact(tx, _resident(row)) for row in rows]


async def bar(tx: Transaction, account_hash: str, now: datetime) -> None:
    """Remember an account that was removed or reported, unreadably."""
    await tx.change("INSERT OR IGNORE INTO barred_account VALUES (?, ?)", (account_hash, to_text(now)))


async def unbar(tx: Transaction, account_hash: str) -> None:
    """The removal was taken back."""
    await tx.change("DELETE FROM barred_account WHERE account_hash = ?", (account_hash,))


async def barred(tx: Transaction, account_hash: str) -> bool:
    """Whether this account was removed or reported before."""
    return await tx.one("SELECT 1 FROM barred_account WHERE account_hash = ?", (account_hash,)) is not None


async def give_role(tx: Transaction, resident_id: ResidentId, buurt_id: BuurtId, role: Role) -> None:
    """Make somebody coordinator or community builder of a buurt."""
    await tx.change("INSERT OR IGNORE INTO role VALUES (?, ?, ?)", (resident_id, buurt_id, role))


async def take_role(tx: Transaction, resident_id: ResidentId, buurt_id: BuurtId, role: Role) -> bool:
    """The reverse; returns whether they had it."""
    return bool(
        await tx.change(
            "DELETE FROM role WHERE resident_id = ? AND buurt_id = ? AND role = ?",
            (resident_id, buurt_id, role),
        )
    )


async def buurten_of_role(tx: Transaction, resident_id: ResidentId, role: Role) -> list[BuurtId]:
    """The buurten in which somebody has a role."""
    rows = await tx.all(
        "SELECT buurt_id FROM role WHERE resident_id = ? AND role = ? ORDER BY buurt_id", (resident_id, role)
    )
    return [BuurtId(row["buurt_id"]) for row in rows]


async def with_role(tx: Transaction, buurt_id: BuurtId, role: Role) -> list[Resident]:
    """Who has a role in a buurt."""
    rows = await tx.all(
        "SELECT r.* FROM role JOIN resident r ON r.id = role.resident_id"
        " WHERE role.buurt_id = ? AND role.role = ? ORDER BY r.id",
        (buurt_id, role),
    )
    return [_resident(row) for row in rows]


async def with_any_role(tx: Transaction) -> list[Resident]:
    """Who has a role in some buurt."""
    rows = await tx.all("SELECT * FROM resident WHERE id IN (SELECT resident_id FROM role) ORDER BY id")
    return [_resident(row) for row in rows]


async def numbers(tx: Transaction, buurt_id: BuurtId) -> dict[str, int]:
    """How many members a buurt has, how many of them help, and how many have each screen language."""
    rows = await tx.all(
        "SELECT lang, count(*) AS n FROM resident WHERE buurt_id = ? AND state IN ('member', 'paused')"
        " GROUP BY lang",
        (buurt_id,),
    )
    helpers = await tx.one(
        "SELECT count(DISTINCT p.resident_id) AS n FROM post p JOIN resident r ON r.id = p.resident_id"
        " WHERE p.buurt_id = ? AND p.kind = 'offer' AND p.state = 'open' AND r.state = 'member'",
        (buurt_id,),
    )
    return {
        "members": sum(row["n"] for row in rows),
        "helpers": helpers["n"] if helpers else 0,
        **{row["lang"]: row["n"] for row in rows},
    }


async def roles_of(tx: Transaction, resident_id: ResidentId) -> list[tuple[BuurtId, Role]]:
    """Every role of somebody, and where."""
    rows = await tx.all(
        "SELECT buurt_id, role FROM role WHERE resident_id = ? ORDER BY buurt_id, role", (resident_id,)
    )
    return [(BuurtId(row["buurt_id"]), Role(row["role"])) for row in rows]


async def seen_at(tx: Transaction, resident_id: ResidentId) -> datetime | None:
    """When somebody last did something; None where erased."""
    row = await tx.one("SELECT seen_at FROM resident WHERE id = ?", (resident_id,))
    return from_text(row["seen_at"]) if row else None
