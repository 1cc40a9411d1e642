"""A message of the coordinators to their buurt: written once a language, previewed, confirmed, sent calmly.

At most one a week. A few leave each minute and none in the quiet hours, so that answers to people come in between
and it can be stopped halfway. Afterwards its writer hears how many it reached, counted and never named.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.domain import digest
from bot.domain.broadcasts import BATCH, BETWEEN, COUNTED_AFTER, EVERY, TEXT_LIMIT, Broadcast, BroadcastState
from bot.domain.calendar import QUIET_FROM, after_quiet, at_local, is_quiet, local
from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import BroadcastId, BuurtId
from bot.domain.model import Buurt, Resident, Role
from bot.i18n import clean, languages
from bot.services import access, drafts
from bot.services.answers import Given, Parsed, answers, typed
from bot.services.guarding import must_be_held
from bot.services.work import Work
from bot.text.guards import Guard, guard, without
from storage import broadcasts, buurten, due, residents

OF_A_PLACE = frozenset({Guard.PHONE, Guard.ADDRESS, Guard.EMAIL, Guard.LINK})
"""May stand in it: a neighbourhood centre has an address. The preview asks whether it is of a place."""


async def show(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """What is being sent or was sent this week; else what `me` is writing."""
    buurt = await _own(work, me, buurt_id)
    last = await broadcasts.last(work.tx, buurt_id)
    if last is not None and last.state is BroadcastState.SENDING:
        await _show_going(work, me, last)
    elif last is not None and last.begun_at is not None and work.now < last.begun_at + BETWEEN:
        again = local(last.begun_at + BETWEEN, buurt.zone).date() + timedelta(days=1)
        figures = _figures(last)
        await work.show(me, "broadcast_wait", buurt=buurt_id, day=again.isoformat(), **figures)
    else:
        await _show_draft(work, me, buurt_id)


async def write(work: Work, me: Resident, buurt_id: BuurtId, lang: str) -> None:
    """Ask for its text in a language."""
    await _may_write(work, me, buurt_id)
    if lang not in languages():
        raise GoneError(f"no readers of {lang}")
    await drafts.begin(work, me, Flow.BROADCAST, {"of_buurt": buurt_id, "into": lang})


@answers("broadcast_text")
async def _text(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    text = typed(given, TEXT_LIMIT)
    if must_be_held(text):
        return Parsed({**data, "held": True}, complete=False)
    hidden = [span for span in guard(text) if span.kind not in OF_A_PLACE]
    left_out = list(dict.fromkeys(span.kind.value for span in hidden))
    return Parsed(
        {**data, "held": False, "words": without(text, hidden) if hidden else text, "left_out": left_out}
    )


@drafts.finishes(Flow.BROADCAST)
async def finish_text(work: Work, me: Resident, data: Data) -> None:
    """The text of one language is written. Raises NotAllowedError, GoneError where one went out meanwhile."""
    buurt_id = BuurtId(data["of_buurt"])
    await _may_write(work, me, buurt_id)
    broadcast_id = await broadcasts.draft(work.tx, buurt_id, me.id, work.now)
    if clean(data["words"]):
        await broadcasts.put_text(work.tx, broadcast_id, data["into"], data["words"])
    await _show_draft(work, me, buurt_id, tuple(data["left_out"]))


async def preview(work: Work, me: Resident, broadcast_id: BroadcastId) -> None:
    """As each reader will see it. Who has no text in their language gets which one? is asked first."""
    broadcast, buurt = await _own_draft(work, me, broadcast_id)
    if not broadcast.texts:
        raise GoneError(f"broadcast {broadcast_id} has no text")
    if broadcast.default is None and len(broadcast.texts) < len(languages()):
        await work.show(me, "broadcast_default", broadcast=broadcast_id, langs=sorted(broadcast.texts))
        return
    readers = await broadcasts.readers(work.tx, buurt.id, me.id)
    kinds = dict.fromkeys(
        span.kind.value
        for words in broadcast.texts.values()
        for span in guard(words)
        if span.kind in OF_A_PLACE
    )
    await work.show(
        me,
        "broadcast_preview",
        broadcast=broadcast_id,
        buurt=buurt.id,
        name=buurt.name,
        texts=dict(broadcast.texts),
        lang=broadcast.default or next(iter(broadcast.texts)),
        readers=digest.figure(readers),
        kinds=list(kinds),
        shown=broadcast.mark(),
        at_night=is_quiet(work.now, buurt.zone),
    )


async def choose_default(work: Work, me: Resident, broadcast_id: BroadcastId, lang: str) -> None:
    """Everybody else gets the text in this language."""
    broadcast, _ = await _own_draft(work, me, broadcast_id)
    if lang not in broadcast.texts:
        raise GoneError(f"broadcast {broadcast_id} has no text in {lang}")
    await broadcasts.set_default(work.tx, broadcast_id, lang)
    await preview(work, me, broadcast_id)


async def discard(work: Work, me: Resident, broadcast_id: BroadcastId) -> None:
    """What was written is not wanted after all."""
    broadcast, _ = await _own_draft(work, me, broadcast_id)
    await broadcasts.discard(work.tx, broadcast_id)
    await _show_draft(work, me, broadcast.buurt_id)


async def send(work: Work, me: Resident, broadcast_id: BroadcastId, shown: str) -> None:
    """It goes, as it was previewed; where it changed since, the preview comes again."""
    broadcast, buurt = await _own_draft(work, me, broadcast_id)
    await _may_write(work, me, buurt.id)
    if not broadcast.texts:
        raise GoneError(f"broadcast {broadcast_id} has no text")
    if shown != broadcast.mark():
        await preview(work, me, broadcast_id)
        return
    default = broadcast.default or next(iter(broadcast.texts))
    await broadcasts.begin(work.tx, broadcast_id, default, work.now)
    await due.plan(work.tx, "broadcast", broadcast_id, after_quiet(work.now, buurt.zone))
    await work.record("broadcast_sent", me, buurt_id=buurt.id)
    going = await broadcasts.get(work.tx, broadcast_id)
    if going is not None:
        await _show_going(work, me, going)


async def stop(work: Work, me: Resident, broadcast_id: BroadcastId) -> None:
    """Nobody else gets it. Any coordinator of the buurt may. Raises GoneError where it has left already."""
    broadcast = await broadcasts.get(work.tx, broadcast_id)
    if broadcast is None:
        raise GoneError(f"no broadcast {broadcast_id}")
    await _own(work, me, broadcast.buurt_id)
    if not await _end_early(work, broadcast_id):
        raise GoneError(f"broadcast {broadcast_id} is {broadcast.state}")
    await work.record("broadcast_stopped", me, buurt_id=broadcast.buurt_id)
    had = await broadcasts.copies(work.tx, broadcast_id)
    await work.show(me, "broadcast_stopped", buurt=broadcast.buurt_id, sent=digest.figure(had))


async def _end_early(work: Work, broadcast_id: BroadcastId) -> bool:
    """What has not left yet does not leave; False where it has ended."""
    if not await broadcasts.end(work.tx, broadcast_id, BroadcastState.STOPPED):
        return False
    await due.cancel(work.tx, broadcast_id, "broadcast")
    await broadcasts.take_back(work.tx, broadcast_id)
    await due.plan(work.tx, "broadcast_over", broadcast_id, work.now + COUNTED_AFTER)
    return True


async def go_on(work: Work, subject: int) -> None:
    """The next few get it; in the quiet hours nobody. Of who is no coordinator any more nothing goes on."""
    broadcast = await broadcasts.get(work.tx, BroadcastId(subject))
    if broadcast is None or broadcast.state is not BroadcastState.SENDING:
        return
    if broadcast.buurt_id not in await residents.buurten_of_role(
        work.tx, broadcast.made_by, Role.COORDINATOR
    ):
        await _end_early(work, broadcast.id)
        return
    buurt = await buurten.get(work.tx, broadcast.buurt_id)
    if is_quiet(work.now, buurt.zone):
        await due.plan(work.tx, "broadcast", subject, after_quiet(work.now, buurt.zone))
        return
    readers = await broadcasts.next_readers(work.tx, broadcast, BATCH)
    evening = at_local(local(work.now, buurt.zone).date(), QUIET_FROM, buurt.zone)
    for each in readers:
        if each.reachable:
            await work.tell(
                each,
                "broadcast",
                urgency=2,
                within=evening - work.now,
                name=buurt.name,
                texts=dict(broadcast.texts),
                lang=broadcast.lang,
            )
    if len(readers) == BATCH:
        await due.plan(work.tx, "broadcast", subject, work.now + EVERY)
    else:
        await broadcasts.end(work.tx, broadcast.id, BroadcastState.SENT)
        await due.plan(work.tx, "broadcast_over", subject, work.now + COUNTED_AFTER)


async def count(work: Work, subject: int) -> None:
    """An hour later its writer hears how many it reached; whom, is forgotten."""
    await broadcasts.count(work.tx, BroadcastId(subject))
    broadcast = await broadcasts.get(work.tx, BroadcastId(subject))
    if broadcast is None:
        return
    buurt = await buurten.get(work.tx, broadcast.buurt_id)
    writer = await residents.get(work.tx, broadcast.made_by)
    if writer is not None and writer.takes_part:
        await work.tell(
            writer,
            "broadcast_counted",
            urgency=2,
            calm=buurt.zone,
            buurt=buurt.id,
            stopped=broadcast.state is BroadcastState.STOPPED,
            **_figures(broadcast),
        )


def _figures(broadcast: Broadcast) -> dict[str, Any]:
    """How many it reached and not, as they may be shown; None until they are counted."""
    if broadcast.reached is None or broadcast.unreachable is None:
        return {"reached": None, "unreachable": None}
    reached = digest.figure(broadcast.reached)
    return {"reached": reached, "unreachable": digest.figure(broadcast.unreachable)}


async def _show_draft(work: Work, me: Resident, buurt_id: BuurtId, left_out: tuple[str, ...] = ()) -> None:
    buurt = await buurten.get(work.tx, buurt_id)
    written = await broadcasts.draft_of(work.tx, buurt_id, me.id)
    await work.show(
        me,
        "broadcast_draft",
        buurt=buurt_id,
        name=buurt.name,
        broadcast=written.id if written else None,
        langs=sorted(written.texts) if written else [],
        kinds=list(left_out),
    )


async def _show_going(work: Work, me: Resident, broadcast: Broadcast) -> None:
    buurt = await buurten.get(work.tx, broadcast.buurt_id)
    had = await broadcasts.copies(work.tx, broadcast.id)
    await work.show(
        me,
        "broadcast_going",
        broadcast=broadcast.id,
        buurt=buurt.id,
        sent=digest.figure(had),
        at_night=is_quiet(work.now, buurt.zone),
    )


async def _own(work: Work, me: Resident, buurt_id: BuurtId) -> Buurt:
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    return await buurten.get(work.tx, buurt_id)


async def _may_write(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """Raises NotAllowedError, or GoneError where one went out in the last seven days."""
    await _own(work, me, buurt_id)
    last = await broadcasts.last(work.tx, buurt_id)
    if last is not None and last.begun_at is not None and work.now < last.begun_at + BETWEEN:
        raise GoneError(f"buurt {buurt_id} had broadcast {last.id}")


async def _own_draft(work: Work, me: Resident, broadcast_id: BroadcastId) -> tuple[Broadcast, Buurt]:
    broadcast = await broadcasts.get(work.tx, broadcast_id)
    if broadcast is None or broadcast.made_by != me.id:
        raise NotAllowedError(f"broadcast {broadcast_id} is not of resident {me.id}")
    buurt = await _own(work, me, broadcast.buurt_id)
    if broadcast.state is not BroadcastState.DRAFT:
        raise GoneError(f"broadcast {broadcast_id} is {broadcast.state}")
    return broadcast, buurt
