"""Posts: published, changed, extended, closed, expired, and written for somebody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.drafts import Flow
from bot.domain.errors import GoneError, NotAllowedError, TooManyError
from bot.domain.line import Line
from bot.domain.model import Post, PostState
from bot.services import answering, expiry, incoming, matches, matching, posting
from bot.services.work import Work
from storage import asks, posts
from storage import matches as match_rows
from tests.services.conftest import NOW, MakeBuurt, Unit
from tests.services.neighbours import refused, state_of
from tests.services.pairs import due_kinds, kinds, params, run_until, waiting
from tests.services.talking import Talk, helper, neighbour, offers, requests

NIGHT = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


async def test_nobody_has_more_live_posts_than_one_list_shows(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        for _ in range(posting.MOST_LIVE):
            await requests(truus, "pets")
        with pytest.raises(TooManyError):
            await requests(truus, "pets")
        await posting.mine(work, truus.who)
        assert len((await truus.screen()).params["posts"]) == posting.MOST_LIVE


async def test_a_request_at_night_asks_nobody_before_eight(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit(NIGHT) as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        await requests(truus)
        assert "ask_card" not in await kinds(work, samir.who)
        assert (await due_kinds(work))["wave"] == MORNING
        await run_until(work, MORNING)
        assert "ask_card" in await kinds(work, samir.who)


async def test_the_writer_is_warned_the_day_before_and_told_at_the_end(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        made = await requests(truus)
        assert (await due_kinds(work))["post_warn"] == datetime(2026, 12, 6, 17, tzinfo=UTC)
        await run_until(work, made.expires_at)
        told = await kinds(work, truus.who)
        assert told.index("post_ends_soon") < told.index("post_expired")
        assert await state_of(work, made) is PostState.EXPIRED


async def test_a_post_for_today_ends_without_a_warning(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        made = await requests(truus, when="today")
        await run_until(work, NOW.replace(hour=20, minute=0))
        assert await state_of(work, made) is PostState.EXPIRED
        assert "post_ends_soon" not in await kinds(work, truus.who)


async def test_longer_moves_the_warning_and_the_end(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        made = await requests(truus, when="tomorrow")
        await expiry.extend(work, truus.who, made.id)
        longer = await truus.post()
        assert longer.expires_at > made.expires_at + timedelta(days=6)
        assert (await due_kinds(work))["post_expire"] == longer.expires_at
        offered = await offers(truus, "pets")
        await expiry.extend(work.at(NOW + timedelta(days=80)), truus.who, offered.id)
        assert (await truus.post()).expires_at == NOW + timedelta(days=170)


async def test_a_post_that_ended_is_not_extended_closed_or_changed(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        made = await requests(truus)
        await posting.close(work, truus.who, made.id)
        for do in (expiry.extend, posting.close, posting.change, posting.show_post):
            async with refused(work, GoneError):
                await do(work, truus.who, made.id)


async def test_nobody_touches_the_post_of_another(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus, wim = await neighbour(work, home, "Truus"), await neighbour(work, home, "Wim")
        made = await requests(truus)
        for do in (expiry.extend, posting.close, posting.change, posting.show_post, posting.again):
            async with refused(work, NotAllowedError):
                await do(work, wim.who, made.id)
        async with refused(work, NotAllowedError):
            await posting.stop_for_me(work, wim.who, made.id)


async def _helped(work: Work, asker: Talk, by: Talk, made: Post) -> None:
    """`by` says yes to a post and `asker` accepts."""
    (ask,) = await asks.of_post(work.tx, made.id)
    await answering.say_yes(work, by.who, ask.id)
    match = await match_rows.live_of_post(work.tx, made.id)
    assert match is not None
    await matches.accept(work, asker.who, match.id)


async def test_with_a_neighbour_on_the_way_a_post_is_closed_but_not_changed(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        made = await requests(truus)
        await _helped(work, truus, samir, made)
        for do in (expiry.extend, posting.change):
            async with refused(work, GoneError):
                await do(work, truus.who, made.id)
        await posting.close(work, truus.who, made.id)
        assert await truus.kind() == "close_sure"
        assert "not_going_on" not in await kinds(work, samir.who)
        await posting.close(work, truus.who, made.id, sure=True)
        assert "not_going_on" in await kinds(work, samir.who)


async def test_a_change_that_was_begun_before_a_yes_is_not_stored_after_it(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        made = await requests(truus, words="Melk")
        await posting.change(work, truus.who, made.id)
        await _helped(work, truus, samir, made)
        await truus.press("summary:keep")
        await truus.write("Wodka")
        await truus.press("summary:publish")
        assert await truus.kind() == "no_longer"
        assert (await truus.post()).words == "Melk"


async def test_closing_thanks_whoever_was_asked(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        made = await requests(truus)
        await posting.close(work, truus.who, made.id)
        assert await samir.kind() == "question_over"
        assert "ask_silent" not in await due_kinds(work)


async def test_a_yes_that_nobody_decides_about_does_not_wait_for_ever(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        made = await requests(truus, when="today")
        (ask,) = await asks.of_post(work.tx, made.id)
        await answering.say_yes(work, samir.who, ask.id)
        await run_until(work, made.expires_at)
        assert await state_of(work, made) is PostState.OPEN
        await run_until(work, made.expires_at + timedelta(days=1))
        assert await state_of(work, made) is PostState.EXPIRED
        assert await samir.kind() == "let_go"


async def _on_behalf(work: Work, joke: Talk, riet: Talk) -> Post:
    await joke.begin(Flow.REQUEST)
    await joke.press("category:pets", "when:any", "words:none", "summary:other")
    await incoming.receive(work, joke.who, Line(3, contact=("Riet", int(riet.who.account))))
    await joke.press("summary:publish")
    return await joke.post()


async def test_who_is_in_the_bot_hears_what_was_asked_for_them_and_can_stop_it(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        joke, riet = await neighbour(work, home, "Joke"), await neighbour(work, home, "Riet")
        samir = await helper(work, home, "Samir", "pets")
        made = await _on_behalf(work, joke, riet)
        assert (await params(work, riet.who, "posted_for_you"))["writer"] == "Joke"
        assert (await params(work, joke.who, "published_request"))[
            "for_name"
        ] == "Riet"  # told or not, all the same
        await posting.stop_for_me(work, riet.who, made.id)
        assert await state_of(work, made) is PostState.CLOSED
        assert await joke.kind() == "post_stopped"
        assert await samir.kind() == "question_over"
        async with refused(work, GoneError):
            await posting.stop_for_me(work, riet.who, made.id)


async def test_who_is_not_in_the_bot_is_told_by_the_writer(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        joke = await neighbour(work, await buurt(work), "Joke")
        await joke.begin(Flow.REQUEST)
        await joke.press("category:pets", "when:any", "words:none", "summary:other")
        await joke.write("Riet")
        await joke.press("summary:publish")
        assert (await params(work, joke.who, "published_request"))["for_name"] == "Riet"


async def test_a_request_for_somebody_at_night_disturbs_them_in_the_morning(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit(NIGHT) as work:
        home = await buurt(work)
        joke, riet = await neighbour(work, home, "Joke"), await neighbour(work, home, "Riet")
        await _on_behalf(work, joke, riet)
        row = await work.tx.one("SELECT state FROM outbox WHERE kind = 'posted_for_you'")
        assert row is not None
        assert row["state"] == "later"


async def test_the_person_it_is_for_decides_and_hears_when_the_writer_closes_it(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        joke, riet = await neighbour(work, home, "Joke"), await neighbour(work, home, "Riet")
        samir = await helper(work, home, "Samir", "pets")
        made = await _on_behalf(work, joke, riet)
        (ask,) = await asks.of_post(work.tx, made.id)
        await answering.say_yes(work, samir.who, ask.id)
        match = await match_rows.live_of_post(work.tx, made.id)
        assert match is not None
        assert match.requester_id == riet.who.id
        async with refused(work, NotAllowedError):
            await matches.accept(work, joke.who, match.id)
        await matches.accept(work, riet.who, match.id)
        await posting.close(work, joke.who, made.id, sure=True)
        assert await riet.kind() == "not_going_on"
        assert await samir.kind() == "not_going_on"


async def test_once_more_for_somebody_is_for_the_same_person(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        joke, riet = await neighbour(work, home, "Joke"), await neighbour(work, home, "Riet")
        made = await _on_behalf(work, joke, riet)
        await posting.close(work, joke.who, made.id)
        await posting.again(work, joke.who, made.id)
        assert await joke.kind() == "question_when"
        await joke.press("when:any", "summary:publish")
        again = await joke.post()
        assert (again.for_resident_id, again.for_name) == (riet.who.id, "Riet")
        assert again.id != made.id


async def test_a_runner_finds_nothing_to_do_for_a_post_that_ended(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        made = await requests(truus)
        await posting.close(work, truus.who, made.id)
        before = len(await waiting(work))
        for run in (expiry.warn, expiry.expire, matching.wave_due):
            await run(work, made.id)
            await run(work, 999)
        assert len(await waiting(work)) == before


async def test_a_held_post_is_not_changed_and_asks_nobody(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus = await neighbour(work, home, "Truus")
        made = await requests(truus)
        await posts.set_state(work.tx, made.id, PostState.HELD, work.now, was=frozenset({PostState.OPEN}))
        samir = await helper(work, home, "Samir")
        await matching.wave(work, replace(made, state=PostState.HELD))
        assert "ask_card" not in await kinds(work, samir.who)
        async with refused(work, GoneError):
            await expiry.extend(work, truus.who, made.id)
