"""Who speaks for a neighbour without a phone: whose buttons a press is, and for whom a line was typed."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.drafts import Flow
from bot.domain.errors import BusyError, NotAllowedError
from bot.domain.ids import MessageId, ResidentId
from bot.domain.line import Line
from bot.domain.model import Draft, Resident, Role
from bot.domain.paper import Contact, may_press
from bot.services import access
from bot.services.work import Work
from storage import drafts, matches, paper, relays, residents

LEFT_ALONE = timedelta(hours=1)
"""A question to a neighbour that was open so long is not what a line of their contact answers."""


async def require_voice(work: Work, me: Resident, resident_id: ResidentId) -> Resident:
    """A neighbour without a phone for whom `me` answers, or whose buurt `me` coordinates.

    Raises NotAllowedError for everybody else, and for anybody who has a phone.
    """
    them = await residents.get(work.tx, resident_id)
    if them is None or not them.on_paper or them.buurt_id is None or not me.takes_part:
        raise NotAllowedError(f"resident {resident_id} speaks for themselves, or is gone")
    if not is_contact(me, them):
        await access.require_role(work, me, them.buurt_id, Role.COORDINATOR)
    return them


def is_contact(me: Resident, them: Resident) -> bool:
    """Whether `me` answers for this neighbour."""
    return them.contact is not None and them.contact.id == me.id


async def speak_for(work: Work, me: Resident, resident_id: ResidentId, action: str) -> Resident:
    """`me` pressed a button of a neighbour without a phone, who is returned: they are the one who acts.

    What `me` types next answers a question to that neighbour, and no conversation of their own is open any more: a
    private line must never reach the wrong neighbour. Raises NotAllowedError, and BusyError for a coordinator while
    the contact or another coordinator is writing for them.
    """
    them = await require_voice(work, me, resident_id)
    if not may_press(action, as_contact=is_contact(me, them)):
        raise NotAllowedError(f"resident {me.id} cannot press {action} for resident {them.id}")
    draft = await drafts.get(work.tx, them.id)
    if draft is not None and not action.startswith("post.") and not _may_answer(me, them, draft):
        raise NotAllowedError(f"what is asked of resident {them.id} is for their contact to answer")
    of_another = draft is not None and not is_contact(me, them) and not _is_of(me, draft)
    if of_another and not await drafts.left_alone(work.tx, them.id, work.now - LEFT_ALONE):
        raise BusyError(f"somebody else writes for resident {them.id}")
    if await paper.spoken_for(work.tx, me.id) != them.id:
        await for_oneself(work, me)
        await relays.close_for(work.tx, me.id)
        await paper.speak(work.tx, me.id, them.id)
    await residents.seen(work.tx, them.id, work.now)
    _take_voice(work, me)
    return them


def _may_answer(me: Resident, them: Resident, draft: Draft) -> bool:
    """Whether `me` answers the question that is open to a neighbour: what is said to a confidant, or about a report,
    is the contact's to write, and no coordinator sees it or types into it."""
    return is_contact(me, them) or draft.flow in (Flow.REQUEST, Flow.OFFER)


def _is_of(me: Resident, draft: Draft) -> bool:
    """Whether it is not known that somebody else began to write it."""
    return bool(draft.data.get("by", me.id) == me.id)


async def for_oneself(work: Work, me: Resident) -> None:
    """`me` did something for themselves: what they type next is their own again."""
    them = await paper.spoken_for(work.tx, me.id)
    if them is not None:
        await paper.speak_no_more(work.tx, me.id)
        await relays.close_for(work.tx, them)


async def speaker(work: Work, me: Resident, line: Line) -> Resident:
    """Who says a line: `me`, or the neighbour without a phone for whom they say it.

    An answer to what a neighbour wrote is of the one it was written to. Else it is said for the neighbour whose
    button was pressed last, while a question to them or a conversation of theirs is open.
    """
    if line.reply_to is not None:
        replied = await relays.match_of_message(work.tx, me.chat, MessageId(line.reply_to))
        match = await matches.get(work.tx, replied) if replied else None
        if match is not None:
            if match.has(me.id):
                return me
            return await _contact_of(work, me, match.requester_id, match.helper_id) or me
    spoken_for = await paper.spoken_for(work.tx, me.id)
    if spoken_for is None:
        return me
    try:
        them = await require_voice(work, me, spoken_for)
    except NotAllowedError:
        return me
    draft = await drafts.get(work.tx, them.id)
    asked = draft is not None and _is_of(me, draft) and _may_answer(me, them, draft)
    fresh = asked and not await drafts.left_alone(work.tx, them.id, work.now - LEFT_ALONE)
    talks = is_contact(me, them) and await relays.open_of(work.tx, them.id, work.now) is not None
    if not fresh and not talks:
        return me
    _take_voice(work, me)
    return them


async def _contact_of(work: Work, me: Resident, *who: ResidentId) -> Resident | None:
    for each in who:
        them = await residents.get(work.tx, each)
        if them is not None and is_contact(me, them):
            _take_voice(work, me)
            return them
    return None


def _take_voice(work: Work, me: Resident) -> None:
    work.voice = Contact(me.id, me.account, me.lang)
