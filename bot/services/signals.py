"""Telling what one ran into: an office, money, discrimination. It is counted, and answered, without saying who.

The record of events holds the theme, the day and a mark of the person that only the operator's key could make
and that is another one every four weeks; never their id. Who it was stands in the table of signals alone, for
their answer and so that they can take it back.
"""

from __future__ import annotations

import hashlib
import hmac

from bot.domain.calendar import next_at
from bot.domain.digest.weeks import OF_A_BLOCK, week_at
from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError, NotAllowedError, TooManyError
from bot.domain.model import Buurt, Resident
from bot.domain.signals import Signal, SignalId, SignalState, Theme
from bot.services import (
    access,
    drafts,
    signals_answers,  # noqa: F401 (makes its parsers known)
)
from bot.services.signals_reading import READ_AT, today
from bot.services.work import Work
from storage import buurten, due, signals

MOST_A_DAY = 3


async def begin(work: Work, me: Resident) -> None:
    """The first question. Raises NotAllowedError for who is no member, TooManyError after a few in a day."""
    buurt = await buurten.get(work.tx, access.require_member(me))
    await _not_too_many(work, me, buurt)
    await drafts.begin(work, me, Flow.SIGNAL, {})


async def _not_too_many(work: Work, me: Resident, buurt: Buurt) -> None:
    if await signals.count_since(work.tx, me.id, today(work, buurt)) >= MOST_A_DAY:
        raise TooManyError(f"resident {me.id} told {MOST_A_DAY} signals in a day")


@drafts.finishes(Flow.SIGNAL)
async def finish(work: Work, me: Resident, data: Data) -> None:
    """Count it, and keep its sentence where somebody may read it; else the sentence is let go of."""
    buurt = await buurten.get(work.tx, access.require_member(me))
    await _not_too_many(work, me, buurt)
    theme, day = Theme(data["theme"]), today(work, buurt)
    words = data.get("barrier") if data.get("may_read") else None
    await signals.add(work.tx, me.id, buurt.id, theme, words, day)
    # At the beginning of the day: the minute would say who was there.
    await work.at(day).record("signalled", buurt_id=buurt.id, detail=f"{theme}:{_mark(work, me, buurt)}")
    if words and not await due.planned(work.tx, "signals_to_read", buurt.id):
        await due.plan(work.tx, "signals_to_read", buurt.id, next_at(work.now, READ_AT, buurt.zone))
    await work.show(me, "signal_noted", theme=theme, read=bool(words), desks=data.get("desks") or [])


def _mark(work: Work, me: Resident, buurt: Buurt) -> str:
    """What stands for a person in the record: the same within four weeks, so that people are counted once.

    Neighbours without a phone count as one with whoever presses for them: somebody who entered four would else learn
    from a theme that is told of the fifth.
    """
    block = week_at(work.now, buurt.zone) // OF_A_BLOCK
    voice = me.contact.id if me.contact is not None else me.id
    return hmac.new(work.key, f"signal {block} {voice}".encode(), hashlib.sha256).hexdigest()[:24]


async def own(work: Work, me: Resident, signal_id: SignalId) -> Signal:
    """A signal that `me` told. Raises NotAllowedError for another's, GoneError for one taken back."""
    access.require_member(me)
    found = await signals.get(work.tx, signal_id)
    if found is None:
        raise GoneError(f"no signal {signal_id}")
    if found.resident_id != me.id:
        raise NotAllowedError(f"signal {signal_id} is not of resident {me.id}")
    return found


async def let_show(work: Work, me: Resident, signal_id: SignalId) -> None:
    """The writer has seen the sentence as a reader left it, and says yes. Raises GoneError where it has none."""
    found = await own(work, me, signal_id)
    if not await signals.change(work.tx, found.id, SignalState.PROPOSED, SignalState.AGREED, found.words):
        raise GoneError(f"signal {signal_id} has no sentence to agree to")
    await work.show(me, "signal_agreed")


async def keep_back(work: Work, me: Resident, signal_id: SignalId) -> None:
    """The writer does not want the sentence shown (any more): it goes; the signal stays counted."""
    found = await own(work, me, signal_id)
    if found.words is None:
        raise GoneError(f"signal {signal_id} has no sentence")
    await signals.forget_words(work.tx, found.id)
    await work.show(me, "signal_words_gone")


async def take_back(work: Work, me: Resident, signal_id: SignalId) -> None:
    """The whole signal goes. What was counted in a week that is over stays a number without anybody in it."""
    found = await own(work, me, signal_id)
    await signals.delete(work.tx, found.id)
    await work.show(me, "told_taken_back")
