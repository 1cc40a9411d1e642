"""One seed: a town, a month, a bot that dies all the time, and a model that looks at every turn."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import TextIO

from bot.playground.server import serve
from tests.soak.answers import Answers
from tests.soak.books import Books, connect, copied, read
from tests.soak.findings import Finding, Tally
from tests.soak.instant import Told as Instant
from tests.soak.letters import ZONE, Letters
from tests.soak.lives import PATIENCE, HangsError, Lives
from tests.soak.markers import Markers
from tests.soak.people import Deed, Residents
from tests.soak.plan import BEGINS, Plan
from tests.soak.privacy import Privacy
from tests.soak.reminders import Reminders
from tests.soak.server import Told, WatchedWorld
from tests.soak.states import broken, waits
from tests.soak.town import FUTURE_GROUP, GROUP, found, give_phones, settle
from tests.soak.weather import Sky, Weather

AT_MOST_FOUND = 60
"""Findings after which a seed is given up."""


class Run:
    """Plays a plan. `progress` is called after each turn with the kills so far."""

    def __init__(self, plan: Plan, progress: Callable[[int, str], None] = lambda kills, what: None) -> None:
        self.plan = plan
        self.tally = Tally()
        self._progress = progress
        self._markers = Markers(Random(f"{plan.seed}:markers"))
        self._town = found(Random(f"{plan.seed}:town"), self._markers, plan.residents)
        self._began = datetime.combine(BEGINS, time(7, 30), ZONE).astimezone(UTC)
        self._instant = Instant(plan.folder / "instant", self._began)
        token = f"7654321:{Random(f'{plan.seed}:token').getrandbits(128):032x}"
        self._world = WatchedWorld(self._instant, token, Random(f"{plan.seed}:updates"))
        self._database = plan.folder / "soak.db"
        self._sky = Sky(plan.seed, self._kill)
        self._world.before = self._sky
        self._books = Books()
        self._letters = Letters(self._books, self._markers, self.tally, self._report)
        self._privacy = Privacy(self._books, self._markers, self._world, self._report)
        self._answers = Answers(self._books, self._markers, self.tally, self._report)
        self._reminders = Reminders(self._books, self._report)
        self._people = Residents(self._town, self._world, self._books, self._markers)
        self._lives: Lives
        self._journal: TextIO
        self._turn = 0
        self._seen: set[tuple[str, str]] = set()
        self._dead: set[int] = set()
        self._timers: list[asyncio.TimerHandle] = []
        self._asked_to_stop = False

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
                }
                self._lives = Lives(plan.folder, order)
                await self._lives.open()
                try:
                    await self._month()
                except HangsError as error:
                    self._report("the bot hangs", str(error))
                finally:
                    self._disarm()
                    await self._lives.close()
        self.tally.counts["reminders expected"] = self._reminders.expected
        self.tally.counts["updates twice"] = self._world.twice.twice
        self.tally.counts["update numbers that jumped"] = self._world.twice.jumped
        self.tally.counts["updates"] = len(self._books.handled)
        self.tally.counts["calls"] = self._world.made
        self.tally.counts["lives"] = self._lives.number
        self.tally.faults.update(self._sky.faults)
        return self.tally

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
        await self._while_killed(places.count(-1), rng, lambda: self._until(moment))
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
            await self._while_killed(places.count(number), rng, round_of)
            await self._look(deeds, killed=self._lives.number > lives)

    def _deeds(self, rng: Random) -> list[Deed]:
        """Some of those whose phone waits for them, and some others."""
        everybody = list(self._town.people.values())
        waiting = [each for each in everybody if self._people.waits_for(each.account)]
        actors = rng.sample(waiting, min(len(waiting), rng.randrange(5, 18)))
        actors += rng.sample(everybody, rng.choice((0, 1, 2, 3)))
        if rng.random() < 0.25:
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

    # Lives and deaths

    async def _while_killed(self, kills: int, rng: Random, doing: Callable[[], Awaitable[None]]) -> None:
        """Do it, with so many kills on the way; each is followed by doing it on."""
        for _ in range(kills):
            self._arm(rng)
            await doing()
            if self._lives.pid and self._armed():
                self._kill()  # the moment did not come by itself: at rest is a moment as well
                await self._lives.gone.wait()
                await self._revive(rng)
        self._disarm()
        await doing()

    def _arm(self, rng: Random) -> None:
        """At a call that the bot makes, or at a moment of real time."""
        self._asked_to_stop = rng.random() < 0.04
        loop = asyncio.get_running_loop()
        if rng.random() < 0.6:
            self._sky.fatal = rng.choice((1, 2, 3, 5, 8, 13, 21, 34))
            self._timers.append(loop.call_later(1.5, self._kill))
        else:
            self._timers.append(
                loop.call_later(rng.choice((0.005, 0.02, 0.05, 0.1, 0.2)) * rng.random(), self._kill)
            )

    def _armed(self) -> bool:
        return self._sky.fatal is not None or bool(self._timers)

    def _disarm(self) -> None:
        self._sky.fatal = None
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    def _kill(self) -> None:
        self._disarm()
        if self._asked_to_stop and self._lives.end(signal.SIGTERM):
            self.tally.counts["stopped"] += 1
            self._timers.append(asyncio.get_running_loop().call_later(8, self._too_slow))
        elif self._lives.end(signal.SIGKILL):
            self.tally.counts["kills"] += 1

    def _too_slow(self) -> None:
        self._report("the bot did not stop within eight seconds", "")
        self._lives.end(signal.SIGKILL)

    async def _revive(self, rng: Random) -> None:
        """Look at what the dead one left, and begin the next life; some die at their birth."""
        while True:
            if self._lives.number:
                self._examine()
            self._world.life = self._lives.number + 1
            level = "DEBUG" if self._lives.number % 7 == 0 else "INFO"
            await self._lives.be_born(chance=f"{self.plan.seed}:{self._lives.number}", level=level)
            if rng.random() >= 0.08 or self.tally.counts["kills"] >= self.plan.kills:
                return
            self._asked_to_stop = False
            await asyncio.sleep(rng.uniform(0, 0.5))
            self._kill()
            await self._lives.gone.wait()

    def _examine(self) -> None:
        """How it ended, and whether what it left holds together."""
        code, expected = self._lives.code, (0 if self._asked_to_stop else -signal.SIGKILL)
        self._disarm()
        if code not in (expected, -signal.SIGKILL):
            self._report("the bot ended by itself", f"exit code {code}")
        self._asked_to_stop = False
        self._dead.add(self._lives.number)
        path = copied(self._database, self.plan.folder)
        with contextlib.closing(connect(path, copy=True)) as db:
            self._check(db)
            read(self._books, db, self._instant())

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
        self._judge(deeds, self._world.take(), killed=killed)

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

    def _judge(self, deeds: list[Deed], told: Told, *, killed: bool) -> None:
        before = set(self._books.living)
        with contextlib.closing(connect(self._database, copy=False)) as db:
            read(self._books, db, self._instant())
            self._check(db)
            forgotten = before - set(self._books.living)
            acted = {deed.account for deed in deeds}
            for deed in deeds:
                if deed.what == "command" and (deed.marker or "").startswith("h"):
                    self._letters.opened_calls.add(deed.account)
                if deed.what == "contact":
                    self._privacy.told.add((int(deed.told), deed.account))
                if deed.action == "where":
                    self._letters.relays_pressed[deed.account] += 1
                if deed.action == "co.invite":
                    self._people.share_invites(deed.account)
            forgotten |= {
                deed.account for deed in deeds if deed.told.startswith(("me.forget:now", "d:consent:no"))
            }
            self._letters.judge(told.effects, acted, forgotten, self._dead)
            self.tally.counts["leaks"] += self._privacy.judge(told.effects, forgotten)
            unreachable = self._unreachable() | told.refused
            self._answers.judge(deeds, told, unreachable, killed=killed)
            self._answers.judge_posts(db)
            self._reminders.judge(db, self._instant(), unreachable)
        self.tally.counts["leaks"] += self._privacy.judge_log(self._lives.log, self._world.token)
        self._dead.clear()

    def _unreachable(self) -> set[int]:
        """Whose phone takes nothing, or of whom the bot thinks so."""
        blocked = {chat.id for chat in self._world.chats.values() if chat.blocked or not chat.open}
        return blocked | {account for account, row in self._books.living.items() if not row["reachable"]}

    def _check(self, db: sqlite3.Connection) -> None:
        for promise, seen in broken(db, self._instant(), self._began):
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
