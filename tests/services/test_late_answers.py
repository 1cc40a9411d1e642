"""Answers to a question that no longer stands as it was asked: over, solved or changed; and a yes taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.candidates import Ring
from bot.domain.ids import AskId, PostId
from bot.domain.matching import mark
from bot.domain.model import AskState, Post
from bot.services import answering, matches, posting
from bot.services.work import Work
from storage import asks, candidates, posts
from storage import matches as match_rows
from tests.services.conftest import NOW, MakeBuurt, Unit
from tests.services.neighbours import ask_of
from tests.services.pairs import kinds, run_until
from tests.services.talking import Talk, helper, neighbour, requests


async def _ask(work: Work, post: Post, who: Talk) -> AskId:
    (found,) = [ask for ask in await asks.of_post(work.tx, post.id) if ask.resident_id == who.who.id]
    return found.id


async def _yes(work: Work, post: Post, who: Talk) -> None:
    await answering.say_yes(work, await who.me(), await _ask(work, post, who))


async def _no(work: Work, post: Post, who: Talk) -> None:
    await answering.say_no(work, await who.me(), await _ask(work, post, who))


async def test_a_late_answer_to_a_closed_post_gets_a_kind_word(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        post = await requests(truus)
        await posting.close(work, truus.who, post.id)
        for late in (_yes, _no):
            await late(work, post, samir)
            assert await samir.kind() == "question_over"
        assert "offer_card" not in await kinds(work, truus.who)


async def test_a_late_answer_to_a_request_that_somebody_helps_with_hears_that_it_is_solved(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, wim = await helper(work, home, "Samir"), await helper(work, home, "Wim")
        truus = await neighbour(work, home, "Truus")
        post = await requests(truus)
        await run_until(work, NOW + timedelta(hours=3))  # one is asked first, then the other
        await _yes(work, post, samir)
        match = await match_rows.live_of_post(work.tx, post.id)
        assert match is not None
        await matches.accept(work, truus.who, match.id)
        await _yes(work, post, wim)
        assert await wim.kind() == "already_solved"


async def test_a_yes_to_another_time_is_none_and_the_request_is_shown_as_it_is_now(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        post = await requests(truus, when="today")
        shown = mark(post.category, post.when.to_json(), post.coffee)
        await posting.change(work, truus.who, post.id)
        await truus.press("summary:when", "when:tomorrow", "part:any", "summary:publish")
        ask = await _ask(work, post, samir)
        await answering.say_yes(work, samir.who, ask, shown)
        assert await samir.kind() == "ask_card"
        assert "offer_card" not in await kinds(work, truus.who)
        now = (await samir.screen()).params
        assert now["when"] != post.when.to_json()
        await answering.say_yes(work, samir.who, ask, mark(now["category"], now["when"], now["coffee"]))
        assert "offer_card" in await kinds(work, truus.who)


async def test_who_does_not_offer_what_the_request_has_become_is_not_asked(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        post = await requests(truus)
        shown = mark(post.category, post.when.to_json(), post.coffee)
        await posting.change(work, truus.who, post.id)
        await truus.press("summary:category", "category:pets", "summary:publish")
        ask = await _ask(work, post, samir)
        await answering.say_yes(work, samir.who, ask, shown)
        assert await samir.kind() == "question_over"
        assert (await ask_of(work, ask)).state is AskState.WITHDRAWN


async def test_after_a_drop_out_with_nobody_left_the_requester_hears_so(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        post = await requests(truus)
        await _yes(work, post, samir)
        match = await match_rows.live_of_post(work.tx, post.id)
        assert match is not None
        await matches.accept(work, truus.who, match.id)
        await posts.note_nobody_left(work.tx, post.id, work.now)
        await matches.drop_out(work, samir.who, match.id)
        assert (await kinds(work, truus.who))[-2:] == ["called_off", "nobody_left"]


async def test_after_a_drop_out_who_was_told_that_it_was_solved_is_asked_again(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, wim = await helper(work, home, "Samir"), await helper(work, home, "Wim")
        truus = await neighbour(work, home, "Truus")
        post = await requests(truus)
        await run_until(work, NOW + timedelta(hours=3))
        await _yes(work, post, samir)
        match = await match_rows.live_of_post(work.tx, post.id)
        assert match is not None
        await matches.accept(work, truus.who, match.id)
        assert await wim.kind() == "already_solved"
        await matches.drop_out(work, samir.who, match.id)
        assert await wim.kind() == "ask_card"
        await _yes(work, post, wim)
        assert (await truus.kind()) == "offer_card"
        elsewhere = replace(post, id=PostId(post.id + 99))
        counted = {
            each.resident_id: each.asks_7d
            for each in await candidates.of_ring(work.tx, elsewhere, Ring.OWN, work.now)
        }
        assert counted[wim.who.id] == 2
