"""A coordinator asks one member by name: only who offered this help and may be asked, as every other question is."""

from __future__ import annotations

from bot.domain import matching as rules
from bot.domain.calendar import is_quiet
from bot.domain.candidates import Candidate, Ring
from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError, NotUnderstoodError
from bot.domain.ids import PostId, ResidentId
from bot.domain.model import Post, Resident
from bot.domain.morning import Sort
from bot.services import access, asking, drafts, matching, open_requests, today
from bot.services.answers import Given, Parsed, answers, one_line
from bot.services.work import Work
from storage import buurten, candidates

CHOICES = 5
CHANCE = 0.4
"""Assumed chance of a yes of somebody whom a coordinator thought of: better than that of a stranger."""


async def begin(work: Work, me: Resident, post_id: PostId) -> None:
    """Whom? Those who offered this help and were asked least come first; another name may be typed."""
    post = await open_requests.open_one(work, me, post_id)
    found = await _may_be_asked(work, post)
    if not found:
        await work.show(me, "co_nobody_to_ask", buurt=post.buurt_id, post=post.id)
        return
    data: Data = {"post": post.id, "category": post.category, "members": await _named(work, found[:CHOICES])}
    await drafts.begin(work, me, Flow.ASK_ONE, data)


async def _may_be_asked(work: Work, post: Post) -> list[Candidate]:
    """Members of the buurt whom matching may ask for this now: by consent, time, language, wishes and caps."""
    if await matching.has_live_match(work, post):
        return []
    need = await matching.need_of(work, post)
    found = {
        each.resident_id: each
        for each in await candidates.of_ring(work.tx, post, Ring.OWN, work.now)
        if rules.may_be_asked(need, each, work.now)
    }
    return sorted(found.values(), key=lambda each: (each.asks_28d, each.resident_id))


async def _named(work: Work, found: list[Candidate]) -> list[list[object]]:
    named: list[list[object]] = []
    for each in found:
        who = await access.resident(work, each.resident_id)
        named.append([who.id, who.name, sorted(each.spoken)])
    return named


@answers("whom")
async def _whom(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    post = await open_requests.open_one(work, me, PostId(data["post"]))
    found = await _may_be_asked(work, post)
    if given.value is not None:
        if given.value not in {str(each.resident_id) for each in found}:
            raise GoneError("somebody who may not be asked (any more)")
        return Parsed({**data, "whom": int(given.value)})
    name = one_line(given.text or "").casefold()
    named = await _named(work, found)
    meant = [each for each in named if str(each[1]).casefold() == name]
    if not meant:
        raise NotUnderstoodError("nobody of that name who may be asked")
    if len(meant) > 1:
        return Parsed({**data, "members": meant[:CHOICES]}, complete=False)
    return Parsed({**data, "whom": meant[0][0]})


@drafts.finishes(Flow.ASK_ONE)
async def ask(work: Work, me: Resident, data: Data) -> None:
    """Put the usual question to this member; it says that the coordinator thought of them, and not who asks."""
    post = await open_requests.open_one(work, me, PostId(data["post"]))
    found = await _may_be_asked(work, post)
    chosen = next((each for each in found if each.resident_id == data["whom"]), None)
    if chosen is None:
        raise GoneError(f"resident {data['whom']} may not be asked for post {post.id} any more")
    need = await matching.need_of(work, post)
    why = (rules.Reason.COORDINATOR, *rules.reasons(need, chosen))
    await asking.ask(work, post, rules.Choice(ResidentId(chosen.resident_id), why, CHANCE))
    await work.record("asks_one", me, post=post)
    who = await access.resident(work, chosen.resident_id)
    at_night = is_quiet(work.now, (await buurten.get(work.tx, post.buurt_id)).zone)

    async def say(turn: Work) -> None:
        await turn.show(me, "co_asked_one", buurt=post.buurt_id, name=who.name, at_night=at_night)

    await today.acted(work, me, say, (Sort.REQUEST, post.id))
