"""A request whose helper is gone: it looks for another, or it ends where its time is over."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.model import AskState, PostState
from bot.services import leaving, reports
from storage import due, posts
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.neighbours import MakeBuurt, ask_of, asked, make_bloemenbuurt, matched, post_of, state_of
from tests.services.pairs import kinds, run_until


async def test_a_matched_request_whose_time_is_over_ends_when_its_helper_is_reported(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        match = await matched(work, post, there.truus, there.samir)
    async with unit(post.expires_at + timedelta(hours=1)) as work:
        await reports.report(work, there.truus, "match", match.id)
        await run_until(work, work.now)
        assert await state_of(work, post) is PostState.EXPIRED
        assert await posts.live_of(work.tx, there.truus.id) == []
        assert "post_expired" in await kinds(work, there.truus)


async def test_a_matched_request_whose_time_is_over_ends_when_its_helper_is_erased(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        await matched(work, post, there.truus, there.samir)
    async with unit(post.expires_at + timedelta(hours=1)) as work:
        await leaving.let_go(work, there.samir)
        await run_until(work, work.now)
        assert await state_of(work, post) is PostState.EXPIRED


async def test_a_matched_request_with_time_left_is_open_again(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        await matched(work, post, there.truus, there.samir)
    async with unit(NOW + timedelta(hours=1)) as work:
        await leaving.let_go(work, there.samir)
        assert await state_of(work, post) is PostState.OPEN


async def test_a_request_that_had_ended_is_left_alone_when_its_helper_is_reported(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        match = await matched(work, post, there.truus, there.samir)
        was = frozenset({PostState.MATCHED})
        await posts.set_state(work.tx, post.id, PostState.CLOSED, NOW, was=was)
        await due.cancel(work.tx, post.id, "post_expire")
        await reports.report(work, there.truus, "match", match.id)
        assert await state_of(work, post) is PostState.CLOSED
        assert not await due.planned(work.tx, "post_expire", post.id)


async def test_a_report_does_not_release_words_that_wait_for_a_coordinator(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus, words="Kunt u mij 50 euro lenen?")
        ask = await asked(work, post, there.samir)
        match = await matched(work, await post_of(work, there.truus), there.truus, there.samir)
        was = frozenset({PostState.OPEN})
        await posts.set_state(work.tx, post.id, PostState.HELD, NOW, was=was)
        await reports.report(work, there.truus, "match", match.id)
        assert await state_of(work, post) is PostState.HELD
        assert (await ask_of(work, ask.id)).state is AskState.WITHDRAWN
