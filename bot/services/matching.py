"""Asking neighbours: waves of few private questions, and what each answer brings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.domain import matching
from bot.domain.calendar import after_quiet, is_quiet
from bot.domain.errors import GoneError
from bot.domain.ids import AskId, PostId
from bot.domain.model import Ask, AskState, Holds, Post, PostKind, PostState, Resident
from bot.services import access, alerts
from bot.services.work import Work
from storage import asks, buurten, due, matches, posts, residents

ANSWERABLE = frozenset({AskState.WAITING, AskState.SILENT})
"""A late yes is still a yes, while the request is open."""


async def person_helped(work: Work, post: Post) -> Resident:
    """The person the post is about, who decides; its writer where they are not in the bot."""
    return await access.resident(work, post.for_resident_id or post.resident_id)


async def asked_count(work: Work, post: Post) -> int:
    """How many neighbours were asked for a post."""
    return len(await asks.of_post(work.tx, post.id))


async def has_live_match(work: Work, post: Post) -> bool:
    """Whether somebody's yes lies with the requester or was agreed."""
    return await matches.live_of_post(work.tx, post.id) is not None


async def bring_together(work: Work, post: Post) -> None:
    """A request looks for helpers; an offer is shown to the requests that wait for it."""
    if post.kind is PostKind.REQUEST:
        await wave(work, post)
        return
    for request in await posts.open_requests(work.tx, post.buurt_id, post.category):
        await wave(work, request)


async def wave(work: Work, post: Post) -> None:
    """Ask the best candidates who were not asked yet; in quiet hours at 08:00."""
    if (
        post.kind is not PostKind.REQUEST
        or post.state is not PostState.OPEN
        or await has_live_match(work, post)
    ):
        return
    buurt = await buurten.get(work.tx, post.buurt_id)
    if is_quiet(work.now, buurt.zone):
        await due.plan(work.tx, "wave", post.id, after_quiet(work.now, buurt.zone))
        return
    helped = await person_helped(work, post)
    spoken = helped.spoken or frozenset({helped.lang})
    open_questions = sum(ask.state is AskState.WAITING for ask in await asks.of_post(work.tx, post.id))
    choices = matching.choose(
        post,
        spoken,
        helped.lang,
        await asks.candidates(work.tx, post, work.now),
        open_questions,
        work.now,
        work.rng,
    )
    if choices:
        await posts.forget_nobody_left(work.tx, post.id)
    for choice in choices:
        await _ask(work, post, choice, spoken, helped.lang)
    if not choices and not open_questions:
        # Somebody may be asked again by then: whoever was asked enough this week, or has another question open.
        again = matching.look_again(work.now, post.expires_at)
        await due.plan(work.tx, "wave", post.id, after_quiet(again, buurt.zone))
        if not await _visits_waiting(work, post):
            await _nobody_left(work, post)


async def _ask(
    work: Work, post: Post, choice: matching.Choice, spoken: frozenset[str], first_lang: str
) -> None:
    neighbour = await access.resident(work, choice.resident_id)
    buurt = await buurten.get(work.tx, post.buurt_id)
    ask_id = await asks.add(work.tx, post.id, neighbour.id, work.now)
    await work.record("asked", neighbour, post=post)
    again = after_quiet(matching.look_again(work.now, post.expires_at), buurt.zone)
    await due.plan(work.tx, "ask_silent", ask_id, again)
    await work.tell(
        neighbour,
        "ask_card",
        holds=Holds("ask", ask_id, frozenset({"waiting", "silent"})),
        calm=buurt.zone,
        about=(post.resident_id,),
        **_card(ask_id, post, choice.reasons, _language(spoken, first_lang, neighbour)),
    )


def _language(spoken: frozenset[str], first_lang: str, neighbour: Resident) -> str | None:
    return matching.shared_language(spoken, first_lang, neighbour.spoken or frozenset({neighbour.lang}))


def _card(
    ask_id: AskId, post: Post, reasons: Sequence[matching.Reason], language: str | None
) -> dict[str, Any]:
    return {
        "ask": ask_id,
        "category": post.category,
        "when": post.when.to_json(),
        "words": post.words,
        "voice": post.voice,
        "coffee": post.coffee,
        "language": language,
        "reasons": list(reasons),
    }


async def _visits_waiting(work: Work, post: Post) -> bool:
    """Whether a yes waits for a coordinator, because it would be the helper's first visit at a home."""
    return bool(post.visits_home and await asks.standbys(work.tx, post.id))


async def _nobody_left(work: Work, post: Post) -> None:
    """Say honestly, once, that nobody is left to ask; the coordinators see it in their list."""
    buurt = await buurten.get(work.tx, post.buurt_id)
    if not await posts.note_nobody_left(work.tx, post.id, work.now):
        return
    writer = await access.resident(work, post.resident_id)
    await work.record("nobody_left", writer, post=post)
    await work.tell(
        writer,
        "nobody_left",
        holds=Holds("post", post.id, frozenset({"open"})),
        calm=buurt.zone,
        post=post.id,
        category=post.category,
        asked=await asked_count(work, post),
    )


async def _own_open_ask(work: Work, me: Resident, ask_id: AskId) -> tuple[Ask, Post]:
    access.require_member(me)
    ask = await access.own_ask(work, me, ask_id)
    post = await posts.get(work.tx, ask.post_id)
    if post is None or ask.state not in ANSWERABLE or post.state is not PostState.OPEN:
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
    if shown is None or shown == matching.mark(post.category, post.when.to_json(), post.coffee):
        return False
    if not await still_offers(work, me, post):
        await withdraw(work, ask)
        await work.show(me, "question_over", category=post.category)
        await wave(work, post)
        return True
    await work.show(me, "ask_card", **await card_now(work, ask, post, me), changed=True)
    return True


