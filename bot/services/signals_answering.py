"""The community builder answers everybody who raised a theme, without learning who they are."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.digest.weeks import begins, last_whole, weeks_of
from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError, TooManyError
from bot.domain.ids import BuurtId
from bot.domain.model import Buurt, Resident, Role
from bot.domain.signals import Raised, Theme, raised, told_block
from bot.services import access, drafts
from bot.services.work import Work
from storage import buurten, events, residents, signals

MOST_CHOICES = 6
MOST_A_WEEK = 3
NOT_LATER = timedelta(days=3)


async def told(work: Work, buurt: Buurt, week: int) -> Raised:
    """What the overview of a week says was raised, in the last four weeks that were over by then."""
    weeks = weeks_of(told_block(week))
    since, until = begins(weeks[0], buurt.zone), begins(weeks[-1] + 1, buurt.zone)
    return raised(await signals.marks(work.tx, buurt.id, since, until))


async def choose(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """Which theme: only those that the overview shows, which five people raised at least."""
    buurt = await _mine(work, me, buurt_id)
    themes = [theme for theme, _ in (await told(work, buurt, last_whole(work.now, buurt.zone))).themes]
    await work.show(me, "answer_which", buurt=buurt.id, themes=themes[:MOST_CHOICES])


async def begin(work: Work, me: Resident, buurt_id: BuurtId, theme: Theme) -> None:
    """Ask for the answer. Raises GoneError for a theme that fewer than five people raised, and TooManyError."""
    await _may(work, me, buurt_id, theme)
    await drafts.begin(work, me, Flow.ANSWER, {"of_buurt": buurt_id, "theme": theme})


async def _mine(work: Work, me: Resident, buurt_id: BuurtId) -> Buurt:
    await access.require_role(work, me, buurt_id, Role.BUILDER)
    return await buurten.get(work.tx, buurt_id)


async def _may(work: Work, me: Resident, buurt_id: BuurtId, theme: Theme) -> Buurt:
    buurt = await _mine(work, me, buurt_id)
    if theme not in dict((await told(work, buurt, last_whole(work.now, buurt.zone))).themes):
        raise GoneError(f"too few raised {theme} in buurt {buurt_id}")
    sent = await events.count_of(work.tx, me.id, work.now - timedelta(days=7), "signals_answered")
    if sent >= MOST_A_WEEK:
        raise TooManyError(f"resident {me.id} answered {sent} themes in a week")
    return buurt


@drafts.finishes(Flow.ANSWER)
async def send(work: Work, me: Resident, data: Data) -> None:
    """It was previewed and confirmed: it goes to whoever raised the theme since the four weeks that are told began,
    by night in the morning. How many they are is not said: somebody may have taken it back."""
    theme = Theme(data["theme"])
    buurt = await _may(work, me, BuurtId(data["of_buurt"]), theme)
    since = begins(weeks_of(told_block(last_whole(work.now, buurt.zone)))[0], buurt.zone)
    await work.record("signals_answered", me, buurt_id=buurt.id, detail=theme)
    for resident_id in await signals.raisers(work.tx, buurt.id, theme, since):
        each = await residents.get(work.tx, resident_id)
        if each is None or not each.takes_part or each.id == me.id:
            continue
        await work.tell(
            each,
            "signal_answer",
            calm=buurt.zone,
            within=NOT_LATER,
            urgency=2,
            theme=theme,
            answers=[data["answer"], *([data["answer_more"]] if data.get("answer_more") else [])],
        )
    await work.show(me, "answer_sent", theme=theme)
