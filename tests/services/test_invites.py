"""Invite links: with limits, to see, to take back, and as a poster."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.errors import GoneError, NotAllowedError, TooManyError
from bot.domain.invites import MOST
from bot.domain.model import Role
from bot.services import invites
from bot.services.work import Work
from storage import buurten, residents
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.neighbours import Bloemenbuurt, MakeBuurt, make_bloemenbuurt, refused
from tests.services.pairs import kinds, params


async def code_of(work: Work, there: Bloemenbuurt) -> str:
    link: str = (await params(work, there.coordinator, "invite_to_forward"))["link"]
    return link.removeprefix("https://t.me/buurtkring_bot?start=")


async def test_the_usual_link_opens_the_buurt_for_a_month(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await invites.make(work, there.coordinator, there.home.id)
        code = await code_of(work, there)
        assert await buurten.invite_of(work.tx, code, NOW + timedelta(days=29)) == there.home.id
        assert await buurten.invite_of(work.tx, code, NOW + timedelta(days=31)) is None


async def test_a_link_works_for_as_many_and_as_long_as_was_chosen(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await invites.choose(work, there.coordinator, there.home.id)
        await invites.choose(work, there.coordinator, there.home.id, 5)
        await invites.make(work, there.coordinator, there.home.id, 5, 7)
        assert (await kinds(work))[:3] == ["invite_uses", "invite_days", "co_invite"]
        code = await code_of(work, there)
        assert [await buurten.use_invite(work.tx, code, NOW) for _ in range(6)] == [True] * 5 + [False]
        for uses, days in ((6, 7), (5, 8), (10**9, 10**9)):
            async with refused(work, GoneError):
                await invites.make(work, there.coordinator, there.home.id, uses, days)


async def test_a_link_that_is_stopped_lets_nobody_in(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await invites.make(work, there.coordinator, there.home.id)
        code = await code_of(work, there)
        async with refused(work, NotAllowedError):
            await invites.withdraw(work, there.other_coordinator, there.home.id, code)
        elsewhere = there.other_coordinator.buurt_id
        assert elsewhere is not None
        async with refused(work, GoneError):
            await invites.withdraw(work, there.other_coordinator, elsewhere, code)
        await invites.withdraw(work, there.coordinator, there.home.id, code)
        assert await buurten.invite_of(work.tx, code, NOW) is None


async def test_live_links_are_shown_one_by_one_and_those_for_a_role_are_nobodys_to_see(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await buurten.add_invite(
            work.tx, "secret", there.home.id, None, NOW + timedelta(days=1), 1, Role.COORDINATOR
        )
        await invites.show_next(work, there.coordinator, there.home.id)
        async with refused(work, GoneError):
            await invites.withdraw(work, there.coordinator, there.home.id, "secret")
        async with refused(work, GoneError):
            await invites.poster(work, there.coordinator, there.home.id, "secret")
        for days in (90, 7):
            await invites.make(work, there.coordinator, there.home.id, 5, days)
        await work.tx.change("DELETE FROM outbox")
        for after in (0, 1, 2):
            await invites.show_next(work, there.coordinator, there.home.id, after)
        rows = await work.tx.all("SELECT params ->> 'until' AS until, params ->> 'turn' AS turn FROM outbox")
        assert [tuple(row) for row in rows] == [("2026-11-30", 1), ("2027-02-21", 2), ("2026-11-30", 1)]


async def test_a_buurt_has_so_many_live_links_and_no_more(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        for _ in range(MOST):
            await invites.make(work, there.coordinator, there.home.id)
        async with refused(work, TooManyError):
            await invites.make(work, there.coordinator, there.home.id)


async def test_a_poster_opens_the_bot_and_only_with_a_link_lets_people_in(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await invites.poster(work, there.coordinator, there.home.id)
        assert (await params(work, there.coordinator, "poster_pdf"))["link"] == "https://t.me/buurtkring_bot"
        assert (await params(work, there.coordinator, "poster_comes"))["waits"]
        await work.tx.change("DELETE FROM outbox")
        await invites.make(work, there.coordinator, there.home.id)
        code = await code_of(work, there)
        await invites.poster(work, there.coordinator, there.home.id, code)
        assert (await params(work, there.coordinator, "poster_png"))["link"].endswith(f"?start={code}")


async def test_the_command_is_for_coordinators_and_asks_which_buurt_where_there_are_two(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        async with refused(work, NotAllowedError):
            await invites.command(work, there.truus)
        await invites.command(work, there.coordinator)
        assert there.other_coordinator.buurt_id is not None
        await residents.give_role(
            work.tx, there.coordinator.id, there.other_coordinator.buurt_id, Role.COORDINATOR
        )
        await invites.command(work, there.coordinator)
        assert await kinds(work, there.coordinator) == ["invites", "invites_choose"]
