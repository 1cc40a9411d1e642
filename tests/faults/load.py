"""A heavy load on the sender, measured at the server: `python -m tests.faults.load` (about half a minute)."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.app import App, build_app
from bot.clock import system_clock
from bot.domain.ids import AccountId
from bot.domain.model import OutMessage
from bot.playground.faults import slow
from bot.playground.messages import ChatKind
from bot.playground.server import serve
from bot.playground.world import World
from storage import outbox
from tests.delivery.standins import Standins, settings

from .sends import burst_of, busiest, messages

GROUP = -1_000_000_000_040
FIRST = 1_000


@dataclass(frozen=True)
class Figures:
    """What the server saw."""

    sent: int
    second: int
    """The most in one second, to all chats."""
    minute: int
    """The most in one minute, to the group."""
    burst: float
    """The most above one a second to one person."""


async def queue(app: App, rows: list[OutMessage]) -> None:
    """All of them in one unit, as a broadcast does it."""
    async with app.database.unit() as tx:
        for row in rows:
            await outbox.put(tx, row, app.clock())
    app.sender.wake()


def echo(chat_id: int, text: str, urgency: int = 0) -> OutMessage:
    return OutMessage("echo", {"text": text}, AccountId(chat_id), urgency=urgency)


async def run(folder: Path, seconds: float, *, people: int, each: int, group: int, jitter: float) -> Figures:
    """Queue `each` for `people` and `group` for one group, and look for `seconds` at what arrives.

    `jitter`: the way to the server takes up to so many seconds (chance of a fixed seed).
    """
    world = World(system_clock)
    for number in range(people):
        world.phone(FIRST + number).start()
    world.updates.clear()
    world.group(GROUP, kind=ChatKind.SUPERGROUP)
    rng = Random(1)
    if jitter:
        world.faults.append(lambda _method, _chat: slow(rng.uniform(0, jitter)))
    async with serve(world, control=False) as serving:
        app = build_app(
            settings(serving.url, folder / "load.db", send_limits=True), parts=Standins().parts(), rng=rng
        )
        await app.start()
        try:
            rows = [echo(FIRST + n, f"{turn}") for turn in range(each) for n in range(people)]
            await queue(app, [*(echo(GROUP, f"{turn}") for turn in range(group)), *rows])
            await asyncio.sleep(seconds)
        finally:
            await app.stop()
    return measured(world)


def measured(world: World) -> Figures:
    """The figures of everything that was called so far."""
    found = messages(world.calls)
    moments = [at for chat in found.values() for at in chat]
    return Figures(
        len(moments),
        busiest(moments, 1.0),
        busiest(found.get(GROUP, []), 60.0),
        max((burst_of(chat) for chat_id, chat in found.items() if chat_id > 0), default=0.0),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=75.0)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--each", type=int, default=30)
    parser.add_argument("--group", type=int, default=60)
    parser.add_argument("--jitter", type=float, default=0.0, help="seconds")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="buurtkring-") as folder:
        figures = asyncio.run(
            run(
                Path(folder),
                given.seconds,
                people=given.people,
                each=given.each,
                group=given.group,
                jitter=given.jitter,
            )
        )
    print(f"sent {figures.sent} in {given.seconds:.0f} s")
    print(f"most in a second to all: {figures.second} (30)")
    print(f"most in a minute to the group: {figures.minute} (20)")
    print(f"most above one a second to a person: {figures.burst:.2f} (burst of 3)")


if __name__ == "__main__":
    main()
