"""What neighbours answer to the question whether they can help."""

from __future__ import annotations

from bot.domain import matching as rules
from bot.domain.errors import GoneError
from bot.domain.ids import AskId
from bot.domain.model import Ask, AskState, Post, PostState, Resident
from bot.services import access, alerts, asking, invited, inviting, matching, trust
from bot.services.work import Work
from storage import asks, due, posts, residents


async def _own_open_ask(work: Work, me: Resident, ask_id: AskId) -> tuple[Ask, Post]:
    access.require_member(me)
    ask = await access.own_ask(work, me, ask_id)
    post = await posts.get(work.tx, ask.post_id)
    if post is None or ask.state not in asking.ANSWERABLE or post.state is not PostState.OPEN:
        raise GoneError(f"ask {ask_id} is {ask.state}")
    return ask, post


async def _came_late(work: Work, me: Resident, ask_id: AskId) -> bool:
    """Whether the request was over before this answer; a kind word then takes the place of the question."""
    ask = await access.own_ask(work, me, ask_id)
    post = await posts.get(work.tx, ask.post_id)
    open_still = post is not None and post.state in (PostState.OPEN, PostState.HELD)
    if post is None or ask.state in (AskState.YES, AskState.NO):
        return False
    if open_still and ask.state is not AskState.WITHDRAWN:
        return False
    solved = post.state in (PostState.MATCHED, PostState.DONE)
    await work.show(me, "already_solved" if solved else "question_over", category=post.category)
    return True


async def _shown_anew(work: Work, me: Resident, ask: Ask, post: Post, shown: str | None) -> bool:
    """Whether the pressed card said something else than the request does now: it is shown as it is.

    Who does not offer the kind of help that it has become is not asked any more.
    """
    if shown is None or shown == rules.mark(post.category, post.when.to_json(), post.coffee):
        return False
    if not await asking.still_offers(work, me, post):
        await asking.withdraw(work, ask)
        await work.show(me, "question_over", category=post.category)
        await matching.wave(work, post)
        return True
    await work.show(me, "ask_card", **await asking.card(work, ask.id, post, me), changed=True)
    return True


async def say_yes(work: Work, me: Resident, ask_id: AskId, shown: str | None = None) -> None:
    """A candidate wants to help. The first yes goes to the requester, later ones stand by.

    Help at somebody's home is for adults. A helper's first such visit, and what else the buurt marks, needs a
    coordinator's yes, and perhaps a certificate of conduct.
    `shown`: the mark of the request as the pressed card showed it.
    """
    access.require_member(me)
    if await _came_late(work, me, ask_id):
        return
    ask, post = await _own_open_ask(work, me, ask_id)
    if await _shown_anew(work, me, ask, post, shown):
        return
    if post.visits_home and me.adult is not True:
        await work.show(me, "ask_adult" if me.adult is None else "adults_only", ask=ask.id)
        return
    if await trust.lacks_vog(work, me, post):
        await asking.withdraw(work, ask)
        await work.show(me, "vog_needed", category=post.category)
        await matching.look_for_another(work, post)
        return
    if not await asks.set_state(work.tx, ask.id, AskState.YES, work.now, was=asking.ANSWERABLE):
        raise GoneError(f"ask {ask_id} was answered")
    await due.cancel(work.tx, ask.id, "ask_silent")
    await work.record("said_yes", me, post=post)
    await residents.answered(work.tx, me.id)
    if await trust.missing(work, me, post):
        someone = bool(await alerts.deciders(work, ask, post))
        await work.show(me, "visit_waits", category=post.category, someone=someone)
        await alerts.visit_waits(work, ask, post)
        await asking.tell_that_a_yes_is_looked_at(work, ask, post, someone=someone)
        if not someone:
            await work.record("visit_undecided", post=post)
            await matching.look_for_another(work, post)
    elif await invited.goes_on(work, me, ask.id, post):
        return
    elif await asking.offer(work, post, me):
        await work.show(me, "yes_noted", category=post.category)
    else:
        await work.show(me, "standby", category=post.category)


async def set_adult(work: Work, me: Resident, ask_id: AskId, adult: bool) -> None:
    """The answer to "are you 18 or older?", asked when it first matters."""
    ask, _ = await _own_open_ask(work, me, ask_id)
    await residents.set_adult(work.tx, me.id, adult)
    me = await access.resident(work, me.id)
    if adult:
        await say_yes(work, me, ask.id)
    else:
        await say_no(work, me, ask.id)


async def say_no(work: Work, me: Resident, ask_id: AskId, shown: str | None = None) -> None:
    """A candidate cannot or does not want to; no reason is asked, the next one is. `shown` as in `say_yes`."""
    access.require_member(me)
    if await _came_late(work, me, ask_id):
        return
    ask, post = await _own_open_ask(work, me, ask_id)
    if await _shown_anew(work, me, ask, post, shown):
        return
    if not await asks.set_state(work.tx, ask.id, AskState.NO, work.now, was=asking.ANSWERABLE):
        raise GoneError(f"ask {ask_id} was answered")
    await due.cancel(work.tx, ask.id, "ask_silent")
    await work.record("said_no", me, post=post)
    await residents.answered(work.tx, me.id)
    await work.show(me, "no_noted")
    if ask.state is AskState.WAITING:
        await inviting.turned_down(work, post, me)
    await matching.look_for_another(work, post)
