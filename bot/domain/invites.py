"""Links with which people come in without waiting: for how many, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

USES = (5, 25, 100)
DAYS = (7, 30, 90)
USUAL_USES, USUAL_DAYS = 25, 30
MOST = 20
"""Live links of a buurt at the same time."""


@dataclass(frozen=True)
class Invite:
    """A live link; `made_by` is the first name of the coordinator, None for one of the operator."""

    code: str
    made_by: str | None
    expires_at: datetime
    uses_left: int
