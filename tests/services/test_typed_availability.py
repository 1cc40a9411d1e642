"""Days and parts of the day that a helper types instead of ticking them."""

from __future__ import annotations

import pytest

from bot.domain.drafts import Flow
from tests.services.conftest import MakeBuurt, Unit
from tests.services.talking import neighbour


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("dinsdag en donderdag", [1, 3]),
        ("alleen in het weekend", [5, 6]),
        ("السبت والأحد", [5, 6]),
        ("elke dag", []),
        ("niet op zondag", [0, 1, 2, 3, 4, 5]),
    ],
)
async def test_typed_days_answer_the_question_for_days(
    unit: Unit, buurt: MakeBuurt, typed: str, days: list[int]
) -> None:
    async with unit() as work:
        samir = await neighbour(work, await buurt(work), "Samir")
        await samir.begin(Flow.OFFER)
        await samir.press("category:errands", "days:page1", "days:0")
        await samir.write(typed)
        assert await samir.kind() == "question_parts"
        assert (await samir.draft())["days"] == days
        await samir.write("'s avonds")
        assert await samir.kind() == "question_often"
        assert (await samir.draft())["parts"] == ["evening"]


async def test_parts_that_are_typed_with_the_days_are_not_asked_again(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        samir = await neighbour(work, await buurt(work), "Samir")
        await samir.begin(Flow.OFFER)
        await samir.press("category:errands")
        await samir.write("dinsdagmiddag en donderdagavond")
        assert await samir.kind() == "question_often"
        assert ((await samir.draft())["days"], (await samir.draft())["parts"]) == (
            [1, 3],
            ["afternoon", "evening"],
        )


async def test_only_a_part_of_the_day_is_that_part_of_every_day(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        samir = await neighbour(work, await buurt(work), "Samir")
        await samir.begin(Flow.OFFER)
        await samir.press("category:errands")
        await samir.write("'s avonds")
        assert await samir.kind() == "question_often"
        assert ((await samir.draft())["days"], (await samir.draft())["parts"]) == ([], ["evening"])


async def test_what_names_no_day_is_asked_again_and_changes_nothing(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        samir = await neighbour(work, await buurt(work), "Samir")
        await samir.begin(Flow.OFFER)
        await samir.press("category:errands")
        await samir.write("dat weet ik nog niet")
        screen = await samir.screen()
        assert (screen.kind, screen.params["again"]) == ("question_days", True)
        assert "days" not in await samir.draft()
        await samir.press("days:any")
        await samir.write("geen idee")
        assert (await samir.screen()).params["again"]
