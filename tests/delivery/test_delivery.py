"""Messages leave in order, once, within what Telegram allows, and only while they are true."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.clock import system_clock
from bot.domain.ids import AccountId
from bot.domain.model import Holds, OutMessage
from bot.playground.errors import forbidden
from bot.playground.faults import Fault, bad_gateway, dropped, flood, slow
from bot.playground.messages import ChatKind
from bot.playground.phone import Phone
from bot.playground.world import World
from storage import outbox
from storage.database import Database

from .conftest import StartApp, eventually
from .outgoing import begun, opened, resident, send, states, texts
from .standins import Standins


async def test_messages_of_a_chat_arrive_in_order_while_others_are_slow(
    world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    others = [opened(world, user_id) for user_id in range(20, 26)]
    app = await begun(start, world, standins)
    world.faults.append(slow(0.1, "sendMessage", 7, times=3))
    for n in range(6):
        for chat in (phone, *others):
            await send(app, str(n), chat.user.id)
    await app.settled()
    assert all(texts(chat) == ["0", "1", "2", "3", "4", "5"] for chat in (phone, *others))
    assert set(await states(app)) == {"sent"}


async def test_parameters_of_a_sent_message_are_gone(
    world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    app = await begun(start, world, standins)
    await send(app, "alleen voor u")
    await app.settled()
    async with app.database.unit() as tx:
        row = await tx.one("SELECT params, message_id FROM outbox")
    assert row is not None
    assert tuple(row) == ("{}", phone.last.id)


async def test_too_many_requests_stops_that_chat_only(
    world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    other = opened(world, 8)
    app = await begun(start, world, standins)
    world.faults.append(flood(1, "sendMessage", 7))
    await send(app, "later")
    await send(app, "en dan")
    await send(app, "meteen", 8)
    await eventually(lambda: texts(other) == ["meteen"], 0.7)
    assert texts(phone) == []
    await app.settled()
    assert texts(phone) == ["later", "en dan"]


async def test_too_many_requests_in_two_chats_at_once_stops_all(
    world: World, start: StartApp, standins: Standins
) -> None:
    phones = [opened(world, user_id) for user_id in (7, 8, 9)]
    app = await begun(start, world, standins)
    world.faults += [flood(1, "sendMessage", 7), flood(1, "sendMessage", 8)]
    await send(app, "a", 7)
    await send(app, "b", 8)
    await eventually(lambda: sum(call.params.get("text") in ("a", "b") for call in world.calls) == 2)
    await asyncio.sleep(0.05)
    await send(app, "c", 9)
    await asyncio.sleep(0.5)
    assert texts(phones[2]) == []
    await app.settled()
    assert [texts(phone) for phone in phones] == [["a"], ["b"], ["c"]]


async def test_who_blocked_the_bot_is_marked_and_the_message_ends(
    world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    app = await begun(start, world, standins)
    who = await resident(app, 7, "nl")
    phone.block()
    await send(app, "hoort u mij?", resident_id=who)
    await app.settled()
    async with app.database.unit() as tx:
        row = await tx.one("SELECT reachable FROM resident")
    assert row is not None
    assert row["reachable"] == 0
    assert await states(app) == ["failed"]


@pytest.mark.parametrize(
    "description",
    [
        "user is deactivated",
        "bot was kicked from the group chat",
        "the group chat was deleted",
        "bot was blocked by the user",
    ],
)
async def test_each_way_of_being_gone_is_known(
    world: World, phone: Phone, start: StartApp, standins: Standins, description: str
) -> None:
    app = await begun(start, world, standins)
    world.faults.append(Fault("sendMessage", phone.user.id, refusal=forbidden(description)))
    await send(app, "x")
    await app.settled()
    async with app.database.unit() as tx:
        assert len(await tx.all("SELECT 1 FROM event WHERE kind = 'unreachable'")) == 1


async def test_a_forbidden_message_alone_does_not_make_its_reader_unreachable(
    world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    app = await begun(start, world, standins)
    world.faults.append(Fault("sendMessage", 7, refusal=forbidden("bots can't do this here")))
    await send(app, "x")
    await send(app, "y")
    await app.settled()
    assert texts(phone) == ["y"]
    async with app.database.unit() as tx:
        assert await tx.all("SELECT 1 FROM event WHERE kind = 'unreachable'") == []


async def test_trouble_on_the_way_is_outlasted(
    world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    app = await begun(start, world, standins)
    world.faults += [bad_gateway("sendMessage"), dropped("sendMessage")]
    await send(app, "een")
    await send(app, "twee")
    await app.settled()
    assert texts(phone) == ["een", "twee"]


async def test_what_is_late_or_no_longer_true_is_dropped(
    world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    app = await begun(start, world, standins)
    who = await resident(app, 70, "nl")
    holds = Holds("resident", who, frozenset({"paused"}))
    await send(app, "te laat", not_after=system_clock() - timedelta(seconds=2))
    await send(app, "niet waar", holds=holds)
    await send(app, "op tijd", not_after=system_clock() + timedelta(minutes=1))
    await send(app, "waar", holds=Holds("resident", who, frozenset({"member", "paused"})))
    await app.settled()
    assert texts(phone) == ["op tijd", "waar"]
    assert await states(app) == ["dropped", "dropped", "sent", "sent"]


async def test_a_group_that_becomes_a_supergroup_gets_what_waits(
    world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    app = await begun(start, world, standins)
    world.group(-40, kind=ChatKind.GROUP)
    world.upgrade_group(-40, -100_40)
    await send(app, "een", -40)
    await send(app, "twee", -40)
    await app.settled()
    assert [shown.text for shown in phone.messages_in(-100_40)] == ["een", "twee"]


async def test_a_message_that_cannot_be_rendered_holds_up_nothing(
    world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    app = await begun(start, world, standins)
    await send(app, "kapot", params={"boom": True})
    await send(app, "half \ud800 teken")
    await send(app, "<b>open")
    await send(app, "heel")
    await app.settled()
    assert texts(phone) == ["heel"]
    assert await states(app) == ["failed", "failed", "failed", "sent"]


async def test_what_waited_while_the_bot_was_away_leaves_at_its_start(
    world: World, phone: Phone, start: StartApp, standins: Standins
) -> None:
    app = await begun(start, world, standins)
    await app.stop()
    database = await Database.open(app.settings.database_path)
    async with database.unit() as tx:
        await outbox.put(tx, OutMessage("echo", {"text": "gewacht"}, AccountId(7)), system_clock())
    await database.close()
    await start()
    await eventually(lambda: texts(phone) == ["gewacht"])


async def test_a_person_gets_three_at_once_and_then_one_a_second(
    world: World, start: StartApp, standins: Standins
) -> None:
    opened(world, 7)
    app = await begun(start, world, standins, send_limits=True)
    await asyncio.sleep(1.1)  # the answer to /start has been forgotten by then
    for n in range(5):
        await send(app, str(n))
    await app.settled()
    at = [call.at for call in world.calls if call.method == "sendMessage"][1:]
    assert at[2] - at[0] < 0.9
    assert at[3] - at[0] > 0.9
    assert at[4] - at[3] > 0.9
