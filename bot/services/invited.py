"""What a neighbour answers to an offer for one day: "yes, gladly" is a request of theirs, for this helper first.

They have decided with that yes. When the one who offered says that it goes on, the two are agreed.
"""

from __future__ import annotations

from bot.domain import invitations as rules
from bot.domain.calendar import after_quiet, is_quiet
from bot.domain.candidates import Ring
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import AskId, InvitationId, MatchId, PostId
from bot.domain.invitations import Invitation, InvitationState
from bot.domain.matching import mark
from bot.domain.model import AskState, Holds, Post, PostKind, PostState, Resident
from bot.domain.when import Availability
from bot.services import access, asking, inviting, posting
from bot.services import matches as together
from bot.services.work import Work
from storage import asks, buurten, due, invitations, matches, posts, reports, residents


async def _own(work: Work, me: Resident, invitation_id: InvitationId) -> tuple[Invitation, Post, Resident]:
    """An invitation to `me` that was not answered, its offer and whose that is."""
    access.require_member(me)
    invitation = await invitations.get(work.tx, invitation_id)
    if invitation is None or invitation.resident_id != me.id:
        raise NotAllowedError(f"invitation {invitation_id} is not for resident {me.id}")
    offer = await posts.get(work.tx, invitation.offer_id)
    if offer is None or invitation.state in (InvitationState.YES, InvitationState.NO):
        raise GoneError(f"invitation {invitation_id} is {invitation.state}")
    return invitation, offer, await access.resident(work, offer.resident_id)


async def say_yes(work: Work, me: Resident, invitation_id: InvitationId, shown: str) -> None:
    """ "Yes, gladly": their open request that it suits, or a new one, is put to the one who offers.

    `shown`: the mark of the offer as the pressed card showed it.
    """
    invitation, offer, offerer = await _own(work, me, invitation_id)
    if await _is_over(work, me, invitation, offer, offerer):
        await work.show(me, "invitation_over", category=offer.category)
        return
    if shown != mark(offer.category, offer.when.to_json(), offer.coffee):
        await work.show(me, "invitation_card", **inviting.card(offer, invitation.id), changed=True)
        return
    if offer.visits_home and me.adult is not True:
        raise NotAllowedError(f"resident {me.id} is not known to be of age")
    await _answered(work, me, invitation, InvitationState.YES)
    await work.record("invited_yes", me, post=offer)
    request = await _fitting(work, me, offer) or await _made_of(work, me, offer)
    await invitations.became(work.tx, invitation.id, request.id)
    match = await matches.live_of_post(work.tx, request.id)
    if match is not None:
        await together.accept(work, me, match.id)
        return
    await work.show(me, "invited_noted", post=request.id, category=request.category)
    await _ask_offerer(work, me, request, offerer)


async def say_no(work: Work, me: Resident, invitation_id: InvitationId) -> None:
    """ "No, thank you": no reason is asked; the next neighbour is."""
    invitation, offer, _ = await _own(work, me, invitation_id)
    if invitation.state is InvitationState.WITHDRAWN:
        await work.show(me, "invitation_over", category=offer.category)
        return
    await _answered(work, me, invitation, InvitationState.NO)
    await work.record("invited_no", me, post=offer)
    await work.show(me, "no_noted")
    await inviting.wave(work, offer)


async def _answered(work: Work, me: Resident, invitation: Invitation, state: InvitationState) -> None:
    if not await invitations.set_state(work.tx, invitation.id, state, work.now, was=rules.ANSWERABLE):
        raise GoneError(f"invitation {invitation.id} was answered")
    await due.cancel(work.tx, invitation.id, "invite_silent")
    await residents.answered(work.tx, me.id)


async def _is_over(work: Work, me: Resident, invitation: Invitation, offer: Post, offerer: Resident) -> bool:
    full = rules.is_full(
        await inviting.offered(work, offer, offerer), await invitations.of_offer(work.tx, offer.id)
    )
    return (
        full
        or invitation.state is InvitationState.WITHDRAWN
        or not inviting.stands(work, offer, offerer)
        or await reports.blocked(work.tx, me.id, offerer.id)
    )


async def _fitting(work: Work, me: Resident, offer: Post) -> Post | None:
    """A request of theirs that the offer suits and that nobody else's yes lies with, nor the offerer's no."""
    for each in await posts.live_of(work.tx, me.id):
        own = each.for_name is None and each.for_resident_id is None
        if each.kind is not PostKind.REQUEST or each.state is not PostState.OPEN or not own:
            continue
        if each.category != offer.category or not each.when.meets(offer.when):
            continue
        match = await matches.live_of_post(work.tx, each.id)
        theirs = [ask for ask in await asks.of_post(work.tx, each.id) if ask.resident_id == offer.resident_id]
        if match is not None and match.helper_id != offer.resident_id:
            continue
        if not any(ask.state is AskState.NO for ask in theirs):
            return each
    return None


