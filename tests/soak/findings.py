"""What did not hold, and what was counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Finding:
    """A promise that was broken: which one, at which turn of which seed, and what was seen."""

    promise: str
    seed: int
    turn: int
    life: int
    seen: str

    def __str__(self) -> str:
        return f"seed {self.seed} turn {self.turn} life {self.life}: {self.promise}: {self.seen}"


@dataclass
class Tally:
    """The figures of one seed or of all; they add up."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    tried: Counter[str] = field(default_factory=Counter)
    """How often each button and command was pressed."""
    worked: Counter[str] = field(default_factory=Counter)
    """How often it did what it is for: it was not answered with "no longer" or "not yours"."""
    at_night: Counter[str] = field(default_factory=Counter)
    """Kinds of messages that came in quiet hours to somebody who did nothing, because another person did."""
    most_twice: int = 0
    """The most messages that one kill sent twice."""
    findings: list[Finding] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take the figures of another seed into these."""
        for name in ("counts", "faults", "tried", "worked", "at_night"):
            getattr(self, name).update(getattr(other, name))
        self.most_twice = max(self.most_twice, other.most_twice)
        self.findings += other.findings

    def to_json(self) -> dict[str, Any]:
        return {
            **dict(sorted(self.counts.items())),
            "most_twice": self.most_twice,
            "faults": dict(sorted(self.faults.items())),
            "tried": dict(sorted(self.tried.items())),
            "worked": dict(sorted(self.worked.items())),
            "at_night": dict(sorted(self.at_night.items())),
            "findings": [vars(each) for each in self.findings],
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Tally:
        named = ("faults", "tried", "worked", "at_night")
        plain = {
            name: value for name, value in told.items() if isinstance(value, int) and name != "most_twice"
        }
        return cls(
            Counter(plain),
            **{name: Counter(told[name]) for name in named},
            most_twice=told["most_twice"],
            findings=[Finding(**each) for each in told["findings"]],
        )
