"""What is done when something falls due: one function a kind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.ids import OutboxId
from bot.domain.model import Due
from bot.services import (
    agreeing,
    broadcasts,
    care,
    checkin,
    decisions,
    digest,
    expiry,
    giving,
    group_calls,
    handing_over,
    invited,
    inviting,
    matching,
    menus,
    mornings,
    onboarding,
    reminding,
    sharing,
    signals_reading,
    stories,
    unanswered,
)
from bot.services.work import Work
from storage import outbox


async def release(work: Work, subject: int) -> None:
    """A message that waited for the end of the quiet hours leaves; no question to who went on pause since."""
    ask_id = await outbox.question_to_paused(work.tx, OutboxId(subject))
    if ask_id is not None:
        await matching.spare(work, ask_id)
    await outbox.release(work.tx, OutboxId(subject))


RUNNERS: dict[str, Callable[[Work, int], Awaitable[None]]] = {
    "release": release,
    "wave": matching.wave_due,
    "ask_silent": matching.silent,
    "group_call_over": group_calls.look_once_more,
    "invite": inviting.wave_due,
    "invite_silent": inviting.silent,
    "goes_on": invited.goes_on_due,
    "give_question": giving.ask,
    "post_warn": expiry.warn,
    "post_expire": expiry.expire,
    "offer_waits": unanswered.remind,
    "offer_over": unanswered.let_go,
    "which_time": agreeing.which_time,
    "which_time_again": agreeing.which_time_again,
    "day_before": reminding.day_before,
    "hours_before": reminding.hours_before,
    "check_in": checkin.check_in,
    "check_in_over": checkin.check_in_over,
    "match_end": checkin.match_end,
    "address_gone": sharing.address_gone,
    "broadcast": broadcasts.go_on,
    "broadcast_over": broadcasts.count,
    "digest": digest.run,
    "signals_to_read": signals_reading.remind,
    "story_question": stories.ask,
    "pause_over": decisions.pause_over,
    "care": care.run,
    "silent_year": care.silent_year,
    "buurt_opened": onboarding.buurt_opened,
    "handed_over": handing_over.ask,
    "morning": mornings.run,
    "role_menu": menus.changed,
}
"""Each runner looks at the row's state itself, and does nothing where it no longer applies."""


async def run(work: Work, row: Due) -> None:
    """Do what fell due, at `work.now`. Raises KeyError for a kind that nobody runs."""
    await RUNNERS[row.kind](work, row.subject)


async def begin(work: Work) -> None:
    """At the start: plan the standing work that is not planned yet, and set the menus of who has a role."""
    await digest.plan_all(work)
    await care.plan(work)
    await menus.begin(work)
