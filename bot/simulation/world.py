"""The people and the requests of one seed, and every answer that could be given: the same for each policy."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from bot.simulation.people import Helper, next_door, place
from bot.simulation.requests import Request, requests
from bot.simulation.setting import Setting

START = datetime(2026, 1, 5, tzinfo=UTC)
"""A Monday; the months after it hold a clock change."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Answer:
    """What one helper would do about one request, whichever policy asks and whenever."""

    threshold: float
    """Uniform; a yes where the chance of that moment is above it."""
    delay: float
    """Waking hours from the question to the reply."""
    replies: bool
    """Whether a no is said, and not kept silent."""
    tires: float
    """Uniform; below the chance to leave, a question too many is the last."""
    drops_after: float | None
    """Share of the time from match to deadline after which they cancel; None: they do not."""
    comes: bool
    standby: bool
    """Whether they still can when they are called as a standby."""

    @property
    def keeps(self) -> bool:
        """Whether a yes becomes help."""
        return self.drops_after is None and self.comes


@dataclass
class World:
    """One seed's buurt. Nothing in it changes while policies run."""

    seed: int
    setting: Setting
    helpers: tuple[Helper, ...]
    requests: tuple[Request, ...]
    end: datetime
    _answers: dict[tuple[int, int], Answer] = field(default_factory=dict, repr=False)

    def answer(self, helper: Helper, request: Request) -> Answer:
        """Drawn from (seed, helper, request) alone, so that no question shifts another's answer."""
        key = helper.id, request.id
        if key not in self._answers:
            self._answers[key] = _answer(Random(f"{self.seed}/{key[0]}/{key[1]}"), self.setting)
        return self._answers[key]

    def settle(self, answers: dict[tuple[int, int], Answer]) -> None:
        """Say beforehand what helpers (by id) will do about requests (by id)."""
        self._answers.update(answers)

    def rested(self, since_ask: timedelta | None) -> float:
        """Readiness for a yes, 0 to 1, this long after the last question (None: never asked)."""
        return ready(since_ask, self.setting.rest_after_ask)

    def recovered(self, since_task: timedelta | None) -> float:
        """The same after having helped."""
        return ready(since_task, self.setting.rest_after_task)


def ready(since: timedelta | None, rest_days: float) -> float:
    """Readiness 0 to 1 that grows back after a question or a task."""
    return 1.0 if since is None else 1 - math.exp(-max(0.0, since / DAY) / rest_days)


def _answer(rng: Random, setting: Setting) -> Answer:
    return Answer(
        threshold=rng.random(),
        delay=rng.lognormvariate(math.log(setting.reply_median_hours), setting.reply_spread),
        replies=rng.random() < setting.says_no,
        tires=rng.random(),
        drops_after=draw / setting.drops_out if (draw := rng.random()) < setting.drops_out else None,
        comes=rng.random() >= setting.stays_away,
        standby=rng.random() < setting.standby_holds,
    )


def build(seed: int, setting: Setting, start: datetime = START) -> World:
    """The world of a seed. The helpers next door come after the own, who are the same with or without them."""
    end = start + timedelta(weeks=setting.weeks)
    people: list[Helper] = []
    for number in range(setting.helpers):
        people += place(Random(f"{seed}/place/{number}"), len(people) + 1, setting, start, end)
    if setting.near:
        for number in range(setting.near_helpers):
            rng = Random(f"{seed}/near/{number}")
            if rng.random() < setting.near_agreed:
                people += next_door(rng, len(people) + 1, setting, start, end)
    asked = requests(Random(f"{seed}/requests"), setting, start, end)
    return World(seed, setting, tuple(people), asked, end)
