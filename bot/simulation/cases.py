"""One request and its questions while a policy looks for a helper, and what a whole run gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from bot.domain.ids import ResidentId
from bot.simulation.books import Page
from bot.simulation.people import Helper
from bot.simulation.requests import Request
from bot.simulation.world import Answer, World


class Stage(Enum):
    OPEN = "open"
    OFFERED = "offered"
    """A helper said yes; the requester has not decided."""
    MATCHED = "matched"
    ENDED = "ended"


@dataclass
class Ask:
    """One question to one helper."""

    page: Page
    answer: Answer
    asked_at: datetime
    chance: float
    """Of a yes, as the policy estimated it."""
    rested: float
    """The world's readiness for a yes when the question came."""
    answered: bool = False
    called_silent: bool = False


@dataclass
class Case:
    """How one request fares."""

    request: Request
    stage: Stage = Stage.OPEN
    waves: int = 0
    looks: int = 0
    declines: int = 0
    wider: bool = False
    asks: dict[ResidentId, Ask] = field(default_factory=dict)
    standbys: list[Ask] = field(default_factory=list)
    match: Ask | None = None
    matched_at: datetime | None = None
    task_before: datetime | None = None
    """When the matched helper had last helped before this, should they drop out."""
    first_yes: datetime | None = None
    filled: bool = False
    helper: Helper | None = None
    """Who helped, where it is filled."""


@dataclass
class Outcome:
    """What a policy did in a world."""

    world: World
    cases: list[Case]
    pages: dict[ResidentId, Page]
    violated: Counter[str]
