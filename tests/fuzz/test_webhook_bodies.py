"""Whatever is posted to the webhook: stored, or refused; never an error of ours."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import httpx
import pytest

from bot.intake.webhook import LARGEST_BODY, SECRET_HEADER, WebhookServer
from bot.playground.seed import RIET
from bot.playground.world import World
from storage import inbox
from storage.database import Database

from .buurt import NOW
from .conversation import Talk
from .shapes import Maker, spoil

SECRET = "abc"
BODIES = (
    b"",
    b"\x00",
    b"\xff\xfe{}",
    '{"update_id": 1}'.encode("utf-16"),
    b"null",
    b"NaN",
    b'{"update_id": NaN}',
    b'{"update_id": -5}',
    b'{"update_id": ' + b"9" * 5000 + b"}",
    b"[" * 100_000,
    b'{"update_id": 11, "message": ' + b'{"reply_to_message": ' * 40_000 + b"1" + b"}" * 40_001,
    b'{"update_id": 12, "a": ' + b"[" * 900 + b"]" * 900 + b"}",
    b'{"update_id": 13, "message": {"text": "\\ud83d"}}',
    b'{"update_id": 14, "message": {"chat": {"id": 1e999}}}',
    b'{"update_id": 15, "message": []}',
    b'{"update_id": 16, "message": {"chat": [], "from": 5}}',
    b'{"update_id": 17, "update_id": 18}',
    b'{"update_id": 19, "x": "' + b"a" * LARGEST_BODY + b'"}',
)
UNHASHABLE = b'{"update_id": 20, "message": {"chat": {"id": 1, "type": ["group"]}}}'


@pytest.fixture
async def database(tmp_path: Path, blank: Path) -> AsyncIterator[Database]:
    opened = await Database.open(Path(shutil.copy(blank, tmp_path)), synchronous="OFF")
    yield opened
    await opened.close()


@pytest.fixture
async def client(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    server = WebhookServer(
        database,
        lambda: NOW,
        lambda: None,
        url="https://b.example/hook",
        secret=SECRET,
        listen="127.0.0.1",
        port=0,
    )
    listening = server.bind()
    running = asyncio.create_task(server.serve([listening]))
    root = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with httpx.AsyncClient(base_url=root, trust_env=False, headers={SECRET_HEADER: SECRET}) as client:
        yield client
    server.should_exit = True
    await running


async def test_no_body_makes_the_webhook_fail(client: httpx.AsyncClient, database: Database) -> None:
    for body in BODIES:
        answer = await client.post("/hook", content=body)
        assert answer.status_code in (200, 400, 413), body[:60]
    for method in ("GET", "PUT", "OPTIONS"):
        assert (await client.request(method, "/hook")).status_code == 405
    async with database.unit() as tx:
        for waiting in await inbox.waiting(tx, 100):
            json.loads(waiting.payload)


async def test_a_chat_type_that_is_no_word_does_not_make_it_fail(client: httpx.AsyncClient) -> None:
    assert (await client.post("/hook", content=UNHASHABLE)).status_code == 200


async def test_spoiled_updates_do_not_make_it_fail(client: httpx.AsyncClient) -> None:
    rng = Random(8)
    makers = Maker(rng), Talk(rng, World(lambda: NOW), [RIET])
    for number in range(60):
        update = json.loads(json.dumps(rng.choice(makers).update(number)))
        spoil(rng, update)
        answer = await client.post("/hook", content=json.dumps(update))
        assert answer.status_code == 200, json.dumps(update)[:1000]
