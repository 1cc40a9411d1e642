"""The confidant (vertrouwenspersoon) of a buurt: one tap away, and what is said to them no coordinator sees."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError, NotAllowedError, TooManyError
from bot.domain.ids import BuurtId, ConfidedId
from bot.domain.model import Resident, Role
from bot.services import access, alerts, drafts
from bot.services.work import Work
from storage import buurten, confidants, events, residents
from storage.confidants import Confidant

LINK = "vp-"
"""Before the code in a link."""
LINK_LASTS = timedelta(days=14)
AN_HOUR = 10
"""Lines that one resident may write to or as a confidant in an hour."""


async def _member(work: Work, found: Confidant | None) -> Resident | None:
    """The confidant where that is a member who takes part."""
    who = await residents.get(work.tx, found.resident_id) if found and found.resident_id else None
    return who if who is not None and who.takes_part else None


async def show(work: Work, me: Resident) -> None:
    """Whom one can talk to in confidence, and how."""
    buurt = await access.buurt_of(work, me)
    found = await confidants.of_buurt(work.tx, buurt.id)
    member = await _member(work, found)
    work.edit = None  # what one came from, such as the question about a report, stays
    if member is not None:
        await work.show(me, "confidant_member", name=member.name, me=member.id == me.id)
    elif found is not None and found.name is not None:
        await work.show(me, "confidant_outside", name=found.name, contact=found.contact)
    else:
        await work.show(me, "confidant_none")


async def write(work: Work, me: Resident) -> None:
    """Ask what they want to say to the confidant. Raises GoneError where there is none in the bot."""
    access.require_member(me)
    buurt = await access.buurt_of(work, me)
    member = await _member(work, await confidants.of_buurt(work.tx, buurt.id))
    if member is None or member.id == me.id:
        raise GoneError(f"buurt {buurt.id} has no confidant to write to")
    await drafts.begin(work, me, Flow.CONFIDE, {"to": member.id, "to_name": member.name})


async def answer(work: Work, me: Resident, confided_id: ConfidedId) -> None:
    """Ask one of the two what they want to say to the other. Raises GoneError where one is no confidant any more."""
    access.require_member(me)
    to = await _other(work, me, confided_id)
    await drafts.begin(work, me, Flow.CONFIDE, {"to": to.id, "to_name": to.name, "confided": confided_id})


async def _other(work: Work, me: Resident, confided_id: ConfidedId) -> Resident:
    found = await confidants.get(work.tx, confided_id)
    if found is None or me.id not in (found.resident_id, found.confidant_id):
        raise NotAllowedError(f"resident {me.id} has no part in {confided_id}")
    writer = await access.resident(work, found.resident_id)
    now = await confidants.of_buurt(work.tx, writer.buurt_id) if writer.buurt_id is not None else None
    if now is None or now.resident_id != found.confidant_id:
        raise GoneError(f"resident {found.confidant_id} is no confidant of resident {writer.id} any more")
    other = found.confidant_id if me.id == found.resident_id else found.resident_id
    return await access.resident(work, other)


@drafts.finishes(Flow.CONFIDE)
async def pass_on(work: Work, me: Resident, data: Data) -> None:
    """Give the words to the one they are for; they are kept nowhere. Looks again at who may.

    Raises GoneError where that is no longer the confidant, NotAllowedError, TooManyError.
    """
    access.require_member(me)
    if await events.count_of(work.tx, me.id, work.now - timedelta(hours=1), "confided") >= AN_HOUR:
        raise TooManyError(f"resident {me.id} wrote {AN_HOUR} lines to a confidant in an hour")
    buurt = await access.buurt_of(work, me)
    if "confided" in data:
        row = ConfidedId(data["confided"])
        to = await _other(work, me, row)
    else:
        member = await _member(work, await confidants.of_buurt(work.tx, buurt.id))
        if member is None or member.id != data["to"]:
            raise GoneError(f"resident {data['to']} is no confidant")
        to, row = member, await confidants.note(work.tx, me.id, member.id, work.now)
    if not to.takes_part:
        raise GoneError(f"resident {to.id} takes no part")
    # Without a buurt and a detail: that somebody talks to a confidant is in no figure and on no list.
    await work.record("confided", me)
    zone = (await access.buurt_of(work, to)).zone
    await work.tell(
        to, "confided", calm=zone, about=(me.id,), confided=row, name=me.name, text=data["confide"]
    )
    await work.show(me, "confide_sent", name=to.name)


async def show_choice(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """To a coordinator: who the confidant is, and how to choose one."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    found = await confidants.of_buurt(work.tx, buurt_id)
    member = await _member(work, found)
    await work.show(
        me,
        "co_confidant",
        buurt=buurt_id,
        name=member.name if member else found.name if found else None,
        contact=found.contact if found else None,
        asked=await confidants.asks(work.tx, buurt_id, work.now) is not None,
    )


