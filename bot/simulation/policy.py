"""What a policy is; ours is the engine that the bot runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from bot.domain.candidates import Candidate, Need, Outstanding
from bot.domain.matching import (
    Choice,
    Decision,
    decide,
    is_time_for_next_door,
    look_again,
)
from bot.domain.replies import waking_hours

__all__ = [
    "OURS",
    "Choice",
    "Decide",
    "Decision",
    "Policy",
    "is_time_for_next_door",
    "look_again",
    "waking_hours",
]

Decide = Callable[[Need, Sequence[Candidate], Sequence[Outstanding], datetime, ZoneInfo, Random], Decision]
"""Request, candidates not yet asked for it, its open questions, now, zone, rng: whom to ask, when to look again."""


@dataclass(frozen=True)
class Policy:
    """A way to find a helper."""

    name: str
    label: str
    decide: Decide
    asks_unfit: bool = False
    """Whether it also sees (and asks) people who did not offer this."""
    once_on_decline: bool = False
    """Whether only the first decline brings a new look; else each does."""
    widens: bool = False
    """Whether it says itself when to look in the neighbouring buurten; else they are candidates from the start."""


OURS = Policy("buurtkring", "buurtkring (the engine)", decide, widens=True)
