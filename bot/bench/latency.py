"""How long a resident waits for an answer, at a calm pace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from rich.table import Column, Table

from bot.bench.bots import OURS, PTB, Telegram, running
from bot.bench.figures import percentile
from bot.bench.updates import Town, finished, fresh, ready, wait_for_a_bot, warm_up

P99_MS, P99_TIMES = 50.0, 3.0
"""The most that the slowest reply in a hundred should take, and how many times that of the echo bot."""
BOTS = (OURS, PTB)


@dataclass(frozen=True)
class Replies:
    """One bot, once: milliseconds from when each update was there until its answer was."""

    name: str
    waits: tuple[float, ...]

    @property
    def p50(self) -> float:
        return percentile(self.waits, 0.5)

    @property
    def p99(self) -> float:
        return percentile(self.waits, 0.99)


def measure(
    server: Telegram, town: Town, rounds: int, rate: float, seconds: float, done: Callable[[], None]
) -> list[Replies]:
    """Both bots in turn; updates come at random (Poisson), `rate` a second, at the same moments for both."""
    found = []
    for turn in range(rounds):
        for contender in BOTS:
            database = fresh(town)
            wait_for_a_bot(server, town)
            with running(contender, server.root, database) as program:
                ready(server, program)
                warm_up(server, contender, town, turn)
                server.begin(updates=round(rate * seconds), seed=turn, rate=rate, real=contender.ours)
                state = finished(server, contender.name)
            found.append(Replies(contender.name, tuple(wait * 1000 for wait in state["latencies"])))
            done()
    return found


def medians(found: Sequence[Replies], name: str) -> tuple[float, float]:
    """p50 and p99 of a bot: the medians of its rounds."""
    mine = [each for each in found if each.name == name]
    return median(each.p50 for each in mine), median(each.p99 for each in mine)


def table(found: Sequence[Replies]) -> Table:
    """One row for each bot; milliseconds, medians of the rounds."""
    made = Table(Column("", no_wrap=True), "p50 ms", "p99 ms", "p99 of each round", "slowest ms", "replies")
    for contender in BOTS:
        mine = [each for each in found if each.name == contender.name]
        p50, p99 = medians(found, contender.name)
        made.add_row(
            contender.name,
            f"{p50:.1f}",
            f"{p99:.1f}",
            " ".join(f"{each.p99:.0f}" for each in mine),
            f"{max(max(each.waits) for each in mine):.0f}",
            f"{sum(len(each.waits) for each in mine):,}",
        )
    return made


def notes(found: Sequence[Replies]) -> list[str]:
    """Whether the targets are met."""
    (_, ours), (_, echo) = medians(found, OURS.name), medians(found, PTB.name)
    return [
        f"p99 {ours:.1f} ms (target {P99_MS:.0f}): {'met' if ours <= P99_MS else 'MISSED'}",
        f"p99 {ours / echo:.2f} times the echo bot's (target {P99_TIMES:.0f}):"
        f" {'met' if ours <= P99_TIMES * echo else 'MISSED'}",
    ]


def figures(found: Sequence[Replies]) -> list[dict[str, Any]]:
    """For JSON: every round."""
    return [
        {
            "name": each.name,
            "replies": len(each.waits),
            "p50_ms": round(each.p50, 2),
            "p99_ms": round(each.p99, 2),
            "slowest_ms": round(max(each.waits), 2),
        }
        for each in found
    ]
