"""What one of a match gives to the other by an own choice: an address, or contact details."""

from __future__ import annotations

from datetime import time, timedelta

from bot.domain.calendar import at_local, local
from bot.domain.drafts import Data, Flow
from bot.domain.errors import NotAllowedError
from bot.domain.ids import CommitmentId, MatchId
from bot.domain.model import CommitmentState, Match, Resident
from bot.services import access, arranged, drafts
from bot.services.arranged import Arranged, while_agreed
from bot.services.work import Work
from storage import commitments, due, events, matches, outbox, posts, relays, residents

GIVEN, REMINDED, ERASED = "address_given", "address_reminder", "address_erased"
"""The only two kinds of message that show an address, and what is put in their place."""
WITHOUT_TIME = timedelta(days=14)
ASKED_ONCE_IN = timedelta(days=7)
"""Within this time the other is asked for their contact details once, however often one says yes and no."""


async def _as_requester(work: Work, me: Resident, match_id: MatchId) -> Match:
    match = await access.own_match(work, me, match_id)
    if match.requester_id != me.id:
        raise NotAllowedError(f"resident {me.id} is helped in match {match_id} by nobody")
    return match


async def ask_address(work: Work, me: Resident, match_id: MatchId) -> None:
    """Ask the requester for the address that the helper of this match may have."""
    match = await _as_requester(work, me, match_id)
    await drafts.begin(work, me, Flow.ADDRESS, {"match": match.id})


@drafts.finishes(Flow.ADDRESS)
async def finish_address(work: Work, me: Resident, data: Data) -> None:
    """Give the address to the helper of this match, in place of an earlier one."""
    match = await _as_requester(work, me, MatchId(data["match"]))
    helper = await access.resident(work, match.helper_id)
    post = await posts.get(work.tx, match.post_id)
    await forget_address(work, match)
    await matches.set_address(work.tx, match.id, data["address"])
    commitment = await commitments.of_match(work.tx, match.id)
    if commitment is not None:
        await plan_address_gone(work, await arranged.around(work, commitment, match))
    await work.record("address_given", me, post=post)
    await work.tell(
        helper,
        GIVEN,
        holds=while_agreed(match),
        within=WITHOUT_TIME,
        about=(me.id,),
        match_id=match.id,
        match=match.id,
        name=me.name,
        address=data["address"],
        code=match.door_code,
    )
    await work.show(me, "address_sent", name=helper.name, match=match.id)


async def plan_address_gone(work: Work, about: Arranged) -> None:
    """An address goes at the end of the appointment's day, or after 14 days where there is no time."""
    starts_at = about.commitment.starts_at
    at = work.now + WITHOUT_TIME
    if about.commitment.state is CommitmentState.CONFIRMED and starts_at is not None:
        day = max(local(starts_at, about.zone).date(), local(work.now, about.zone).date())
        at = at_local(day + timedelta(days=1), time(0), about.zone)
    await due.plan(work.tx, "address_gone", about.commitment.id, at)


async def address_gone(work: Work, subject: int) -> None:
    """The appointment's day is over: the address goes, also out of the helper's chat."""
    commitment = await commitments.get(work.tx, CommitmentId(subject))
    match = await matches.get(work.tx, commitment.match_id) if commitment else None
    if match is not None:
        await forget_address(work, match)


async def forget_address(work: Work, match: Match) -> None:
    """Erase the address of a match, here and in the helper's chat. Does nothing where there is none."""
    await matches.set_address(work.tx, match.id, None)
    helper = await residents.get(work.tx, match.helper_id)
    for kind in (GIVEN, REMINDED):
        await outbox.purge_kind(work.tx, match.id, kind)
        if helper is None:
            continue
        for message in await relays.messages_of(work.tx, match.id, helper.chat, kind):
            await work.rewrite(helper, message, ERASED)
            await relays.rewritten(work.tx, helper.chat, message, ERASED)


async def forget_left_over(work: Work) -> None:
    """Rewrite what was on its way at the very moment its address went; done every night."""
    for match_id in await relays.left_over(work.tx, GIVEN, REMINDED):
        match = await matches.get(work.tx, match_id)
        if match is not None:
            await forget_address(work, match)


async def ask_contact(work: Work, me: Resident, match_id: MatchId) -> None:
    """Explain what exchanging contact details means, before it is done."""
    match = await access.own_match(work, me, match_id)
    other = await access.resident(work, match.other(me.id))
    await work.show(me, "contact_question", match=match.id, name=other.name)


async def share_contact(work: Work, me: Resident, match_id: MatchId) -> None:
    """A yes to exchanging; only when both said it does either get the other's account."""
    match = await access.own_match(work, me, match_id)
    other = await access.resident(work, match.other(me.id))
    mine, theirs = match.requester_shares, match.helper_shares
    if me.id == match.helper_id:
        mine, theirs = theirs, mine
    await matches.share_contact(work.tx, match, me.id)
    if theirs:
        await _tell_contact(work, match, me, other)
        if not mine:
            await work.record("contact_shared", me, post=await posts.get(work.tx, match.post_id))
            await _tell_contact(work, match, other, me)
        return
    await work.show(me, "contact_waiting", name=other.name, match=match.id)
    post = await posts.get(work.tx, match.post_id)
    asked_lately = await events.lately(
        work.tx, match.post_id, work.now - ASKED_ONCE_IN, "contact_wished", me.id
    )
    if not mine and not asked_lately:
        await work.record("contact_wished", me, post=post)
        await work.tell(
            other,
            "contact_wish",
            holds=while_agreed(match),
            calm=(await access.buurt_of(work, other)).zone,
            about=(me.id,),
            name=me.name,
            match=match.id,
        )


async def _tell_contact(work: Work, match: Match, to: Resident, other: Resident) -> None:
    await work.tell(
        to,
        "contact_shared",
        holds=while_agreed(match),
        about=(other.id,),
        match_id=match.id,
        urgency=0,
        name=other.name,
        account=other.chat,
        match=match.id,
    )


async def keep_contact(work: Work, me: Resident, match_id: MatchId) -> None:
    """A no to exchanging, also after an earlier yes: the other is not told."""
    match = await access.own_match(work, me, match_id)
    await matches.keep_contact(work.tx, match, me.id)
    await work.show(me, "contact_kept", match=match.id)
