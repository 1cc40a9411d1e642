"""Coordinators come and go: nobody becomes one unasked, and nobody takes the role from another alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import BuurtId, HandoverId, ResidentId

TO_ANSWER = timedelta(days=7)
"""How long a proposal waits for its second person."""


class HandoverKind(StrEnum):
    JOIN = "join"
    """Somebody is asked to become coordinator; they say yes themselves."""
    REMOVAL = "removal"
    """A coordinator wants the role taken from another; a third person says yes."""


class HandoverState(StrEnum):
    WAITING = "waiting"
    YES = "yes"
    NO = "no"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Handover:
    id: HandoverId
    kind: HandoverKind
    buurt_id: BuurtId
    resident_id: ResidentId
    """Who would become coordinator, or would be one no longer."""
    proposed_by: ResidentId
    state: HandoverState
    expires_at: datetime

    def open_at(self, now: datetime) -> bool:
        """Whether the second person can still answer."""
        return self.state is HandoverState.WAITING and now < self.expires_at
