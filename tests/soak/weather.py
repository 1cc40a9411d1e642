"""What goes wrong between the bot and Telegram, drawn from the seed and the number of the call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from enum import Enum
from random import Random

from bot.playground.errors import Refusal, forbidden, too_many_requests
from bot.playground.faults import Fault
from tests.soak.server import Call

GONE = ("bot was blocked by the user", "user is deactivated", "bot can't initiate conversation with a user")
SLOW_AGAIN = frozenset({"getUpdates", "getMe", "deleteWebhook", "setWebhook"})
"""Calls after whose failure the bot waits for a second or more: that many of them fail less."""
HANGS = 30.0
"""Seconds that a call hangs whose bot is to be killed meanwhile."""


class Weather(Enum):
    """How much of the calls goes wrong."""

    CALM = 0.0
    ROUGH = 0.012
    STORM = 0.05


class Sky:
    """Gives the trouble of each call. `kill` is called where this life is to end at that call."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.kill: Callable[[], None] = lambda: None
        self.weather = Weather.CALM
        self.fatal: int | None = None
        """How many calls this life has left; None where nothing will kill it at a call."""
        self.faults: Counter[str] = Counter()

    def __call__(self, call: Call) -> Fault | None:
        rng = Random(f"{self._seed}:call:{call.number}")
        if self.fatal is not None:
            self.fatal -= 1
            if self.fatal <= 0:
                return self._die(rng)
            if self.fatal == 1 and rng.random() < 0.3 and call.method != "getUpdates":
                self.faults["hang"] += 1
                return Fault(delay=HANGS, drop=True)
        rate = self.weather.value * (0.3 if call.method in SLOW_AGAIN else 1)
        if rng.random() >= rate:
            return None
        return self._trouble(call, rng)

    def _die(self, rng: Random) -> Fault | None:
        """The power goes while this call is on its way: with or without its effect."""
        self.fatal = None
        self.kill()
        return Fault(drop=True) if rng.random() < 0.5 else None

    def _trouble(self, call: Call, rng: Random) -> Fault:
        kinds = ["429", "500", "502", "cut before", "cut after", "slow", "403"]
        weights = [2, 2, 2, 3, 3, 3, 1 if call.method.startswith("send") and (call.chat or 0) > 0 else 0]
        kind = rng.choices(kinds, weights)[0]
        self.faults[kind] += 1
        match kind:
            case "429":
                return Fault(refusal=too_many_requests(1))
            case "500":
                return Fault(refusal=Refusal(500, "Internal Server Error"))
            case "502":
                return Fault(status=502)
            case "cut before":
                return Fault(drop=True)
            case "cut after":
                return Fault(drop=True, does_its_work=True)
            case "403":
                return Fault(refusal=forbidden(rng.choice(GONE)))
            case _:
                return Fault(delay=rng.uniform(0.05, 0.4))
