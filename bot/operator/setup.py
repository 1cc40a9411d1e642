"""Setting up buurten and roles, beside the running bot."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.clock import system_clock, system_rng
from bot.config import Settings, load_settings
from bot.domain.errors import StorageError
from bot.domain.ids import BuurtId, ResidentId
from bot.domain.model import Admission, Buurt, Role
from bot.operator.server import get_me
from bot.services import digest, roles
from bot.services.work import Work
from storage import buurten, due, residents
from storage.database import Database

LINK_DAYS = 7


@asynccontextmanager
async def open_work(settings: Settings) -> AsyncIterator[Work]:
    """A unit of work of its own; the bot may run beside it."""
    database = await Database.open(settings.database_path)
    try:
        async with database.unit() as tx:
            yield Work(tx, system_clock(), system_rng(), settings.key(), "")
    finally:
        await database.close()


async def buurt_named(work: Work, name: str) -> Buurt:
    """The buurt of that name. Raises StorageError, with the names that there are."""
    found = await buurten.by_name(work.tx, name)
    if found is None:
        known = ", ".join(buurt.name for buurt in await buurten.every(work.tx)) or "none yet"
        raise StorageError(f"there is no buurt {name!r} (known: {known})")
    return found


async def add_buurt(
    name: str, gemeente: str, postcodes: list[str], admission: str, neighbours: list[str]
) -> str:
    """Make a buurt; returns what to tell the operator, with a link for its first coordinator."""
    wrong = [postcode for postcode in postcodes if not re.fullmatch("[1-9][0-9]{3}", postcode)]
    if wrong:
        raise StorageError(f"{wrong[0]!r} is no 4-digit postcode, such as 2021")
    if admission not in list(Admission):
        raise StorageError(f"admission is {' or '.join(Admission)}, not {admission!r}")
    settings = load_settings()
    async with open_work(settings) as work:
        if await buurten.by_name(work.tx, name) is not None:
            raise StorageError(f"there is a buurt {name!r} already")
        next_door = [await buurt_named(work, other) for other in neighbours]
        buurt_id = await buurten.add(work.tx, name, gemeente, postcodes, Admission(admission), work.now)
        for other in next_door:
            await buurten.add_neighbours(work.tx, buurt_id, other.id)
        await digest.plan_all(work)
        # Done by the bot itself, which runs in another process and looks for due rows every minute.
        await due.plan(work.tx, "buurt_opened", buurt_id, work.now)
        code = await _code(work, buurt_id, Role.COORDINATOR)
    return f"{name} is there. Its coordinator opens this link:\n{await _link(settings, code)}"


async def _code(work: Work, buurt_id: BuurtId, role: Role) -> str:
    code = work.token()
    await buurten.add_invite(work.tx, code, buurt_id, None, work.now + timedelta(days=LINK_DAYS), 1, role)
    return code


async def _link(settings: Settings, code: str) -> str:
    username = (await get_me(settings)).username or "<the bot's username>"
    return f"https://t.me/{username}?start={code}"


async def role_link(role: Role, buurt: str) -> str:
    """A link that gives a role in a buurt to the one person who opens it within seven days."""
    settings = load_settings()
    async with open_work(settings) as work:
        code = await _code(work, (await buurt_named(work, buurt)).id, role)
    return await _link(settings, code)


async def list_buurten() -> list[list[str]]:
    """Rows of a table: the buurten."""
    async with open_work(load_settings()) as work:
        rows = [
            [
                buurt.name,
                buurt.gemeente,
                ", ".join(await buurten.postcodes_of(work.tx, buurt.id)),
                buurt.admission,
            ]
            for buurt in await buurten.every(work.tx)
        ]
    return [["buurt", "gemeente", "postcodes", "admission"], *rows]


async def list_roles() -> list[list[str]]:
    """Rows of a table: who has which role where."""
    rows = []
    async with open_work(load_settings()) as work:
        for buurt in await buurten.every(work.tx):
            for role in Role:
                for each in await residents.with_role(work.tx, buurt.id, role):
                    rows.append([buurt.name, role, str(each.id), each.name])
    return [["buurt", "role", "resident", "first name"], *rows]


async def take_role(role: Role, buurt: str, resident: int) -> str:
    """Revoke a role. Raises StorageError where they do not have it."""
    async with open_work(load_settings()) as work:
        where = await buurt_named(work, buurt)
        if not await roles.take(work, ResidentId(resident), where.id, role):
            raise StorageError(f"resident {resident} is no {role} of {buurt}")
        # Done by the bot itself, which runs in another process and looks for due rows every minute.
        await due.plan(work.tx, "role_menu", resident, work.now)
        someone = await residents.get(work.tx, ResidentId(resident))
        await work.record("role_taken", someone, buurt_id=where.id, detail=role)
    return f"Resident {resident} is no longer {role} of {buurt}."
