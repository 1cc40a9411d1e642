"""The screens about neighbours without a phone: the list, one of them, and their printed sheet."""

from __future__ import annotations

from bot.domain.calendar import local, local_text
from bot.domain.ids import BuurtId, ResidentId
from bot.domain.model import CommitmentState, Draft, MatchState, Resident, Role
from bot.domain.paper import MOST_OF_ONE, SHEET_LANGUAGES, Visit
from bot.services import access, paper_voice
from bot.services.work import Work
from storage import commitments, matches, paper, posts, residents

A_PAGE = 4
"""Names on one screen, beside "next" and "add"."""


async def of_buurt(work: Work, me: Resident, buurt_id: BuurtId, after: int = 0) -> None:
    """The neighbours without a phone of a buurt, a page at a time, for its coordinators."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    every = await paper.of_buurt(work.tx, buurt_id)
    begin = every.index(ResidentId(after)) + 1 if after in every else 0
    page = every[begin : begin + A_PAGE]
    following = page[-1] if every[begin + A_PAGE :] else None
    names = [await _entry(work, each) for each in page]
    await work.show(me, "paper_list", names=names, buurt=buurt_id, following=following)


async def mine(work: Work, me: Resident) -> None:
    """For whom `me` is the contact; where that is one neighbour, their own screen."""
    access.require_member(me)
    every = await paper.of_contact(work.tx, me.id)
    if len(every) == 1:
        await show(work, me, every[0])
        return
    names = [await _entry(work, each) for each in every[:MOST_OF_ONE]]
    await work.show(me, "paper_list", names=names, buurt=None, following=None)


async def _entry(work: Work, who: ResidentId) -> list[object]:
    them = await access.resident(work, who)
    return [them.id, them.name, them.contact is not None]


async def beside(work: Work, me: Resident, draft: Draft) -> list[list[object]] | None:
    """Id and name of each for whom `me` is the contact and may ask; None beside any other question."""
    if draft.step != "for_name" or "post" in draft.data or me.on_paper:
        return None
    return [(await _entry(work, each))[:2] for each in (await paper.of_contact(work.tx, me.id))[:MOST_OF_ONE]]


async def show(work: Work, me: Resident, who: ResidentId, *, card: str | None = None) -> None:
    """One neighbour without a phone: their appointments and what can be done for them.

    `card`: the first name on the contact card that a member just shared. Whether that is a member, and so who was
    asked, is for coordinators to see.
    """
    them = await paper_voice.require_voice(work, me, who)
    kept = await paper.get(work.tx, them.id)
    invited = await residents.get(work.tx, kept.asked_id) if kept and kept.asked_id else None
    contact = await residents.get(work.tx, them.contact.id) if them.contact else None
    visits = await ahead(work, them)
    coordinates = await _coordinates(work, me, them)
    await work.show(
        me,
        "paper_card",
        resident=them.id,
        name=them.name,
        mine=paper_voice.is_contact(me, them),
        contact=contact.name if contact else None,
        invited=invited.name if invited and coordinates else None,
        card=card,
        ahead=[[each.name, each.category, each.at] for each in visits[:5]],
        buurt=them.buurt_id if coordinates else None,
        several=len(await paper.of_contact(work.tx, me.id)) > 1,
    )


async def _coordinates(work: Work, me: Resident, them: Resident) -> bool:
    return them.buurt_id in await residents.buurten_of_role(work.tx, me.id, Role.COORDINATOR)


async def show_as_home(work: Work, them: Resident) -> None:
    """What is under way for a neighbour without a phone has ended: their screen, to whoever acts for them."""
    if work.voice is not None:
        await show(work, await access.resident(work, work.voice.id), them.id)


async def show_more(work: Work, me: Resident, who: ResidentId) -> None:
    """What is changed seldom: the contact, their number on the sheet, the consent."""
    them = await paper_voice.require_voice(work, me, who)
    kept = await paper.get(work.tx, them.id)
    if kept is None:
        return
    buurt = await access.buurt_of(work, them)
    noted = await residents.get(work.tx, kept.noted_by) if kept.noted_by else None
    await work.show(
        me,
        "paper_more",
        resident=them.id,
        name=them.name,
        mine=paper_voice.is_contact(me, them),
        phone=kept.contact_phone if paper_voice.is_contact(me, them) else None,
        consent=kept.consent,
        since=local(kept.consent_at, buurt.zone).date().isoformat(),
        writer=noted.name if noted else None,
    )


async def ahead(work: Work, them: Resident) -> list[Visit]:
    """The agreed appointments to come, those with a time first and in its order."""
    buurt = await access.buurt_of(work, them)
    found: list[Visit] = []
    for match in await matches.of_resident(work.tx, them.id, MatchState.AGREED):
        post = await posts.get(work.tx, match.post_id)
        other = await residents.get(work.tx, match.other(them.id))
        commitment = await commitments.of_match(work.tx, match.id)
        if post is None or other is None or commitment is None or not commitment.state.live:
            continue
        at = commitment.starts_at if commitment.state is CommitmentState.CONFIRMED else None
        if at is not None and at.date() < work.now.date():
            continue
        when = local_text(at, buurt.zone) if at else None
        helps = match.helper_id == them.id
        found.append(Visit(other.name, post.category, when, match.door_code, helps))
    return sorted(found, key=lambda each: (each.at is None, each.at or ""))


async def send_sheet(work: Work, me: Resident, who: ResidentId) -> None:
    """The printed sheet of a neighbour without a phone, as a file in their own language.

    The codes at the door and the contact's number are for the contact: a coordinator's sheet is without.
    """
    them = await paper_voice.require_voice(work, me, who)
    buurt = await access.buurt_of(work, them)
    kept = await paper.get(work.tx, them.id)
    contact = await residents.get(work.tx, them.contact.id) if them.contact else None
    whole = paper_voice.is_contact(me, them)
    others = [
        match.other(them.id) for match in await matches.of_resident(work.tx, them.id, MatchState.AGREED)
    ]
    await work.tell(
        me,
        "paper_sheet",
        urgency=0,
        about=(them.id, *others, *([contact.id] if contact else [])),
        resident=them.id,
        name=them.name,
        lang=them.lang if them.lang in SHEET_LANGUAGES else SHEET_LANGUAGES[0],
        sheet=[
            [each.name, each.category, each.at, each.code if whole else None, each.helps]
            for each in await ahead(work, them)
        ],
        contact=contact.name if contact else None,
        phone=kept.contact_phone if kept and whole else None,
        whole=whole,
        since=local(work.now, buurt.zone).date().isoformat(),
    )
