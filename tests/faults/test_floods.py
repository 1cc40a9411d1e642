"""A 429 stops just what it must, and a reply never waits for a broadcast."""

from __future__ import annotations

import asyncio

from bot.delivery.limits import OVERALL
from bot.playground.faults import Fault, flood
from bot.playground.messages import ChatKind
from bot.playground.world import World
from tests.delivery.conftest import StartApp, eventually
from tests.delivery.outgoing import begun
from tests.delivery.standins import Standins

from .load import FIRST, echo, queue
from .load import GROUP as CHAT
from .sends import messages


async def test_a_reply_leaves_before_five_hundred_broadcasts(
    world: World, start: StartApp, standins: Standins
) -> None:
    reader = FIRST + 500
    world.phone(reader).start()
    app = await begun(start, world, standins, send_limits=True)
    # To phones that never pressed Start: each of these costs a call and ends in a 403.
    for number in range(500):
        world.phone(FIRST + number)
    await queue(app, [echo(FIRST + n, "aan allen", 2) for n in range(500)])
    await asyncio.sleep(0.6)
    before = len(world.calls)
    await queue(app, [echo(reader, "antwoord")])
    await eventually(lambda: any(call.params.get("text") == "antwoord" for call in world.calls), 4)
    others = [call for call in world.calls[before:] if call.params.get("text") == "aan allen"]
    assert len(others) <= OVERALL


async def test_too_many_requests_from_all_stops_all_and_then_everything_leaves(
    world: World, start: StartApp, standins: Standins
) -> None:
    phones = [world.phone(FIRST + number) for number in range(12)]
    for phone in phones:
        phone.start()
    app = await begun(start, world, standins)
    del world.calls[:]
    # All eight that are under way are refused at one moment: it takes two refusals to know that it is about all.
    at_once = asyncio.get_running_loop().time() + 1.0
    refusals = [flood(1, "sendMessage") for _ in range(8)]

    def refuse(method: str, _chat_id: int | None) -> Fault | None:
        if method.lower() != "sendmessage" or not refusals:
            return None
        fault = refusals.pop()
        fault.delay = max(0.0, at_once - asyncio.get_running_loop().time())
        return fault

    world.faults.append(refuse)
    await queue(app, [echo(phone.user.id, f"{turn}") for turn in range(2) for phone in phones])
    await app.settled()
    assert [[shown.text for shown in phone.messages[-2:]] for phone in phones] == [["0", "1"]] * 12
    moments = sorted(at for chat in messages(world.calls).values() for at in chat)
    assert moments[7] < at_once
    assert moments[8] - at_once > 0.8
    assert len(moments) == 8 + 24


async def test_too_many_requests_in_a_group_stops_that_group_only(
    world: World, start: StartApp, standins: Standins
) -> None:
    phone = world.phone(FIRST)
    phone.start()
    for chat_id in (CHAT, CHAT - 1):
        world.group(chat_id, kind=ChatKind.SUPERGROUP)
    app = await begun(start, world, standins)
    del world.calls[:]
    world.faults.append(flood(1, "sendMessage", CHAT))
    await queue(app, [echo(CHAT, "later"), echo(CHAT - 1, "meteen"), echo(FIRST, "meteen")])
    await app.settled()
    found = messages(world.calls)
    assert len(found[CHAT]) == 2
    assert found[CHAT][1] - found[CHAT][0] > 0.9
    assert max(found[CHAT - 1][0], found[FIRST][0]) - found[CHAT][0] < 0.5
