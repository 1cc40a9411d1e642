"""The contact of a neighbour without a phone: naming one, saying yes or no to it, and losing one."""

from __future__ import annotations

from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import ResidentId
from bot.domain.model import Holds, MatchState, Resident, ResidentState
from bot.services import access, alerts, asking, drafts, matching, paper_card, paper_voice, sharing
from bot.services.answers import PARSERS, Given, Parsed, answers
from bot.services.work import Work
from storage import asks, due, matches, paper, posts, relays, residents
from storage import drafts as draft_rows

MEMBERS = frozenset({ResidentState.MEMBER, ResidentState.PAUSED})


async def begin(work: Work, me: Resident, who: ResidentId) -> None:
    """Ask who shall be the contact from now on; the contact and the coordinators may name one."""
    them = await paper_voice.require_voice(work, me, who)
    await drafts.begin(
        work,
        me,
        Flow.PAPER_CONTACT,
        {
            "who": them.id,
            "called": them.name,
            "home": them.buurt_id,
            "is_me": paper_voice.is_contact(me, them),
        },
    )


@drafts.finishes(Flow.PAPER_CONTACT)
async def finish(work: Work, me: Resident, data: Data) -> None:
    """A contact was named: oneself at once, anybody else when they said yes."""
    them = await paper_voice.require_voice(work, me, ResidentId(data["who"]))
    if data["contact"] == me.id:
        await take_over(work, me, them.id)
        return
    if data["contact"] is not None:
        await ask(work, me, them, ResidentId(data["contact"]))
    await paper_card.show(work, me, them.id, card=data.get("card"))


async def ask(work: Work, me: Resident, them: Resident, other_id: ResidentId) -> None:
    """Ask a member whether they want to be the contact; until they say yes nothing changes."""
    other = await access.resident(work, other_id)
    buurt = await access.buurt_of(work, them)
    await paper.set_asked(work.tx, them.id, other.id)
    await work.tell(
        other,
        "paper_wanted",
        holds=Holds("resident", them.id, MEMBERS),
        calm=buurt.zone,
        about=(me.id, them.id),
        resident=them.id,
        name=them.name,
        writer=me.name,
    )


async def take_over(work: Work, me: Resident, who: ResidentId) -> None:
    """A coordinator becomes the contact. Whoever was it hears so.

    Raises GoneError for the contact: nobody else but a coordinator speaks for them.
    """
    them = await paper_voice.require_voice(work, me, who)
    if paper_voice.is_contact(me, them):
        raise GoneError(f"resident {me.id} is the contact of {them.id} already")
    await _hand_to(work, them, me, named=False)
    await paper_card.show(work, me, them.id)


async def accept(work: Work, me: Resident, who: ResidentId) -> None:
    """A member who was asked says yes: from now on they answer for this neighbour."""
    them = await _asked_about(work, me, who)
    await _hand_to(work, them, me, named=True)
    await paper_card.show(work, me, them.id)


async def decline(work: Work, me: Resident, who: ResidentId) -> None:
    """A member who was asked says no: all stays as it was."""
    them = await _asked_about(work, me, who)
    await paper.set_asked(work.tx, them.id, None)
    await work.show(me, "paper_declined", name=them.name)
    asker = await residents.get(work.tx, them.contact.id) if them.contact else None
    if asker is not None:
        buurt = await access.buurt_of(work, them)
        await work.tell(
            asker,
            "paper_no_yes",
            calm=buurt.zone,
            about=(them.id, me.id),
            resident=them.id,
            name=them.name,
            writer=me.name,
        )


async def _asked_about(work: Work, me: Resident, who: ResidentId) -> Resident:
    access.require_member(me)
    kept, them = await paper.get(work.tx, who), await residents.get(work.tx, who)
    if kept is None or them is None or kept.asked_id != me.id:
        mine = them is not None and paper_voice.is_contact(me, them)
        raise access.gone_or_not_allowed(who, mine)
    if them.buurt_id != me.buurt_id:
        raise GoneError(f"resident {me.id} lives elsewhere by now")
    return them


async def _hand_to(work: Work, them: Resident, new: Resident, *, named: bool) -> None:
    """`named`: the last contact, who named the new one, hears the name; of a coordinator just that it is one."""
    old = await residents.get(work.tx, them.contact.id) if them.contact else None
    await _take_from(work, them)
    await paper.set_contact(work.tx, them.id, new.id)
    await work.record("paper_contact" if named else "paper_taken", new, buurt_id=them.buurt_id)
    buurt = await access.buurt_of(work, them)
    if old is not None:
        await work.tell(
            old,
            "paper_handed_over",
            calm=buurt.zone,
            about=(them.id, new.id),
            name=them.name,
            writer=new.name if named else None,
        )
    for match in await matches.of_resident(work.tx, them.id, MatchState.OFFERED):
        post = await posts.get(work.tx, match.post_id)
        helper = await residents.get(work.tx, match.helper_id)
        if match.requester_id == them.id and post is not None and helper is not None:
            # What waits for an answer stood in the chat of the last contact.
            await asking.tell_offer(work, post, match.id, await access.resident(work, them.id), helper)


async def _take_from(work: Work, them: Resident) -> None:
    """The last contact has nothing of theirs open any more, and no address that a neighbour gave them."""
    await draft_rows.delete(work.tx, them.id)
    await relays.close_for(work.tx, them.id)
    for match in await matches.of_resident(work.tx, them.id, MatchState.AGREED):
        if match.helper_id == them.id and match.address is not None:
            await sharing.forget_address(work, match)


async def lost(work: Work, contact: Resident) -> None:
    """A contact left, was removed or blocked the bot: the coordinators hear who is alone now.

    Questions to those neighbours count as not answered, so that the next are asked at once.
    """
    for who in await paper.of_contact(work.tx, contact.id):
        them = await residents.get(work.tx, who)
        if them is None:
            continue
        await _take_from(work, them)
        await paper.set_contact(work.tx, who, None)
        await alerts.paper_alone(work, contact, them)
        for each in await asks.waiting_of(work.tx, who):
            await due.cancel(work.tx, each.id, "ask_silent")
            await matching.silent(work, each.id)


async def ask_phone(work: Work, me: Resident, who: ResidentId) -> None:
    """Ask the contact for the number that the printed sheet may show; only they themselves can give it."""
    them = await _own(work, me, who)
    await drafts.begin(work, me, Flow.PAPER_PHONE, {"who": them.id, "called": them.name})


@answers("paper_phone")
async def _phone(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    if given.value == "none":
        return Parsed({**data, "phone": None})
    return await PARSERS["phone"](work, me, data, given)


@drafts.finishes(Flow.PAPER_PHONE)
async def finish_phone(work: Work, me: Resident, data: Data) -> None:
    """Keep the contact's number for the sheet, or let it go."""
    them = await _own(work, me, ResidentId(data["who"]))
    await paper.set_phone(work.tx, them.id, data["phone"])
    await paper_card.show_more(work, me, them.id)


async def _own(work: Work, me: Resident, who: ResidentId) -> Resident:
    them = await paper_voice.require_voice(work, me, who)
    if not paper_voice.is_contact(me, them):
        raise NotAllowedError(f"resident {me.id} is not the contact of {them.id}")
    return them
