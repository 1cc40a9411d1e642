"""An offer for one day is put to neighbours who may like it, a few at a time and never at night."""

from __future__ import annotations

from typing import Any

from bot.domain import invitations as rules
from bot.domain.calendar import after_quiet, is_quiet
from bot.domain.ids import InvitationId, PostId, ResidentId
from bot.domain.invitations import InvitationState, Offered
from bot.domain.model import Holds, Post, PostState, Resident, ResidentState
from bot.services import access
from bot.services.work import Work
from storage import buurten, due, invitations, posts, preferences, residents

WAITING = frozenset({InvitationState.WAITING})


async def begin(work: Work, offer: Post) -> None:
    """A new or changed offer for one day is put to neighbours; one that is for every week now, to nobody any more.

    Who was invited to another day or another kind of help sees what it is now when they answer.
    """
    if offer.one_time:
        await wave(work, offer)
        return
    for each in await invitations.of_offer(work.tx, offer.id):
        if each.state is InvitationState.WAITING:
            await due.cancel(work.tx, each.id, "invite_silent")
    await invitations.withdraw(work.tx, offer.id)
    await due.cancel(work.tx, offer.id, "invite")


def stands(work: Work, offer: Post, writer: Resident) -> bool:
    """Whether an offer for one day can still be said yes to."""
    return (
        offer.one_time
        and offer.state is PostState.OPEN
        and offer.expires_at > work.now
        and writer.state is ResidentState.MEMBER
        and writer.reachable
    )


async def wave(work: Work, offer: Post) -> None:
    """Ask as many as may be asked now, and look again later; in quiet hours at 08:00."""
    writer = await access.resident(work, offer.resident_id)
    if not stands(work, offer, writer):
        return
    buurt = await buurten.get(work.tx, offer.buurt_id)
    if is_quiet(work.now, buurt.zone):
        await due.plan(work.tx, "invite", offer.id, after_quiet(work.now, buurt.zone))
        return
    found = await invitations.invitees(work.tx, offer, work.now)
    before = await invitations.of_offer(work.tx, offer.id)
    what = await offered(work, offer, writer)
    if rules.is_full(what, before):
        return
    for who in rules.whom(what, found, before):
        await _invite(work, offer, who)
    again = after_quiet(work.now + rules.silent_after(offer.expires_at - work.now), buurt.zone)
    await due.plan(work.tx, "invite", offer.id, again)


async def offered(work: Work, offer: Post, writer: Resident) -> Offered:
    """An offer as the rules see it."""
    traits, wishes = await preferences.get(work.tx, writer.id)
    return Offered(
        spoken=writer.spoken or frozenset({writer.lang}),
        visits_home=offer.visits_home,
        receivers=offer.max_per_week,
        traits=traits,
        wishes=wishes,
    )


async def _invite(work: Work, offer: Post, who: ResidentId) -> None:
    neighbour = await access.resident(work, who)
    buurt = await buurten.get(work.tx, offer.buurt_id)
    invitation_id = await invitations.add(work.tx, offer.id, neighbour.id, work.now)
    await work.record("asked", neighbour, post=offer, detail="offer")
    silent_at = work.now + rules.silent_after(offer.expires_at - work.now)
    await due.plan(work.tx, "invite_silent", invitation_id, after_quiet(silent_at, buurt.zone))
    await work.tell(
        neighbour,
        "invitation_card",
        holds=Holds("invitation", invitation_id, rules.ANSWERABLE),
        calm=buurt.zone,
        about=(offer.resident_id,),
        **card(offer, invitation_id),
    )


def card(offer: Post, invitation_id: InvitationId) -> dict[str, Any]:
    """The question to a neighbour as parameters of a message kind."""
    return {
        "invitation": invitation_id,
        "category": offer.category,
        "when": offer.when.to_json(),
        "words": offer.words,
        "voice": offer.voice,
    }


async def wave_due(work: Work, subject: int) -> None:
    """The quiet hours are over, or somebody may like it by now who could not be asked before."""
    offer = await posts.get(work.tx, PostId(subject))
    if offer is not None:
        await wave(work, offer)


async def silent(work: Work, subject: int) -> None:
    """No answer came: the next is asked. A later yes still counts while there is room."""
    invitation = await invitations.get(work.tx, InvitationId(subject))
    if invitation is None or not await invitations.set_state(
        work.tx, invitation.id, InvitationState.SILENT, work.now, was=WAITING
    ):
        return
    offer = await posts.get(work.tx, invitation.offer_id)
    if offer is not None:
        await wave(work, offer)


async def turned_down(work: Work, request: Post, helper: Resident, *, silent: bool = False) -> None:
    """Who said "yes, gladly" to an offer hears that its writer cannot after all; others are asked now.

    `silent`: they did not answer, and may yet say yes.
    """
    if await invitations.wanted(work.tx, request.id, helper.id) is None:
        return
    writer = await residents.get(work.tx, request.resident_id)
    if writer is None or request.state is not PostState.OPEN:
        return
    buurt = await buurten.get(work.tx, request.buurt_id)
    await work.tell(
        writer,
        "offerer_cannot",
        holds=Holds("post", request.id, frozenset({PostState.OPEN})),
        calm=buurt.zone,
        post=request.id,
        category=request.category,
        silent=silent,
    )
