"""Digests of a database of simulated weeks; as a command, a whole year: every figure recounted, every week attacked.

`python -m tests.simulation.year [--seed N] [--demand X] [--willingness X]`
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from bot.domain.digest.findings import findings
from bot.domain.digest.stored import from_json
from bot.domain.digest.telling import Digest
from bot.render.digest_table import csv_text
from bot.services import digest
from bot.services.work import Work
from bot.simulated.command import start_of
from bot.simulated.loading import load
from bot.simulation.diary import Diary, keep
from bot.simulation.setting import Setting
from storage import buurten
from storage.database import Database
from tests.domain.digest_attack import attack
from tests.simulation.expected import Expected
from tests.simulation.recount import Line, Recount

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)


def made(folder: Path, setting: Setting, seed: int = 1) -> tuple[Path, Diary]:
    """A database of the weeks before NOW, and the diary that it was made of."""
    diary = keep(seed, setting, start_of(setting.weeks, NOW), NOW)
    file = folder / "year.db"
    asyncio.run(load(file, diary, b"k" * 32, Random(seed)))
    return file, diary


async def digests(file: Path, weeks: int) -> list[dict[str, Any]]:
    """The parameters of the digests of the last whole weeks, as the bot makes them, oldest first."""
    database = await Database.open(file)
    try:
        async with database.unit() as tx:
            work = Work(tx, NOW, Random(0), b"k" * 32, "")
            (buurt,) = await buurten.every(tx)
            last = digest.whole_week(work, buurt, None)
            assert last is not None
            return [await digest.figures(work, buurt, week) for week in range(last - weeks + 1, last + 1)]
    finally:
        await database.close()


def lines_of(told: Digest) -> list[Line]:
    """Its CSV, line by line."""
    return list(csv.DictReader(StringIO(csv_text(told, findings(told)))))


def wrong(count: Recount, told: Digest) -> list[str]:
    """The lines of a digest that the count over the events does not give."""
    monday = date.fromordinal(7 * told.week + 1)
    table = lines_of(told)
    expected = Expected(count, monday, table)
    return [f"{line} but {by_hand}" for line in table if (by_hand := expected.of(line)) != line["value"]] + (
        [] if told.by_week == count.by_week(count.monday(monday)) else [f"{monday}: by the week or not?"]
    )


def main() -> int:
    asks = argparse.ArgumentParser(description=__doc__)
    asks.add_argument("--seed", type=int, default=0)
    asks.add_argument("--demand", type=float, default=1.0)
    asks.add_argument("--willingness", type=float, default=1.0)
    said = asks.parse_args()
    usual = Setting(weeks=52, willingness=said.willingness)
    setting = replace(usual, requests_per_week=usual.requests_per_week * said.demand)
    with TemporaryDirectory() as folder:
        began = time.process_time()
        file, diary = made(Path(folder), setting, said.seed)
        loaded = time.process_time() - began
        told = [from_json(params["figures"]) for params in asyncio.run(digests(file, setting.weeks))]
        count = Recount(file)
        faults = [fault for each in told for fault in wrong(count, each)]
    found = attack(told).leaks()
    lines = sum(len(lines_of(each)) for each in told)
    print("\n".join([*faults, *found]))
    print(
        f"seed {said.seed}: {len(diary.entries)} events in {loaded:.1f} s of one core; {len(told)} digests,"
    )
    print(f"{lines} figures recounted, {len(faults)} wrong; the attack found {len(found)} small groups")
    return 1 if faults or found else 0


if __name__ == "__main__":
    sys.exit(main())
