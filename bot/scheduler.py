"""Wakes for due rows. The database knows what is due; APScheduler only rings when the next one is."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import logs
from bot.clock import Clock, MovableClock, system_clock
from bot.domain.model import Due
from bot.services.work import NewWork, Work
from storage import due
from storage.database import Database, Transaction, is_out_of_order

BATCH = 50
AGAIN_AFTER = timedelta(minutes=5)
SAFETY_SECONDS = 60.0
"""Monotonic: looked again so often, whatever sleep of the machine or correction of its clock."""
DATABASE_PAUSE = 1.0
JOB = "next due row"

RunDue: TypeAlias = Callable[[Work, Due], Awaitable[None]]
"""Does what one due row is for, at the unit's `now`; raises on bugs only."""
Drain: TypeAlias = Callable[[], Awaitable[None]]
"""Waits until everything that the last instant set going has come to rest."""

log = logs.get("scheduler")


class Scheduler:
    """Runs due rows in order; `run` it in a task, tell it by `plan` after each commit what is next."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        run_due: RunDue,
        new_work: NewWork,
        committed: Callable[[datetime | None], None],
        *,
        safety: float = SAFETY_SECONDS,
    ) -> None:
        self._database = database
        self._clock = clock
        self._run_due = run_due
        self._new_work = new_work
        self._committed = committed
        self._safety = safety
        self._wake = asyncio.Event()
        self._wake.set()
        self._stopping = False
        self._stepping = asyncio.Lock()
        self._planned: datetime | None = None
        self._alarm = AsyncIOScheduler(timezone=UTC)

    def plan(self, next_due: datetime | None) -> None:
        """Ring at `next_due` by the clock; None leaves the alarm as it is (a ring too many does no harm)."""
        if next_due is None or next_due == self._planned or not self._alarm.running:
            return
        self._planned = next_due
        wait = next_due - self._clock()
        if wait <= timedelta(0):
            self._wake.set()
            return
        self._alarm.add_job(
            self._ring,
            "date",
            run_date=system_clock() + wait,
            id=JOB,
            replace_existing=True,
            misfire_grace_time=None,
        )

    async def _ring(self) -> None:
        # Where the clocks differ a little it rings too early; then the same moment is planned again.
        self._planned = None
        self._wake.set()

    def stop(self) -> None:
        """Finish the batch in hand; `run` then returns."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Run due rows until `stop`."""
        loop = asyncio.get_running_loop()
        self._alarm.start()
        tidied = loop.time()
        try:
            while not self._stopping:
                self._wake.clear()
                pause = self._safety
                try:
                    await self.run_fallen()
                    if loop.time() >= tidied + self._safety:
                        tidied = loop.time()
                        await self._database.tidy()
                except sqlite3.Error as error:
                    log.error("database_trouble", **logs.about(error))
                    pause = DATABASE_PAUSE
                timer = loop.call_later(pause, self._wake.set)
                await self._wake.wait()
                timer.cancel()
        finally:
            self._alarm.shutdown(wait=False)

    async def run_fallen(self) -> None:
        """Run every row that is due by the clock, in order of their moments."""
        while not self._stopping and await self._round():
            pass

    async def _round(self) -> bool:
        """One commit of due rows; False where there were none."""
        async with self._database.unit() as tx:
            rows = await due.fallen(tx, self._clock(), BATCH)
            for row in rows:
                await self._run_one(tx, row)
            next_due = await due.next_at(tx)
        if rows:
            self._committed(next_due)
        self.plan(next_due)
        return bool(rows)

    async def _run_one(self, tx: Transaction, row: Due) -> None:
        """One row in a savepoint: gone together with its effect, or tried again later."""
        try:
            async with tx.savepoint():
                if await due.finish(tx, row):
                    # A clock that was set back since must not plan the same moment again.
                    work = self._new_work(tx)
                    await self._run_due(work.at(max(work.now, row.at)), row)
        except Exception as error:
            if is_out_of_order(error):
                raise
            dropped = await due.failed(tx, row, self._clock() + AGAIN_AFTER)
            log.error("due_failed", kind=row.kind, subject=row.subject, dropped=dropped, **logs.about(error))

    async def step_to(self, target: datetime, clock: MovableClock, drain: Drain) -> None:
        """Move `clock` to `target` (aware UTC), standing still at the instant of each due row on the way.

        At each instant the rows run and `drain` is awaited, so that what one causes may fall due in turn.
        """
        async with self._stepping:
            clock.hold(clock())
            try:
                await drain()
                while (instant := await self._next_due()) and instant <= target and not self._stopping:
                    clock.hold(instant)
                    await self.run_fallen()
                    await drain()
                clock.hold(target)
            finally:
                clock.release()
        self._planned = None
        self._wake.set()

    async def _next_due(self) -> datetime | None:
        async with self._database.unit() as tx:
            return await due.next_at(tx)
