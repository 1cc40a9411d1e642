"""The whole bot on this machine: a local Bot API server, a seeded buurt, phones, and a clock that moves."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from pydantic import SecretStr

from bot.app import App, build_app
from bot.clock import Clock, MovableClock, system_clock, system_rng
from bot.config import Settings
from bot.domain.calendar import QUIET_UNTIL, is_quiet, next_at, next_monday
from bot.playground.neighbours import Neighbours
from bot.playground.phone import Phone
from bot.playground.seed import (
    BRAM,
    FIRST_NEIGHBOUR,
    FIRST_NEXT_DOOR,
    HALA,
    JOKE,
    NEIGHBOURS,
    NEWER,
    NEXT_DOOR,
    RIET,
    SAMIRA,
    ZONE,
    seed,
)
from bot.playground.server import serve
from bot.playground.wishes import wishes
from bot.playground.world import World
from storage.database import Database

MORNING = timedelta(hours=2)
BUURTAPP = -1_000_000_000_101
"""The group chat that the neighbours have already; Joke may link it."""


@dataclass(frozen=True)
class Demo:
    """A running playground."""

    url: str
    world: World
    app: App
    clock: MovableClock
    neighbours: Neighbours

    @property
    def riet(self) -> Phone:
        """A Dutch resident, member already."""
        return self.world.phone(RIET)

    @property
    def samira(self) -> Phone:
        """An Arabic-speaking newcomer."""
        return self.world.phone(SAMIRA)

    @property
    def joke(self) -> Phone:
        """The coordinator."""
        return self.world.phone(JOKE)

    @property
    def bram(self) -> Phone:
        """The community builder."""
        return self.world.phone(BRAM)

    @property
    def hala(self) -> Phone:
        """The coordinator next door, who reads Arabic."""
        return self.world.phone(HALA)

    async def rest(self) -> None:
        """Wait until nothing is under way, the neighbours' answers included."""
        await self._settled()
        while self.neighbours.busy:
            await self.neighbours.settle()
            await self._settled()

    async def open_phones(self) -> None:
        """Let those who know the bot already open it, so that their phones show something."""
        self.riet.send("/start")
        self.joke.send("/coordinator")
        self.bram.send("/digest")
        await self.rest()

    async def _settled(self) -> None:
        await self.world.updates.confirmed()
        await self.app.settled()

    async def move(self, step: str) -> None:
        """Move the clock an `hour`, a `day` or to next `monday` 08:00, through everything due on the way."""
        now = self.clock()
        target = {
            "hour": now + timedelta(hours=1),
            "day": now + timedelta(days=1),
            "monday": next_monday(now, ZONE) + timedelta(minutes=1),
        }[step]
        await self.move_to(target)

    async def move_to(self, target: datetime) -> None:
        """Move the clock to a moment (aware UTC), through everything due and asked for on the way."""
        for wish in self.neighbours.wishes_until(target):
            await self.app.step_to(max(wish.at, self.clock()), self.rest)
            self.world.phone(wish.account).send(wish.sentence)
        await self.app.step_to(target, self.rest)


def begin_at(now: datetime) -> datetime:
    """The moment at which the demo opens: now, or ten in the morning where it is quiet now."""
    return next_at(now, QUIET_UNTIL, ZONE) + MORNING if is_quiet(now, ZONE) else now.astimezone(UTC)


@contextlib.asynccontextmanager
async def open_demo(
    port: int = 0,
    *,
    clock: Clock = system_clock,
    start: datetime | None = None,
    rng: Random | None = None,
    answer_seconds: tuple[float, float] | None = (2.0, 6.0),
) -> AsyncIterator[Demo]:
    """Open a playground on 127.0.0.1 (port 0: a free one), with a database of its own that goes at the end.

    Without `answer_seconds` the neighbours do nothing by themselves. Raises OSError where the port is taken.
    """
    moving = MovableClock(start or begin_at(clock()))
    world = World(moving)
    chance = rng or system_rng()
    asking = wishes(
        [(FIRST_NEIGHBOUR + n, each.lang) for n, each in enumerate(NEIGHBOURS)], moving(), ZONE, chance
    )
    neighbours = Neighbours(world, chance, answer_seconds, asking)
    with tempfile.TemporaryDirectory(prefix="buurtkring-") as folder:
        path = Path(folder) / "demo.db"
        database = await Database.open(path)
        try:
            async with database.unit() as tx:
                await seed(tx, moving())
        finally:
            await database.close()
        _phones(world)
        demos: list[Demo] = []

        async def move(step: str) -> None:
            await demos[0].move(step)

        async with serve(world, port, move_clock=move) as serving:
            settings = Settings(
                bot_token=SecretStr(world.token),
                bot_api_url=serving.url,
                database_path=path,
                send_limits=False,
                log_level="WARNING",
            )
            app = build_app(settings, clock=moving, rng=rng)
            await app.start()
            demos.append(Demo(serving.url, world, app, moving, neighbours))
            try:
                yield demos[0]
            finally:
                await app.stop()


def _phones(world: World) -> None:
    shown = (
        (RIET, "Riet", "nl", "Bewoner · Nederlands"),
        (SAMIRA, "سميرة", "ar", "ساكنة جديدة · العربية"),
        (JOKE, "Joke", "nl", "Coördinator"),
        (BRAM, "Bram", "nl", "Opbouwwerker"),
    )
    for account, name, lang, caption in shown:
        world.phone(account, name, lang)
        world.on_show.append(account)
        world.captions[account] = caption
    neighbours = [
        (first + number, each.name, each.lang)
        for first, people in ((FIRST_NEIGHBOUR, NEIGHBOURS), (FIRST_NEXT_DOOR, NEXT_DOOR))
        for number, each in enumerate(people)
    ]
    for account, name, lang in (*neighbours, *NEWER):
        world.phone(account, name, lang)
    everybody = [*world.users]
    for account in world.chats.keys() - {SAMIRA}:
        world.chats[account].open = True  # they pressed Start long ago
    world.group_of(BUURTAPP, "Buurtapp De Linden", *everybody)
