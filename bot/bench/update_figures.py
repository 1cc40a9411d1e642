"""Updates a second and reply times, as tables and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

from rich.table import Column, Table

from bot.bench.bots import AIOGRAM, OURS, PTB
from bot.bench.updates import RAW, Round

ENOUGH = 3.0
"""How many times the updates of the fastest bot the server by itself must do."""
TARGETS = {PTB.name: 1.5, AIOGRAM.name: 1.0}
"""How many times the updates of these the complete bot should handle."""

HEADS = ("updates/s", "lowest", "highest", "times ptb", "CPU ms each", "of the server", "calls each")


def by_name(rounds: Sequence[Round]) -> dict[str, list[Round]]:
    """The rounds of each, in the order in which they ran."""
    found: dict[str, list[Round]] = {}
    for each in rounds:
        found.setdefault(each.name, []).append(each)
    return found


def rates(rounds: Sequence[Round]) -> dict[str, float]:
    """Median updates a second of each."""
    return {name: median(each.rate for each in of_it) for name, of_it in by_name(rounds).items()}


def headroom(rounds: Sequence[Round]) -> float:
    """Updates a second of the server by itself over those of the fastest bot."""
    found = rates(rounds)
    return found[RAW] / max(rate for name, rate in found.items() if name != RAW)


def updates_table(rounds: Sequence[Round]) -> Table:
    """One row for each; medians."""
    found = rates(rounds)
    table = Table(Column("", no_wrap=True), *HEADS)
    for name, of_it in by_name(rounds).items():
        every = [each.rate for each in of_it]
        table.add_row(
            name,
            f"{found[name]:,.0f}",
            f"{min(every):,.0f}",
            f"{max(every):,.0f}",
            f"{found[name] / found[PTB.name]:.2f}" if PTB.name in found and name != RAW else "",
            f"{_cpu_ms(of_it):.2f}" if name != RAW else "",
            f"{median(each.server_cpu / each.updates for each in of_it) * 1000:.2f}",
            f"{sum(of_it[-1].calls.values()) / of_it[-1].updates:.2f}",
        )
    return table


def _cpu_ms(rounds: Sequence[Round]) -> float:
    return median(each.cpu / each.updates for each in rounds) * 1000


def updates_notes(rounds: Sequence[Round]) -> list[str]:
    """What to know with the table, and whether the targets are met; a line each."""
    found = rates(rounds)
    notes = []
    if AIOGRAM.name not in found:
        notes.append("aiogram is not installed (it comes with the dev extra): its echo bot is left out")
    times = headroom(rounds)
    enough = "enough" if times >= ENOUGH else f"LESS THAN {ENOUGH:.0f}, so the figures are too low"
    notes.append(f"the server by itself does {times:.1f} times the updates of the fastest bot: {enough}")
    for name, target in TARGETS.items():
        if name in found and OURS.name in found:
            ratio = found[OURS.name] / found[name]
            met = "met" if ratio >= target else "MISSED"
            notes.append(f"{OURS.name} does {ratio:.2f} times the updates of {name} (target {target}): {met}")
    return notes


def updates_json(rounds: Sequence[Round]) -> dict[str, Any]:
    """All figures."""
    found = rates(rounds)
    return {
        "server_over_fastest_bot": round(headroom(rounds), 2),
        "bots": [
            {
                "name": name,
                "updates_a_second": round(found[name], 1),
                "times_ptb_echo": round(found[name] / found[PTB.name], 3) if PTB.name in found else None,
                "rounds": [
                    {
                        "updates": each.updates,
                        "seconds": round(each.seconds, 3),
                        "updates_a_second": round(each.rate, 1),
                        "bot_cpu_seconds": round(each.cpu, 2),
                        "server_cpu_seconds": round(each.server_cpu, 2),
                        "kinds": each.kinds,
                        "calls": each.calls,
                    }
                    for each in of_it
                ],
            }
            for name, of_it in by_name(rounds).items()
        ],
    }
