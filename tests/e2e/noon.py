"""A seeded buurt in which it is about noon now, so that no test falls into the quiet hours."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bot.domain.ids import AccountId
from bot.domain.model import CommitmentState, Resident
from bot.playground.demo import _phones
from bot.playground.seed import FIRST_NEIGHBOUR, RIET, seed
from bot.playground.world import World
from bot.services.work import Work
from storage import commitments, due, residents
from storage.database import Database, Transaction
from tests.services.neighbours import matched, post_of

HELPER = FIRST_NEIGHBOUR + 3


async def make_noon(world: World, path: Path, now: datetime) -> None:
    """Seed the database and the phones."""
    database = await Database.open(path, synchronous="OFF")
    async with database.unit() as tx:
        await seed(tx, now)
        ahead = 12 - now.hour
        # The sign of these names is the other way round: Etc/GMT-3 is three hours ahead of Greenwich.
        await tx.change("UPDATE buurt SET timezone = ?", (f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT",))
        await tx.change("DELETE FROM due")
        await tx.change("DELETE FROM outbox WHERE state <> 'sent'")
    await database.close()
    _phones(world)


async def appointment(path: Path, now: datetime, in_seconds: float) -> None:
    """Riet and a neighbour meet in under two hours; they are to be reminded in so many seconds."""
    database = await Database.open(path, synchronous="OFF")
    async with database.unit() as tx:
        work = Work(tx, now, Random(1), b"key", "buurtkring_bot")
        riet, helper = await _resident(tx, RIET), await _resident(tx, HELPER)
        match = await matched(work, await post_of(work, riet), riet, helper)
        starts_at = now + timedelta(minutes=100)
        commitment = await commitments.add(tx, match.id, CommitmentState.CONFIRMED, starts_at)
        await due.plan(tx, "hours_before", commitment.id, now + timedelta(seconds=in_seconds))
    await database.close()


async def brought_forward(path: Path, now: datetime) -> None:
    """That reminder falls due now instead, in the database of a program that does not run."""
    database = await Database.open(path, synchronous="OFF")
    async with database.unit() as tx:
        (planned,) = await tx.all("SELECT subject FROM due WHERE kind = 'hours_before'")
        await due.plan(tx, "hours_before", planned["subject"], now)
    await database.close()


async def _resident(tx: Transaction, account: int) -> Resident:
    found = await residents.by_account(tx, AccountId(account))
    assert found is not None
    return found
