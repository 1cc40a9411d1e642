"""The circle grows a step at a time, only as far as the writer allowed, and every step is told."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.candidates import Circle
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import ResidentId
from bot.domain.model import Post, Role
from bot.services import answering, open_requests, posting
from bot.services.work import Work
from storage import asks, buurten, residents
from tests.services.conftest import NOW, MakeBuurt, Unit
from tests.services.neighbours import refused
from tests.services.pairs import kinds, params, run_until
from tests.services.talking import Talk, helper, neighbour, requests


async def _asked(work: Work, post: Post) -> list[ResidentId]:
    return [ask.resident_id for ask in await asks.of_post(work.tx, post.id)]


async def _next_door(work: Work, buurt: MakeBuurt, *, agreed: bool = True) -> tuple[Talk, Talk]:
    """Truus, in a buurt where nobody offers help, and Samir next door, who does."""
    home, there = await buurt(work), await buurt(work, "Zeebuurt", "5678")
    await buurten.add_neighbours(work.tx, home.id, there.id)
    samir = await helper(work, there, "Samir")
    await residents.set_beyond(work.tx, samir.who.id, agreed)
    return await neighbour(work, home, "Truus"), samir


async def test_where_nobody_is_left_people_next_door_are_asked_at_once(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus, samir = await _next_door(work, buurt)
        await residents.set_may_widen(work.tx, truus.who.id, frozenset({Circle.NEAR}))
        post = await requests(truus)
        assert await _asked(work, post) == [samir.who.id]
        assert (await params(work, truus.who, "looking_next_door"))["own"] == 0
        assert "near" in (await params(work, samir.who, "ask_card"))["reasons"]
        assert "nobody_left" not in await kinds(work, truus.who)


async def test_who_did_not_agree_is_not_asked_from_next_door(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus, _ = await _next_door(work, buurt, agreed=False)
        await residents.set_may_widen(work.tx, truus.who.id, frozenset({Circle.NEAR}))
        assert await _asked(work, await requests(truus)) == []
        assert "looking_next_door" not in await kinds(work, truus.who)


async def test_without_consent_nobody_next_door_is_asked_until_the_writer_allows_it(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        truus, samir = await _next_door(work, buurt)
        post = await requests(truus)
        await run_until(work, NOW + timedelta(days=2))
        assert await _asked(work, post) == []
        async with refused(work, NotAllowedError):
            await posting.widen(work, samir.who, post.id, Circle.NEAR)
        await posting.widen(work, truus.who, post.id, Circle.NEAR)
        assert await _asked(work, post) == [samir.who.id]
        await posting.close(work, truus.who, post.id)
        async with refused(work, GoneError):
            await posting.widen(work, truus.who, post.id, Circle.NEAR)


async def test_each_silence_and_no_does_not_say_again_that_nobody_is_left(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        helpers = [await helper(work, home, name) for name in "ABCDE"]
        truus = await neighbour(work, home, "Truus")
        post = await requests(truus, when="tomorrow")
        await run_until(work, NOW + timedelta(hours=20))
        for ask in (await asks.of_post(work.tx, post.id))[:2]:
            (who,) = [each for each in helpers if each.who.id == ask.resident_id]
            await answering.say_no(work.at(NOW + timedelta(hours=20)), await who.me(), ask.id)
        await run_until(work, NOW + timedelta(hours=30))
        assert (await kinds(work, truus.who)).count("nobody_left") == 1


async def test_a_coordinator_sees_only_requests_whose_writer_allowed_that(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        carla, truus = await neighbour(work, home, "Carla"), await neighbour(work, home, "Truus")
        await residents.give_role(work.tx, carla.who.id, home.id, Role.COORDINATOR)
        await residents.set_may_widen(work.tx, truus.who.id, frozenset())
        post = await requests(truus)
        assert "co_request" not in await kinds(work, carla.who)
        await open_requests.show_next(work, carla.who, home.id)
        assert await carla.kind() == "co_nothing"
        await posting.widen(work, truus.who, post.id, Circle.COORDINATOR)
        assert "co_request" in await kinds(work, carla.who)
        await open_requests.show_next(work, carla.who, home.id)
        assert await carla.kind() == "co_request"
