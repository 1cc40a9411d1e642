"""What a coordinator decides about somebody who was reported, for which reason, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import BuurtId, DecisionId, ReportId, ResidentId


class Step(StrEnum):
    """What can be decided."""

    WARN = "warn"
    WEEK = "week"
    MONTH = "month"
    REMOVE = "remove"


LASTS = {Step.WEEK: timedelta(days=7), Step.MONTH: timedelta(days=30)}
"""How long a pause is."""


class DecisionKind(StrEnum):
    WARNED = "warned"
    PAUSED = "paused"
    REMOVED = "removed"


KIND = {
    Step.WARN: DecisionKind.WARNED,
    Step.WEEK: DecisionKind.PAUSED,
    Step.MONTH: DecisionKind.PAUSED,
    Step.REMOVE: DecisionKind.REMOVED,
}


class Reason(StrEnum):
    """Why, in general words: the person is told, and must not learn from it who reported them."""

    UNKIND = "unkind"
    BOUNDS = "bounds"
    """Went further than the other wanted."""
    MONEY = "money"
    ABSENT = "absent"
    """Did not come to what was arranged, more than once."""
    UNTRUE = "untrue"
    """Said something untrue about themselves."""
    OTHER = "other"


class DecisionState(StrEnum):
    STANDS = "stands"
    APPEALED = "appealed"
    UPHELD = "upheld"
    """Somebody else looked at it on appeal, and it stays."""
    LIFTED = "lifted"
    OVER = "over"
    """A pause that has ended."""


IN_FORCE = frozenset({DecisionState.STANDS, DecisionState.APPEALED, DecisionState.UPHELD})


@dataclass(frozen=True)
class Decision:
    id: DecisionId
    report_id: ReportId | None
    resident_id: ResidentId
    """About whom."""
    buurt_id: BuurtId
    decided_by: ResidentId | None
    """None where that coordinator has erased themselves, or it was before this was kept."""
    kind: DecisionKind
    reason: Reason
    at: datetime
    until: datetime | None
    """When a pause ends."""
    state: DecisionState
    appeal: str | None
    """What they wrote with their appeal, until it is decided."""

    @property
    def keeps_out(self) -> bool:
        """Whether it is why somebody takes no part now."""
        return self.kind is not DecisionKind.WARNED and self.state in IN_FORCE