async def still_offers(work: Work, neighbour: Resident, post: Post) -> bool:
    """Whether a neighbour offers the kind of help that a request is for now."""
    return any(
        each.kind is PostKind.OFFER and each.category == post.category
        for each in await posts.live_of(work.tx, neighbour.id)
    )


async def withdraw(work: Work, ask: Ask) -> None:
    """The question is put to this neighbour no longer. Tells nobody."""
    was = ANSWERABLE | {AskState.YES}
    await asks.set_state(work.tx, ask.id, AskState.WITHDRAWN, work.now, was=was)
    await due.cancel(work.tx, ask.id, "ask_silent")


async def card_now(work: Work, ask: Ask, post: Post, neighbour: Resident) -> dict[str, Any]:
    """The card of a question that was put before, with the request as it stands now."""
    helped = await person_helped(work, post)
    language = _language(helped.spoken or frozenset({helped.lang}), helped.lang, neighbour)
    return _card(ask.id, post, [matching.Reason.CATEGORY], language)


async def say_yes(work: Work, me: Resident, ask_id: AskId, shown: str | None = None) -> None:
    """A candidate wants to help. The first yes goes to the requester, later ones stand by.

    Help at somebody's home is for adults, and a helper's first such visit needs a coordinator's yes.
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
    if not await asks.set_state(work.tx, ask.id, AskState.YES, work.now, was=ANSWERABLE):
        raise GoneError(f"ask {ask_id} was answered")
    await due.cancel(work.tx, ask.id, "ask_silent")
    await work.record("said_yes", me, post=post)
    if post.visits_home and not me.visits_allowed:
        await work.show(me, "visit_waits", category=post.category)
        await alerts.visit_waits(work, ask, post)
    elif await _offer(work, post, me):
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


async def helper_ready(work: Work, ask: Ask) -> None:
    """A yes that waited for a coordinator, or stood by, is put to the requester now."""
    post = await posts.get(work.tx, ask.post_id)
    helper = await residents.get(work.tx, ask.resident_id)
    if post is None or helper is None or post.state is not PostState.OPEN:
        return
    buurt = await buurten.get(work.tx, post.buurt_id)
    kind = "yes_noted" if await _offer(work, post, helper) else "standby"
    await work.tell(helper, kind, calm=buurt.zone, category=post.category)


async def _offer(work: Work, post: Post, helper: Resident) -> bool:
    """Put a helper's yes to the person helped; False where another's yes lies there already."""
    helped = await person_helped(work, post)
    door_code = f"{work.rng.randrange(10, 100)}"
    match_id = await matches.offer(work.tx, post.id, helped.id, helper.id, door_code, work.now)
    if match_id is None:
        return False
    buurt = await buurten.get(work.tx, post.buurt_id)
    await work.tell(
        helped,
        "offer_card",
        holds=Holds("match", match_id, frozenset({"offered"})),
        calm=buurt.zone,
        about=(helper.id,),
        match=match_id,
        name=helper.name,
        languages=sorted(helper.spoken or {helper.lang}),
        category=post.category,
        when=post.when.to_json(),
        known=helper.visits_allowed,
    )
    return True


async def say_no(work: Work, me: Resident, ask_id: AskId, shown: str | None = None) -> None:
    """A candidate cannot or does not want to; no reason is asked, the next one is. `shown` as in `say_yes`."""
    access.require_member(me)
    if await _came_late(work, me, ask_id):
        return
    ask, post = await _own_open_ask(work, me, ask_id)
    if await _shown_anew(work, me, ask, post, shown):
        return
    if not await asks.set_state(work.tx, ask.id, AskState.NO, work.now, was=ANSWERABLE):
        raise GoneError(f"ask {ask_id} was answered")
    await due.cancel(work.tx, ask.id, "ask_silent")
    await work.record("said_no", me, post=post)
    await work.show(me, "no_noted")
    await wave(work, post)


async def silent(work: Work, subject: int) -> None:
    """No answer came: the next candidate is asked; a later yes still counts while the request is open."""
    ask = await asks.get(work.tx, AskId(subject))
    if ask is None or not await asks.set_state(
        work.tx, ask.id, AskState.SILENT, work.now, was=frozenset({AskState.WAITING})
    ):
        return
    post = await posts.get(work.tx, ask.post_id)
    neighbour = await residents.get(work.tx, ask.resident_id)
    if post is None or neighbour is None:
        return
    await work.record("silent", neighbour, post=post)
    await wave(work, post)


async def wave_due(work: Work, subject: int) -> None:
    """The wave that waited for the end of the quiet hours."""
    post = await posts.get(work.tx, PostId(subject))
    if post is not None:
        await wave(work, post)


async def reoffer(work: Work, post: Post) -> None:
    """An open request again: who stood by is put to the requester first, else the next are asked."""
    for ask in await asks.standbys(work.tx, post.id):
        helper = await residents.get(work.tx, ask.resident_id)
        may_come = helper is not None and (helper.visits_allowed or not post.visits_home)
        if helper is not None and may_come and helper.reachable:
            await helper_ready(work, ask)
            return
    # Where nobody is left this time either, the writer hears it again: they were told that we look further.
    await posts.forget_nobody_left(work.tx, post.id)
    await wave(work, post)
