"""A pause that ends while the database works."""

from __future__ import annotations

import asyncio

from bot.playground.faults import server_error
from bot.playground.world import World

from .conftest import StartApp, eventually
from .outgoing import begun, opened, send, texts
from .standins import Standins


async def test_a_chat_whose_pause_ends_while_the_database_works_is_not_forgotten(
    start: StartApp, world: World, standins: Standins
) -> None:
    phone = opened(world, 7)
    app = await begun(start, world, standins)
    trouble = server_error("sendMessage", 7)
    world.faults.append(trouble)
    await send(app, "hallo")
    await eventually(lambda: not trouble.times)
    await asyncio.sleep(0.05)
    async with app.database.unit():
        app.sender.wake()
        await asyncio.sleep(0.7)
    await eventually(lambda: texts(phone) == ["hallo"], 3)
