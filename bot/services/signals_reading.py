"""Sentences of signals are read by a community builder or coordinator, who takes out what would name the writer."""

from __future__ import annotations

from datetime import datetime, time

from bot.domain.calendar import at_local, local, next_at
from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import BuurtId
from bot.domain.model import Buurt, Resident, Role
from bot.domain.signals import Signal, SignalId, SignalState
from bot.services import access, drafts
from bot.services.signals_words import for_readers
from bot.services.work import Work
from storage import buurten, due, residents, signals

READ_AT = time(9)
"""When readers hear that sentences wait: another day, so that the moment says nothing about who wrote."""


def today(work: Work, buurt: Buurt) -> datetime:
    """The midnight with which this day began. What was told since is read by nobody: a reader who looked time and
    again would else see who was busy with a phone when it came."""
    return at_local(local(work.now, buurt.zone).date(), time(0), buurt.zone)


async def remind(work: Work, subject: int) -> None:
    """Sentences wait: the community builders hear of it, or else the coordinators."""
    buurt = await buurten.find(work.tx, BuurtId(subject))
    if buurt is None:
        return
    if await signals.written_since(work.tx, buurt.id, today(work, buurt)):
        # Told since midnight: for tomorrow.
        await due.plan(work.tx, "signals_to_read", buurt.id, next_at(work.now, READ_AT, buurt.zone))
    for each in await _readers(work, buurt):
        if await signals.to_read(work.tx, buurt.id, each.id, today(work, buurt)):
            await work.tell(each, "signals_to_read", calm=buurt.zone, urgency=2, buurt=buurt.id)


async def _readers(work: Work, buurt: Buurt) -> list[Resident]:
    for role in (Role.BUILDER, Role.COORDINATOR):
        found = [each for each in await residents.with_role(work.tx, buurt.id, role) if each.takes_part]
        if found:
            return found
    return []


async def _require_reader(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    mine = [each for role in Role for each in await residents.buurten_of_role(work.tx, me.id, role)]
    if not me.takes_part or buurt_id not in mine:
        raise NotAllowedError(f"resident {me.id} reads no signals of buurt {buurt_id}")


async def show_next(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """The sentence that waits longest, without a word on who wrote it. Raises NotAllowedError."""
    await _require_reader(work, me, buurt_id)
    buurt = await buurten.get(work.tx, buurt_id)
    waiting = await signals.to_read(work.tx, buurt_id, me.id, today(work, buurt))
    if not waiting:
        await work.show(me, "signals_read")
        return
    first = waiting[0]
    words = await for_readers(work, first.words or "", buurt_id)
    await work.show(
        me, "signal_to_read", signal=first.id, theme=first.theme, words=words, more=len(waiting) - 1
    )


async def _waiting(work: Work, me: Resident, signal_id: SignalId) -> Signal:
    """A sentence that waits for a reader such as `me`, who did not write it. Raises GoneError, NotAllowedError."""
    found = await signals.get(work.tx, signal_id)
    if found is None:
        raise GoneError(f"no signal {signal_id}")
    await _require_reader(work, me, found.buurt_id)
    if found.resident_id == me.id:
        raise NotAllowedError(f"signal {signal_id} is the reader's own")
    if found.state is not SignalState.WRITTEN:
        raise GoneError(f"signal {signal_id} is {found.state}")
    return found


async def as_it_is(work: Work, me: Resident, signal_id: SignalId) -> None:
    """Nothing in it names the writer: they are asked whether it may be shown so."""
    found = await _waiting(work, me, signal_id)
    await _propose(work, me, found, found.words or "")


async def begin_rewording(work: Work, me: Resident, signal_id: SignalId) -> None:
    """Ask for a version without what would name the writer; the sentence itself stays readable above."""
    found = await _waiting(work, me, signal_id)
    work.edit = None
    await drafts.begin(work, me, Flow.REWORD_SIGNAL, {"signal": found.id, "of_buurt": found.buurt_id})


@drafts.finishes(Flow.REWORD_SIGNAL)
async def reworded(work: Work, me: Resident, data: Data) -> None:
    """The reader's version goes to the writer; what they wrote first is not kept."""
    found = await _waiting(work, me, SignalId(data["signal"]))
    await _propose(work, me, found, data["reworded"])


async def _propose(work: Work, me: Resident, found: Signal, words: str) -> None:
    await signals.change(work.tx, found.id, SignalState.WRITTEN, SignalState.PROPOSED, words)
    await _record(work, me, found)
    writer, buurt = await access.resident(work, found.resident_id), await buurten.get(work.tx, found.buurt_id)
    await work.tell(writer, "signal_proposed", calm=buurt.zone, signal=found.id, words=words)
    await show_next(work, me, found.buurt_id)


async def not_shown(work: Work, me: Resident, signal_id: SignalId) -> None:
    """It cannot be shown without saying who wrote it: the sentence goes, the writer is told, and it stays counted."""
    found = await _waiting(work, me, signal_id)
    await signals.forget_words(work.tx, found.id)
    await _record(work, me, found)
    writer, buurt = await access.resident(work, found.resident_id), await buurten.get(work.tx, found.buurt_id)
    await work.tell(writer, "signal_not_shown", calm=buurt.zone, theme=found.theme)
    await show_next(work, me, found.buurt_id)


async def _record(work: Work, me: Resident, found: Signal) -> None:
    """That somebody read a sentence, for the coordinators' log; not which one."""
    await work.record("signal_read", me, buurt_id=found.buurt_id)
