"""Updates a second: the complete bot, every update durable and answered, beside plain echo bots."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bot.bench.bots import Contender, NotMeasuredError, Program, Telegram, running
from bot.bench.raw import answer_all
from bot.bench.town import Inhabitant, build
from bot.clock import system_clock

LOOK_EVERY = 0.1
STUCK_SECONDS = 15.0
WARM_UP = 300
"""Updates before the clock counts: a bot that runs has read its modules, catalogues and patterns."""
READY_SECONDS = 60.0
RAW = "the server by itself"


@dataclass(frozen=True)
class Town:
    """A database that is copied for each round, and who lives in it."""

    file: Path
    inhabitants: list[Inhabitant]

    @property
    def messages(self) -> int:
        """The last message id that anybody has seen."""
        return max((m for who in self.inhabitants for m, _ in who.questions), default=1)


@dataclass(frozen=True)
class Round:
    """One bot, once."""

    name: str
    updates: int
    seconds: float
    """From the first hand-out until all were answered and confirmed, and nothing more came."""
    cpu: float
    """Of the bot's process, seconds; 0 where it is none."""
    server_cpu: float
    calls: dict[str, int]
    kinds: dict[str, int]

    @property
    def rate(self) -> float:
        return self.updates / self.seconds


def make_town(folder: Path, residents: int, seed: int) -> Town:
    """The seeded database, made in `folder`."""
    file = folder / "town.db"
    return Town(file, asyncio.run(build(file, residents, system_clock(), Random(seed))))


def begin(server: Telegram, town: Town, updates: int, seed: int, **what: Any) -> None:
    """Let the server make so many updates from the town's residents, who did nothing yet."""
    chats = [(who.account, who.lang, who.questions) for who in town.inhabitants]
    server.begin(updates=updates, chats=chats, seed=seed, messages=town.messages, **what)


def bot_round(
    server: Telegram,
    contender: Contender,
    town: Town,
    updates: int,
    seed: int,
    hold: float,
    warm: int = WARM_UP,
) -> Round:
    """One measurement of a bot in a fresh process on a fresh copy of the database, after `warm` other updates."""
    database = fresh(town)
    wait_for_a_bot(server, town)
    with running(contender, server.root, database) as program:
        ready(server, program)
        warm_up(server, contender, town, seed, warm)
        cpu, server_cpu = program.cpu(), server.program.cpu()
        server.begin(updates=updates, seed=seed, real=contender.ours, hold=hold)
        state = finished(server, contender.name)
        cpu, server_cpu = program.cpu() - cpu, server.program.cpu() - server_cpu
    if contender.ours:
        _durable(database, warm + updates)
    return _round(contender.name, state, cpu, server_cpu)


def raw_round(server: Telegram, town: Town, updates: int, seed: int) -> Round:
    """What the server by itself can."""
    begin(server, town, updates, seed)
    server_cpu = server.program.cpu()
    answer_all(server.port, updates)
    state = finished(server, RAW)
    return _round(RAW, state, 0.0, server.program.cpu() - server_cpu)


def fresh(town: Town) -> Path:
    """A copy of the town's database that no bot has used."""
    database = town.file.with_name("measured.db")
    for old in town.file.parent.glob("measured.db*"):
        old.unlink()
    return Path(shutil.copyfile(town.file, database))


def wait_for_a_bot(server: Telegram, town: Town) -> None:
    """No updates yet: the next bot starts, connects, and waits."""
    begin(server, town, 0, 0)


def warm_up(server: Telegram, contender: Contender, town: Town, seed: int, updates: int = WARM_UP) -> None:
    """The first updates, before the clock counts. The residents go on from there."""
    begin(server, town, updates, seed + 1_000, real=contender.ours)
    finished(server, contender.name)


def ready(server: Telegram, program: Program) -> float:
    """Wait until the bot fetches its updates; returns when it did (seconds, `time.monotonic`)."""
    until = time.monotonic() + READY_SECONDS
    while (at := server.state()["first_poll_at"]) is None:
        if program.ended or time.monotonic() > until:
            raise NotMeasuredError("the bot does not fetch its updates")
        time.sleep(0.02)
    time.sleep(0.5)
    return float(at)


def finished(server: Telegram, name: str) -> dict[str, Any]:
    """Wait until everything is answered and confirmed. Raises NotMeasuredError where the bot goes no further."""
    answered, moved = -1, time.monotonic()
    while not (state := server.state())["quiet"]:
        if state["answered"] != answered:
            answered, moved = state["answered"], time.monotonic()
        elif time.monotonic() - moved > STUCK_SECONDS:
            raise NotMeasuredError(
                f"{name} answered {answered} of {state['limit']} updates and confirmed {state['confirmed']};"
                f" not these: {', '.join(state['unanswered'])}"
            )
        time.sleep(LOOK_EVERY)
    return state


def _round(name: str, state: dict[str, Any], cpu: float, server_cpu: float) -> Round:
    seconds = state["ended_at"] - state["first_at"]
    return Round(name, state["limit"], seconds, cpu, server_cpu, state["calls"], state["kinds"])


def _durable(database: Path, updates: int) -> None:
    """Every update stands in the database as handled. Raises NotMeasuredError where one does not."""
    with closing(sqlite3.connect(database)) as connection:
        states = dict(connection.execute("SELECT state, count(*) FROM inbox GROUP BY state").fetchall())
    if states != {"done": updates}:
        raise NotMeasuredError(f"of {updates} updates the database has {states}")


def measure(
    server: Telegram,
    contenders: list[Contender],
    town: Town,
    rounds: int,
    updates: int,
    hold: float,
    done: Callable[[], None],
) -> list[Round]:
    """Every bot once, then every bot again, so often as there are rounds; `done` is called after each."""
    found = []
    for turn in range(rounds):
        found.append(raw_round(server, town, updates, turn))
        done()
        for contender in contenders:
            found.append(bot_round(server, contender, town, updates, turn, hold))
            done()
    return found
