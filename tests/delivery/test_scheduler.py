"""Due rows run once each, in order of their moments, whatever happens to the clock or the process."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.app import App
from bot.clock import MovableClock
from bot.playground.world import World
from bot.scheduler import Scheduler
from bot.services.work import Work
from storage import due
from storage.database import Database, Transaction

from .conftest import StartApp, eventually
from .standins import AMSTERDAM, Standins

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


async def plan(app: App, kind: str, subject: int, at: datetime) -> None:
    async with app.database.unit() as tx:
        await due.plan(tx, kind, subject, at)
    app.scheduler.plan(at)


async def ran(database: Database) -> list[str]:
    """What ran, as `kind subject day hour:minute` in UTC."""
    async with database.unit() as tx:
        rows = await tx.all("SELECT detail FROM event WHERE kind = 'due' ORDER BY id")
    return [row["detail"] for row in rows]


async def test_a_row_runs_when_its_moment_comes(start: StartApp) -> None:
    clock = MovableClock(NOON)
    app = await start(clock=clock)
    await plan(app, "soon", 1, clock() + timedelta(seconds=1))
    assert await ran(app.database) == []
    await app.settled()
    async with asyncio.timeout(5):
        while not await ran(app.database):  # noqa: ASYNC110 - the row itself is the event
            await asyncio.sleep(0.02)
    assert len(await ran(app.database)) == 1


async def test_rows_of_the_past_run_once_after_days_of_sleep(start: StartApp) -> None:
    app = await start(clock=MovableClock(NOON))
    for days in (1, 2):
        await plan(app, "once", days, NOON + timedelta(days=days))
    await plan(app, "daily", 3, NOON + timedelta(hours=20))
    await app.stop()
    app = await start(clock=MovableClock(NOON + timedelta(days=3)))
    await app.settled()
    assert [row.rsplit(" ", 2)[0] for row in await ran(app.database)] == ["daily 3", "once 1", "once 2"]
    async with app.database.unit() as tx:
        assert await due.next_at(tx) == datetime(2026, 11, 27, 7, tzinfo=UTC)
    await app.stop()
    app = await start(clock=MovableClock(NOON + timedelta(days=3, minutes=1)))
    await app.settled()
    assert len(await ran(app.database)) == 3


@pytest.mark.parametrize(
    ("day", "hours_utc"),
    [
        pytest.param(datetime(2026, 10, 23, 12, tzinfo=UTC), [6, 7, 7, 7], id="to winter time"),
        pytest.param(datetime(2027, 3, 26, 12, tzinfo=UTC), [7, 6, 6, 6], id="to summer time"),
    ],
)
async def test_eight_in_the_morning_stays_eight_over_a_clock_change(
    start: StartApp, day: datetime, hours_utc: list[int]
) -> None:
    clock = MovableClock(day)
    app = await start(clock=clock)
    await plan(app, "daily", 1, (day + timedelta(days=1)).astimezone(AMSTERDAM).replace(hour=8))
    await app.step_to(day + timedelta(days=4))
    assert [row[-5:] for row in await ran(app.database)] == [f"{hour:02}:00" for hour in hours_utc]


async def test_stepping_stands_still_at_each_instant_and_lets_its_messages_leave(
    world: World, start: StartApp
) -> None:
    clock = MovableClock(NOON)
    world.now = clock
    phone = world.phone(7)
    phone.start()
    app = await start(clock=clock)
    await phone.wait_for("/start")
    for minutes in (30, 10):
        async with app.database.unit() as tx:
            await due.plan(tx, "message", 7, clock() + timedelta(minutes=minutes))
        await app.step_to(clock() + timedelta(minutes=minutes + 1))
    shown = [one for one in phone.messages if not one.mine][1:]
    assert [f"om {one.date:%H:%M}" for one in shown] == [one.text for one in shown]
    assert len(shown) == 2
    assert clock() >= NOON + timedelta(minutes=42)


async def test_what_one_row_cancels_does_not_run_in_the_same_batch(start: StartApp) -> None:
    clock = MovableClock(NOON)
    app = await start(clock=clock)
    await plan(app, "cancels", 5, NOON + timedelta(minutes=1))
    await plan(app, "cancelled", 5, NOON + timedelta(minutes=2))
    clock.hold(NOON + timedelta(minutes=5))
    await app.scheduler.run_fallen()
    assert [row.split()[0] for row in await ran(app.database)] == ["cancels"]


async def test_a_row_that_fails_is_tried_three_times_and_holds_up_no_other(start: StartApp) -> None:
    app = await start(clock=MovableClock(NOON))
    await plan(app, "boom", 1, NOON + timedelta(minutes=1))
    await plan(app, "fine", 2, NOON + timedelta(minutes=2))
    tries = []
    for minutes in (3, 7, 12, 20):
        await app.step_to(NOON + timedelta(minutes=minutes))
        async with app.database.unit() as tx:
            row = await tx.one("SELECT tries, at FROM due WHERE kind = 'boom'")
        tries.append(tuple(row) if row else None)
    assert tries == [(1, "2026-11-23T12:06:00Z"), (2, "2026-11-23T12:11:00Z"), None, None]
    assert await ran(app.database) == ["fine 2 23 12:02"]


async def test_a_machine_that_slept_is_noticed(tmp_path: Path, standins: Standins) -> None:
    database = await Database.open(tmp_path / "buurt.db")
    clock = MovableClock(NOON)

    def work(tx: Transaction) -> Work:
        return Work(tx, clock(), Random(1), b"key", "bot")

    scheduler = Scheduler(database, clock, standins.run_due, work, lambda _: None, safety=0.05)
    async with database.unit() as tx:
        await due.plan(tx, "once", 1, NOON + timedelta(days=1))
    running = asyncio.create_task(scheduler.run())
    await asyncio.sleep(0.1)
    assert await ran(database) == []
    clock.hold(NOON + timedelta(days=2))
    await asyncio.sleep(0.3)
    scheduler.stop()
    await running
    assert await ran(database) == ["once 1 25 12:00"]
    await database.close()


async def test_a_new_nearer_row_moves_the_alarm(world: World, start: StartApp) -> None:
    phone = world.phone(7)
    phone.start()
    clock = MovableClock(NOON)
    app = await start(clock=clock)
    await phone.wait_for("/start")
    await plan(app, "message", 70, clock() + timedelta(hours=1))
    await plan(app, "message", 7, clock() + timedelta(seconds=1))
    await eventually(lambda: phone.last.text.startswith("om "))
