"""A call in the group chat: with consent, without a name, one a day, by day; taken back at the end."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from itertools import count

import pytest

from bot.domain.candidates import Circle
from bot.domain.categories import Category
from bot.domain.ids import AccountId, MessageId
from bot.domain.model import PostKind, PostState, ResidentState
from bot.services import answering, ending, group_calls, matches, matching, onboarding, opening, posting
from bot.services.work import Work
from storage import buurten, groups, outbox, posts, residents
from storage import matches as match_rows
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.groups import GROUP, again, called, crowd, linked, said, widening
from tests.services.neighbours import Bloemenbuurt, MakeBuurt, make_bloemenbuurt, person, post_of, state_of
from tests.services.pairs import kinds, params
from tests.services.test_role_misuse import without_phone

NIGHT = NOW + timedelta(hours=12)
NEXT = timedelta(hours=3)
MOVED = AccountId(-100_66)


@pytest.fixture
def unit(unit: Unit) -> Unit:
    """Units of work of different luck: two calls have two codes."""
    luck = count()

    @asynccontextmanager
    async def opened(now: datetime = NOW) -> AsyncIterator[Work]:
        async with unit(now) as work:
            work.rng.seed(next(luck))
            yield work

    return opened


@pytest.fixture
async def there(unit: Unit, buurt: MakeBuurt, resident: MakeResident) -> Bloemenbuurt:
    """Five members and a linked group."""
    async with unit() as work:
        found = await make_bloemenbuurt(work, buurt, resident)
        await resident(work, found.home, "Vijf")
        await linked(work, found)
        return found


async def wave(work: Work, post_id: int) -> None:
    await matching.wave_due(work, post_id)


async def test_the_group_is_asked_before_the_coordinator_one_step_a_look(
    unit: Unit, there: Bloemenbuurt
) -> None:
    async with unit() as work:
        post = await widening(work, there.truus, Circle.GROUP, Circle.COORDINATOR)
        await wave(work, post.id)
        assert [kind for kind, _ in await said(work)] == ["group_call"]
        assert await kinds(work, there.truus) == ["looking_in_group"]
        assert await kinds(work, there.coordinator) == []
    async with unit(NOW + NEXT) as work:
        await wave(work, post.id)
        await wave(work, post.id)
        assert [kind for kind, _ in await said(work)] == ["group_call"]
        assert await kinds(work, there.coordinator) == ["co_request"]
        assert await kinds(work, there.truus) == ["looking_in_group", "nobody_left"]
        assert (await params(work, there.truus, "nobody_left"))["group"] == "asked"


async def test_without_consent_or_without_a_group_nothing_is_said_there(
    unit: Unit, there: Bloemenbuurt
) -> None:
    async with unit() as work:
        await wave(work, (await post_of(work, there.truus)).id)
        assert (await params(work, there.truus, "nobody_left"))["group"] == "may"
        await groups.link(work.tx, there.home.id, None)
        await wave(work, (await widening(work, there.samir)).id)
        assert await said(work) == []
        assert (await params(work, there.samir, "nobody_left"))["group"] is None


async def test_the_writer_may_allow_it_later(unit: Unit, there: Bloemenbuurt) -> None:
    async with unit() as work:
        post = await post_of(work, there.truus)
        await wave(work, post.id)
        await posting.widen(work, there.truus, post.id, Circle.GROUP)
        assert [kind for kind, _ in await said(work)] == ["group_call"]


async def test_the_kind_of_help_is_named_only_where_five_members_asked_for_it(
    unit: Unit, there: Bloemenbuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        await crowd(work, there)
        post = await widening(work, await person(work, there.truus))
        assert await group_calls.call(work, post)
        assert (await said(work))[-1][1]["category"] is None, "four members asked, one of them twice"
    async with unit(NOW + timedelta(days=2)) as work:
        fifth = await resident(work, there.home, "Zes")
        post = await widening(work, fifth)
        assert await group_calls.call(work, post)
        assert (await said(work))[-1][1]["category"] == Category.ERRANDS
    async with unit(NOW + timedelta(days=367)) as work:
        post = await widening(work, there.truus)
        assert await group_calls.call(work, post)
        assert (await said(work))[-1][1]["category"] is None, "a year ago is too long ago"


async def test_neighbours_without_a_phone_count_as_one_with_their_contact_who_could_have_made_them_up(
    unit: Unit, there: Bloemenbuurt
) -> None:
    async with unit() as work:
        for name in ("Een", "Twee", "Drie", "Vier"):
            on_paper = await without_phone(work, there, there.coordinator, name)
            await post_of(work, on_paper, category=Category.ERRANDS)
        post = await widening(work, there.truus)
        await called(work, post)
        assert [shown["category"] for _, shown in await said(work)] == [None]
        await work.tx.change("DELETE FROM resident WHERE name = 'Vijf'")
        assert not await group_calls.call(work, await widening(work, there.samir)), "four are too few"


async def test_in_a_buurt_of_fewer_than_five_nothing_is_called(unit: Unit, there: Bloemenbuurt) -> None:
    async with unit() as work:
        await residents.set_state(work.tx, there.wim.id, ResidentState.REMOVED)
        assert not await group_calls.call(work, await widening(work, there.truus))
        assert await said(work) == []


async def test_no_name_and_no_words_go_to_the_group(unit: Unit, there: Bloemenbuurt) -> None:
    async with unit() as work:
        post = await post_of(work, there.truus, words="Bij de groene deur")
        await posts.let_widen(work.tx, post.id, Circle.GROUP)
        assert await group_calls.call(work, await again(work, post))
        (_, told) = (await said(work))[-1]
        assert set(told) == {"category", "span", "link"}
        assert not {"Truus", str(there.truus.account), str(post.id)} & set(told["link"].split("="))


async def test_a_group_is_called_at_most_once_a_day_and_never_in_quiet_hours(
    unit: Unit, there: Bloemenbuurt
) -> None:
    async with unit() as work:
        first, second = await widening(work, there.truus), await widening(work, there.samir)
        assert await group_calls.call(work, first)
        assert not await group_calls.call(work, second)
    async with unit(NIGHT) as work:
        assert not await group_calls.call(work, second)
    async with unit(NOW + timedelta(hours=23, minutes=59)) as work:
        assert not await group_calls.call(work, second)
    async with unit(NOW + timedelta(days=1, minutes=1)) as work:
        assert await group_calls.call(work, second)
        assert not await group_calls.call(work, first), "once for a request"
        (row,) = await work.tx.all(
            "SELECT not_after FROM outbox WHERE kind = 'group_call' ORDER BY id DESC LIMIT 1"
        )
        assert row["not_after"] == "2026-11-24T20:00:00Z", "nor sent after 21:00 local"


async def test_links_of_calls_are_long_and_different(unit: Unit, there: Bloemenbuurt) -> None:
    codes = set()
    for day in range(5):
        async with unit(NOW + timedelta(days=2 * day)) as work:
            codes.add(await called(work, await widening(work, there.truus)))
    assert len(codes) == 5
    assert all(len(code) == 25 and opening.is_call(code) for code in codes)


async def sent(work: Work, number: int = 5) -> None:
    """What waits for the group has arrived there."""
    for each in await outbox.heads(work.tx, 50):
        await outbox.sent(work.tx, each, MessageId(number), work.now)


async def test_when_it_is_solved_what_stands_in_the_group_says_so(unit: Unit, there: Bloemenbuurt) -> None:
    async with unit() as work:
        post = await widening(work, there.truus)
        code = await called(work, post)
        await sent(work)
        await residents.set_adult(work.tx, there.samir.id, True)
        await onboarding.start(work, there.samir, "Samir", code)
        shown = await params(work, there.samir, "ask_card")
        await answering.say_yes(work, await person(work, there.samir), shown["ask"])
        match = await match_rows.live_of_post(work.tx, post.id)
        assert match is not None
        await matches.accept(work, there.truus, match.id)
        assert await state_of(work, post) is PostState.MATCHED
        rows = await work.tx.all("SELECT kind, edit, params FROM outbox WHERE chat_id = ?", (GROUP,))
        assert [(row["kind"], row["edit"], json.loads(row["params"])) for row in rows] == [
            ("group_call_over", 5, {"solved": True})
        ]
        await onboarding.start(work, there.wim, "Wim", code)
        assert (await kinds(work, there.wim))[-1] == "call_is_over"


async def test_a_request_that_ends_unanswered_is_taken_back_without_saying_that_it_was_solved(
    unit: Unit, there: Bloemenbuurt
) -> None:
    async with unit() as work:
        post = await widening(work, there.truus)
        await called(work, post)
        await sent(work)
        await ending.end_post(work, post, PostState.EXPIRED)
        await ending.end_post(work, post, PostState.EXPIRED)
        assert await said(work) == [("group_call_over", {"solved": False})]


async def test_a_call_that_was_under_way_is_taken_back_a_minute_later(
    unit: Unit, there: Bloemenbuurt
) -> None:
    async with unit() as work:
        post = await widening(work, there.truus)
        await called(work, post)
        await ending.end_post(work, post, PostState.CLOSED)
        await sent(work)
    async with unit(NOW + timedelta(minutes=1)) as work:
        await group_calls.look_once_more(work, post.id)
        await group_calls.look_once_more(work, post.id)
        assert await said(work) == [("group_call_over", {"solved": False})]


async def test_what_stands_in_a_group_that_moved_is_left_alone(unit: Unit, there: Bloemenbuurt) -> None:
    async with unit() as work:
        post = await widening(work, there.truus)
        await called(work, post)
        await sent(work)
        await groups.move(work.tx, GROUP, MOVED)
        await ending.end_post(work, post, PostState.CLOSED)
        assert await said(work) == await said(work, MOVED) == []


async def test_near_is_told_before_the_group_is_asked(
    unit: Unit, there: Bloemenbuurt, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        next_door = there.other_coordinator
        assert next_door.buurt_id is not None
        await buurten.add_neighbours(work.tx, there.home.id, next_door.buurt_id)
        await residents.set_beyond(work.tx, next_door.id, True)
        await post_of(work, next_door, PostKind.OFFER)
        post = await widening(work, there.truus, Circle.NEAR, Circle.GROUP)
        await posts.count_wave(work.tx, post.id)
    told: list[str] = []
    for hour in range(40):
        async with unit(NOW + timedelta(hours=hour)) as work:
            await wave(work, post.id)
            told = await kinds(work, there.truus)
            if told not in ([], ["looking_next_door"]):
                break
    assert told == ["looking_next_door", "looking_in_group"]
