"""The soak's Telegram that posts: again until it hears 200, one after the other within a chat."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from random import Random

import pytest

from tests.soak.hook import Hook
from tests.soak.updates import Twice

NOW = datetime(2026, 10, 15, 8, tzinfo=UTC)
SECRET = "secret_of_the_hook"


class Bot:
    """Answers posts with the next of `statuses`, and keeps what came to each chat."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = [*statuses]
        self.got: dict[int, list[int]] = defaultdict(list)
        self.guesses = 0
        self.url = ""

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        update = json.loads(await reader.readexactly(int(head.split("content-length: ")[1].split("\r\n")[0])))
        known = f"secret-token: {SECRET}\r\n" in head
        status = 403 if not known else self.statuses.pop(0) if self.statuses else 200
        self.guesses += not known
        if status == 200:
            self.got[update["message"]["chat"]["id"]].append(update["update_id"])
        writer.write(f"HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    bot = Bot(503, 502)
    server = await asyncio.start_server(bot.answer, "127.0.0.1", 0)
    bot.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/updates"
    yield bot
    server.close()


async def test_a_post_comes_again_until_it_is_taken_and_in_order_within_its_chat(bot: Bot) -> None:
    updates = Twice(Random(3), lambda: NOW)
    updates.rough = True
    hook = Hook(updates, lambda: NOW)
    hook.wrong_secrets = 0.3
    broken: list[str] = []
    hook.broken = broken.append
    for number in range(60):
        updates.add("message", {"chat": {"id": number % 3 + 1}, "text": str(number)})
    try:
        await hook.set(bot.url, SECRET)
        await asyncio.wait_for(updates.confirmed(), 10)
    finally:
        await hook.stop()
    assert hook.arrived == 60
    assert bot.guesses > 0
    assert broken == []
    for chat, numbers in bot.got.items():
        first_times = list(dict.fromkeys(numbers))
        assert first_times == sorted(first_times), chat
        assert len(first_times) == 20
    assert updates.twice > 0
