"""What coordinators did, as their log shows it: kinds of events, never a text or a resident's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

ACTS = frozenset(
    {
        *("admits", "refuses", "allows_visit", "denies_visit", "asks_again", "released", "closed"),
        *("report_closed", "invited", "invite_withdrawn", "group_linked", "group_unlinked"),
        *("broadcast_sent", "broadcast_stopped", "buurt_set"),
        *("role_given", "role_taken", "coordinator_asked", "coordinator_no"),
        *("removal_proposed", "removal_yes", "removal_no", "stepped_down"),
    }
)
"""Kinds of events. A request that is "closed" counts where its detail says that a coordinator did it."""
ABOUT_THEIR_ROLE = frozenset({"role_given", "role_taken"})
"""The name of these is that of the one whose role it was; who did it stands in an act of its own."""


@dataclass(frozen=True)
class Act:
    """A line of the log. `at` is aware UTC."""

    id: int
    at: datetime
    kind: str
    name: str | None
    """First name of the coordinator; None for one who is erased, and for what the operator did."""
    post_id: int | None
    about: int | None
    """Number of the resident it was about."""
    detail: str | None
