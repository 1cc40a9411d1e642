"""First times: a helper's first visit at home, or what else the buurt marks, needs a coordinator's yes."""

from __future__ import annotations

from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import AskId, BuurtId
from bot.domain.model import Ask, AskState, Post, Resident, Role
from bot.services import access, alerts, asking, inviting, matching, trust
from bot.services.turn import following
from bot.services.work import Work
from storage import asks, buurten, due, posts, residents


async def waiting(work: Work, me: Resident, buurt_id: BuurtId) -> list[Ask]:
    """The yeses that wait for this coordinator, the longest first."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    return [ask for ask, post in await _all(work, buurt_id) if await _decides(work, me, ask, post)]


async def _all(work: Work, buurt_id: BuurtId) -> list[tuple[Ask, Post]]:
    found = []
    for ask in await asks.yeses_of(work.tx, buurt_id):
        post = await posts.get(work.tx, ask.post_id)
        helper = await residents.get(work.tx, ask.resident_id)
        if post is not None and helper is not None and await trust.missing(work, helper, post):
            found.append((ask, post))
    return found


async def _decides(work: Work, me: Resident, ask: Ask, post: Post) -> bool:
    return me.id in [each.id for each in await alerts.deciders(work, ask, post)]


async def show_next(work: Work, me: Resident, buurt_id: BuurtId, after: int = 0) -> None:
    """One first visit, a screen each."""
    rows = await waiting(work, me, buurt_id)
    ask = following(rows, after)
    post = await posts.get(work.tx, ask.post_id) if ask else None
    if ask is None or post is None:
        await work.show(me, "co_nothing", buurt=buurt_id)
        return
    card = await alerts.visit_card(work, ask, post)
    await work.show(me, "co_visit", **card, buurt=buurt_id, more=len(rows) - 1)


async def undecided(work: Work, buurt_id: BuurtId) -> list[tuple[Ask, Post]]:
    """The yeses that wait and that no coordinator may decide, the longest first: they are for the operator."""
    return [each for each in await _all(work, buurt_id) if not await alerts.deciders(work, *each)]


async def allow(work: Work, me: Resident, ask_id: AskId) -> None:
    """Yes to this helper: every yes of theirs that waited is put to its requester, and later ones at once."""
    _, post, helper = await _waiting_one(work, me, ask_id)
    await settle(work, me, ask_id, allowed=True)
    left = len(await waiting(work, me, post.buurt_id))
    await work.show(me, "co_visit_allowed", name=helper.name, buurt=post.buurt_id, left=left)


async def deny(work: Work, me: Resident, ask_id: AskId) -> None:
    """No to this visit: the helper hears it kindly, and others are asked."""
    _, post, helper = await _waiting_one(work, me, ask_id)
    await settle(work, me, ask_id, allowed=False)
    left = len(await waiting(work, me, post.buurt_id))
    await work.show(me, "co_visit_denied", name=helper.name, buurt=post.buurt_id, left=left)


async def settle(work: Work, by: Resident | None, ask_id: AskId, *, allowed: bool) -> None:
    """Decide about a yes that waits, for whoever may; `by` None: the operator. Raises GoneError where it does not."""
    ask, post = await _ask_and_post(work, ask_id)
    helper = await access.resident(work, ask.resident_id)
    waited = [each for each, _ in await _all(work, post.buurt_id) if each.resident_id == helper.id]
    if ask.id not in {each.id for each in waited}:
        raise GoneError(f"ask {ask_id} waits for nobody")
    act = "allows_visit" if allowed else "denies_visit"
    if not allowed:
        # No longer a yes, and no question that may be put to them again either.
        await asks.set_state(work.tx, ask.id, AskState.NO, work.now, was=frozenset({AskState.YES}))
        await work.record("visit_denied", helper, post=post)
        await work.record(act, by, post=post, about=helper.id)
        buurt = await buurten.get(work.tx, post.buurt_id)
        await work.tell(helper, "visit_denied", calm=buurt.zone, category=post.category)
        await inviting.turned_down(work, post, helper)
        if by is None:
            # Looked for by the bot itself, which runs in another process.
            await due.plan(work.tx, "wave", post.id, work.now)
        else:
            await matching.wave(work, post)
        return
    await trust.trust_with(work, helper, post)
    await work.record("visit_allowed", helper, post=post)
    await work.record(act, by, post=post, about=helper.id)
    still_waits = {each.id for each, _ in await _all(work, post.buurt_id)}
    for each in waited:
        if each.id not in still_waits:
            await asking.helper_ready(work, each)


async def _waiting_one(work: Work, me: Resident, ask_id: AskId) -> tuple[Ask, Post, Resident]:
    ask, post = await _ask_and_post(work, ask_id)
    await access.require_role(work, me, post.buurt_id, Role.COORDINATOR)
    if not await _decides(work, me, ask, post):
        raise NotAllowedError(f"resident {me.id} is a party of ask {ask_id}")
    if ask.id not in {each.id for each, _ in await _all(work, post.buurt_id)}:
        raise GoneError(f"ask {ask_id} waits for no coordinator")
    return ask, post, await access.resident(work, ask.resident_id)


async def _ask_and_post(work: Work, ask_id: AskId) -> tuple[Ask, Post]:
    ask = await asks.get(work.tx, ask_id)
    post = await posts.get(work.tx, ask.post_id) if ask else None
    if ask is None or post is None:
        raise GoneError(f"no ask {ask_id}")
    return ask, post
