"""Certificates of conduct (VOG): on which day a coordinator saw one, never the paper; and who is asked for one."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from bot.domain.calendar import local
from bot.domain.categories import Category
from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError
from bot.domain.ids import BuurtId, ResidentId
from bot.domain.marks import marks_of
from bot.domain.model import Buurt, Post, PostKind, Resident, Role
from bot.services import access, drafts
from bot.services import trust as checks
from bot.services.turn import following
from bot.services.work import Work
from storage import buurten, posts, residents, trust


async def without(work: Work, buurt_id: BuurtId) -> list[Resident]:
    """Who offers help for which the buurt asks one, and has shown none."""
    asked = await trust.asked(work.tx, buurt_id)
    wanted = {mark for mark, what in asked.items() if what.vog}
    if not wanted:
        return []
    found = []
    for resident_id in await trust.without_vog(work.tx, buurt_id, Category):
        offers = [each for each in await posts.live_of(work.tx, resident_id) if each.kind is PostKind.OFFER]
        if any(marks_of(offer) & wanted for offer in offers):
            found.append(await access.resident(work, resident_id))
    return found


async def tell_all(work: Work, buurt_id: BuurtId) -> None:
    """Tell each of them, by day and once."""
    buurt = await buurten.get(work.tx, buurt_id)
    for helper in await without(work, buurt_id):
        await _tell(work, helper, buurt)


async def tell_of(work: Work, offer: Post) -> None:
    """Somebody offers help now for which one is needed: tell them once."""
    helper = await residents.get(work.tx, offer.resident_id)
    if helper is not None and offer.kind is PostKind.OFFER and await checks.lacks_vog(work, helper, offer):
        await _tell(work, helper, await buurten.get(work.tx, offer.buurt_id))


async def _tell(work: Work, helper: Resident, buurt: Buurt) -> None:
    if await trust.note_vog_told(work.tx, helper.id, work.now):
        await work.tell(helper, "vog_wanted", calm=buurt.zone, buurt=buurt.name)


async def show_next(work: Work, me: Resident, buurt_id: BuurtId, after: int = 0) -> None:
    """One helper of whom none was seen, a screen each."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    rows = await without(work, buurt_id)
    helper = following(rows, after)
    if helper is None:
        await work.show(me, "co_nothing", buurt=buurt_id)
        return
    await work.show(me, "co_vog", resident=helper.id, name=helper.name, buurt=buurt_id, more=len(rows) - 1)


async def seen_today(work: Work, me: Resident, resident_id: ResidentId) -> None:
    """A coordinator has just seen it."""
    helper, buurt = await _shown_by(work, me, resident_id)
    await _note(work, me, helper, buurt, local(work.now, buurt.zone).date())


async def ask_day(work: Work, me: Resident, resident_id: ResidentId) -> None:
    """Ask the coordinator on which day they saw it."""
    helper, _ = await _shown_by(work, me, resident_id)
    await drafts.begin(work, me, Flow.VOG, {"helper": helper.id})


@drafts.finishes(Flow.VOG)
async def finish_day(work: Work, me: Resident, data: Data) -> None:
    """The day was written; whether `me` may is looked at again."""
    helper, buurt = await _shown_by(work, me, ResidentId(data["helper"]))
    await _note(work, me, helper, buurt, date.fromisoformat(data["seen_on"]))


async def _shown_by(work: Work, me: Resident, resident_id: ResidentId) -> tuple[Resident, Buurt]:
    """A helper who is asked for one, and their buurt. Raises NotAllowedError or GoneError."""
    helper = await access.resident(work, resident_id)
    if helper.buurt_id is None:
        raise GoneError(f"resident {resident_id} has no buurt")
    await access.require_role(work, me, helper.buurt_id, Role.COORDINATOR)
    if helper.id not in {each.id for each in await without(work, helper.buurt_id)}:
        raise GoneError(f"resident {resident_id} is asked for none")
    return helper, await buurten.get(work.tx, helper.buurt_id)


async def _note(work: Work, me: Resident, helper: Resident, buurt: Buurt, day: date) -> None:
    await trust.note_vog(work.tx, helper.id, day)
    await work.record("vog_seen", me, buurt_id=buurt.id, about=helper.id)
    await work.tell(helper, "vog_noted", calm=buurt.zone, day=day.isoformat())
    left = len(await without(work, buurt.id))
    await work.show(me, "co_vog_noted", name=helper.name, buurt=buurt.id, left=left)


async def forget_old(work: Work) -> None:
    """What was seen too many years ago counts no more: the date goes, and who needs one is asked once more."""
    for buurt in await buurten.every(work.tx):
        since = local(work.now, buurt.zone).date() - relativedelta(years=buurt.vog_years)
        if await trust.forget_vog(work.tx, buurt.id, since):
            await tell_all(work, buurt.id)
