"""What coordinators did, as their log shows it: kinds of events, never a text or a resident's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

ACTS = frozenset(
    {
        *("admits", "vouched", "refuses", "allows_visit", "denies_visit", "vog_seen"),
        *("paper_added", "paper_taken", "paper_withdrawn"),
        *(
            "asks_again",
            "asks_one",
            "asks_leave_near",
            "asks_leave_group",
            "widens",
            "hands_over",
            "released",
            "closes",
        ),
        *("report_closed", "appeal_decided", "calls", "called", "called_in_vain"),
        *(
            "invited",
            "invite_withdrawn",
            "group_linked",
            "group_unlinked",
            "broadcast_sent",
            "broadcast_stopped",
        ),
        *("settings_changed", "place_added", "place_changed", "place_checked", "place_removed"),
        *("role_given", "role_taken", "coordinator_asked", "coordinator_no"),
        *(
            "removal_proposed",
            "removal_yes",
            "removal_no",
            "stepped_down",
            "confidant_set",
            "confidant_ended",
            "signal_read",
            "signals_answered",
        ),
    }
)
"""Kinds of events: each is on record under whoever did it (`role_given`, `role_taken`: whose role it was)."""


@dataclass(frozen=True)
class Act:
    """A line of the log. `at` is aware UTC."""

    id: int
    at: datetime
    kind: str
    name: str | None
    """First name of the coordinator, or of who vouched; None for one who is erased, and for what the operator did."""
    post_id: int | None
    about: int | None
    """Number of the resident it was about."""
    detail: str | None
