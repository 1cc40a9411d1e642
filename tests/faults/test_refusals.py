"""What Telegram refuses for good ends with a record, and holds up nothing."""

from __future__ import annotations

import pytest

from bot.playground.faults import GONE, gone, refused
from bot.playground.messages import ChatKind
from bot.playground.phone import Phone
from bot.playground.world import World
from tests.delivery.conftest import StartApp
from tests.delivery.outgoing import begun, send, states, texts
from tests.delivery.standins import Standins

REFUSED = (
    "chat not found",
    "can't parse entities: Unsupported start tag",
    "message is too long",
    "message text is empty",
    "BUTTON_DATA_INVALID",
)


async def test_what_is_refused_is_tried_once_and_the_next_message_leaves(
    world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    app = await begun(start, world, standins)
    del world.calls[:]
    world.faults += [refused(what, "sendMessage") for what in REFUSED]
    for number in range(len(REFUSED)):
        await send(app, f"geweigerd {number}")
    await send(app, "daarna")
    await app.settled()
    assert texts(phone) == ["daarna"]
    assert await states(app) == [*["failed"] * len(REFUSED), "sent"]
    assert sum(call.method == "sendMessage" for call in world.calls) == len(REFUSED) + 1
    async with app.database.unit() as tx:
        assert await tx.all("SELECT 1 FROM event WHERE kind = 'unreachable'") == []


@pytest.mark.parametrize("form", GONE)
async def test_a_group_that_is_gone_holds_up_no_person(
    world: World, phone: Phone, start: StartApp, standins: Standins, form: str
) -> None:
    world.group(-1_000_000_000_040, kind=ChatKind.SUPERGROUP)
    app = await begun(start, world, standins)
    world.faults.append(gone(form, -1_000_000_000_040))
    await send(app, "aan de groep", -1_000_000_000_040)
    await send(app, "aan u")
    await app.settled()
    assert texts(phone) == ["aan u"]
    assert sorted(await states(app)) == ["failed", "sent"]
