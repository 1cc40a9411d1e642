"""The questions that neighbours get, and a yes as it is put to the one who asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.domain import matching
from bot.domain.calendar import after_quiet, by_day
from bot.domain.candidates import Traits
from bot.domain.ids import AskId, MatchId
from bot.domain.model import Ask, AskState, Holds, Post, PostKind, PostState, Resident
from bot.domain.visit_answers import at_home
from bot.services import access, trust
from bot.services.work import Work
from storage import asks, buurten, due, matches, posts, preferences, residents

ANSWERABLE = frozenset({AskState.WAITING, AskState.SILENT})
"""A late yes is still a yes, while the request is open."""
SILENT_AFTER = timedelta(days=1)
"""After so long without an answer it counts as silence; a later yes is still one."""
STANDBY_ANSWERS = timedelta(hours=2)
"""How long somebody who stood by has, by day, before the next is asked: a helper dropped out, time presses."""
REMINDED_AFTER = timedelta(hours=5)
"""So long, by day, a helper's yes lies with who asked before they are reminded of it."""
STANDBY_CHANCE = 0.7
"""Assumed chance that somebody who said yes to the same request says it again."""


async def person_helped(work: Work, post: Post) -> Resident:
    """The person the post is about, who decides; its writer where they are not in the bot."""
    return await access.resident(work, post.for_resident_id or post.resident_id)


async def ask(work: Work, post: Post, choice: matching.Choice) -> None:
    """Put a request to one neighbour, with the reasons why they are asked."""
    neighbour = await access.resident(work, choice.resident_id)
    buurt = await buurten.get(work.tx, post.buurt_id)
    ask_id = await asks.add(work.tx, post.id, neighbour.id, work.now, choice.chance, choice.ring)
    await work.record("asked", neighbour, post=post, detail=choice.ring)
    await due.plan(work.tx, "ask_silent", ask_id, after_quiet(work.now + SILENT_AFTER, buurt.zone))
    shown = await card(work, ask_id, post, neighbour, choice.reasons)
    await _tell(work, neighbour, post, ask_id, "ask_card", shown)


async def ask_standby(work: Work, post: Post) -> bool:
    """A helper dropped out: ask the first who stood by whether they can after all; False where nobody does."""
    buurt = await buurten.get(work.tx, post.buurt_id)
    for each in await asks.standbys(work.tx, post.id):
        helper = await residents.get(work.tx, each.resident_id)
        if helper is None or not await may_stand_in(work, helper, post):
            continue
        await asks.put_again(work.tx, each.id, work.now, STANDBY_CHANCE)
        await work.record("asked_again", helper, post=post)
        await due.plan(work.tx, "ask_silent", each.id, by_day(work.now, STANDBY_ANSWERS, buurt.zone))
        await _tell(work, helper, post, each.id, "standby_card", await card(work, each.id, post, helper, ()))
        return True
    return False


async def may_stand_in(work: Work, helper: Resident, post: Post) -> bool:
    """Whether somebody who stood by may come: reachable, and with no coordinator to look at it first."""
    return helper.reachable and await trust.may_help(work, helper, post)


async def _tell(
    work: Work, neighbour: Resident, post: Post, ask_id: AskId, kind: str, shown: dict[str, Any]
) -> None:
    buurt = await buurten.get(work.tx, post.buurt_id)
    await work.tell(
        neighbour,
        kind,
        holds=Holds("ask", ask_id, frozenset({"waiting", "silent"})),
        calm=buurt.zone,
        about=(post.resident_id,),
        **shown,
    )


async def card(
    work: Work,
    ask_id: AskId,
    post: Post,
    neighbour: Resident,
    reasons: Sequence[matching.Reason] | None = None,
) -> dict[str, Any]:
    """A question as parameters of a message kind, with the request as it stands now.

    Without `reasons` it is what they offered; who came to look themselves may have offered nothing.
    """
    if reasons is None:
        offers = await _offers(work, neighbour, post)
        reasons = (matching.Reason.CATEGORY,) if offers else ()
    helped = await person_helped(work, post)
    spoken = helped.spoken or frozenset({helped.lang})
    theirs = neighbour.spoken or frozenset({neighbour.lang})
    named_only = post.for_name is not None and post.for_resident_id is None
    known = Traits() if named_only else (await preferences.get(work.tx, helped.id))[0]
    return {
        "ask": ask_id,
        "category": post.category,
        "when": post.when.to_json(),
        "words": post.words,
        "voice": post.voice,
        "coffee": post.coffee,
        "language": matching.shared_language(spoken, helped.lang, theirs),
        "reasons": list(reasons),
        "at_home": at_home(known) if post.visits_home else [],
    }


