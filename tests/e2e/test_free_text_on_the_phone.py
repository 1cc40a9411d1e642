"""The question "for whom is this?" over real HTTP: it replies to the line, and the press brings the line back."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.domain.ids import AccountId, MatchId
from bot.domain.model import Draft, Resident
from bot.playground.demo import Demo
from bot.playground.phone import Phone
from bot.playground.seed import FIRST_NEIGHBOUR, RIET
from storage import drafts, residents
from tests.services.neighbours import matched, post_of

from .phones import neighbours, press, send, texts, together

LINE = "Mijn dochter is ziek, komt u om drie uur?"


@dataclass(frozen=True)
class Two:
    """Two neighbours with whom Riet has an appointment."""

    first: Phone
    second: Phone
    to_first: MatchId
    to_second: MatchId


@pytest.fixture
async def two(demo: Demo) -> Two:
    async with demo.app.database.unit() as tx:
        work = demo.app.work(tx)
        people: list[Resident] = []
        for account in (RIET, FIRST_NEIGHBOUR + 3, FIRST_NEIGHBOUR + 6):
            found = await residents.by_account(tx, AccountId(account))
            assert found is not None
            people.append(found)
        riet, one, other = people
        to_one = await matched(work, await post_of(work, riet), riet, one)
        to_other = await matched(work, await post_of(work, riet), riet, other)
    world = demo.world
    return Two(world.phone(one.account), world.phone(other.account), to_one.id, to_other.id)


async def reached(demo: Demo) -> set[int]:
    """The phones but Riet's on which the line can be read."""
    everybody = [*neighbours(demo), demo.joke, demo.bram, demo.samira]
    return {phone.user.id for phone in everybody if LINE in "".join(texts(phone))}


async def test_each_button_sends_the_line_to_that_neighbour_only(demo: Demo, two: Two) -> None:
    number = await send(demo, demo.riet, LINE)
    question = demo.riet.last
    assert question.reply_to == number
    assert await reached(demo) == set()
    await press(demo, demo.riet, f"where:match:{two.to_second}")
    assert await reached(demo) == {two.second.user.id}
    assert "where" not in str(next(shown for shown in demo.riet.messages if shown.id == question.id).keyboard)


async def test_to_nobody_is_nobody(demo: Demo, two: Two) -> None:
    await send(demo, demo.riet, LINE)
    await press(demo, demo.riet, "where:nowhere")
    assert await reached(demo) == set()


async def test_a_reply_to_a_relayed_line_goes_back_to_its_writer(demo: Demo, two: Two) -> None:
    for phone, match in ((two.first, two.to_first), (two.second, two.to_second)):
        phone.forge(f"relay.open:{match}", phone.send("/start"))
        await demo.rest()
        await send(demo, phone, f"Dag van {phone.user.id}")
    of_first = next(shown for shown in demo.riet.messages if f"Dag van {two.first.user.id}" in shown.text)
    demo.riet.forge(f"relay.open:{two.to_second}", of_first.id)
    await demo.rest()
    await send(demo, demo.riet, LINE, reply_to=of_first.id)
    assert await reached(demo) == {two.first.user.id}


async def test_with_an_open_question_and_an_open_talk_the_bot_asks(demo: Demo, two: Two) -> None:
    async with demo.app.database.unit() as tx:
        riet = await residents.by_account(tx, AccountId(RIET))
        assert riet is not None
        data = {"flow": "request", "category": "pets", "answered": ["category", "when"]}
        await drafts.put(tx, Draft(riet.id, "request", "words", data), demo.clock())
    demo.riet.forge(f"relay.open:{two.to_first}", demo.riet.send("/help"))
    await demo.rest()
    await send(demo, demo.riet, LINE)
    assert await reached(demo) == set()
    await press(demo, demo.riet, "where:draft")
    assert await reached(demo) == set()
    assert LINE in demo.riet.last.text or LINE in "".join(texts(demo.riet))
    await send(demo, demo.riet, LINE)
    await press(demo, demo.riet, f"where:match:{two.to_first}")
    assert await reached(demo) == {two.first.user.id}
    assert together([two.first]).count(LINE) == 1
