"""Help comes first: whom to ask whether they would like what a neighbour offers for one day.

Pure functions; `now` is an argument. Those who wait for this kind of help come first, then those who have the
habit of asking for it, each with as few questions lately as may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.candidates import Traits, Wishes
from bot.domain.ids import InvitationId, PostId, ResidentId
from bot.domain.matching import DEFAULT, WEEKLY_CAP

AT_ONCE = 3
"""How many invitations of one offer may be open at the same time."""
MOST = 12
"""How many neighbours are asked for one offer in all."""
RECEIVERS = 3
"""How many neighbours one offer is for, unless its writer says another number."""
HABIT = timedelta(days=90)
"""Whoever asked for this kind of help so lately may like it again."""
LONGEST_WAIT, SHORTEST_WAIT = timedelta(days=1), timedelta(hours=2)


class InvitationState(StrEnum):
    WAITING = "waiting"
    YES = "yes"
    NO = "no"
    SILENT = "silent"
    WITHDRAWN = "withdrawn"


ANSWERABLE = frozenset({InvitationState.WAITING, InvitationState.SILENT})
"""A late yes is still one, while there is room."""


@dataclass(frozen=True)
class Invitation:
    """The question to one neighbour whether they would like a one-time offer."""

    id: InvitationId
    offer_id: PostId
    resident_id: ResidentId
    state: InvitationState
    asked_at: datetime
    request_id: PostId | None = None
    """What they asked for with their yes."""


@dataclass(frozen=True)
class Offered:
    """An offer for one day, as the choice of whom to invite sees it."""

    spoken: frozenset[str]
    """Languages of the one who offers."""
    visits_home: bool = False
    receivers: int = RECEIVERS
    traits: Traits = field(default_factory=Traits)
    wishes: Wishes = field(default_factory=Wishes)


@dataclass(frozen=True)
class Invitee:
    """A reachable member of the buurt who asks or lately asked for this kind of help, and was not invited yet."""

    resident_id: ResidentId
    spoken: frozenset[str]
    waits: bool = False
    """A request of theirs that this offer suits stands open, and nobody has said yes to it."""
    habit: int = 0
    """How often they asked for it within `HABIT`."""
    adult: bool | None = None
    asks_7d: int = 0
    """Questions of any kind that were put to them in the last seven days."""
    silent_in_row: int = 0
    traits: Traits = field(default_factory=Traits)
    wishes: Wishes = field(default_factory=Wishes)


def may_be_invited(offered: Offered, each: Invitee) -> bool:
    """The hard rules: a shared language, the cap of questions a week, and for visits at home what both wish."""
    return (
        (each.waits or each.habit > 0)
        and bool(offered.spoken & each.spoken)
        and each.asks_7d < WEEKLY_CAP
        and each.silent_in_row < DEFAULT.silent_limit
        and (not offered.visits_home or _may_visit(offered, each))
    )


def _may_visit(offered: Offered, each: Invitee) -> bool:
    return (
        each.adult is True
        and each.wishes.met_by(offered.traits, offered.spoken)
        and offered.wishes.met_by(each.traits, each.spoken)
    )


def whom(offered: Offered, invitees: Sequence[Invitee], before: Sequence[Invitation]) -> list[ResidentId]:
    """Whom to invite now, best first; `before` are the offer's invitations so far, in any order.

    Never more are open at once than `AT_ONCE` or than there is room for, nor more than `MOST` asked in all.
    The order in which the invitees are listed does not matter.
    """
    waiting = sum(each.state is InvitationState.WAITING for each in before)
    said_yes = sum(each.state is InvitationState.YES for each in before)
    room = min(min(AT_ONCE, offered.receivers - said_yes) - waiting, MOST - len(before))
    known = {each.resident_id for each in before}
    fitting = [each for each in invitees if each.resident_id not in known and may_be_invited(offered, each)]
    ranked = sorted(fitting, key=lambda each: (not each.waits, each.asks_7d, -each.habit, each.resident_id))
    return [each.resident_id for each in ranked[: max(0, room)]]


def is_full(offered: Offered, before: Sequence[Invitation]) -> bool:
    """Whether as many said yes as the offer is for."""
    return sum(each.state is InvitationState.YES for each in before) >= offered.receivers


def silent_after(left: timedelta) -> timedelta:
    """How long an invitation waits before the next is asked: a quarter of the time that is left."""
    return min(max(left / 4, SHORTEST_WAIT), LONGEST_WAIT)