async def ask_member(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """A link for one member, who says yes or no to being the confidant."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    buurt = await buurten.get(work.tx, buurt_id)
    code = work.token()
    await confidants.make_link(work.tx, buurt_id, code, work.now + LINK_LASTS)
    await work.show(me, "co_confidant_link", buurt=buurt_id)
    link = f"https://t.me/{work.bot_username}?start={LINK}{code}"
    await work.tell(me, "confidant_to_forward", urgency=0, buurt=buurt.name, link=link)


async def open_link(work: Work, me: Resident, code: str) -> None:
    """Somebody opened it: say what a confidant does, and ask."""
    code = code.removeprefix(LINK)
    buurt_id = await confidants.of_link(work.tx, code, work.now)
    if buurt_id is None or not await _may_be(work, me, buurt_id):
        await work.show(me, "confidant_over")
        return
    await work.show(me, "confidant_question", code=code, buurt=(await buurten.get(work.tx, buurt_id)).name)


async def _may_be(work: Work, me: Resident, buurt_id: BuurtId) -> bool:
    """A member of the buurt with a phone of their own who does not coordinate it."""
    coordinates = await residents.buurten_of_role(work.tx, me.id, Role.COORDINATOR)
    return me.takes_part and not me.on_paper and me.buurt_id == buurt_id and buurt_id not in coordinates


async def accept(work: Work, me: Resident, code: str) -> None:
    """They want to be it. Raises GoneError for a link that is over, NotAllowedError for who may not."""
    access.require_member(me)
    buurt_id = await confidants.of_link(work.tx, code, work.now)
    if buurt_id is None:
        raise GoneError("no such link")
    if not await _may_be(work, me, buurt_id):
        raise NotAllowedError(f"resident {me.id} cannot be confidant of buurt {buurt_id}")
    buurt = await buurten.get(work.tx, buurt_id)
    former = await confidants.of_buurt(work.tx, buurt_id)
    if former is None or former.resident_id != me.id:
        await _tell_former(work, buurt_id)
    await confidants.put(work.tx, buurt_id, Confidant(me.id, None, None))
    await work.record("confidant_set", me, buurt_id=buurt_id)
    for each in await alerts.coordinators(work, buurt_id, me.id):
        await work.tell(each, "co_confidant_set", calm=buurt.zone, about=(me.id,), name=me.name)
    await work.show(me, "confidant_accepted", buurt=buurt.name)


async def ask_outside(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """Ask a coordinator for the name and the number or site of somebody outside the bot."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    await drafts.begin(work, me, Flow.CONFIDANT, {"for_buurt": buurt_id})


@drafts.finishes(Flow.CONFIDANT)
async def set_outside(work: Work, me: Resident, data: Data) -> None:
    """Both are written; whether `me` may is looked at again."""
    buurt_id = BuurtId(data["for_buurt"])
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    await _tell_former(work, buurt_id)
    await confidants.put(
        work.tx, buurt_id, Confidant(None, data["confidant_name"], data["confidant_contact"])
    )
    await work.record("confidant_set", me, buurt_id=buurt_id)
    await show_choice(work, me, buurt_id)


async def end(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """There is no confidant any more. Raises GoneError where there was none."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    await _tell_former(work, buurt_id)
    if not await confidants.drop(work.tx, buurt_id):
        raise GoneError(f"buurt {buurt_id} has no confidant")
    await work.record("confidant_ended", me, buurt_id=buurt_id)
    await show_choice(work, me, buurt_id)


async def _tell_former(work: Work, buurt_id: BuurtId) -> None:
    """Who was it hears that they are not any more."""
    member = await _member(work, await confidants.of_buurt(work.tx, buurt_id))
    if member is not None:
        buurt = await buurten.get(work.tx, buurt_id)
        await work.tell(member, "confidant_no_more", calm=buurt.zone, buurt=buurt.name)


async def resign(work: Work, me: Resident) -> None:
    """The confidant does not want to be it any more; the coordinators are told. Raises GoneError."""
    buurt = await access.buurt_of(work, me)
    found = await confidants.of_buurt(work.tx, buurt.id)
    if found is None or found.resident_id != me.id:
        raise GoneError(f"resident {me.id} is no confidant")
    await confidants.resign(work.tx, me.id)
    await work.record("confidant_ended", me)
    for each in await alerts.coordinators(work, buurt.id, me.id):
        await work.tell(each, "co_confidant_gone", calm=buurt.zone, buurt=buurt.id)
    await work.show(me, "confidant_no_more", buurt=buurt.name)
