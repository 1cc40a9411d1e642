"""The facts that matching goes by: a request, a candidate, a question that is still open. No SQL, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from bot.domain.categories import Category
from bot.domain.ids import ResidentId
from bot.domain.when import Availability, When


class Ring(StrEnum):
    """How far from the request a candidate lives."""

    OWN = "own"
    NEAR = "near"
    """A neighbouring buurt."""


class Circle(StrEnum):
    """Who may be asked beyond the neighbours of the own buurt, from near to far; each with consent."""

    NEAR = "near"
    """People of neighbouring buurten who agreed to that."""
    GROUP = "group"
    """The buurt's group chat, without a name."""
    COORDINATOR = "coordinator"


class Gender(StrEnum):
    WOMAN = "woman"
    MAN = "man"


@dataclass(frozen=True)
class Traits:
    """What somebody told about themselves and their home; None where they did not say."""

    gender: Gender | None = None
    pets: bool | None = None
    """Pets live in their home."""
    smokes: bool | None = None
    """They smoke, or people smoke in their home."""


@dataclass(frozen=True)
class Wishes:
    """What somebody asks of the other for a visit at home."""

    gender: Gender | None = None
    language: str | None = None
    no_pets: bool = False
    no_smoking: bool = False

    def met_by(self, traits: Traits, spoken: frozenset[str]) -> bool:
        """Whether the other is known to fit; who did not say is left out, so that a wish is a promise."""
        return (
            (self.gender is None or traits.gender is self.gender)
            and (self.language is None or self.language in spoken)
            and (not self.no_pets or traits.pets is False)
            and (not self.no_smoking or traits.smokes is False)
        )


@dataclass(frozen=True)
class Need:
    """One request, as matching sees it."""

    category: Category
    when: When
    spoken: frozenset[str]
    """Languages of the person helped."""
    first_lang: str
    """The language they read."""
    created_at: datetime
    deadline: datetime
    """Aware; a yes after it is of no use."""
    waves: int = 0
    """How many waves there were before this one."""
    visits_home: bool = False
    traits: Traits = field(default_factory=Traits)
    wishes: Wishes = field(default_factory=Wishes)


@dataclass(frozen=True)
class Candidate:
    """Somebody who opted in to be asked for help, reachable, not blocked, not yet asked for this request."""

    resident_id: ResidentId
    spoken: frozenset[str]
    categories: frozenset[Category]
    """What they offered to do; they are asked for nothing else."""
    can: Availability = field(default_factory=Availability)
    ring: Ring = Ring.OWN
    beyond: bool = False
    """They agreed to be asked by neighbouring buurten."""
    adult: bool | None = None
    visits_allowed: bool = False
    """A coordinator said yes to their first visit at somebody's home."""
    max_per_week: int = 4
    """How many questions a week they allow."""
    asks_7d: int = 0
    near_7d: int = 0
    """How many of these came from a neighbouring buurt."""
    asks_28d: int = 0
    last_ask: datetime | None = None
    last_task: datetime | None = None
    """When they last helped somebody, or will."""
    yes: int = 0
    no: int = 0
    silent: int = 0
    """How they answered until now."""
    silent_in_row: int = 0
    """Silences since their last answer."""
    traits: Traits = field(default_factory=Traits)
    wishes: Wishes = field(default_factory=Wishes)

    @classmethod
    def at_once(cls, **facts: Any) -> Self:
        """The same from all of its facts by name, in a sixth of the time: a frozen one is set fact by fact."""
        made = object.__new__(cls)
        made.__dict__.update(facts)
        return made


@dataclass(frozen=True)
class Pool:
    """Among whom a decision chooses, and what it learns from."""

    candidates: Sequence[Candidate]
    """Who cannot suit for language or time may be left out."""
    answers: Mapping[ResidentId, tuple[int, int]]
    """Of everybody who offers this kind of help, those left out too: yeses, and all answers with silences."""

    @classmethod
    def of(cls, candidates: Sequence[Candidate]) -> Pool:
        """Nobody was left out."""
        return cls(
            candidates,
            {each.resident_id: (each.yes, each.yes + each.no + each.silent) for each in candidates},
        )

    def and_also(self, other: Pool) -> Pool:
        """Both together."""
        return Pool([*self.candidates, *other.candidates], {**self.answers, **other.answers})


@dataclass(frozen=True)
class Outstanding:
    """A question for this request that was not answered yet."""

    asked_at: datetime
    chance: float
    """Of a yes, as it was estimated then; 0 to 1."""
