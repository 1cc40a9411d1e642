"""What follows the figures of a week: what people ran into, and the texts they let us show.

Each text is a message of its own, read out of its table when it is put, and taken out of the outbox when it is taken
back before it was sent.
"""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.digest.weeks import last_day, monday, weeks_of
from bot.domain.ids import ResidentId
from bot.domain.model import Buurt, Resident
from bot.domain.signals import A_WEEK, told_block
from bot.services import signals_answering, signals_reading
from bot.services.signals_words import for_readers
from bot.services.work import Work
from storage import signals, stories


async def tell(
    work: Work,
    to: Resident,
    buurt: Buurt,
    week: int,
    *,
    urgency: int = 0,
    within: timedelta | None = None,
    calm: ZoneInfo | None = None,
) -> None:
    """Signals by theme, then sentences and stories of this week, to a community builder of the buurt."""
    raised = await signals_answering.told(work, buurt, week)
    waiting = bool(await signals.to_read(work.tx, buurt.id, to.id, signals_reading.today(work, buurt)))
    if raised.themes or raised.others or waiting:
        block = weeks_of(told_block(week))
        await work.tell(
            to,
            "digest_signals",
            urgency=urgency,
            within=within,
            calm=calm,
            buurt=buurt.id,
            first=monday(block[0]).isoformat(),
            last=last_day(block[-1]).isoformat(),
            raised=raised.to_json(),
            unread=waiting,
        )
    for signal in await signals.put_in_week(work.tx, buurt.id, week, A_WEEK):
        await work.tell(
            to,
            "digest_sentence",
            urgency=urgency,
            within=within,
            calm=calm,
            about=(signal.resident_id,),
            signal=signal.id,
            words=await _for(work, to, signal.resident_id, signal.words, buurt),
        )
    for story, name in await stories.put_in_week(work.tx, buurt.id, week, A_WEEK):
        await work.tell(
            to,
            "digest_story",
            urgency=urgency,
            within=within,
            calm=calm,
            about=(story.resident_id, story.other_id),
            story=story.id,
            category=story.category,
            words=await _for(work, to, story.resident_id, story.words, buurt),
            writer=name,
        )


async def _for(work: Work, to: Resident, writer: ResidentId, words: str | None, buurt: Buurt) -> str:
    """A text without the names of people of the buurt; its writer, who reads along, sees it as they wrote it."""
    return words or "" if to.id == writer else await for_readers(work, words or "", buurt.id)
