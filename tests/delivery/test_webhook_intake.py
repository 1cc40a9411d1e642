"""The webhook lets in who knows the secret, stores, and only then says 200."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.app import App
from bot.domain.errors import SettingsError
from bot.playground.world import World

from .conftest import StartApp
from .standins import Standins

SECRET = "only_Telegram-knows"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture
async def app(start: StartApp, port: int) -> App:
    return await start(
        webhook_url=f"http://127.0.0.1:{port}/telegram", webhook_secret=SECRET, webhook_port=port
    )


@pytest.fixture
async def client(app: App) -> AsyncIterator[httpx.AsyncClient]:
    root = f"http://127.0.0.1:{app.settings.webhook_port}"
    async with httpx.AsyncClient(base_url=root, trust_env=False) as client:
        yield client


MESSAGE = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}}
UPDATE = {"update_id": 77, "message": MESSAGE}


async def stored(app: App) -> list[int]:
    async with app.database.unit() as tx:
        return [row["update_id"] for row in await tx.all("SELECT update_id FROM inbox")]


async def test_people_are_answered_through_the_webhook(world: World, app: App) -> None:
    phone = world.phone(7)
    phone.start()
    phone.send("via de haak")
    await phone.wait_for("via de haak")
    assert app.settings.webhook_url == world.webhook.url


WRONG_SECRETS: tuple[list[tuple[str, bytes]], ...] = (
    [],
    [(HEADER, b"guess")],
    [(HEADER, b"")],
    [(HEADER, "s\u00e9cret".encode("latin-1"))],
)
GARBAGE = (
    b"",
    b"{",
    b"[]",
    b'"x"',
    b'{"update_id": "7"}',
    b'{"update_id": true}',
    b'{"update_id": 1e400}',
    b'{"update_id": 99999999999999999999}',
    b"[" * 90000,
)


async def test_who_does_not_know_the_secret_is_refused(app: App, client: httpx.AsyncClient) -> None:
    for headers in WRONG_SECRETS:
        pairs = [(name.encode(), value) for name, value in headers]
        answer = await client.post("/telegram", json=UPDATE, headers=pairs)
        assert answer.status_code == 403
    assert await stored(app) == []


async def test_garbage_is_refused(app: App, client: httpx.AsyncClient) -> None:
    for body in GARBAGE:
        answer = await client.post("/telegram", content=body, headers={HEADER: SECRET})
        assert answer.status_code == 400
    assert await stored(app) == []


async def test_too_large_a_body_is_refused(app: App, client: httpx.AsyncClient) -> None:
    answer = await client.post("/telegram", content=b" " * 1_100_000, headers={HEADER: SECRET})
    assert answer.status_code == 413
    assert await stored(app) == []


async def test_an_update_is_stored_before_it_is_confirmed(app: App, client: httpx.AsyncClient) -> None:
    async with app.database.unit():
        sending = asyncio.create_task(client.post("/telegram", json=UPDATE, headers={HEADER: SECRET}))
        await asyncio.sleep(0.1)
        assert not sending.done()
    assert (await sending).status_code == 200
    assert await stored(app) == [77]


async def test_an_update_sent_twice_has_one_effect(
    app: App, client: httpx.AsyncClient, standins: Standins
) -> None:
    update = UPDATE | {"message": MESSAGE | {"text": "eens"}}
    for _ in range(2):
        answer = await client.post("/telegram", content=json.dumps(update), headers={HEADER: SECRET})
        assert answer.status_code == 200
    await app.settled()
    assert standins.handled == ["eens"]


async def test_other_paths_and_methods_lead_nowhere(client: httpx.AsyncClient) -> None:
    assert (await client.post("/telegram/", json=UPDATE, headers={HEADER: SECRET})).status_code == 404
    assert (await client.get("/telegram", headers={HEADER: SECRET})).status_code == 405


async def test_a_taken_port_is_one_clear_line(start: StartApp, port: int) -> None:
    with (
        socket.create_server(("127.0.0.1", port)),
        pytest.raises(SettingsError, match=f"cannot listen on .*{port}"),
    ):
        await start(webhook_url=f"http://127.0.0.1:{port}/t", webhook_secret=SECRET, webhook_port=port)


async def test_polling_takes_over_from_a_webhook(world: World, app: App, start: StartApp) -> None:
    await app.stop()
    await start()
    phone = world.phone(7)
    phone.start()
    await phone.wait_for("/start")
    assert world.webhook.url == ""
