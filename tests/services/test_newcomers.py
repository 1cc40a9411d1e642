"""Newcomers who wait, and first visits: what a coordinator says yes or no to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.domain.categories import Category
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.model import AskState, PostKind, Resident, ResidentState, Role
from bot.services import alerts, answering, newcomers, visits
from storage import matches, residents
from tests.services.conftest import MakeResident, Unit
from tests.services.neighbours import (
    MakeBuurt,
    ask_of,
    asked,
    make_bloemenbuurt,
    person,
    post_of,
    refused,
)
from tests.services.pairs import kinds, params, waiting
from tests.services.test_role_misuse import without_phone

Action = Callable[[Resident], Awaitable[None]]


def actions(*each: Action) -> tuple[Action, ...]:
    """What somebody may try."""
    return each


AT_NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)


async def test_a_newcomer_is_put_to_every_coordinator_of_the_buurt_and_to_nobody_else(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        newcomer = await resident(work, there.home, "Nour", "ar", state=ResidentState.WAITING)
        assert await alerts.newcomer_waits(work, newcomer) == 1
        (card,) = await waiting(work)
        assert (card.kind, card.resident_id) == ("co_newcomer", there.coordinator.id)
        assert card.params["name"] == "Nour"
        row = await work.tx.one("SELECT about, holds FROM outbox")
        assert row is not None
        assert row["about"] == f"r{newcomer.id}."


async def test_at_night_coordinators_are_left_in_peace(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(AT_NIGHT) as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        newcomer = await resident(work, there.home, "Nour", state=ResidentState.WAITING)
        await alerts.newcomer_waits(work, newcomer)
        post = await post_of(work, there.truus, category=Category.COMPANY)
        await alerts.visit_waits(work, await asked(work, post, there.samir, AskState.YES), post)
        states = await work.tx.all("SELECT state FROM outbox")
        assert [row["state"] for row in states] == ["later", "later"]


async def test_an_admitted_newcomer_is_a_member_and_hears_it(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        newcomer = await resident(work, there.home, "Nour", state=ResidentState.WAITING)
        await newcomers.show_next(work, there.coordinator, there.home.id)
        await newcomers.admit(work, there.coordinator, newcomer.id)
        assert (await person(work, newcomer)).state is ResidentState.MEMBER
        assert await kinds(work, newcomer) == ["admitted"]
        assert await kinds(work, there.coordinator) == ["co_newcomer", "co_admitted"]
        async with refused(work, GoneError):
            await newcomers.refuse(work, there.coordinator, newcomer.id)


async def test_a_refused_newcomer_begins_again_without_a_buurt(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        newcomer = await resident(work, there.home, "Nour", state=ResidentState.WAITING)
        await newcomers.refuse(work, there.coordinator, newcomer.id)
        now = await person(work, newcomer)
        assert (now.state, now.buurt_id) == (ResidentState.INVITED, None)
        assert await kinds(work, newcomer) == ["not_admitted"]
        async with refused(work, GoneError):
            await newcomers.admit(work, there.coordinator, newcomer.id)


async def test_the_card_warns_of_an_account_that_was_barred(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        newcomer = await resident(work, there.home, "Nour", state=ResidentState.WAITING)
        assert not (await alerts.newcomer_card(work, newcomer))["barred"]
        await residents.bar(work.tx, work.account_hash(newcomer.account), work.now)
        assert (await alerts.newcomer_card(work, newcomer))["barred"]


async def test_newcomers_come_one_a_screen_and_the_list_begins_again_at_its_end(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        names = ("Nour", "Piet")
        first, second = [
            await resident(work, there.home, name, state=ResidentState.WAITING) for name in names
        ]
        for after in (0, first.id, second.id):
            await newcomers.show_next(work, there.coordinator, there.home.id, after)
        shown = [each.params["name"] for each in await waiting(work)]
        assert shown == ["Nour", "Piet", "Nour"]


async def test_a_yes_to_a_first_visit_puts_every_waiting_yes_to_its_requester(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        one = await post_of(work, there.truus, category=Category.COMPANY)
        two = await post_of(work, there.wim, category=Category.GARDEN)
        ask = await asked(work, one, there.samir, AskState.YES)
        await asked(work, two, there.samir, AskState.YES)
        await visits.allow(work, there.coordinator, ask.id)
        assert (await person(work, there.samir)).visits_allowed
        for post in (one, two):
            match = await matches.live_of_post(work.tx, post.id)
            assert match is not None
            assert match.helper_id == there.samir.id
        assert await kinds(work, there.samir) == ["yes_noted", "yes_noted"]
        async with refused(work, GoneError):
            await visits.deny(work, there.coordinator, ask.id)


async def test_a_no_to_a_first_visit_is_told_kindly_and_others_are_asked(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus, category=Category.COMPANY)
        ask = await asked(work, post, there.samir, AskState.YES)
        await post_of(work, there.wim, PostKind.OFFER, Category.COMPANY)
        await visits.deny(work, there.coordinator, ask.id)
        assert (await ask_of(work, ask.id)).state is AskState.NO
        assert not (await person(work, there.samir)).visits_allowed
        assert await kinds(work, there.samir) == ["visit_denied"]
        assert await kinds(work, there.wim) == ["ask_card"]


async def test_no_coordinator_decides_on_a_visit_in_which_they_are_a_party(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        second = await resident(work, there.home, "Dirk")
        await residents.give_role(work.tx, second.id, there.home.id, Role.COORDINATOR)
        at_carlas = await post_of(work, there.coordinator, category=Category.COMPANY)
        by_carla = await post_of(work, there.truus, category=Category.COMPANY)
        for post, helper in ((at_carlas, there.samir), (by_carla, there.coordinator)):
            ask = await asked(work, post, helper, AskState.YES)
            assert await alerts.visit_waits(work, ask, post) == 1
            assert await visits.waiting(work, there.coordinator, there.home.id) == []
            async with refused(work, NotAllowedError):
                await visits.allow(work, there.coordinator, ask.id)
        assert await kinds(work, second) == ["co_visit", "co_visit"]


async def test_the_only_coordinator_decides_about_the_own_door_but_not_about_themselves(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        at_carlas = await post_of(work, there.coordinator, category=Category.COMPANY)
        ask = await asked(work, at_carlas, there.samir, AskState.YES)
        assert await alerts.visit_waits(work, ask, at_carlas) == 1
        await visits.allow(work, there.coordinator, ask.id)
        by_carla = await post_of(work, there.truus, category=Category.COMPANY)
        own = await asked(work, by_carla, there.coordinator, AskState.YES)
        assert await alerts.visit_waits(work, own, by_carla) == 0
        async with refused(work, NotAllowedError):
            await visits.allow(work, there.coordinator, own.id)


async def test_nobody_decides_about_a_neighbour_without_a_phone_for_whom_they_answer(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        on_paper = await without_phone(work, there, there.coordinator)
        behind = await post_of(work, on_paper, category=Category.COMPANY)
        helping = await post_of(work, there.truus, category=Category.COMPANY)
        for post, helper in ((behind, there.samir), (helping, on_paper)):
            ask = await asked(work, post, helper, AskState.YES)
            assert await alerts.visit_waits(work, ask, post) == 0
            async with refused(work, NotAllowedError):
                await visits.allow(work, there.coordinator, ask.id)
            assert (ask, post) in await visits.undecided(work, there.home.id), "it is for the operator"
        second = await resident(work, there.home, "Dirk")
        await residents.give_role(work.tx, second.id, there.home.id, Role.COORDINATOR)
        assert await visits.undecided(work, there.home.id) == []
        assert len(await visits.waiting(work, second, there.home.id)) == 2


async def test_where_nobody_can_decide_both_are_told_so_and_others_are_asked(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await residents.take_role(work.tx, there.coordinator.id, there.home.id, Role.COORDINATOR)
        await work.tx.change("UPDATE resident SET adult = 1, visits_allowed = 0")
        post = await post_of(work, there.truus, category=Category.COMPANY)
        await post_of(work, there.wim, PostKind.OFFER, Category.COMPANY)
        ask = await asked(work, post, there.samir, AskState.WAITING)
        await answering.say_yes(work, await person(work, there.samir), ask.id)
        assert (await params(work, there.samir, "visit_waits"))["someone"] is False
        assert (await params(work, there.truus, "yes_is_looked_at"))["someone"] is False
        assert await kinds(work, there.wim) == ["ask_card"]
        await visits.settle(work, None, ask.id, allowed=True)
        assert (await params(work, there.truus, "offer_card"))["name"] == "Samir"


async def test_help_outside_somebodys_door_needs_no_coordinator(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        ask = await asked(work, await post_of(work, there.truus), there.samir, AskState.YES)
        assert await visits.waiting(work, there.coordinator, there.home.id) == []
        async with refused(work, GoneError):
            await visits.allow(work, there.coordinator, ask.id)
