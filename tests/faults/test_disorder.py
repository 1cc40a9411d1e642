"""Updates that come again, in another order, later than younger ones, or under ids that begin anew."""

from __future__ import annotations

import socket
from random import Random

import httpx
import pytest

from bot.app import App
from bot.playground.faults import Disorder, lost_answer
from bot.playground.phone import Phone
from bot.playground.world import World
from tests.delivery.conftest import StartApp, eventually
from tests.delivery.standins import Standins

TEXTS = [f"regel {number}" for number in range(40)]


async def said(app: App) -> list[str]:
    async with app.database.unit() as tx:
        rows = await tx.all("SELECT detail FROM event WHERE kind = 'said' AND detail <> '/start' ORDER BY id")
    return [row["detail"] for row in rows]


async def talk(world: World, app: App, standins: Standins, phones: list[Phone]) -> None:
    """Everybody writes in turn, and the bot hears it all."""
    for number, text in enumerate(TEXTS):
        phones[number % len(phones)].send(text)
        if number % 7 == 0:
            await eventually(lambda: len(world.updates) < 4)
    await eventually(lambda: set(TEXTS) <= set(standins.handled))
    await app.settled()


async def test_what_comes_again_or_late_has_one_effect_and_one_answer(
    world: World, start: StartApp, standins: Standins
) -> None:
    app = await start()
    phones = [world.phone(user_id) for user_id in (7, 8, 9)]
    for phone in phones:
        phone.start()
    world.updates.disorder = Disorder(Random(1), again=0.5, mixed=0.5, late=0.3)
    world.faults += [lost_answer("getUpdates")]
    await talk(world, app, standins, phones)
    assert sorted(await said(app)) == sorted(TEXTS)
    answers = [shown.text for phone in phones for shown in phone.messages if not shown.mine]
    assert sorted(answers) == sorted([*TEXTS, *["/start"] * 3])


async def test_what_comes_again_through_the_webhook_has_one_effect(
    world: World, start: StartApp, standins: Standins
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    world.updates.disorder = Disorder(Random(3), again=0.4, mixed=0.5, late=0.3)
    phone = world.phone(7)
    phone.start()
    url = f"http://127.0.0.1:{port}/t"
    app = await start(webhook_url=url, webhook_secret="geheim_1", webhook_port=port)
    async with httpx.AsyncClient(trust_env=False) as stranger:
        forged = {"update_id": 1, "message": {"chat": {"id": 7, "type": "private"}, "text": "vals"}}
        answer = await stranger.post(url, json=forged, headers={"X-Telegram-Bot-Api-Secret-Token": "geheim"})
        assert answer.status_code == 403
    await talk(world, app, standins, [phone])
    assert sorted(await said(app)) == sorted(TEXTS)


async def test_updates_that_wait_are_handled_in_order_whatever_the_order_they_came_in(
    world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    world.updates.disorder = Disorder(Random(1), mixed=1.0)
    for text in TEXTS:
        phone.send(text)
    app = await start()
    await eventually(lambda: len(standins.handled) > len(TEXTS))
    assert await said(app) == TEXTS


@pytest.mark.parametrize("first", [2_000_000_000, 40], ids=["higher", "lower"])
async def test_ids_may_begin_anew_after_a_silent_week(
    world: World, phone: Phone, start: StartApp, standins: Standins, first: int
) -> None:
    """Telegram chooses the next id at random then; the long poll that waits has the old offset."""
    app = await start()
    await phone.wait_for("/start")
    await eventually(lambda: len(world.updates) == 0)
    world.updates.restart(first)
    for text in TEXTS[:5]:
        phone.send(text)
        await phone.wait_for(text)
    assert await said(app) == TEXTS[:5]
    assert standins.handled[1:] == TEXTS[:5]
    await eventually(lambda: len(world.updates) == 0)


async def test_a_bot_that_starts_hears_ids_that_are_lower_than_those_it_knows(
    world: World, phone: Phone, start: StartApp
) -> None:
    app = await start()
    await phone.wait_for("/start")
    await eventually(lambda: len(world.updates) == 0)
    await app.stop()
    world.updates.restart(40)
    phone.send("na een stille week")
    await start()
    await phone.wait_for("na een stille week")
