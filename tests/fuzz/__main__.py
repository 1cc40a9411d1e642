"""`python -m tests.fuzz --updates 100000 --seed 1 --workers 2`: bad input in bulk, and what it found.

A round that fails is played again by `--seed N --round R`, single updates by `--replay FILE`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NoReturn

from bot import logs
from tests.fuzz import buurt
from tests.fuzz.findings import Findings, Searched
from tests.fuzz.round import Plan, Sort, play
from tests.fuzz.shapes import Json

PER_ROUND = 500
SORTS = (*[Sort.TALK] * 5, *[Sort.DESCRIBED] * 4, Sort.SPOILED)
HTTP_EVERY = 29
LOUD_EVERY = 17
"""Rounds in which the libraries that tell every statement are listened to as well."""


def plan_of(seed: int, number: int, updates: int = PER_ROUND) -> Plan:
    return Plan(seed, number, SORTS[number % len(SORTS)], updates, over_http=number % HTTP_EVERY == 1)


def _play(plans: list[Plan]) -> Findings:
    """Some rounds in a process of their own."""
    found, log = Findings(), Searched()
    real, sys.stderr = sys.stderr, log
    logs.configure("json", "DEBUG", log)
    with tempfile.TemporaryDirectory(prefix="buurtkring-fuzz-") as name:
        folder = Path(name)
        asyncio.run(buurt.make(folder / "template.db"))
        for plan in plans:
            loud = plan.number % LOUD_EVERY == 0
            for library in ("aiosqlite", "asyncio"):
                logging.getLogger(library).setLevel(logging.DEBUG if loud else logging.INFO)
            found.add(asyncio.run(play(plan, folder / "template.db", folder)))
            for leak in log.leaks:
                found.fault("a text in a log line", f"{plan} {leak}")
            for line in log.uncaught:
                found.fault("an error that nobody caught", f"{plan} {line}")
            log.leaks.clear()
            log.uncaught.clear()
            if plan.number % 20 == 0:
                print(f"round {plan.number}: {found.updates} updates", file=real, flush=True)
    sys.stderr = real
    return found


def _report(found: Findings, seconds: float) -> None:
    faults = sum(found.counted.values())
    print(
        f"{found.updates} updates, {found.messages} messages sent, {faults} faults, {seconds:.0f} s"
        f" ({found.updates / seconds:.0f} updates/s)"
    )
    for what, count in found.counted.most_common():
        print(f"\n{count} x {what}")
        for example in found.faults[what]:
            print(f"    {example[:1500]}")
    for took, examples in found.slow.items():
        print(f"\nslow: {took}")
        for example in examples:
            print(f"    {example[:1500]}")


def _replay(updates: list[Json]) -> NoReturn:
    """Play these alone."""
    with tempfile.TemporaryDirectory(prefix="buurtkring-fuzz-") as name:
        template = Path(name) / "template.db"
        asyncio.run(buurt.make(template))
        found = asyncio.run(play(Plan(1, 0, Sort.SPOILED, len(updates)), template, Path(name), updates))
    _report(found, found.seconds)
    sys.exit(1 if found.counted else 0)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--updates", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--round", type=int, help="only this round")
    parser.add_argument("--replay", type=Path, help="updates to play, one JSON object a line")
    chosen = parser.parse_args()
    if chosen.replay is not None:
        _replay([json.loads(line) for line in chosen.replay.read_text().splitlines()])
    count = -(-chosen.updates // PER_ROUND)
    numbers = [chosen.round] if chosen.round is not None else list(range(count))
    plans = [plan_of(chosen.seed, number) for number in numbers]
    found, began = Findings(), time.monotonic()
    # Small shares: the rounds are of different weight.
    shares = [plans[start : start + 10] for start in range(0, len(plans), 10)]
    with ProcessPoolExecutor(chosen.workers) as pool:
        for part in pool.map(_play, shares):
            found.add(part)
    _report(found, time.monotonic() - began)
    sys.exit(1 if found.counted else 0)


if __name__ == "__main__":
    main()
