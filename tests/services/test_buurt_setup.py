"""Where a buurt lies, changed in the chat by its coordinators."""

from __future__ import annotations

import pytest

from bot.domain.errors import GoneError, NotAllowedError
from bot.services import buurt_setup, drafts
from bot.services.answers import Given
from storage import buurt_setup as stored
from storage import buurten
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.neighbours import MakeBuurt, make_bloemenbuurt, refused
from tests.services.pairs import due_kinds, kinds, params


async def test_typed_postcodes_take_the_place_of_the_old_ones_also_in_arabic_digits(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await buurt_setup.ask_postcodes(work, there.coordinator, there.home.id)
        await drafts.answer(work, there.coordinator, Given(text="٢٠٢١ en 2022"))
        assert await buurten.postcodes_of(work.tx, there.home.id) == ["2021", "2022"]
        assert (await due_kinds(work))["buurt_opened"] == NOW
        assert (await params(work, there.coordinator, "buurt_set_up"))["postcodes"] == ["2021", "2022"]


@pytest.mark.parametrize("text", ["twee", "0123", "12345", "1234 " * 21, "2021 AB 12"])
async def test_what_is_no_list_of_postcodes_is_asked_again(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, text: str
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await buurt_setup.ask_postcodes(work, there.coordinator, there.home.id)
        await drafts.answer(work, there.coordinator, Given(text=text))
        assert await buurten.postcodes_of(work.tx, there.home.id) == ["1234"]
        assert await kinds(work, there.coordinator) == ["question_postcodes"] * 2


async def test_who_lies_next_door_is_switched_for_both_and_the_others_hear_it(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        other = there.other_coordinator.buurt_id
        assert other is not None
        for near, expected in ((True, [other]), (True, [other]), (False, [])):
            await buurt_setup.set_near(work, there.coordinator, there.home.id, other, near)
            assert await stored.neighbours(work.tx, there.home.id) == expected
        assert await stored.neighbours(work.tx, other) == []
        assert await kinds(work, there.other_coordinator) == ["buurt_near_changed"] * 2
        await work.tx.change("UPDATE buurt SET gemeente = 'Elders' WHERE id = ?", (other,))
        async with refused(work, GoneError):
            await buurt_setup.set_near(work, there.coordinator, there.home.id, other, True)
        async with refused(work, NotAllowedError):
            await buurt_setup.set_near(work, there.truus, there.home.id, other, True)
