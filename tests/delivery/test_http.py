"""The HTTP client under python-telegram-bot, against a server that misbehaves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot, InputFile
from telegram.error import NetworkError, TimedOut

from bot.http import PooledRequest
from bot.playground.faults import dropped
from bot.playground.phone import Phone
from bot.playground.world import World

SECRET = "123:geheim"


@pytest.fixture
async def bot(url: str) -> AsyncIterator[Bot]:
    calling, polling = PooledRequest(4), PooledRequest(1)
    async with Bot(
        "1:play", base_url=f"{url}/bot", base_file_url=f"{url}/file/bot", request=calling,
        get_updates_request=polling,
    ) as bot:  # fmt: skip
        yield bot


@pytest.fixture
def ria(world: World) -> Phone:
    phone = world.phone(7)
    phone.start()
    return phone


@asynccontextmanager
async def server(answer: bytes | None) -> AsyncIterator[str]:
    """Gives this answer to whatever comes, or none at all; the root of the server."""
    gone = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if answer is None:
            await gone.wait()
        else:
            writer.write(answer)
            await writer.drain()
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listening:
        host, port = listening.sockets[0].getsockname()
        yield f"http://{host}:{port}"
        gone.set()


async def test_words_of_any_script_and_files_arrive_whole(bot: Bot, ria: Phone) -> None:
    words = "Käse & +%20= مرحبا 👋🏽 <b>\n"
    await bot.send_message(7, words)
    await ria.wait_for(words.strip())
    sent = await bot.send_document(
        7, InputFile(b"BEGIN:VCALENDAR", filename="afspraak-موعد.ics"), caption="hier"
    )
    assert sent.document is not None
    assert sent.document.file_name == "afspraak-موعد.ics"
    assert (
        bytes(await (await bot.get_file(sent.document.file_id)).download_as_bytearray()) == b"BEGIN:VCALENDAR"
    )


async def test_half_a_character_is_left_out_and_the_rest_leaves(bot: Bot, ria: Phone) -> None:
    await bot.send_message(7, "hallo \ud83dRia")
    await ria.wait_for("hallo Ria")


async def test_an_answer_that_does_not_come_is_a_timeout_without_the_address() -> None:
    async with server(None) as root, PooledRequest(1) as request:
        with pytest.raises(TimedOut) as late:
            await request.post(f"{root}/bot{SECRET}/getMe", read_timeout=0.05)
    assert SECRET not in str(late.value)
    assert late.value.__cause__ is None


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="closed without a word"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", id="cut in the middle"),
        pytest.param(b"SSH-2.0-OpenSSH_9.6\r\n\r\n", id="another protocol"),
        pytest.param(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n", id="sent elsewhere"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", id="endless"),
    ],
)
async def test_a_broken_answer_is_a_network_error_without_the_address(answer: bytes) -> None:
    async with server(answer) as root, PooledRequest(1) as request:
        with pytest.raises(NetworkError) as broken:
            await request.post(f"{root}/bot{SECRET}/getMe", read_timeout=5)
    assert SECRET not in str(broken.value)


async def test_a_server_that_is_not_there_is_a_network_error_without_the_address() -> None:
    async with PooledRequest(1) as request:
        with pytest.raises(NetworkError) as nobody:
            await request.post(f"http://127.0.0.1:1/bot{SECRET}/getMe")
    assert SECRET not in str(nobody.value)


async def test_a_lost_connection_is_replaced_by_another(bot: Bot, world: World, ria: Phone) -> None:
    world.faults.append(dropped("sendMessage"))
    with pytest.raises(NetworkError):
        await bot.send_message(7, "een")
    await bot.send_message(7, "twee")
    await ria.wait_for("twee")
