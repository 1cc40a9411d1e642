"""`python -m tests.soak`: the long soak, several seeds side by side, with a bar, a table and a JSON summary."""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from handlers import BUTTONS, COMMANDS
from tests.soak.findings import Finding, Tally

FIGURES = (
    "seeds",
    "kills",
    "stopped",
    "lives",
    "lives by webhook",
    "updates",
    "updates by webhook",
    "posts of them",
    "updates twice",
    "update numbers that jumped",
    "deeds",
    "calls",
    "messages",
    "messages twice after a kill",
    "messages twice after a cut answer",
    "reminders expected",
    "lost",
    "double effects",
    "leaks",
)


def main() -> None:
    asked = _arguments()
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="buurtkring-soak-"))
    tally = asyncio.run(_run(asked, folder))
    _show(tally, folder, asked)
    if asked.json:
        asked.json.write_text(json.dumps(_summary(tally), indent=1, ensure_ascii=False) + "\n")
    sys.exit(1 if tally.findings else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument(
        "--seed", type=int, default=1, help="the first seed; each worker's next one counts on"
    )
    parser.add_argument("--kills", type=int, default=1000, help="SIGKILLs in all, shared by the seeds")
    parser.add_argument("--residents", type=int, default=200)
    parser.add_argument("--days", type=int, default=30, help="simulated days of each seed")
    parser.add_argument("--turns", type=int, default=14, help="times a day that people are busy")
    parser.add_argument(
        "--webhook", type=float, default=0.4, help="share of lives to which updates are posted"
    )
    parser.add_argument("--workers", type=int, default=2, help="seeds side by side")
    parser.add_argument("--seeds", type=int, help="how many seeds in all (default: as many as workers)")
    parser.add_argument("--folder", type=Path, help="where databases, logs and deeds are kept")
    parser.add_argument("--json", type=Path, help="where the summary goes")
    return parser.parse_args()


async def _run(asked: argparse.Namespace, folder: Path) -> Tally:
    count = asked.seeds or asked.workers
    share, more = divmod(asked.kills, count)
    free = asyncio.Semaphore(asked.workers)
    whole = Tally()
    with _bar() as progress:
        bar = progress.add_task("kills", total=asked.kills, at="")

        async def one(number: int) -> None:
            async with free:
                plan = {"seed": asked.seed + number, "kills": share + (number < more), "turns": asked.turns}
                plan |= {"residents": asked.residents, "days": asked.days, "webhook": asked.webhook}
                whole.add(await _seed(plan, folder, progress, bar))

        await asyncio.gather(*(one(number) for number in range(count)))
    return whole


def _bar() -> Progress:
    what = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    return Progress(*what, TextColumn("{task.fields[at]}"), console=Console(stderr=True))


async def _seed(plan: dict[str, Any], folder: Path, progress: Progress, bar: TaskID) -> Tally:
    """A seed in a process of its own; one that ends without its figures is a finding."""
    own = folder / f"seed-{plan['seed']}"
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir(parents=True)
    given = json.dumps({**plan, "folder": str(own)})
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.soak.one", given, stdout=asyncio.subprocess.PIPE, limit=2**24
    )
    assert process.stdout is not None
    kills = 0
    tally = None
    async for line in process.stdout:
        told = json.loads(line)
        if "tally" in told:
            tally = Tally.from_json(told["tally"])
            break
        progress.update(bar, advance=told["kills"] - kills, at=f"seed {plan['seed']} {told['at']}")
        kills = told["kills"]
    code = await process.wait()
    if tally is None:
        tally = Tally()
        tally.findings.append(Finding("the soak itself ended", plan["seed"], 0, 0, f"exit code {code}"))
    tally.counts["seeds"] += 1
    return tally


def _summary(tally: Tally) -> dict[str, Any]:
    per_kill = tally.counts["messages twice after a kill"] / max(1, tally.counts["kills"])
    figures = {"twice_a_kill": round(per_kill, 3), "worked_share": round(_share(tally), 3)}
    return {**tally.to_json(), **figures, "never_worked": _never(tally)}


def _share(tally: Tally) -> float:
    """Of all buttons and commands, how many did what they are for at least once."""
    return 1 - len(_never(tally)) / len({*BUTTONS, *COMMANDS})


def _never(tally: Tally) -> list[str]:
    return sorted(name for name in {*BUTTONS, *COMMANDS} if not tally.worked[name])


def _show(tally: Tally, folder: Path, asked: argparse.Namespace) -> None:
    out = Console()
    table = Table("what", "count", title="The soak")
    for name in FIGURES:
        table.add_row(name, f"{tally.counts[name]:,}")
    table.add_row("twice a kill, on average", f"{_summary(tally)['twice_a_kill']}")
    table.add_row("twice by one kill, at most", str(tally.most_twice))
    table.add_row("faults", ", ".join(f"{name} {count}" for name, count in sorted(tally.faults.items())))
    all_names = {*BUTTONS, *COMMANDS}
    worked = f"{len(all_names) - len(_never(tally))} of {len(all_names)}, {_share(tally):.1%}"
    table.add_row("buttons and commands that worked", worked)
    out.print(table)
    if _never(tally):
        out.print("Never pressed with success:", ", ".join(_never(tally)))
    for finding in tally.findings:
        out.print(f"FOUND {finding}", markup=False, soft_wrap=True)
        out.print(f"      replay: {_replay(asked, finding.seed)}", markup=False, soft_wrap=True)
    out.print(f"Databases, logs and what everybody did: {folder}", soft_wrap=True)


def _replay(asked: argparse.Namespace, seed: int) -> str:
    """The same people, faults and deeds; which call comes first of those under way at once is up to the machine."""
    count = asked.seeds or asked.workers
    share, more = divmod(asked.kills, count)
    kills = share + (seed - asked.seed < more)
    return (
        f"python -m tests.soak --seed {seed} --kills {kills} --residents {asked.residents}"
        f" --days {asked.days} --turns {asked.turns} --webhook {asked.webhook} --workers 1"
    )


if __name__ == "__main__":
    main()
