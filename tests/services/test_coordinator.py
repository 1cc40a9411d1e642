"""Coordinators: what waits in their own buurten, and everything they may decide there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from bot.domain.categories import Category
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import BuurtId
from bot.domain.model import AskState, PostKind, PostState, Resident, ResidentState, Role
from bot.domain.morning import Why
from bot.services import coordinator, newcomers, open_requests, today, visits
from storage import asks, buurten, residents
from tests.services.conftest import MakeResident, Unit
from tests.services.neighbours import (
    MakeBuurt,
    asked,
    make_bloemenbuurt,
    matched,
    person,
    post_of,
    refused,
    state_of,
)
from tests.services.pairs import kinds, params, waiting

Action = Callable[[Resident], Awaitable[None]]


def actions(*each: Action) -> tuple[Action, ...]:
    """What somebody may try."""
    return each


AT_NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)


async def test_today_names_what_waits_in_the_own_buurt_only(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await resident(work, there.home, "Nour", state=ResidentState.WAITING)
        await post_of(work, there.truus)
        elsewhere = await buurten.get(work.tx, BuurtId(there.other_coordinator.buurt_id or 0))
        await resident(work, elsewhere, "Piet", state=ResidentState.WAITING)
        await today.show(work, there.coordinator)
        shown = await params(work, there.coordinator, "co_today")
        assert shown["lines"] == [["newcomer", "Nour", 0]]
        assert shown["requests"] == 1  # of a moment ago: neighbours are asked, nobody has to do anything yet


async def test_whoever_coordinates_two_buurten_chooses_first(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await residents.give_role(work.tx, there.other_coordinator.id, there.home.id, Role.COORDINATOR)
        await today.show(work, there.other_coordinator)
        assert await kinds(work) == ["co_choose"]


async def test_a_stranger_and_another_buurts_coordinator_may_do_nothing_here(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        newcomer = await resident(work, there.home, "Nour", state=ResidentState.WAITING)
        post = await post_of(work, there.truus)
        at_home = await post_of(work, there.truus, category=Category.COMPANY)
        ask = await asked(work, at_home, there.samir, AskState.YES)
        for nobody in (there.wim, there.other_coordinator):
            for action in actions(
                lambda me: today.show(work, me, there.home.id),
                lambda me: coordinator.members(work, me, there.home.id),
                lambda me: newcomers.show_next(work, me, there.home.id),
                lambda me: newcomers.admit(work, me, newcomer.id),
                lambda me: newcomers.refuse(work, me, newcomer.id),
                lambda me: open_requests.show_next(work, me, there.home.id),
                lambda me: open_requests.ask_again(work, me, post.id),
                lambda me: open_requests.close(work, me, post.id, Why.OTHER),
                lambda me: visits.show_next(work, me, there.home.id),
                lambda me: visits.allow(work, me, ask.id),
                lambda me: visits.deny(work, me, ask.id),
            ):
                async with refused(work, NotAllowedError):
                    await action(nobody)
        async with refused(work, NotAllowedError):
            await today.show(work, there.wim)


async def test_a_removed_coordinator_may_do_nothing_any_more(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await residents.set_state(work.tx, there.coordinator.id, ResidentState.REMOVED)
        removed = await person(work, there.coordinator)
        async with refused(work, NotAllowedError):
            await today.show(work, removed, there.home.id)


async def test_an_open_request_shows_what_was_tried_and_no_name(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus, words="Twee flessen melk")
        await asked(work, post, there.samir, AskState.NO)
        await asked(work, post, there.wim, AskState.SILENT)
        await open_requests.show_next(work, there.coordinator, there.home.id)
        shown = await params(work, there.coordinator, "co_request")
        assert (shown["asked"], shown["no"], shown["silent"], shown["yes"]) == (2, 1, 1, 0)
        assert shown["said"] == "Twee flessen melk"
        assert "Truus" not in str(shown)


async def test_asking_again_asks_who_can_help_by_now(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        await open_requests.ask_again(work, there.coordinator, post.id)
        await post_of(work, there.samir, PostKind.OFFER)
        await open_requests.ask_again(work, there.coordinator, post.id)
        told = await waiting(work, there.coordinator)
        said = [each.params["asked"] for each in told if each.kind == "co_asked_again"]
        assert said == [0, 1]
        assert [ask.resident_id for ask in await asks.of_post(work.tx, post.id)] == [there.samir.id]


async def test_a_closed_request_is_told_to_its_writer_and_to_who_was_asked(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        await asked(work, post, there.samir)
        await open_requests.close(work, there.coordinator, post.id, Why.NOBODY)
        assert await state_of(work, post) is PostState.CLOSED
        assert await kinds(work, there.truus) == ["closed_by_coordinator"]
        assert await kinds(work, there.samir) == ["question_over"]
        async with refused(work, GoneError):
            await open_requests.ask_again(work, there.coordinator, post.id)


async def test_an_offer_is_no_request_to_close(unit: Unit, buurt: MakeBuurt, resident: MakeResident) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        offer = await post_of(work, there.samir, PostKind.OFFER)
        async with refused(work, GoneError):
            await open_requests.close(work, there.coordinator, offer.id, Why.OTHER)


async def test_few_members_are_not_counted_out(unit: Unit, buurt: MakeBuurt, resident: MakeResident) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await coordinator.members(work, there.coordinator, there.home.id)
        shown = await params(work, there.coordinator, "co_members")
        assert (shown["members"], shown["helpers"], shown["by_lang"]) == ("few", "few", None)


@pytest.mark.parametrize(("helpers", "said"), [(4, "few"), (5, 5), (8, "some"), (10, 10)])
async def test_helpers_close_to_all_members_are_told_in_words(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, helpers: int, said: int | str
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        people = [await resident(work, there.home, f"Nr {number}") for number in range(6)]
        for helper in [there.coordinator, there.truus, there.samir, there.wim, *people][:helpers]:
            await post_of(work, helper, PostKind.OFFER)
        await coordinator.members(work, there.coordinator, there.home.id)
        shown = await params(work, there.coordinator, "co_members")
        assert (shown["members"], shown["helpers"]) == (10, said)


async def test_a_match_is_no_open_request(unit: Unit, buurt: MakeBuurt, resident: MakeResident) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        await matched(work, post, there.truus, there.samir)
        async with refused(work, GoneError):
            await open_requests.close(work, there.coordinator, post.id, Why.NOBODY)
        await open_requests.show_next(work, there.coordinator, there.home.id)
        assert await kinds(work, there.coordinator) == ["co_nothing"]
