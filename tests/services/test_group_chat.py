"""A coordinator links the buurt's group chat; nobody else can, and nobody by guessing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import AccountId
from bot.domain.model import Role
from bot.services import group_chat, reach
from bot.services.work import Work
from storage import groups, residents
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.groups import GROUP, linked, said
from tests.services.neighbours import Bloemenbuurt, MakeBuurt, make_bloemenbuurt, refused
from tests.services.pairs import kinds, waiting


async def code_of(work: Work, there: Bloemenbuurt) -> str:
    await group_chat.show(work, there.coordinator, there.home.id)
    link = (await waiting(work, there.coordinator))[-1].params["link"]
    return str(link.partition("?startgroup=")[2])


async def test_the_coordinator_links_the_group_in_which_they_use_their_code(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        code = await code_of(work, there)
        await group_chat.link(work, there.coordinator.account, GROUP, code)
        assert await groups.buurt_of(work.tx, GROUP) == there.home.id
        assert await said(work) == [("group_linked", {"name": "Bloemenbuurt"})]
        assert "co_group_linked" in await kinds(work, there.coordinator)
        await group_chat.link(work, there.coordinator.account, AccountId(-9), code)
        assert await groups.chat_of(work.tx, there.home.id) == GROUP, "a code works once"


@pytest.mark.parametrize("who", ["truus", "other_coordinator", "nobody"])
async def test_a_code_in_other_hands_does_and_says_nothing_and_still_works_for_its_maker(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, who: str
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        code = await code_of(work, there)
        account = AccountId(99) if who == "nobody" else getattr(there, who).account
        await group_chat.link(work, account, GROUP, code)
        assert await said(work) == []
        assert await groups.chat_of(work.tx, there.home.id) is None
        assert await residents.by_account(work.tx, AccountId(99)) is None
        await group_chat.link(work, there.coordinator.account, GROUP, code)
        assert await groups.chat_of(work.tx, there.home.id) == GROUP


@pytest.mark.parametrize("code", ["", "a", "aaaaaaaaaaaaaaaa", "%", "' OR 1=1 --"])
async def test_a_guessed_code_links_nothing(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, code: str
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await code_of(work, there)
        await group_chat.link(work, there.coordinator.account, GROUP, code)
        assert await groups.chat_of(work.tx, there.home.id) is None


async def test_a_code_lasts_a_day_and_not_longer_than_the_role(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        code = await code_of(work, there)
    async with unit(NOW + timedelta(days=1, minutes=1)) as work:
        await group_chat.link(work, there.coordinator.account, GROUP, code)
        assert await groups.chat_of(work.tx, there.home.id) is None
        code = await code_of(work, there)
        await residents.take_role(work.tx, there.coordinator.id, there.home.id, Role.COORDINATOR)
        async with refused(work, NotAllowedError), work.tx.savepoint():
            await group_chat.link(work, there.coordinator.account, GROUP, code)
        assert await groups.chat_of(work.tx, there.home.id) is None


async def test_a_group_of_another_buurt_is_not_taken_from_it(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        assert there.other_coordinator.buurt_id is not None
        await groups.link(work.tx, there.other_coordinator.buurt_id, GROUP)
        await group_chat.link(work, there.coordinator.account, GROUP, await code_of(work, there))
        assert await groups.buurt_of(work.tx, GROUP) == there.other_coordinator.buurt_id
        assert (await kinds(work, there.coordinator))[-1] == "co_group_taken"


async def test_only_a_coordinator_of_the_buurt_sees_and_unlinks_its_group(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await linked(work, there)
        for who in (there.truus, there.other_coordinator):
            async with refused(work, NotAllowedError):
                await group_chat.show(work, who, there.home.id)
            async with refused(work, NotAllowedError):
                await group_chat.unlink(work, who, there.home.id)
        await group_chat.unlink(work, there.coordinator, there.home.id)
        assert await groups.chat_of(work.tx, there.home.id) is None
        async with refused(work, GoneError):
            await group_chat.unlink(work, there.coordinator, there.home.id)


async def test_put_out_of_the_group_the_coordinator_hears_it_and_of_a_strange_group_nobody_does(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await linked(work, there)
        await reach.unreachable(work, -77)
        assert await kinds(work, there.coordinator) == []
        await reach.unreachable(work, GROUP)
        assert await kinds(work, there.coordinator) == ["co_group_lost"]
        assert await groups.chat_of(work.tx, there.home.id) is None


async def test_a_group_that_moves_keeps_its_buurt_unless_the_new_id_is_another_s(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await linked(work, there)
        await group_chat.moved(work, GROUP, AccountId(-100_66))
        assert await groups.chat_of(work.tx, there.home.id) == -100_66
        await group_chat.moved(work, GROUP, AccountId(-100_77))
        assert await groups.chat_of(work.tx, there.home.id) == -100_66
