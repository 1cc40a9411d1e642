"""A real bot in a seeded buurt, by a clock that is set at will: forward, back, or days later at once."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from pydantic import SecretStr

from bot.app import App, build_app
from bot.config import Settings
from bot.domain.ids import AccountId
from bot.domain.model import CommitmentState, Resident
from bot.playground.demo import _phones
from bot.playground.phone import Phone, Shown
from bot.playground.seed import FIRST_NEIGHBOUR, RIET, seed
from bot.playground.server import serve
from bot.playground.world import World
from bot.services import arranged, reminding
from storage import commitments, residents
from storage.database import Database, Transaction
from tests.services.neighbours import matched, post_of

HELPER = FIRST_NEIGHBOUR + 3


class SetClock:
    """Stands still where it was set; aware UTC."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


@dataclass(frozen=True)
class Buurt:
    """The bot, its phones and its clock."""

    app: App
    world: World
    clock: SetClock

    @property
    def pair(self) -> tuple[Phone, Phone]:
        """Riet and the neighbour who helps her."""
        return self.world.phone(RIET), self.world.phone(HELPER)

    async def at(self, moment: datetime) -> None:
        """Set the clock, as a wrong time server or a long sleep does, and let everything come to rest."""
        self.clock.moment = moment
        await self.app.scheduler.run_fallen()
        await self.app.settled()

    async def appointment(self, starts_at: datetime) -> None:
        """Riet and her neighbour have a confirmed appointment."""
        async with self.app.database.unit() as tx:
            work = self.app.work(tx)
            riet, helper = [await _resident(tx, who) for who in (RIET, HELPER)]
            match = await matched(work, await post_of(work, riet), riet, helper)
            made = await commitments.add(tx, match.id, CommitmentState.CONFIRMED, starts_at)
            about = await arranged.of_due(work, made.id)
            assert about is not None
            await reminding.plan_all(work, about)

    async def told(self, kind: str) -> list[str]:
        """The states of all messages of a kind."""
        async with self.app.database.unit() as tx:
            rows = await tx.all("SELECT state FROM outbox WHERE kind = ? ORDER BY id", (kind,))
        return [row["state"] for row in rows]


async def _resident(tx: Transaction, account: int) -> Resident:
    found = await residents.by_account(tx, AccountId(account))
    assert found is not None
    return found


def heard(phone: Phone) -> list[Shown]:
    return [shown for shown in phone.messages if not shown.mine]


@contextlib.asynccontextmanager
async def buurt_at(moment: datetime, folder: Path, *, quiet: bool = True) -> AsyncIterator[Buurt]:
    """A running bot; with `quiet` nothing is due in it but what always is."""
    clock = SetClock(moment)
    world = World(clock)
    path = folder / "buurt.db"
    database = await Database.open(path, synchronous="OFF")
    async with database.unit() as tx:
        await seed(tx, moment)
        if quiet:
            await tx.change("DELETE FROM due")
        await tx.change("DELETE FROM outbox WHERE state <> 'sent'")
    await database.close()
    _phones(world)
    async with serve(world, control=False) as serving:
        settings = Settings(
            bot_token=SecretStr(world.token),
            bot_api_url=serving.url,
            database_path=path,
            send_limits=False,
            log_level="WARNING",
        )
        app = build_app(settings, clock=clock, rng=Random(1))
        await app.start()
        try:
            await app.settled()
            yield Buurt(app, world, clock)
        finally:
            await app.stop()
