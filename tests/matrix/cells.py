"""One cell of the matrix: somebody presses or writes something, and everything that came of it; then it is undone."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import handlers
from bot.domain.update import Update
from bot.services.work import Work
from storage.database import Database, Transaction
from tests.e2e import updates
from tests.e2e.undoing import undone
from tests.matrix.neighbourhood import Neighbourhood, build
from tests.matrix.told import add_told
from tests.services.conftest import NOW

Dump = Counter[str]
"""Every row of every table, as text: table and columns."""

REFUSALS = frozenset({"no_longer", "not_yours", "removed"})
"""The kind answers that say no."""
LINE = {"text": "Ik kom morgen om drie uur langs"}
"""What the question "whom is this for?" replied to."""


@dataclass(frozen=True)
class Told:
    """A message on its way: to whom, of which kind, with which parameters (JSON), and whether it only deletes."""

    chat: int
    kind: str
    params: str
    deletes: bool


@dataclass(frozen=True)
class Outcome:
    """What came of one press or line."""

    gone: Dump
    new: Dump
    told: tuple[Told, ...]

    @property
    def changed(self) -> bool:
        return bool(self.gone or self.new)

    def kinds(self, chat: int) -> set[str]:
        """What was said in a chat."""
        return {each.kind for each in self.told if each.chat == chat}

    def others(self, chat: int) -> set[int]:
        """The other chats in which something was said."""
        return {each.chat for each in self.told} - {chat}


@dataclass
class Place:
    """The neighbourhood in an open unit of work."""

    there: Neighbourhood
    work: Work
    sql: str
    start: Dump

    async def dump(self) -> Dump:
        return Counter(row[0] for row in await self.work.tx.all(self.sql))

    async def press(self, who: str, data: str, times: int = 1) -> list[Outcome]:
        """Press a button some times in a row, and undo it; `where` is pressed under a line of their own."""
        account = self.there.account(who)
        under = updates.message_of(account, {"text": "…"})
        if data.startswith("where"):
            under = updates.message_of(account, {"text": "…"}, updates.message_of(account, LINE))
        return await self._try(account, [updates.press(account, data, under)] * times)

    async def write(self, who: str, text: str, times: int = 1) -> list[Outcome]:
        """Write something some times in a row, and undo it."""
        account = self.there.account(who)
        return await self._try(account, [updates.message(account, {"text": text})] * times)

    async def _try(self, account: int, made: list[Update]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        async with undone(self.work.tx):
            before, heard = self.start, 0
            for update in made:
                await handlers.dispatch(replace(self.work, rng=Random(len(outcomes)), edit=None), update)
                after, told = await self.dump(), await _outbox(self.work.tx)
                outcomes.append(Outcome(before - after, after - before, tuple(told[heard:])))
                before, heard = after, len(told)
        return outcomes


async def _outbox(tx: Transaction) -> list[Told]:
    rows = await tx.all("SELECT chat_id, kind, params, remove FROM outbox ORDER BY id")
    return [Told(row["chat_id"], row["kind"], row["params"], bool(row["remove"])) for row in rows]


async def _sql(tx: Transaction) -> str:
    """One statement that gives every row of every table, but of in- and outbox and when somebody was last seen."""
    tables = await tx.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    parts = []
    for name in [row["name"] for row in tables if row["name"] not in ("inbox", "outbox")]:
        columns = [row["name"] for row in await tx.all(f"PRAGMA table_info({name})")]
        kept = ", ".join(f"'{each}', {each}" for each in columns if each != "seen_at")
        parts.append(f"SELECT '{name} ' || json_object({kept}) AS row FROM {name}")
    return " UNION ALL ".join(parts)


@asynccontextmanager
async def opened(blank: Path, folder: Path) -> AsyncIterator[Place]:
    """The neighbourhood in a database of its own, a copy of an empty one; nothing of it is kept."""
    database = await Database.open(Path(shutil.copy(blank, folder)), synchronous="OFF")
    try:
        async with database.unit() as tx:
            work = Work(tx, NOW, Random(1), b"key", "buurtkring_bot")
            there = await build(work)
            await add_told(work, there)
            place = Place(there, work, await _sql(tx), Counter())
            place.start = await place.dump()
            yield place
    finally:
        await database.close()


def row_of(text: str) -> tuple[str, dict[str, object]]:
    """A row of a dump: its table and its columns."""
    table, _, columns = text.partition(" ")
    found: dict[str, object] = json.loads(columns)
    return table, found
