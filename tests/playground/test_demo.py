"""The demo as it opens: a buurt in which something has happened, and goes on happening."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from random import Random

import pytest
from phonenumbers import is_valid_number, parse

from bot.playground.demo import Demo, open_demo
from bot.playground.places import PLACES
from bot.playground.seed import FIRST_NEIGHBOUR, NEIGHBOURS, ZONE
from bot.playground.transcript import button_of

THURSDAY = datetime(2026, 11, 26, 10, tzinfo=ZONE).astimezone(UTC)


@pytest.fixture
async def demo() -> AsyncIterator[Demo]:
    async with open_demo(start=THURSDAY, rng=Random(4), answer_seconds=(5.0, 6.0)) as opened:
        await opened.open_phones()
        yield opened


async def test_those_who_know_the_bot_see_something_and_the_newcomer_sees_start(demo: Demo) -> None:
    assert button_of(demo.riet, "post.new:request")
    assert button_of(demo.joke, "co.next")
    assert not demo.samira.started
    assert demo.samira.messages == []


async def test_last_week_has_a_digest_with_numbers_and_a_picture(demo: Demo) -> None:
    words, picture = demo.bram.messages[-2:]
    assert "Deze week vroegen 24 mensen hulp." in words.text
    assert "Dit is meer dan toeval." in words.text
    assert picture.kind == "photo"
    assert "Vervoer" in picture.text


async def test_the_coordinator_has_a_report_an_open_request_a_newcomer_and_a_first_visit(demo: Demo) -> None:
    demo.joke.send("/coordinator")
    await demo.rest()
    for pressed, offered in zip(
        ("co.next", *["co.later"] * 3), ("co.apart", "co.again", "co.admit", "co.allow"), strict=True
    ):
        shown, button = button_of(demo.joke, pressed)
        demo.joke.press(button.data or "", shown.id)
        await demo.rest()
        assert button_of(demo.joke, offered)


async def test_the_list_of_places_has_made_up_ones_of_the_buurt_with_numbers_nobody_can_have(
    demo: Demo,
) -> None:
    for words in ("Wijkteam De Linden", "Huisartsen Lindenplein"):
        demo.riet.send("/wegwijzer")
        await demo.rest()
        shown = demo.riet.messages[-1]
        (button,) = [each for row in shown.keyboard for each in row if words in each.text]
        demo.riet.press(button.data or "", shown.id)
        await demo.rest()
        assert f"{words} (voorbeeld)" in demo.riet.messages[-1].text
    for facts in (each for buurt in PLACES.values() for each in buurt.values()):
        assert not is_valid_number(parse(facts["phone"] or "", "NL"))


async def test_neighbours_ask_and_help_each_other_while_the_clock_moves(demo: Demo) -> None:
    await demo.move("day")
    phones = [demo.world.phone(FIRST_NEIGHBOUR + number) for number in range(len(NEIGHBOURS))]
    asked = [phone for phone in phones if any(shown.mine for shown in phone.messages)]
    assert len(asked) == 2
    matched = [
        button.data
        for phone in phones
        for shown in phone.messages
        for row in shown.keyboard
        for button in row
        if (button.data or "").startswith("match.show")
    ]
    assert matched
