"""`buurtkring simulate --database FILE`: weeks of a simulated buurt, up to now, as a database to look around in."""

from __future__ import annotations

import asyncio
import secrets
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bot.domain.calendar import NO_BUURT, at_local, local
from bot.domain.errors import StorageError
from bot.domain.model import Role
from bot.simulated.loading import BUURT, CLAIMED_WITHIN, load
from bot.simulation.diary import Diary, keep
from bot.simulation.setting import Setting

SEED = 0


def start_of(weeks: int, now: datetime) -> datetime:
    """The Monday, local midnight as UTC, so that so many whole weeks are over at `now`."""
    today = local(now, NO_BUURT).date()
    monday = today - timedelta(days=today.weekday()) - timedelta(weeks=weeks)
    return at_local(monday, time(0), NO_BUURT)


def write(path: Path, setting: Setting, now: datetime, rng: Random) -> str:
    """Make the database, with codes from `rng`; returns what to tell the operator.

    Raises StorageError for a file that is not empty.
    """
    if path.exists() and path.stat().st_size:
        raise StorageError(f"{path} is there already: name a file that is not")
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        start = start_of(setting.weeks, now)
        lived = progress.add_task("neighbours live", total=(now - start) / timedelta(hours=1))
        diary = keep(
            SEED,
            setting,
            start,
            now,
            lambda at: progress.update(lived, completed=(at - start) / timedelta(hours=1)),
        )
        progress.update(lived, completed=progress.tasks[lived].total)
        written = progress.add_task("events are written", total=len(diary.entries))
        key = secrets.token_bytes(32)
        codes = asyncio.run(load(path, diary, key, rng, lambda: progress.advance(written)))
    return _told(path, diary, codes)


def _told(path: Path, diary: Diary, codes: dict[Role, str]) -> str:
    roles = "\n".join(f"  {role}: /start {code}" for role, code in codes.items())
    return (
        f"{path}: {BUURT}, {len(diary.neighbours)} neighbours, {len(diary.posted)} posts,"
        f" {len(diary.entries)} events up to now.\n"
        f'Look at a week: DATABASE_PATH={path} buurtkring digest "{BUURT}"\n'
        f"With a bot on this database, one person may send each of these within {CLAIMED_WITHIN.days} days:\n{roles}"
    )
