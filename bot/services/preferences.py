"""What a resident says about themselves for visits at home, and what they ask of the other."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.model import Post, PostKind, PostState, Resident
from bot.domain.visit_answers import Part, Question, answered, at_home, part_of, said
from bot.services import access, changing, matching
from bot.services.work import Work
from storage import posts, preferences


async def show(work: Work, me: Resident) -> None:
    """What this is about, and all that `me` said. Raises NotAllowedError for who is no member."""
    access.require_member(me)
    await work.show(me, "visit_wishes", answers=said(*await preferences.get(work.tx, me.id)))


async def show_part(
    work: Work, me: Resident, part: Part, *, kept: bool = False, looking: bool = False
) -> None:
    """One of the two lists; `kept`: an answer was stored just now; `looking`: open requests go by it at once."""
    access.require_member(me)
    await work.show(
        me,
        "visit_list",
        part=part,
        answers=said(*await preferences.get(work.tx, me.id)),
        spoken=_spoken(me),
        kept=kept,
        looking=looking,
    )


async def ask(work: Work, me: Resident, question: Question) -> None:
    """One question, with its answer as it stands."""
    access.require_member(me)
    answer = said(*await preferences.get(work.tx, me.id))[question]
    await work.show(me, "visit_question", question=question, answer=answer, spoken=_spoken(me))


async def set_answer(work: Work, me: Resident, question: Question, value: str) -> None:
    """Keep an answer; open requests for a visit at the home of `me` go by it at once.

    Raises GoneError for an answer that the question does not have.
    """
    access.require_member(me)
    about, asks = await preferences.get(work.tx, me.id)
    now_about, now_asks = answered(about, asks, question, value, frozenset(_spoken(me)))
    changed = (now_about, now_asks) != (about, asks)
    await preferences.put(work.tx, me.id, now_about, now_asks)
    waiting = await _requests_at_home(work, me) if changed else []
    looking = [each for each in waiting if not await matching.has_live_match(work, each)]
    await show_part(work, me, part_of(question), kept=True, looking=bool(looking))
    await _look_again(work, me, waiting, show_cards=at_home(now_about) != at_home(about))


async def forget_language(work: Work, me: Resident) -> None:
    """`me` speaks other languages now: a wish for one that they no longer speak goes."""
    about, asks = await preferences.get(work.tx, me.id)
    if asks.language is not None and asks.language not in _spoken(me):
        await preferences.put(work.tx, me.id, about, replace(asks, language=None))
        await _look_again(work, me, await _requests_at_home(work, me), show_cards=False)


async def _look_again(work: Work, me: Resident, requests: list[Post], *, show_cards: bool) -> None:
    _, wishes = await preferences.get(work.tx, me.id)
    for post in requests:
        await changing.keep_to_wishes(work, post, wishes)
        if show_cards:
            await changing.show_cards(work, post)
        await matching.wave(work, post)


async def _requests_at_home(work: Work, me: Resident) -> list[Post]:
    """Open requests for a visit where `me` lives: their own, and what others wrote for them."""
    mine = [
        each
        for each in await posts.live_of(work.tx, me.id)
        if each.for_name is None and each.for_resident_id is None
    ]
    return [
        each
        for each in (*mine, *await posts.live_about(work.tx, me.id))
        if each.kind is PostKind.REQUEST and each.state is PostState.OPEN and each.visits_home
    ]


def _spoken(me: Resident) -> list[str]:
    return sorted(me.spoken or {me.lang})
