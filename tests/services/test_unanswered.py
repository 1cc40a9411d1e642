"""A yes that the one who asked does not answer does not hold the helper for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.model import AskState, MatchState, Post, PostState
from bot.services import answering, matches, unanswered
from bot.services.work import Work
from storage import asks
from storage import matches as match_rows
from tests.services.conftest import NOW, MakeBuurt, MakeResident, Unit
from tests.services.neighbours import (
    Bloemenbuurt,
    ask_of,
    asked,
    make_bloemenbuurt,
    match_of,
    post_of,
    refused,
    state_of,
)
from tests.services.pairs import due_kinds, kinds, params, run_until

REMINDED = NOW + timedelta(hours=5)
"""Monday 15:00: the yes was given at 10:00."""
LET_GO = NOW + timedelta(hours=28)
"""Tuesday 14:00: the night does not count."""


async def offered(work: Work, there: Bloemenbuurt, wants: timedelta = timedelta(days=6)) -> Post:
    """Samir said yes to a request of Truus."""
    post = await post_of(work, there.truus)
    await work.tx.change("UPDATE post SET expires_at = ?", ((NOW + wants).strftime("%Y-%m-%dT%H:%M:%SZ"),))
    ask = await asked(work, post, there.samir)
    await answering.say_yes(work, there.samir, ask.id)
    return post


@pytest.fixture
async def there(unit: Unit, buurt: MakeBuurt, resident: MakeResident) -> Bloemenbuurt:
    async with unit() as work:
        return await make_bloemenbuurt(work, buurt, resident)


async def test_who_asked_is_reminded_once_by_day_and_then_the_helper_is_free(
    unit: Unit, there: Bloemenbuurt
) -> None:
    async with unit() as work:
        post = await offered(work, there)
        await run_until(work, REMINDED - timedelta(minutes=1))
        assert "offer_waits" not in await kinds(work, there.truus)
        await run_until(work, LET_GO - timedelta(minutes=1))
        assert (await kinds(work, there.truus)).count("offer_waits") == 1
        assert "let_go" not in await kinds(work, there.samir)
        await run_until(work, LET_GO)
        assert (await kinds(work, there.samir))[-1] == "let_go"
        assert (await params(work, there.truus, "offer_over"))["name"] == "Samir"
        assert await match_rows.live_of_post(work.tx, post.id) is None
        assert await state_of(work, post) is PostState.OPEN
        assert await asks.standbys(work.tx, post.id) == [], "Samir is not asked for it again"


@pytest.mark.parametrize("answer", ["yes", "other"])
async def test_an_answer_ends_the_waiting(unit: Unit, there: Bloemenbuurt, answer: str) -> None:
    async with unit() as work:
        post = await offered(work, there)
        match = await match_rows.live_of_post(work.tx, post.id)
        assert match is not None
        await (matches.accept if answer == "yes" else matches.prefer_other)(work, there.truus, match.id)
        assert not {"offer_waits", "offer_over"} & set(await due_kinds(work))


async def test_where_time_presses_the_reminder_comes_sooner_and_a_time_that_is_over_is_told(
    unit: Unit, there: Bloemenbuurt
) -> None:
    async with unit() as work:
        post = await offered(work, there, wants=timedelta(hours=3))
        assert (await due_kinds(work))["offer_waits"] == NOW + timedelta(hours=1.5)
        await run_until(work, LET_GO)
        assert "let_go" in await kinds(work, there.samir)
        assert "not_going_on" not in await kinds(work, there.samir)
        assert (await kinds(work, there.truus))[-1] == "post_expired"
        assert await state_of(work, post) is PostState.EXPIRED


async def test_nobody_else_is_held_by_it_before_the_requester_wants_to_look_further(
    unit: Unit, there: Bloemenbuurt
) -> None:
    async with unit() as work:
        post = await offered(work, there)
        second = await asked(work, post, there.wim, AskState.YES)
        await run_until(work, LET_GO)
        assert await match_rows.live_of_post(work.tx, post.id) is None
        (first,) = await match_rows.of_resident(work.tx, there.samir.id, MatchState.ENDED)
        later = work.at(LET_GO)
        async with refused(work, NotAllowedError):
            await unanswered.look_further(later, there.samir, first.id)
        await unanswered.look_further(later, there.truus, first.id)
        live = await match_rows.live_of_post(work.tx, post.id)
        assert live is not None
        assert live.helper_id == there.wim.id
        assert (await ask_of(work, second.id)).state is AskState.YES
        assert (await match_of(work, first.id)).state is MatchState.ENDED
        async with refused(work, GoneError):
            await unanswered.look_further(later, there.truus, first.id)
