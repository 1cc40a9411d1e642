"""Looking whether everything is in order, a line each."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot import i18n
from bot.clock import system_clock
from bot.config import load_settings
from bot.domain.emergency import load
from bot.domain.errors import StorageError
from bot.operator.server import Answer, get_me
from locales import catalogues
from storage import backup, soundness
from storage.lock import OnlyCopy

CLOCK_BOUND = timedelta(seconds=30)
LEAST_FREE = 100 * 2**20
"""Bytes that must be free, whatever the size of the database."""
LANGUAGES = frozenset({"nl", "ar", "en"})


@dataclass(frozen=True)
class Finding:
    """About one thing: what there is to say, and whether it is as it should be."""

    about: str
    said: str
    fine: bool = True

    def __str__(self) -> str:
        return f"{self.about}: {self.said}"


async def check_all() -> tuple[list[str], bool]:
    """Look at everything; returns lines for the operator, and whether all is fine. Raises SettingsError."""
    settings = load_settings()
    load(settings.emergency_file)
    path = settings.database_path
    findings = [
        Finding("settings", "fine"),
        *_of_database(path),
        *_of_files(path),
        _catalogues(),
        _runs(path),
    ]
    asked_at = system_clock()
    answer = await get_me(settings)
    findings += [_token(answer), _clock(answer, asked_at, system_clock())]
    return [str(finding) for finding in findings], all(finding.fine for finding in findings)


def _of_database(path: Path) -> Iterator[Finding]:
    if not path.exists():
        yield Finding("database", "none yet; it is made when it is first needed")
        return
    faults = backup.check(path)
    if faults:
        yield Finding(
            "database", f"{'; '.join(faults)}; put a backup back with 'buurtkring restore FILE'", False
        )
        return
    yield Finding("database", "fine")
    try:
        faults, gone = soundness.orphans(path)
    except StorageError as error:
        yield Finding("due work", str(error), False)
        return
    about_gone = f"; {gone} about what is gone, without effect" if gone else ""
    yield Finding("due work", ("; ".join(faults) or "fine") + about_gone, not faults)
    if waiting := soundness.undecided(path):
        yield Finding(
            "first visits", f"{waiting} that no coordinator could decide: see 'buurtkring visits list'", False
        )


def _of_files(path: Path) -> Iterator[Finding]:
    """The disk, and who may read and write what."""
    folder = path.absolute().parent
    if not folder.is_dir():
        yield Finding("disk", f"there is no folder {folder}", False)
        return
    free = shutil.disk_usage(folder).free
    needed = max(LEAST_FREE, 2 * (path.stat().st_size if path.exists() else 0))
    room = f"{free / 2**20:,.0f} MB free"
    low = f"{room}, {needed / 2**20:,.0f} MB are needed"
    yield Finding("disk", room if free >= needed else low, free >= needed)
    faults = [] if os.access(folder, os.W_OK | os.X_OK) else [f"{folder} cannot be written to by this user"]
    for end in ("", "-wal", "-shm", ".key", ".lock"):
        file = path.with_name(path.name + end)
        if not file.exists():
            continue
        if not os.access(file, os.R_OK | os.W_OK):
            faults.append(f"{file} cannot be read and written by this user")
        if file.stat().st_mode & 0o077:
            faults.append(f"{file} can be read by others: chmod 600 {file}")
    yield Finding("permissions", "; ".join(faults) or "fine", not faults)


def _catalogues() -> Finding:
    faults = [f"{lang} is missing" for lang in sorted(LANGUAGES - set(i18n.languages()))]
    for file in catalogues.po_files():
        lang = file.parent.parent.name
        messages = [message for message in catalogues.read(file) if message.id]
        lacking = [
            message for message in messages if message.fuzzy or not all(catalogues.strings_of(message))
        ]
        if lacking:
            faults.append(f"{lang} lacks {len(lacking)} of {len(messages)} strings")
        if not file.with_suffix(".mo").exists():
            faults.append(f"{lang} is not compiled")
    return Finding("catalogues", "; ".join(faults) or f"fine, {', '.join(i18n.languages())}", not faults)


def _runs(path: Path) -> Finding:
    match OnlyCopy(path).is_held():
        case True:
            return Finding("bot", "runs on this database")
        case False:
            return Finding("bot", "does not run on this database")
        case None:
            return Finding("bot", "not known whether it runs: its lock cannot be read by this user")


def _token(answer: Answer) -> Finding:
    return Finding("token", answer.problem or f"fine, @{answer.username}", not answer.problem)


def _clock(answer: Answer, asked_at: datetime, answered_at: datetime) -> Finding:
    """This machine's clock beside the server's, which tells whole seconds."""
    if answer.clock is None:
        return Finding("clock", "not known, the server at BOT_API_URL told no time")
    if asked_at - CLOCK_BOUND <= answer.clock <= answered_at + CLOCK_BOUND:
        return Finding("clock", "fine, as the server's")
    off = answered_at - answer.clock
    way = "ahead of" if off > timedelta(0) else "behind"
    seconds = abs(off.total_seconds())
    return Finding(
        "clock", f"{seconds:,.0f} s {way} the server's: set it right, or reminders come at wrong times", False
    )
