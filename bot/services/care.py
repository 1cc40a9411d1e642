"""Every night: what is of no more use goes, and who was silent for long is asked, then erased."""

from __future__ import annotations

from datetime import time, timedelta

from dateutil.relativedelta import relativedelta

from bot.domain.calendar import NO_BUURT, after_quiet, at_local, local, next_at
from bot.domain.ids import ResidentId
from bot.domain.model import Holds, Resident, ResidentState
from bot.services import privacy, sharing, vog
from bot.services.work import Work
from storage import (
    broadcasts,
    buurten,
    confidants,
    decisions,
    drafts,
    due,
    events,
    groups,
    handovers,
    inbox,
    matches,
    outbox,
    posts,
    relays,
    reports,
    residents,
    signals,
    stories,
)

AT = time(3, 30)
ASKED_AFTER = relativedelta(months=12)
ERASED_AFTER = relativedelta(months=13)
TO_ANSWER = timedelta(days=28)
"""At least this long between the question and erasing, also after the machine slept."""


async def plan(work: Work) -> None:
    """Let the next night be planned; one that is planned already stays as it is."""
    if not await due.planned(work.tx, "care", 0):
        await due.plan(work.tx, "care", 0, next_at(work.now, AT, NO_BUURT))


async def run(work: Work, subject: int) -> None:
    """One night's care; `subject` is always 0."""
    await due.plan(work.tx, "care", subject, next_at(work.now, AT, NO_BUURT))
    await forget_old(work)
    for someone in await residents.silent_since(work.tx, work.now - ASKED_AFTER):
        if not await due.planned(work.tx, "silent_year", someone.id):
            await _ask_to_stay(work, someone)


async def forget_old(work: Work) -> None:
    """Drop everything whose time is over (design, "What is kept, and how long")."""
    for buurt in await buurten.every(work.tx):
        midnight = at_local(local(work.now, buurt.zone).date(), time(0), buurt.zone)
        await matches.forget_addresses(work.tx, buurt.id, midnight, work.now)
    await sharing.forget_left_over(work)
    await drafts.forget_old(work.tx, work.now)
    await posts.forget_words(work.tx, work.now)
    await relays.forget_old(work.tx, work.now)
    await outbox.forget_old(work.tx, work.now)
    await inbox.forget_old(work.tx, work.now)
    await events.forget_old(work.tx, work.now)
    await reports.forget_old(work.tx, work.now)
    await decisions.forget_old(work.tx, work.now)
    await confidants.forget_old(work.tx, work.now)
    await vog.forget_old(work)
    await buurten.forget_invites(work.tx, work.now)
    await groups.forget_codes(work.tx, work.now)
    await signals.forget_old(work.tx, work.now)
    await stories.forget_old(work.tx, work.now)
    await broadcasts.forget_old(work.tx, work.now)
    await handovers.forget_old(work.tx, work.now)


async def _ask_to_stay(work: Work, someone: Resident) -> None:
    """Ask once, in the morning, whether they want to stay; any word or press is a yes."""
    seen_at = await residents.seen_at(work.tx, someone.id) or work.now
    zone = (await buurten.get(work.tx, someone.buurt_id)).zone if someone.buurt_id else NO_BUURT
    gone_at = after_quiet(max(seen_at + ERASED_AFTER, work.now + TO_ANSWER), zone)
    await due.plan(work.tx, "silent_year", someone.id, gone_at)
    # Whoever never gave a name has nothing here to stay for; a removed neighbour cannot.
    if someone.name and someone.state is not ResidentState.REMOVED:
        await work.tell(
            someone,
            "still_there",
            holds=Holds("resident", someone.id, frozenset(ResidentState)),
            calm=zone,
            urgency=2,
            name=someone.name,
            until=local(gone_at, zone).date().isoformat(),
        )


async def silent_year(work: Work, subject: int) -> None:
    """A month after the question: erase who did nothing since."""
    someone = await residents.get(work.tx, ResidentId(subject))
    seen_at = await residents.seen_at(work.tx, ResidentId(subject))
    if someone is not None and seen_at is not None and seen_at < work.now - ASKED_AFTER:
        await privacy.erase(work, someone)
