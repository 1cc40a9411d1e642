"""When the bot dies: at a call, at a post of updates, at a moment of real time, or because it is asked to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from random import Random

from tests.soak.findings import Tally
from tests.soak.lives import Lives
from tests.soak.weather import Sky

ASKED = 0.04
"""How often it is a SIGTERM."""
AT_BIRTH = 0.08
STOPS_WITHIN = 8.0
"""Seconds."""


class Deaths:
    """Kills one life after the other; `revive` begins the next."""

    def __init__(
        self,
        lives: Lives,
        sky: Sky,
        tally: Tally,
        most: int,
        revive: Callable[[Random], Awaitable[None]],
        report: Callable[[str, str], None],
    ) -> None:
        self._lives = lives
        self._sky = sky
        self._tally = tally
        self._most = most
        self._revive = revive
        self._report = report
        self._timers: list[asyncio.TimerHandle] = []
        self.asked_to_stop = False
        sky.kill = self._kill

    async def while_killed(self, kills: int, rng: Random, doing: Callable[[], Awaitable[None]]) -> None:
        """Do it, with so many kills on the way; each is followed by doing it on."""
        for _ in range(kills):
            self._arm(rng)
            await doing()
            if self._lives.pid and self._armed():
                self._kill()  # the moment did not come by itself: at rest is a moment as well
                await self._lives.gone.wait()
                await self._revive(rng)
        self.disarm()
        await doing()

    async def at_birth(self, rng: Random) -> bool:
        """Some die while they are being born; whether this one did."""
        if rng.random() >= AT_BIRTH or self._tally.counts["kills"] >= self._most:
            return False
        self.asked_to_stop = False
        await asyncio.sleep(rng.uniform(0, 0.5))
        self._kill()
        await self._lives.gone.wait()
        return True

    def disarm(self) -> None:
        """Whoever lives now lives on."""
        self._sky.fatal = None
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    def _arm(self, rng: Random) -> None:
        """At a call that the bot makes, or at a moment of real time."""
        self.asked_to_stop = rng.random() < ASKED
        loop = asyncio.get_running_loop()
        if rng.random() < 0.6:
            self._sky.fatal = rng.choice((1, 2, 3, 5, 8, 13, 21, 34))
            self._timers.append(loop.call_later(1.5, self._kill))
        else:
            seconds = rng.choice((0.005, 0.02, 0.05, 0.1, 0.2)) * rng.random()
            self._timers.append(loop.call_later(seconds, self._kill))

    def _armed(self) -> bool:
        return self._sky.fatal is not None or bool(self._timers)

    def _kill(self) -> None:
        self.disarm()
        if self.asked_to_stop and self._lives.end(signal.SIGTERM):
            self._tally.counts["stopped"] += 1
            self._timers.append(asyncio.get_running_loop().call_later(STOPS_WITHIN, self._too_slow))
        elif self._lives.end(signal.SIGKILL):
            self._tally.counts["kills"] += 1

    def _too_slow(self) -> None:
        self._report("the bot did not stop within eight seconds", "")
        self._lives.end(signal.SIGKILL)
