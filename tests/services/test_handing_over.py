"""What a coordinator does about a request: one neighbour by name, a larger circle, a professional, or closing it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.candidates import Circle
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.model import AskState, Post, PostKind, PostState, Resident
from bot.domain.morning import Why
from bot.domain.resources import Kind
from bot.services import by_name, drafts, handing_over, open_requests, posting
from bot.services.answers import Given
from bot.services.work import Work
from storage import asks, buurten, posts, resources
from storage import drafts as draft_rows
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.neighbours import (
    Bloemenbuurt,
    MakeBuurt,
    asked,
    make_bloemenbuurt,
    post_of,
    refused,
    state_of,
)
from tests.services.pairs import kinds, params, run_until

DAY = timedelta(days=1)


async def _asked_of(work: Work, post: Post) -> list[int]:
    return [each.resident_id for each in await asks.of_post(work.tx, post.id)]


async def _with_helper(work: Work, there: Bloemenbuurt, helper: Resident) -> Post:
    await post_of(work, helper, PostKind.OFFER)
    return await post_of(work, there.truus)


@pytest.mark.parametrize("given", [Given(text="samir"), Given(value="id")])
async def test_a_member_is_asked_by_name_and_reads_that_the_coordinator_thought_of_them(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, given: Given
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await _with_helper(work, there, there.samir)
        await by_name.begin(work, there.coordinator, post.id)
        given = Given(value=str(there.samir.id)) if given.value else given
        await drafts.answer(work, there.coordinator, given, "whom" if given.value else None)
        shown = await params(work, there.samir, "ask_card")
        assert shown["reasons"][0] == "coordinator"
        assert "Truus" not in str(shown)
        assert await _asked_of(work, post) == [there.samir.id]


async def test_who_did_not_offer_it_or_had_enough_questions_is_not_asked_by_name(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await _with_helper(work, there, there.samir)
        await by_name.begin(work, there.coordinator, post.id)
        await drafts.answer(work, there.coordinator, Given(text="Wim"))
        assert (await draft_rows.get(work.tx, there.coordinator.id)) is not None
        for _ in range(4):
            await asked(work, await post_of(work, there.wim), there.samir, AskState.NO)
            await work.record("asked", there.samir, post=post)
        await drafts.answer(work, there.coordinator, Given(text="Samir"))
        assert await _asked_of(work, post) == []
        await by_name.begin(work, there.coordinator, post.id)
        assert (await kinds(work, there.coordinator))[-1] == "co_nobody_to_ask"


async def test_a_larger_circle_needs_the_writers_consent(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        elsewhere = there.other_coordinator.buurt_id
        assert elsewhere is not None
        post = await post_of(work, there.truus)
        async with refused(work, GoneError):
            await open_requests.widen(work, there.coordinator, post.id, Circle.NEAR)
        await buurten.add_neighbours(work.tx, there.home.id, elsewhere)
        for _ in range(2):
            await open_requests.widen(work, there.coordinator, post.id, Circle.NEAR)
        assert await kinds(work, there.truus) == ["may_i_widen"]
        await posting.widen(work, there.truus, post.id, Circle.NEAR)
        widened = await posts.get(work.tx, post.id)
        assert widened is not None
        assert Circle.NEAR in widened.may_widen


async def test_a_request_goes_to_a_professional_and_its_writer_is_asked_whether_that_helped(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        await asked(work, post, there.samir)
        entry = await resources.add(
            work.tx, there.home.id, Kind.TEAM, {"name": "Wijkteam", "phone": "14 0522"}, NOW.date()
        )
        await handing_over.hand_over(work, there.coordinator, post.id, str(entry))
        assert await state_of(work, post) is PostState.CLOSED
        assert (await params(work, there.truus, "handed_over"))["place"]["phone"] == "14 0522"
        assert await kinds(work, there.samir) == ["question_over"]
        await run_until(work, datetime(2026, 11, 26, 8, 59, tzinfo=UTC))
        assert "did_it_help" not in await kinds(work, there.truus)
        await run_until(work, datetime(2026, 11, 26, 9, tzinfo=UTC))
        assert (await params(work, there.truus, "did_it_help"))["kind"] == "team"
        async with refused(work, NotAllowedError):
            await handing_over.answer(work, there.samir, post.id, True)
        await handing_over.answer(work, there.truus, post.id, False)
        assert (await kinds(work, there.truus))[-1] == "sorry_it_did_not"
        async with refused(work, GoneError):
            await handing_over.answer(work, there.truus, post.id, True)


async def test_a_request_that_its_writer_keeps_from_coordinators_is_none_of_theirs(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        await work.tx.change("UPDATE post SET may_widen = 'near' WHERE id = ?", (post.id,))
        async with refused(work, NotAllowedError):
            await handing_over.hand_over(work, there.coordinator, post.id, "police")
        async with refused(work, NotAllowedError):
            await open_requests.close(work, there.coordinator, post.id, Why.OTHER)


@pytest.mark.parametrize("why", list(Why))
async def test_who_asked_hears_why_it_was_closed(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, why: Why
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        await open_requests.close(work, there.coordinator, post.id, why)
        assert (await params(work, there.truus, "closed_by_coordinator"))["why"] == why
