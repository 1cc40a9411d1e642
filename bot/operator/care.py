"""Backups and putting one back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.clock import system_clock, system_rng
from bot.config import Settings, load_settings
from bot.domain.errors import StorageError
from bot.domain.ids import ResidentId
from bot.domain.model import ResidentState
from bot.services import privacy
from bot.services.work import Work
from storage import backup, residents
from storage.database import Database


def back_up(target: Path, keep_days: int | None) -> str:
    """Write a backup to a file, or into a folder, where those older than `keep_days` go. Raises StorageError."""
    database = load_settings().database_path
    if not target.is_dir():
        if keep_days is not None:
            raise StorageError(
                f"{target} is no folder: there is nothing in it to remove after {keep_days} days"
            )
        backup.copy(database, target)
        return f"{target} is written and checked."
    keep = backup.KEPT if keep_days is None else timedelta(days=keep_days)
    made, went = backup.copy_into(database, target, system_clock(), keep)
    return f"{made} is written and checked; {went} older than {keep.days} days removed."


async def restore_from(file: Path) -> str:
    """Put a backup back; who was erased since is erased in it again. Raises StorageError."""
    settings = load_settings()
    path = settings.database_path
    with backup.replacing(file, path) as made:
        erased = backup.erased_since(made, path)
        if erased:
            await _erase(made, erased, settings)
    told = f"{path} is restored; what was there is kept beside it as .before-restore."
    if erased is None:
        return (
            f"{told} Who was erased after this backup stands in it again: what was there could not tell who."
        )
    return f"{told} Erased again, as they were since: {len(erased)}." if erased else told


async def _erase(database: Path, who: list[ResidentId], settings: Settings) -> None:
    """As if they asked now: the neighbours with whom they had something going are told by the bot when it starts."""
    opened = await Database.open(database)
    try:
        async with opened.unit() as tx:
            work = Work(tx, system_clock(), system_rng(), settings.key(), "")
            for each in who:
                resident = await residents.get(tx, each)
                if resident is None:
                    continue
                if resident.state is ResidentState.INVITED:  # they only ever said no to taking part
                    await residents.delete(tx, each)
                else:
                    await privacy.erase(work, resident)
    finally:
        await opened.close()
