"""After a match: when the two meet, and what they tell the bot about it."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from random import Random

from bot.domain.calendar import after_quiet
from bot.simulation.hours import ZONE, awake

CHECK_IN = timedelta(hours=2)
UNHEARD = timedelta(days=3)
"""When the bot asks how it was, and when it takes it that all went well: as the bot does it."""
TELLS = 0.75
"""How many answer that question: assumed, as are the other shares here."""
GOOD = 0.85
THANKS = 0.6
HELPER_TELLS = 0.5
ANSWER_MEDIAN_HOURS = 2.0

Said = tuple[datetime, str, bool]
"""When, which event, and whether the helper says it; else it is about the one who asked."""


def afterwards(
    rng: Random, matched: datetime, deadline: datetime, *, came: bool
) -> tuple[datetime, list[Said]]:
    """When they meet (at the latest by the deadline), and what is on record after it."""
    meets = after_quiet(matched + (deadline - matched) * rng.uniform(0.3, 1), ZONE)
    meets = min(meets, max(deadline, matched))
    asked = meets + CHECK_IN
    answered = awake(asked, rng.lognormvariate(math.log(ANSWER_MEDIAN_HOURS), 1))
    if not came:
        soon = answered + timedelta(minutes=1)
        return meets, [(answered, "face_bad", False), (soon, "went_missed", False), (soon, "missed", False)]
    if rng.random() >= TELLS or answered >= asked + UNHEARD:
        return meets, [(asked + UNHEARD, "done_unheard", False)]
    face = "face_good" if rng.random() < GOOD else "face_fair"
    said: list[Said] = [(answered, face, False), (answered, "done", False)]
    if rng.random() < THANKS:
        said.append((answered + timedelta(minutes=2), "thanked", False))
    if rng.random() < HELPER_TELLS:
        said.append((awake(answered, 1), "face_good", True))
    return meets, said