async def _made_of(work: Work, me: Resident, offer: Post) -> Post:
    """A new request of theirs, for the day of the offer. Raises TooManyError."""
    buurt_id = access.require_member(me)
    buurt = await buurten.get(work.tx, buurt_id)
    request = Post(
        id=PostId(0),
        kind=PostKind.REQUEST,
        resident_id=me.id,
        buurt_id=buurt_id,
        category=offer.category,
        state=PostState.OPEN,
        when=offer.when,
        can=Availability(),
        max_per_week=offer.max_per_week,
        words=None,
        voice=None,
        coffee=False,
        for_name=None,
        for_resident_id=None,
        created_at=work.now,
        expires_at=offer.expires_at,
        # One press agreed to this neighbour, and to others of the buurt; wider circles they may allow later.
        may_widen=frozenset(),
    )
    return await posting.add(work, me, request, buurt.zone)


async def _ask_offerer(work: Work, me: Resident, request: Post, offerer: Resident) -> None:
    """Does it go on? It answers their own offer, so it is outside the count of questions a week."""
    buurt = await buurten.get(work.tx, request.buurt_id)
    asked = [each for each in await asks.of_post(work.tx, request.id) if each.resident_id == offerer.id]
    known = next((each for each in asked if each.state is not AskState.WITHDRAWN), None)
    if known is not None and known.state is AskState.YES:
        await _agree_by_day(work, known.id, request, offerer)
        return
    ask_id = (
        known.id
        if known is not None
        else await asks.add(work.tx, request.id, offerer.id, work.now, asking.STANDBY_CHANCE, Ring.OWN)
    )
    await work.record("wanted", offerer, post=request)
    asked_at = after_quiet(work.now, buurt.zone)  # at night they are asked in the morning
    silent_at = asked_at + rules.silent_after(request.expires_at - asked_at)
    if known is None:
        await due.plan(work.tx, "ask_silent", ask_id, after_quiet(silent_at, buurt.zone))
    await work.tell(
        offerer,
        "wanted_card",
        holds=Holds("ask", ask_id, asking.ANSWERABLE),
        calm=buurt.zone,
        about=(me.id,),
        ask=ask_id,
        name=me.name,
        category=request.category,
        when=request.when.to_json(),
        words=request.words,
        voice=request.voice,
        coffee=request.coffee,
    )


async def goes_on(work: Work, helper: Resident, ask_id: AskId, request: Post) -> bool:
    """The one who offered says yes to somebody who wanted it: the two are agreed, at night at 08:00.

    False where nobody's yes to an offer of theirs waits for it.
    """
    if await invitations.wanted(work.tx, request.id, helper.id) is None:
        return False
    if await matches.live_of_post(work.tx, request.id) is not None:
        return False
    await work.show(helper, "goes_on_noted", category=request.category)
    await _agree_by_day(work, ask_id, request, helper)
    return True


async def _agree_by_day(work: Work, ask_id: AskId, request: Post, helper: Resident) -> None:
    """What follows is told to the other too, who is asleep: the agreement waits for the morning."""
    buurt = await buurten.get(work.tx, request.buurt_id)
    if is_quiet(work.now, buurt.zone):
        await due.plan(work.tx, "goes_on", ask_id, after_quiet(work.now, buurt.zone))
        return
    match_id = await _matched(work, request, helper)
    if match_id is not None:
        await together.accept(work, await access.resident(work, request.resident_id), match_id)


async def _matched(work: Work, request: Post, helper: Resident) -> MatchId | None:
    door_code = f"{work.rng.randrange(10, 100)}"
    return await matches.offer(work.tx, request.id, request.resident_id, helper.id, door_code, work.now)


async def goes_on_due(work: Work, subject: int) -> None:
    """The night is over: the two are agreed, where both still want it. A pause since then takes no yes back."""
    ask = await asks.get(work.tx, AskId(subject))
    request = await posts.get(work.tx, ask.post_id) if ask else None
    helper = await residents.get(work.tx, ask.resident_id) if ask else None
    if ask is None or request is None or helper is None or not helper.takes_part:
        return
    wanted = await invitations.wanted(work.tx, request.id, helper.id)
    if wanted is not None and ask.state is AskState.YES and request.state is PostState.OPEN:
        await _agree_by_day(work, ask.id, request, helper)
