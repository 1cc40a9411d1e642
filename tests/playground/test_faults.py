from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import Forbidden, NetworkError, RetryAfter, TimedOut

from bot.playground import faults
from bot.playground.faults import Fault
from bot.playground.phone import Phone
from bot.playground.world import World


async def test_too_many_requests_says_how_long_to_wait(bot: Bot, ria: Phone, world: World) -> None:
    world.faults.append(faults.flood(7, method="sendMessage", times=2))
    for _ in range(2):
        with pytest.raises(RetryAfter) as wait:
            await bot.send_message(77, "x")
        assert wait.value.retry_after in (7, timedelta(seconds=7))
    await bot.send_message(77, "x")
    assert len(ria.messages) == 2


@pytest.mark.usefixtures("ria")
async def test_a_fault_keeps_to_its_chat_and_method(bot: Bot, world: World) -> None:
    world.phone(78).start()
    world.faults.append(faults.blocked(chat_id=78, method="sendmessage"))
    await bot.send_message(77, "x")
    await bot.send_chat_action(78, "typing")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(78, "x")
    await bot.send_message(78, "x")


async def test_servers_and_connections_break(bot: Bot, ria: Phone, world: World) -> None:
    world.faults += [faults.server_error(), faults.bad_gateway(), faults.dropped()]
    for _ in range(3):
        with pytest.raises(NetworkError):
            await bot.send_message(77, "x")
    assert len(ria.messages) == 1
    await bot.send_message(77, "x")


async def test_an_answer_may_be_lost_after_the_work_is_done(bot: Bot, ria: Phone, world: World) -> None:
    world.faults.append(Fault("sendMessage", drop=True, does_its_work=True))
    with pytest.raises(NetworkError):
        await bot.send_message(77, "aangekomen")
    assert ria.last.text == "aangekomen"


async def test_slowness_is_real(bot: Bot, ria: Phone, world: World) -> None:
    world.faults.append(faults.slow(0.4))
    with pytest.raises(TimedOut):
        await bot.send_message(77, "x", read_timeout=0.1)
    await asyncio.sleep(0.4)
    assert ria.last.text == "x"


@pytest.mark.usefixtures("ria")
async def test_a_function_may_choose_the_fault(bot: Bot, world: World) -> None:
    def every_second(method: str, chat_id: int | None) -> Fault | None:
        calls = [call for call in world.calls if call.method == "sendMessage"]
        odd = method == "sendMessage" and chat_id == 77 and len(calls) % 2 == 1
        return faults.server_error() if odd else None

    world.faults.append(every_second)
    with pytest.raises(NetworkError):
        await bot.send_message(77, "x")
    await bot.send_message(77, "x")


@pytest.mark.usefixtures("ria")
async def test_calls_are_logged_with_their_time(bot: Bot, world: World) -> None:
    begun = asyncio.get_running_loop().time()
    await bot.send_message(77, "hoi")
    call = world.calls[-1]
    assert (call.method, call.params) == ("sendMessage", {"chat_id": "77", "text": "hoi"})
    assert begun <= call.at <= asyncio.get_running_loop().time()
