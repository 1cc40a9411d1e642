"""What is read of the event table, and which kinds of events mean what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Happening:
    """One event as it was written: ids and words of our own, no text of anybody."""

    at: datetime
    """Aware, UTC."""
    kind: str
    who: str | None
    """A resident, or the token that took the place of an erased one."""
    post_id: int | None
    category: str | None
    lang: str | None
    detail: str | None
    voice: str | None = None
    """Who spoke for `who`, a neighbour without a phone; None for everybody else."""


DONE = frozenset({"done", "done_unheard"})
"""Help was given: somebody said so, or nobody said otherwise after the appointment."""
SAID_YES = frozenset({"said_yes", "wanted"})
"""A neighbour will help; or the one whose offer it was is wanted."""
LEFT = frozenset({"erased", "removed"})
PAPER = "paper"
"""Detail of `joined`: a neighbour without a phone, whom a coordinator entered."""
BY_APPROVAL = "approval"
"""Detail of `joined` by somebody who still waits to be let in: `admitted` follows."""
DONE_TO_THEM = frozenset({
    "asked", "asked_again", "silent", "still_asked", "expired", "nobody_left", "admitted", "removed", "refused",
    "story_asked", "visit_allowed", "visit_denied", "role_taken", "let_go", "done_unheard", "no_time", "erased",
})  # fmt: skip
"""Events about a resident that are no act of theirs: who has none but these is silent."""


def became_member(each: Happening) -> bool:
    """Whether this event made somebody a member."""
    return each.kind == "admitted" or (each.kind == "joined" and each.detail != BY_APPROVAL)
