"""One seed: a town, a month, a bot that dies all the time, and a model that looks at every turn."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import socket
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import TextIO

from bot.playground.server import serve
from handlers import BUTTONS, COMMANDS
from tests.soak.books import Books, connect, copied
from tests.soak.deaths import Deaths
from tests.soak.deeds import Deed
from tests.soak.findings import Finding, Tally
from tests.soak.instant import Told as Instant
from tests.soak.letters import ZONE
from tests.soak.lives import PATIENCE, HangsError, Lives
from tests.soak.markers import Markers
from tests.soak.model import Model
from tests.soak.people import Residents
from tests.soak.plan import BEGINS, Plan
from tests.soak.server import WatchedWorld
from tests.soak.states import waits
from tests.soak.tastes import Curiosity
from tests.soak.town import FUTURE_GROUP, GROUP, found, give_phones, settle
from tests.soak.weather import Sky, Weather

AT_MOST_FOUND = 60
"""Findings after which a seed is given up."""
STAFF_IS_BUSY = 0.6
"""How often everybody with a role does something in a round."""


class Run:
    """Plays a plan. `progress` is called after each turn with the kills so far."""

    def __init__(self, plan: Plan, progress: Callable[[int, str], None] = lambda kills, what: None) -> None:
        self.plan = plan
        self.tally = Tally()
        self._progress = progress
        markers = Markers(Random(f"{plan.seed}:markers"))
        self._town = found(Random(f"{plan.seed}:town"), markers, plan.residents)
        self._began = datetime.combine(BEGINS, time(7, 30), ZONE).astimezone(UTC)
        self._instant = Instant(plan.folder / "instant", self._began)
        chance = Random(f"{plan.seed}:token")
        token, self._secret = (
            f"7654321:{chance.getrandbits(128):032x}",
            f"hook_{chance.getrandbits(128):032x}",
        )
        self._world = WatchedWorld(self._instant, token, Random(f"{plan.seed}:updates"))
        self._world.hook.broken = lambda seen: self._report("let in without the secret", seen)
        self._database = plan.folder / "soak.db"
        self._sky = Sky(plan.seed)
        self._world.before = self._sky
        self._books = Books()
        curiosity = Curiosity(self.tally.tried, self.tally.worked, {*BUTTONS, *COMMANDS})
        self._people = Residents(self._town, self._world, self._books, markers, curiosity)
        self._model = Model(
            self._books,
            markers,
            self._world,
            self._people,
            curiosity,
            self.tally,
            self._began,
            self._report,
        )
        self._lives: Lives
        self._deaths: Deaths
        self._journal: TextIO
        self._turn = 0
        self._seen: set[tuple[str, str]] = set()
        self._dead: set[int] = set()

    # The whole

    async def go(self) -> Tally:
        """The month. What did not hold is in the tally's findings."""
        plan = self.plan
        give_phones(self._town, self._world)
        await settle(self._town, self._database, self._began, Random(f"{plan.seed}:settle"))
        with (plan.folder / "deeds.jsonl").open("w") as self._journal:
            async with serve(self._world, control=False) as serving:
                order = {
                    "token": self._world.token,
                    "url": serving.url,
                    "database": str(self._database),
                    "instant": str(plan.folder / "instant"),
                    "key": "the soak's own key",
                    "webhook_port": _free_port(),
                    "webhook_secret": self._secret,
                }
                self._lives = Lives(plan.folder, order)
                self._deaths = Deaths(
                    self._lives, self._sky, self.tally, plan.kills, self._revive, self._report
                )
                await self._lives.open()
                try:
                    await self._month()
                except HangsError as error:
                    self._report("the bot hangs", str(error))
                finally:
                    self._deaths.disarm()
                    await self._lives.close()
        self._count()
        return self.tally

    def _count(self) -> None:
        world, counts = self._world, self.tally.counts
        counts["updates twice"] = world.twice.twice
        counts["update numbers that jumped"] = world.twice.jumped
        counts["updates"] = len(self._books.handled)
        counts["updates by webhook"] = world.hook.arrived
        counts["posts of them"] = world.hook.posts
        counts["calls"] = world.made
        counts["lives"] = self._lives.number
        self.tally.faults.update(self._sky.faults)

    async def _month(self) -> None:
        await self._revive(Random(0))
        moments = [moment for day in range(self.plan.days) for moment in self._moments(day)]
        for self._turn, moment in enumerate(moments):
            rng = Random(f"{self.plan.seed}:turn:{self._turn}")
            left = self.plan.kills - self.tally.counts["kills"]
            each = left / (len(moments) - self._turn)
            kills = int(each) + (rng.random() < each % 1)
            await self._play(moment, kills, rng)
            self._progress(self.tally.counts["kills"], f"day {moment.astimezone(ZONE):%d %b %H:%M}")
            if len(self.tally.findings) >= AT_MOST_FOUND:
                return
        self._sky.weather, self._world.twice.rough = Weather.CALM, False
        await self._rest()
        await self._look([])

    def _moments(self, day: int) -> list[datetime]:
        rng = Random(f"{self.plan.seed}:day:{day}")
        first = datetime.combine(BEGINS + timedelta(days=day), time(7, 30), ZONE)
        by_day = sorted(rng.sample(range(0, 15 * 60, 5), self.plan.turns - 1))
        minutes = [*by_day, rng.randrange(16 * 60, 22 * 60)]
        return [(first.astimezone(UTC) + timedelta(minutes=each)) for each in minutes]

    async def _play(self, moment: datetime, kills: int, rng: Random) -> None:
        """The clock moves to the moment; then rounds of deeds. The kills fall anywhere in it."""
        self._sky.weather = rng.choices(list(Weather), (5, 4, 1))[0]
        self._world.twice.rough = rng.random() < 0.5
        places = [rng.randrange(-1, self.plan.rounds) for _ in range(kills)]
        self._tell(
            {"turn": self._turn, "at": moment.isoformat(), "weather": self._sky.weather.name, "kills": places}
        )
        self._world.asleep = True
        await self._deaths.while_killed(places.count(-1), rng, lambda: self._until(moment))
        await self._look([])
        self._world.asleep = False
        if self._turn == 60:
            self._world.upgrade_group(GROUP, FUTURE_GROUP)
        for number in range(self.plan.rounds):
            deeds: list[Deed] = []

            async def round_of(deeds: list[Deed] = deeds, number: int = number) -> None:
                if not deeds:
                    deeds += self._deeds(Random(f"{self.plan.seed}:round:{self._turn}:{number}"))
                    await self._maybe_early(rng)
                await self._rest()

            lives = self._lives.number
            await self._deaths.while_killed(places.count(number), rng, round_of)
            await self._look(deeds, killed=self._lives.number > lives)

    def _deeds(self, rng: Random) -> list[Deed]:
        """Some of those whose phone waits for them, and some others."""
        everybody = list(self._town.people.values())
        waiting = [each for each in everybody if self._people.waits_for(each.account)]
        actors = rng.sample(waiting, min(len(waiting), rng.randrange(5, 18)))
        actors += rng.sample(everybody, rng.choice((0, 1, 2, 3)))
        if rng.random() < STAFF_IS_BUSY:
            actors += [each for each in everybody if each.role is not None]
        deeds = []
        for person in {each.account: each for each in actors}.values():
            done = self._people.act(person, Random(f"{rng.random()}:{person.account}"))
            for deed in done:
                self._tell({"who": deed.account, "what": deed.what, "told": deed.told})
            deeds += done
        return deeds

    async def _maybe_early(self, rng: Random) -> None:
        """Now and then nothing is waited for: the next thing happens while the bot is at work."""
        await asyncio.sleep(rng.choice((0, 0, 0.01, 0.05)))

    # Lives

    async def _revive(self, rng: Random) -> None:
        """Look at what the dead one left, and begin the next life; some die at their birth."""
        while True:
            if self._lives.number:
                self._examine()
            number = self._lives.number
            self._world.life = number + 1
            by_webhook = Random(f"{self.plan.seed}:how:{number}").random() < self.plan.webhook
            self.tally.counts["lives by webhook"] += by_webhook
            await self._lives.be_born(
                chance=f"{self.plan.seed}:{number}",
                level="DEBUG" if number % 7 == 0 else "INFO",
                by_webhook=by_webhook,
            )
            if not await self._deaths.at_birth(rng):
                return

    def _examine(self) -> None:
        """How it ended, and whether what it left holds together."""
        # Who is asked to stop while being born does not listen for that yet.
        asked = (0, -signal.SIGTERM) if self._deaths.asked_to_stop else ()
        code = self._lives.code
        self._deaths.disarm()
        if code not in (*asked, -signal.SIGKILL):
            self._report("the bot ended by itself", f"exit code {code}")
        self._deaths.asked_to_stop = False
        self._dead.add(self._lives.number)
        self._model.after_death(copied(self._database, self.plan.folder), self._instant())

    async def _alive(self) -> None:
        if self._lives.gone.is_set():
            await self._revive(Random(f"{self.plan.seed}:life:{self._lives.number}"))

    async def _until(self, moment: datetime) -> None:
        while self._instant() < moment or not await self._at_rest():
            await self._alive()
            await self._lives.ask(f"until {moment.isoformat()}")

    async def _rest(self) -> None:
        while not await self._at_rest():
            await self._alive()

    async def _at_rest(self) -> bool:
        """Wait until all updates are stored and nothing waits; False where the bot died meanwhile."""
        if self._lives.gone.is_set():
            return False
        stored = asyncio.ensure_future(self._world.updates.confirmed())
        dying = asyncio.ensure_future(self._lives.gone.wait())
        done, left = await asyncio.wait(
            {stored, dying}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED
        )
        for task in left:
            task.cancel()
        if not done:
            raise HangsError("updates are not fetched")
        return stored in done and await self._lives.ask("rest") and not len(self._world.updates)

    # The model

    async def _look(self, deeds: list[Deed], *, killed: bool = False) -> None:
        """The bot rests: judge everything that happened since the last look."""
        await self._nothing_waits()
        self._model.judge_log(self._lives.log, self._world.token, self._secret)
        self._model.look(
            self._database, self._instant(), deeds, self._world.take(), self._dead, killed=killed
        )
        self._dead.clear()

    async def _nothing_waits(self) -> None:
        """It rests indeed; what fell due just now is waited for."""
        left: list[tuple[str, str]] = []
        for _ in range(3):
            with contextlib.closing(connect(self._database, copy=False)) as db:
                left = waits(db, self._instant())
            if not left:
                return
            await self._rest()
        for promise, seen in left:
            self._report(promise, seen)

    def _report(self, promise: str, seen: str) -> None:
        if (promise, seen) in self._seen:
            return
        self._seen.add((promise, seen))
        finding = Finding(promise, self.plan.seed, self._turn, self._lives.number, seen)
        self.tally.findings.append(finding)
        self._tell({"finding": str(finding)})

    def _tell(self, what: dict[str, object]) -> None:
        self._journal.write(json.dumps(what, ensure_ascii=False) + "\n")
        self._journal.flush()


def _free_port() -> int:
    """A port of this machine that nobody has now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
