"""Reminders of an appointment: planned as due rows, sent to both, dropped where they come too late."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.calendar import QUIET_FROM, after_quiet, next_at
from bot.domain.model import CommitmentState
from bot.domain.reminders import Reminder, plan
from bot.domain.reminders import hours_before as hours_before_at
from bot.services import arranged, sharing
from bot.services.arranged import Arranged
from bot.services.work import Work
from storage import due

TO_PEOPLE = (Reminder.DAY_BEFORE, Reminder.HOURS_BEFORE, Reminder.CHECK_IN)


async def plan_all(work: Work, about: Arranged) -> None:
    """Plan the reminders of a confirmed commitment, in place of those of an earlier time."""
    await cancel_all(work, about)
    starts_at = about.commitment.starts_at
    if starts_at is None:
        return
    for reminder in plan(starts_at, work.now, about.zone):
        await due.plan(work.tx, reminder.reminder, about.commitment.id, reminder.at)


async def cancel_all(work: Work, about: Arranged) -> None:
    """Nothing is due for the old time any more; an address without a time goes after a while."""
    await due.cancel(work.tx, about.commitment.id, *TO_PEOPLE, Reminder.ADDRESS_GONE)
    if about.match.address is not None:
        await sharing.plan_address_gone(work, about)


async def day_before(work: Work, subject: int) -> None:
    """At 18:00 on the day before: does it go on?"""
    about = await _to_remind(work, subject, Reminder.DAY_BEFORE)
    if about is None:
        return
    for one, other in await arranged.both(work, about.match):
        await work.tell(
            one,
            "day_before",
            holds=about.holds(CommitmentState.CONFIRMED),
            within=_useful_for(work, about),
            calm=about.zone,
            about=(other.id,),
            commitment=about.commitment.id,
            match=about.match.id,
            name=other.name,
            category=about.post.category,
            moment=about.moment,
        )


async def hours_before(work: Work, subject: int) -> None:
    """Two hours before: both are reminded, and the helper gets the address where one was given."""
    about = await _to_remind(work, subject, Reminder.HOURS_BEFORE)
    if about is None:
        return
    for one, other in await arranged.both(work, about.match):
        shown = about.match.address if one.id == about.match.helper_id else None
        with_address: dict[str, Any] = {"address": shown} if shown else {}
        await work.tell(
            one,
            sharing.REMINDED if shown else "hours_before",
            holds=about.holds(CommitmentState.CONFIRMED),
            within=_useful_for(work, about),
            calm=about.zone,
            about=(other.id,),
            match_id=about.match.id,
            match=about.match.id,
            name=other.name,
            category=about.post.category,
            moment=about.moment,
            code=about.match.door_code,
            **with_address,
        )


async def _to_remind(work: Work, subject: int, reminder: Reminder) -> Arranged | None:
    """The confirmed appointment to remind of; None, with a record, where the time for that has passed."""
    about = await arranged.of_due(work, subject)
    if about is None or about.commitment.state is not CommitmentState.CONFIRMED:
        return None
    starts_at = about.commitment.starts_at
    leaves = after_quiet(work.now, about.zone)
    if starts_at is None or leaves >= _until(reminder, starts_at, about.zone):
        await work.record("reminder_dropped", post=about.post, detail=reminder)
        return None
    return about


def _until(reminder: Reminder, starts_at: datetime, zone: ZoneInfo) -> datetime:
    """When it is out of date: the question of the day before once the next reminder is due."""
    return hours_before_at(starts_at, zone) if reminder is Reminder.DAY_BEFORE else starts_at


def _useful_for(work: Work, about: Arranged) -> timedelta:
    """How long a reminder that cannot leave may wait: to the appointment, and never into quiet hours."""
    leaves = after_quiet(work.now, about.zone)
    until = next_at(leaves, QUIET_FROM, about.zone)
    return min(until, about.commitment.starts_at or until) - leaves
