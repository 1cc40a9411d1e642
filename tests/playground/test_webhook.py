from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict

from bot.playground.phone import Phone


class Receiver:
    """A bot's own web server: what it was sent, and the statuses it answers (200 when none is left)."""

    def __init__(self) -> None:
        self.url = ""
        self.got: list[tuple[str, str]] = []
        self.statuses: list[int] = []
        self.arrived = asyncio.Event()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.split("content-length: ")[1].split("\r\n")[0])
        update = json.loads(await reader.readexactly(length))
        secret = head.partition("x-telegram-bot-api-secret-token: ")[2].split("\r\n")[0]
        self.got.append((secret, update["message"]["text"]))
        status = self.statuses.pop(0) if self.statuses else 200
        writer.write(f"HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()
        self.arrived.set()

    async def wait(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.got) < count:
                self.arrived.clear()
                await self.arrived.wait()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    server = await asyncio.start_server(receiver.answer, "127.0.0.1", 0)
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    yield receiver
    server.close()


async def test_updates_come_in_order_with_the_secret(bot: Bot, ria: Phone, receiver: Receiver) -> None:
    ria.send("een")
    await bot.set_webhook(receiver.url, secret_token="geheim-1")
    ria.send("twee")
    await receiver.wait(2)
    assert receiver.got == [("geheim-1", "een"), ("geheim-1", "twee")]


async def test_an_update_is_sent_again_until_it_is_taken(bot: Bot, ria: Phone, receiver: Receiver) -> None:
    receiver.statuses = [500, 404]
    await bot.set_webhook(receiver.url)
    ria.send("een")
    ria.send("twee")
    await receiver.wait(4)
    assert [text for _, text in receiver.got] == ["een", "een", "een", "twee"]
    info = await bot.get_webhook_info()
    assert info.url == receiver.url
    assert info.last_error_message == "Wrong response from the webhook: 404 X"


async def test_polling_and_a_webhook_exclude_each_other(bot: Bot, ria: Phone, receiver: Receiver) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    await bot.set_webhook(receiver.url)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active; use deleteW"):
        await bot.get_updates()
    await bot.delete_webhook()
    ria.send("nu wel")
    assert len(await bot.get_updates()) == 1
    assert (await bot.get_webhook_info()).url == ""


async def test_what_waits_can_be_dropped(bot: Bot, ria: Phone, receiver: Receiver) -> None:
    ria.send("oud")
    await bot.set_webhook(receiver.url, drop_pending_updates=True)
    ria.send("nieuw")
    await receiver.wait(1)
    assert [text for _, text in receiver.got] == ["nieuw"]


@pytest.mark.parametrize("url", ["https://example.org/hook", "ftp://127.0.0.1/", "https://192.0.2.1/hook"])
async def test_nothing_is_sent_to_other_machines(bot: Bot, url: str) -> None:
    with pytest.raises(BadRequest, match="Bad webhook"):
        await bot.set_webhook(url)


async def test_a_secret_has_plain_characters(bot: Bot, receiver: Receiver) -> None:
    with pytest.raises(BadRequest, match="Secret token contains unallowed characters"):
        await bot.set_webhook(receiver.url, secret_token="a b")
