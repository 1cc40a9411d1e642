"""Somebody opened the link of a call in the group: they came themselves, so no cap and no quiet hour holds them."""

from __future__ import annotations

from bot.domain import matching as rules
from bot.domain.candidates import Candidate
from bot.domain.model import Ask, AskState, Holds, Post, PostState, Resident
from bot.services import asking, matching
from bot.services.group_calls import LINK
from bot.services.work import Work
from storage import asks, events, groups, posts, preferences, reports

CHANCE = 0.5
"""Assumed chance of a yes from somebody who came to look."""


def is_call(code: str | None) -> bool:
    """Whether a `/start` code may be that of a call; invites have fewer letters."""
    return code is not None and code.startswith(LINK) and len(code) > 24


async def open_call(work: Work, me: Resident, code: str) -> None:
    """Show a member the question whose link they opened, where it is one for them; else a kind word.

    What is said to others tells nothing of the request, nor of why it is not for them.
    """
    found = await groups.call_by_token(work.tx, code.removeprefix(LINK))
    post = await posts.get(work.tx, found.post_id) if found else None
    if post is None or post.state is not PostState.OPEN:
        await work.show(me, "call_is_over")
    elif me.id in (post.resident_id, post.for_resident_id):
        await work.show(me, "call_is_yours")
    elif not await _fits(work, me, post):
        await work.show(me, "call_does_not_fit")
    else:
        await _show(work, me, post)


async def _fits(work: Work, me: Resident, post: Post) -> bool:
    """As for those who are asked: of the buurt, not kept apart, a shared language, 18 and wishes for visits.

    What was said once is said again: whoever opened the link time and again, each time with other wishes or
    answers about themselves, would learn from it what the one who asks told in confidence.
    """
    if not me.takes_part or me.buurt_id != post.buurt_id:
        return False
    for party in {post.resident_id, post.for_resident_id or post.resident_id}:
        if await reports.blocked(work.tx, me.id, party):
            return False
    if await events.happened(work.tx, me.id, post.id, "came_in_vain"):
        return False
    ask = await _ask_of(work, me, post)
    if ask is not None and ask.state is not AskState.WITHDRAWN:
        return True
    if await _suits(work, me, post):
        return True
    await work.record("came_in_vain", me, post=post)
    return False


async def _suits(work: Work, me: Resident, post: Post) -> bool:
    traits, wishes = await preferences.get(work.tx, me.id)
    candidate = Candidate(
        me.id,
        me.spoken or frozenset({me.lang}),
        frozenset({post.category}),
        adult=me.adult,
        traits=traits,
        wishes=wishes,
    )
    return rules.suits(await matching.need_of(work, post), candidate)


async def _show(work: Work, me: Resident, post: Post) -> None:
    ask = await _ask_of(work, me, post)
    if ask is not None and ask.state is AskState.YES:
        await work.show(me, "call_has_your_yes")
        return
    if ask is not None and ask.state in (AskState.WAITING, AskState.SILENT, AskState.NO):
        # Whoever said no, and comes back to look, may say yes.
        await asks.set_state(work.tx, ask.id, AskState.WAITING, work.now, was=frozenset({AskState.NO}))
        ask_id = ask.id
    else:
        ask_id = await asks.add(work.tx, post.id, me.id, work.now, CHANCE, came=True)
        await work.record("came", me, post=post)
    await work.tell(
        me,
        "ask_card",
        holds=Holds("ask", ask_id, frozenset({AskState.WAITING, AskState.SILENT})),
        about=(post.resident_id,),
        urgency=0,
        **await asking.card(work, ask_id, post, me),
    )


async def _ask_of(work: Work, me: Resident, post: Post) -> Ask | None:
    return next((ask for ask in await asks.of_post(work.tx, post.id) if ask.resident_id == me.id), None)