async def still_offers(work: Work, neighbour: Resident, post: Post) -> bool:
    """Whether a neighbour offers the kind of help that a request is for now, or came to look at it themselves."""
    came = any(
        each.came and each.resident_id == neighbour.id for each in await asks.of_post(work.tx, post.id)
    )
    return came or await _offers(work, neighbour, post)


async def _offers(work: Work, neighbour: Resident, post: Post) -> bool:
    return any(
        each.kind is PostKind.OFFER
        and each.category == post.category
        and (not each.one_time or each.when.meets(post.when))
        for each in await posts.live_of(work.tx, neighbour.id)
    )


async def withdraw(work: Work, ask: Ask) -> None:
    """The question is put to this neighbour no longer. Tells nobody."""
    was = ANSWERABLE | {AskState.YES}
    await asks.set_state(work.tx, ask.id, AskState.WITHDRAWN, work.now, was=was)
    await due.cancel(work.tx, ask.id, "ask_silent")


async def helper_ready(work: Work, ask: Ask) -> None:
    """A yes that waited for a coordinator, or stood by, is put to the requester now."""
    post = await posts.get(work.tx, ask.post_id)
    helper = await residents.get(work.tx, ask.resident_id)
    if post is None or helper is None or post.state is not PostState.OPEN:
        return
    buurt = await buurten.get(work.tx, post.buurt_id)
    kind = "yes_noted" if await offer(work, post, helper) else "standby"
    await work.tell(helper, kind, calm=buurt.zone, category=post.category)


async def tell_that_a_yes_is_looked_at(work: Work, ask: Ask, post: Post, *, someone: bool) -> None:
    """The person helped hears once that a yes waits for a coordinator, who may take days; nobody is named.

    `someone`: there is one who may decide it; else it waits for the operator, and is told so.
    """
    helped = await person_helped(work, post)
    earlier = [each for each in await asks.standbys(work.tx, post.id) if each.id != ask.id]
    if earlier or await matches.live_of_post(work.tx, post.id) is not None:
        return
    buurt = await buurten.get(work.tx, post.buurt_id)
    await work.tell(
        helped,
        "yes_is_looked_at",
        holds=Holds("ask", ask.id, frozenset({AskState.YES})),
        calm=buurt.zone,
        category=post.category,
        someone=someone,
    )


async def offer(work: Work, post: Post, helper: Resident) -> bool:
    """Put a helper's yes to the person helped; False where another's yes lies there already."""
    helped = await person_helped(work, post)
    door_code = f"{work.rng.randrange(10, 100)}"
    match_id = await matches.offer(work.tx, post.id, helped.id, helper.id, door_code, work.now)
    if match_id is None:
        return False
    await tell_offer(work, post, match_id, helped, helper)
    return True


async def tell_offer(work: Work, post: Post, match_id: MatchId, helped: Resident, helper: Resident) -> None:
    """Show a helper's yes to the person helped, by day."""
    buurt = await buurten.get(work.tx, post.buurt_id)
    # The helper is not held for ever; where time presses they are reminded sooner.
    lasts = min(REMINDED_AFTER, max(REMINDED_AFTER / 10, (post.expires_at - work.now) / 2))
    await due.plan(work.tx, "offer_waits", match_id, by_day(work.now, lasts, buurt.zone))
    await work.tell(
        helped,
        "offer_card",
        holds=Holds("match", match_id, frozenset({"offered"})),
        calm=buurt.zone,
        about=(helper.id,),
        **offer_card(match_id, post, helper),
    )


def offer_card(match_id: MatchId, post: Post, helper: Resident) -> dict[str, Any]:
    """A helper's yes as parameters of a message kind."""
    return {
        "match": match_id,
        "name": helper.name,
        "languages": sorted(helper.spoken or {helper.lang}),
        "category": post.category,
        "when": post.when.to_json(),
        "known": helper.visits_allowed,
    }
