"""Under a heavy load the sender keeps to Telegram's limits, measured at the server; a 429 stops what it must."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.delivery.limits import BURST, GROUP, OVERALL
from bot.domain.ids import AccountId
from bot.domain.model import OutMessage
from bot.playground.world import World
from tests.delivery.conftest import StartApp, eventually
from tests.delivery.outgoing import begun
from tests.delivery.standins import Standins
from tests.faults.load import FIRST, echo, queue, run
from tests.faults.sends import busiest, messages

SLACK = 0.05
"""Seconds by which two calls may differ on their way to the server, in one process."""


async def test_a_heavy_load_never_exceeds_what_telegram_allows(tmp_path: Path) -> None:
    """Few people with many messages each, so that the limit of a chat and that of all are both reached."""
    figures = await run(tmp_path, 2.6, people=9, each=12, group=60, jitter=0.0)
    assert figures.second <= OVERALL
    assert figures.minute <= GROUP
    assert figures.burst <= BURST + SLACK
    assert figures.sent > 50


async def test_limits_hold_when_the_way_to_the_server_is_now_short_and_now_long(tmp_path: Path) -> None:
    figures = await run(tmp_path, 2.6, people=40, each=12, group=10, jitter=0.3)
    assert figures.second <= OVERALL


async def test_limits_hold_after_the_database_kept_the_sender_waiting(
    world: World, start: StartApp, standins: Standins
) -> None:
    for number in range(60):
        world.phone(FIRST + number).start()
    app = await begun(start, world, standins, send_limits=True)
    await asyncio.sleep(1.1)
    del world.calls[:]
    await queue(app, [echo(FIRST + n, "x") for n in range(60)])
    for _ in range(2):
        async with app.database.unit():
            await asyncio.sleep(0.6)
    await asyncio.sleep(1.2)
    moments = [at for chat in messages(world.calls).values() for at in chat]
    assert busiest(moments, 1.0) <= OVERALL


async def test_limits_hold_for_messages_of_several_steps(
    world: World, start: StartApp, standins: Standins
) -> None:
    for number in range(30):
        world.phone(FIRST + number).start()
    app = await begun(start, world, standins, send_limits=True)
    await asyncio.sleep(1.1)
    del world.calls[:]
    rows = [
        OutMessage("echo", {"text": "plek", "location": [52.1, 4.3]}, AccountId(FIRST + n)) for n in range(30)
    ]
    await queue(app, rows)
    await asyncio.sleep(1.6)
    moments = [at for chat in messages(world.calls).values() for at in chat]
    assert busiest(moments, 1.0) <= OVERALL


@pytest.mark.parametrize("own_broadcast", [False, True])
async def test_a_reply_leaves_before_five_hundred_broadcasts(
    world: World, start: StartApp, standins: Standins, own_broadcast: bool
) -> None:
    """Also a reply to somebody for whom a broadcast waits: that one is then sent out of its turn, before it."""
    reader = FIRST + 450
    for number in (0, 450):
        world.phone(FIRST + number).start()
    app = await begun(start, world, standins, send_limits=True)
    # To phones that never pressed Start: each of these costs a call and ends in a 403.
    people = [n for n in range(500) if own_broadcast or FIRST + n != reader]
    for number in people:
        world.phone(FIRST + number)
    await queue(app, [echo(FIRST + n, "aan allen", 2) for n in people])
    await asyncio.sleep(1.2)
    before = len(world.calls)
    await queue(app, [echo(reader, "antwoord")])
    await eventually(lambda: any(call.params.get("text") == "antwoord" for call in world.calls), 4)
    others = [call for call in world.calls[before:] if call.params.get("text") == "aan allen"]
    assert len(others) <= OVERALL
