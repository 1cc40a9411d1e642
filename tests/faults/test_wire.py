"""Connections that break in the request or in the answer, or fall silent, and a second program that fetches."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.app import build_app
from bot.playground.faults import bad_gateway, hanging, lost_answer, server_error
from bot.playground.phone import Phone
from bot.playground.world import World
from tests.delivery.conftest import StartApp, eventually
from tests.delivery.outgoing import begun, send, states, texts
from tests.delivery.standins import Standins, settings

from .wire import Break, Where, Wire, wire_to


@pytest.fixture
async def wire(url: str) -> AsyncIterator[Wire]:
    async with wire_to(url) as wire:
        yield wire


@pytest.mark.parametrize("after", [0, 40, 250])
async def test_a_connection_cut_in_the_request_loses_nothing_and_sends_nothing_twice(
    wire: Wire, world: World, phone: Phone, start: StartApp, standins: Standins, after: int
) -> None:
    app = await begun(start, world, standins, bot_api_url=wire.url)
    wire.breaks += [Break("sendMessage", Where.REQUEST, after), Break("getUpdates", Where.REQUEST, after)]
    await send(app, "een")
    await send(app, "twee")
    await app.settled()
    assert texts(phone) == ["een", "twee"]
    assert await states(app) == ["sent", "sent"]
    phone.send("gehoord?")
    await phone.wait_for("gehoord?")


@pytest.mark.parametrize("after", [0, 100])
async def test_a_connection_cut_in_the_answer_repeats_that_message_only_and_keeps_the_order(
    wire: Wire, world: World, phone: Phone, start: StartApp, standins: Standins, after: int
) -> None:
    app = await begun(start, world, standins, bot_api_url=wire.url)
    wire.breaks += [Break("sendMessage", Where.ANSWER, after), Break("getUpdates", Where.ANSWER, after)]
    for text in ("een", "twee", "drie"):
        await send(app, text)
    await app.settled()
    assert texts(phone) == ["een", "een", "twee", "drie"]  # nobody can know that the first arrived
    phone.send("gehoord?")
    await phone.wait_for("gehoord?")
    assert standins.handled.count("gehoord?") == 1


async def test_an_answer_that_never_comes_holds_up_only_its_chat(
    wire: Wire, world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    other = world.phone(8)
    other.start()
    app = await begun(start, world, standins, bot_api_url=wire.url)
    wire.breaks.append(Break("sendMessage", Where.ANSWER, hangs=True))
    await send(app, "onderweg")
    await send(app, "daarna")
    await eventually(lambda: wire.breaks[0].times == 0)
    for number in range(12):
        await send(app, str(number), 8)
    await eventually(lambda: len(texts(other)) == 12)
    assert texts(phone) == ["onderweg"]


async def test_a_stop_while_answers_hang_takes_less_than_five_seconds(
    url: str, world: World, tmp_path: Path, standins: Standins
) -> None:
    app = build_app(settings(url, tmp_path / "buurt.db"), parts=standins.parts())
    await app.start()
    phones = [world.phone(user_id) for user_id in range(20, 32)]
    world.faults += [hanging(30, "sendMessage", times=99), hanging(30, "answerCallbackQuery", times=99)]
    for phone in phones:
        phone.start()
        world.updates.add(
            "callback_query",
            {"id": "1", "from": phone.user.to_json(), "chat_instance": "1", "data": "x"},
        )
    await eventually(lambda: sum(call.method == "sendMessage" for call in world.calls) >= 8)
    loop = asyncio.get_running_loop()
    asked = loop.time()
    await app.stop()
    assert loop.time() - asked < 5


async def test_trouble_of_every_kind_at_once_ends_with_everything_sent_in_order(
    world: World, start: StartApp, standins: Standins
) -> None:
    phones = [world.phone(user_id) for user_id in range(20, 26)]
    for phone in phones:
        phone.start()
    app = await begun(start, world, standins)
    lost = lost_answer("sendMessage", times=3)
    world.faults += [server_error("sendMessage", times=2), lost, bad_gateway("sendMessage", times=2)]
    wanted = [f"{number}" for number in range(4)]
    for text in wanted:
        for phone in phones:
            await send(app, text, phone.user.id)
    await app.settled()
    again = sum(sum(Counter(texts(phone)).values()) - len(wanted) for phone in phones)
    assert again == 3
    for phone in phones:
        assert sorted(texts(phone)) == texts(phone)
        assert set(texts(phone)) == set(wanted)
    assert set(await states(app)) == {"sent"}


async def test_a_second_program_that_fetches_loses_no_update(
    url: str, world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    app = await start()
    await phone.wait_for("/start")
    async with httpx.AsyncClient(base_url=url, trust_env=False) as second:
        # It fetches and never confirms, as a forgotten copy that keeps failing.
        answer = await second.get("/bot1:play/getUpdates", params={"timeout": 0, "offset": 0})
        assert answer.status_code == 200
    phone.send("voor wie?")
    await phone.wait_for("voor wie?")
    await app.settled()
    assert standins.handled.count("voor wie?") == 1
