"""Who keeps silent is asked once whether they still want to be asked, and is not asked that again for long."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import matching as rules
from bot.domain.errors import GoneError
from bot.domain.model import PostKind, Resident, ResidentState
from bot.services import still_willing
from bot.services.work import Work
from storage import posts
from tests.services.conftest import NOW, MakeBuurt, Unit
from tests.services.neighbours import refused
from tests.services.pairs import kinds, waiting
from tests.services.talking import Talk, helper, neighbour, requests

LIMIT = rules.DEFAULT.silent_limit


async def keeps_silent(work: Work, talk: Talk, times: int = LIMIT) -> None:
    for _ in range(times):
        await still_willing.kept_silent(work, await talk.me())


async def silences(work: Work, talk: Talk) -> int:
    row = await work.tx.one("SELECT silent_in_row FROM resident WHERE id = ?", (talk.who.id,))
    assert row is not None
    return int(row["silent_in_row"])


async def test_after_too_many_silences_they_are_asked_once(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        samir = await helper(work, await buurt(work), "Samir")
        await keeps_silent(work, samir, LIMIT - 1)
        assert "still_willing" not in await kinds(work, samir.who)
        await keeps_silent(work, samir, 3)
        assert (await kinds(work, samir.who)).count("still_willing") == 1


async def test_never_twice_within_six_months(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        samir = await helper(work, await buurt(work), "Samir")
        await keeps_silent(work, samir)
        await still_willing.go_on(work, samir.who)
        await keeps_silent(work.at(NOW + timedelta(days=180)), samir)
        assert (await kinds(work, samir.who)).count("still_willing") == 1
        await keeps_silent(work.at(NOW + timedelta(days=182)), samir)
        assert (await kinds(work, samir.who)).count("still_willing") == 2


async def test_not_at_night(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        samir = await helper(work, await buurt(work), "Samir")
        await keeps_silent(work.at(datetime(2026, 11, 23, 22, tzinfo=UTC)), samir)
        row = await work.tx.one("SELECT state FROM outbox WHERE kind = 'still_willing'")
        assert row is not None
        assert row["state"] == "later"


async def test_yes_begins_the_count_anew(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        samir = await helper(work, await buurt(work), "Samir")
        await keeps_silent(work, samir)
        await still_willing.go_on(work, samir.who)
        assert await silences(work, samir) == 0
        assert await samir.kind() == "still_noted"


async def test_not_for_a_while_is_a_pause(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        samir = await helper(work, await buurt(work), "Samir")
        await keeps_silent(work, samir)
        await still_willing.pause(work, samir.who)
        assert (await samir.me()).state is ResidentState.PAUSED


async def test_stop_closes_what_they_offer_and_leaves_what_they_ask(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        samir = await helper(work, await buurt(work), "Samir")
        await requests(samir, "pets")
        await keeps_silent(work, samir)
        await still_willing.stop(work, samir.who)
        assert [each.kind for each in await posts.live_of(work.tx, samir.who.id)] == [PostKind.REQUEST]
        await still_willing.stop(work, samir.who)
        assert await samir.kind() == "offers_stopped"


async def test_without_an_answer_the_engine_lets_them_rest(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir = await helper(work, home, "Samir")
        await requests(await neighbour(work, home, "Truus"))
        await keeps_silent(work, samir)
        await requests(await neighbour(work.at(NOW + timedelta(days=8)), home, "Wim"))
        assert [each.kind for each in await waiting(work, samir.who)].count("ask_card") == 1


@pytest.mark.parametrize("answer", [still_willing.go_on, still_willing.pause, still_willing.stop])
async def test_who_was_not_asked_has_nothing_to_answer(
    unit: Unit, buurt: MakeBuurt, answer: Callable[[Work, Resident], Awaitable[None]]
) -> None:
    async with unit() as work:
        samir = await helper(work, await buurt(work), "Samir")
        async with refused(work, GoneError):
            await answer(work, samir.who)


async def test_who_offers_nothing_is_not_asked(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await keeps_silent(work, truus)
        assert await kinds(work, truus.who) == []
