"""What a resident changes about themselves."""

from __future__ import annotations

import pytest

from bot.domain.drafts import Flow
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.model import ResidentState
from bot.services import answering, matching, profile
from storage import asks
from tests.services.conftest import MakeBuurt, MakeResident, Unit
from tests.services.neighbours import refused
from tests.services.pairs import kinds
from tests.services.talking import helper, neighbour, requests


async def test_another_language_holds_for_the_next_message(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await profile.set_lang(work, truus.who, "ar")
        assert ((await truus.me()).lang, await truus.kind()) == ("ar", "lang_changed")
        async with refused(work, GoneError):
            await profile.set_lang(work, truus.who, "xx")


async def test_on_pause_nobody_asks_and_afterwards_they_do(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        await profile.pause(work, samir.who)
        post = await requests(truus)
        assert "ask_card" not in await kinds(work, samir.who)
        await profile.resume(work, await samir.me())
        await matching.wave(work, post)
        assert await samir.kind() == "ask_card"


async def test_on_pause_a_question_that_was_asked_may_still_be_answered(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        post = await requests(truus)
        await profile.pause(work, samir.who)
        (ask,) = await asks.of_post(work.tx, post.id)
        await answering.say_yes(work, await samir.me(), ask.id)
        assert await samir.kind() == "yes_noted"


@pytest.mark.parametrize("state", [ResidentState.WAITING, ResidentState.REMOVED, ResidentState.INVITED])
async def test_pausing_is_no_way_in(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, state: ResidentState
) -> None:
    async with unit() as work:
        someone = await resident(work, await buurt(work), "Nour", state=state)
        for do in (profile.pause, profile.resume):
            async with refused(work, NotAllowedError):
                await do(work, someone)


async def test_languages_spoken_are_ticked_and_kept(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.SPOKEN, picked=["nl"])
        await truus.press("spoken:ar", "spoken:nl", "spoken:ready")
        assert (await truus.me()).spoken == {"ar"}
        assert await truus.kind() == "settings"


async def test_at_least_one_language_is_spoken(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.SPOKEN, picked=["nl"])
        await truus.press("spoken:nl", "spoken:ready")
        assert (await truus.screen()).params["again"]
        assert (await truus.me()).spoken == {"nl"}
