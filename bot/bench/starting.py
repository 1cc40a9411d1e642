"""How long the bot takes from the start of its process until it fetches updates, and what memory it takes."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from rich.table import Table

from bot.bench.bots import OURS, Telegram, running
from bot.bench.town import Inhabitant
from bot.bench.updates import Town, begin, finished, ready, wait_for_a_bot

READY_SECONDS, MEGABYTES = 1.5, 150.0


@dataclass(frozen=True)
class Start:
    """One start. Memory: resident, megabytes (10^6)."""

    database: str
    seconds: float
    idle: float
    after_updates: float


def measure(
    server: Telegram,
    folder: Path,
    country: Path | None,
    rounds: int,
    idle: float,
    updates: int,
    done: Callable[[], None],
) -> list[Start]:
    """With an empty database and with that of a whole country (None: not), in turn; `idle` in seconds.

    The country is copied, for the bot writes in it. Its first start plans the work of every buurt, as after a
    move from elsewhere; the later ones find that done.
    """
    copied = [_copy(country, folder)] if country is not None else []
    found = []
    for turn in range(rounds):
        for name, town in [("empty", _empty(folder, turn)), *copied]:
            found.append(_start(server, name, town, idle, updates, turn))
            done()
    return found


def _empty(folder: Path, turn: int) -> Town:
    """A database that the bot makes itself; 500 strangers write to it."""
    people = [Inhabitant(1_000 + number, "nl" if number % 5 < 3 else "ar") for number in range(500)]
    return Town(folder / f"empty-{turn}.db", people)


def _copy(country: Path, folder: Path) -> tuple[str, Town]:
    file = folder / "country.db"
    shutil.copyfile(country, file)
    with closing(sqlite3.connect(file)) as connection:
        people = connection.execute(
            "SELECT account, lang FROM resident WHERE state = 'member' AND lang <> 'en' ORDER BY id LIMIT 500"
        ).fetchall()
        (count,) = connection.execute("SELECT count(*) FROM resident").fetchone()
    return f"{count:,} residents", Town(file, [Inhabitant(account, lang) for account, lang in people])


def _start(server: Telegram, name: str, town: Town, idle: float, updates: int, seed: int) -> Start:
    wait_for_a_bot(server, town)
    began = time.monotonic()
    with running(OURS, server.root, town.file) as program:
        seconds = ready(server, program) - began
        time.sleep(idle)
        at_rest = program.memory()
        begin(server, town, updates, seed, real=True, hold=0.01)
        finished(server, OURS.name)
        after = program.memory()
    return Start(name, seconds, at_rest, after)


def _by_database(found: Sequence[Start]) -> dict[str, list[Start]]:
    groups: dict[str, list[Start]] = {}
    for each in found:
        groups.setdefault(each.database, []).append(each)
    return groups


def table(found: Sequence[Start]) -> Table:
    """One row for each database; medians."""
    made = Table("database", "ready s", "of each start", "MB at rest", "MB after updates")
    for name, starts in _by_database(found).items():
        made.add_row(
            name,
            f"{median(each.seconds for each in starts):.2f}",
            " ".join(f"{each.seconds:.2f}" for each in starts),
            f"{median(each.idle for each in starts):.0f}",
            f"{median(each.after_updates for each in starts):.0f}",
        )
    return made


def notes(found: Sequence[Start]) -> list[str]:
    """Whether the targets are met."""
    lines = []
    for name, starts in _by_database(found).items():
        seconds = median(each.seconds for each in starts)
        memory = median(max(each.idle, each.after_updates) for each in starts)
        lines.append(
            f"{name}: ready in {seconds:.2f} s (target {READY_SECONDS}):"
            f" {'met' if seconds <= READY_SECONDS else 'MISSED'}; {memory:.0f} MB (target {MEGABYTES:.0f}):"
            f" {'met' if memory <= MEGABYTES else 'MISSED'}"
        )
    return lines


def figures(found: Sequence[Start]) -> list[dict[str, Any]]:
    """For JSON: every start."""
    return [
        {
            "database": each.database,
            "ready_seconds": round(each.seconds, 3),
            "resident_mb_at_rest": round(each.idle, 1),
            "resident_mb_after_updates": round(each.after_updates, 1),
        }
        for each in found
    ]
