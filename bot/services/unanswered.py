"""A helper's yes that the one who asked does not answer: one reminder, then the helper need not wait any longer."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.calendar import by_day
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import MatchId
from bot.domain.model import Holds, Match, MatchState, Post, PostState, Resident
from bot.services import access, asking, ending, expiry, matching
from bot.services.work import Work
from storage import buurten, due, matches, posts, residents

LET_GO_AFTER = timedelta(hours=12)
"""By day, after the reminder: about a day, for who asked may be old, or answer for somebody who is."""


async def _offered(work: Work, subject: int) -> tuple[Match, Post, Resident, Resident] | None:
    """A match that still waits for the requester's yes, its post, requester and helper."""
    match = await matches.get(work.tx, MatchId(subject))
    post = await posts.get(work.tx, match.post_id) if match else None
    if match is None or post is None or match.state is not MatchState.OFFERED:
        return None
    helped = await residents.get(work.tx, match.requester_id)
    helper = await residents.get(work.tx, match.helper_id)
    return None if helped is None or helper is None else (match, post, helped, helper)


async def remind(work: Work, subject: int) -> None:
    """No answer yet: the yes is put to the requester once more, and the helper's wait has an end."""
    found = await _offered(work, subject)
    if found is None:
        return
    match, post, helped, helper = found
    zone = (await buurten.get(work.tx, post.buurt_id)).zone
    await due.plan(work.tx, "offer_over", match.id, by_day(work.now, LET_GO_AFTER, zone))
    await work.tell(
        helped,
        "offer_waits",
        holds=Holds("match", match.id, frozenset({MatchState.OFFERED})),
        calm=zone,
        about=(helper.id,),
        **asking.offer_card(match.id, post, helper),
    )


async def let_go(work: Work, subject: int) -> None:
    """Still no answer: the helper is free, with thanks. Nobody else is held up by it before the requester says so."""
    found = await _offered(work, subject)
    if found is None:
        return
    match, post, helped, helper = found
    zone = (await buurten.get(work.tx, post.buurt_id)).zone
    await ending.end_match(work, match)
    await work.record("let_go", helper, post=post)
    await work.tell(helper, "let_go", calm=zone, category=post.category)
    if post.expires_at <= work.now:
        await expiry.expire(work, post.id)
        return
    await work.tell(
        helped,
        "offer_over",
        holds=Holds("post", post.id, frozenset({PostState.OPEN})),
        calm=zone,
        about=(helper.id,),
        match=match.id,
        name=helper.name,
        category=post.category,
    )


async def look_further(work: Work, me: Resident, match_id: MatchId) -> None:
    """The requester still needs help: who stands by is put to them, else the next are asked."""
    match = await access.own_match(work, me, match_id, MatchState.ENDED)
    if match.requester_id != me.id:
        raise NotAllowedError(f"match {match_id} is not for resident {me.id} to decide")
    post = await posts.get(work.tx, match.post_id)
    if post is None or post.state is not PostState.OPEN or await matching.has_live_match(work, post):
        raise GoneError(f"post of match {match_id} looks for nobody")
    await work.show(me, "looking_further")
    await matching.reoffer(work, post)
