"""What somebody who watches is told: whether the bot keeps up, in numbers, of nobody."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.app import STOP_SECONDS, build_app
from bot.clock import system_clock
from bot.domain.errors import SettingsError
from bot.playground.errors import forbidden
from bot.playground.faults import Fault, slow
from bot.playground.world import World
from storage.database import to_text

from .conftest import StartApp, eventually
from .standins import Standins, settings

BLOCKED = "bot was blocked by the user"


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


async def asked(port: int, path: str = "/healthz") -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as client:
        return await client.get(f"http://127.0.0.1:{port}{path}", timeout=5)


def value(figures: str, name: str) -> float:
    """One figure of a scrape, by its name with labels."""
    return float(next(line for line in figures.splitlines() if line.startswith(f"{name} ")).split()[-1])


async def test_a_bot_that_keeps_up_is_healthy_and_its_figures_name_nobody(
    world: World, start: StartApp, port: int
) -> None:
    world.faults.append(Fault("sendMessage", chat_id=8, refusal=forbidden(BLOCKED)))
    app = await start(health_port=port, log_level="ERROR")
    told = await asked(port)
    assert (told.status_code, told.json()) == (200, {"status": "ok"})
    before = await asked(port, "/metrics")
    world.phone(8, "Samira").start()
    phone = world.phone(7, "Truus")
    phone.start()
    await phone.wait_for("/start")
    await app.settled()
    async with app.database.unit() as tx:
        for who in (1, 2):
            await tx.insert(
                "INSERT INTO event (at, kind, who, post_id) VALUES ('2026-11-23T09:00:00Z', 'asked', ?, 5)",
                (f"r{who}",),
            )
        await tx.insert("INSERT INTO event (at, kind) VALUES ('2026-11-23T09:00:00Z', 'matched')")
    figures = (await asked(port, "/metrics")).text
    assert value(figures, "buurtkring_updates_handled_total") == 2
    refused = f'buurtkring_send_errors_total{{error="Forbidden",why="{BLOCKED}"}}'
    was = value(before.text, refused) if refused in before.text else 0
    assert value(figures, refused) == was + 1
    decided = {
        what: value(figures, f'buurtkring_decisions_total{{what="{what}"}}')
        for what in ("waves", "asks", "matches", "yeses")
    }
    assert decided == {"waves": 1, "asks": 2, "matches": 1, "yeses": 0}
    assert value(figures, "buurtkring_updates_waiting") == 0
    assert value(figures, "process_resident_memory_bytes") > 0
    assert not [word for word in ("Samira", "Truus", "1:play", "boodschappen") if word in figures]
    assert (await asked(port, "/")).status_code == 404


async def test_what_waits_too_long_is_told_while_the_writer_is_busy(
    start: StartApp, port: int, tmp_path: Path
) -> None:
    app = await start(health_port=port)
    for part in (app.worker, app.sender, app.scheduler):
        part.stop()
    long_ago = to_text(system_clock() - timedelta(hours=30))
    with closing(sqlite3.connect(tmp_path / "buurt.db", isolation_level=None)) as other:
        other.execute(
            "INSERT INTO inbox (update_id, chat_id, payload, received_at) VALUES (1, 1, '{}', ?)", (long_ago,)
        )
        other.execute("INSERT INTO due (kind, subject, at) VALUES ('care', 1, ?)", (long_ago,))
        other.execute(
            "INSERT INTO outbox (chat_id, kind, params, created_at) VALUES (9, 'echo', '{}', ?)", (long_ago,)
        )
        other.execute("BEGIN IMMEDIATE")
        told = await asked(port)
        figures = (await asked(port, "/metrics")).text
    assert told.status_code == 503
    why = " ".join(told.json()["why"])
    assert all(word in why for word in ("updates wait 108", "messages wait 108", "due rows wait 108")), why
    assert value(figures, "buurtkring_due_rows_oldest_seconds") > 100_000
    assert "scheduler does not run" in told.json()["why"]


async def test_while_telegram_is_not_reached_it_is_not_healthy(
    standins: Standins, port: int, tmp_path: Path
) -> None:
    app = build_app(
        settings("http://127.0.0.1:9", tmp_path / "b.db", health_port=port), parts=standins.parts()
    )
    starting = asyncio.create_task(app.start())
    told = None
    while told is None:
        await asyncio.sleep(0.02)
        with contextlib.suppress(httpx.ConnectError):
            told = await asked(port)
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    assert told.status_code == 503
    assert "intake does not run" in told.json()["why"]


async def test_a_health_port_that_is_taken_is_one_clear_line(start: StartApp, port: int) -> None:
    with (
        socket.create_server(("127.0.0.1", port)),
        pytest.raises(SettingsError, match="HEALTH_LISTEN:HEALTH_PORT"),
    ):
        await start(health_port=port)


async def test_a_server_that_hangs_does_not_hold_up_the_stop(
    world: World, start: StartApp, port: int
) -> None:
    app = await start(health_port=port)
    phone = world.phone(7)
    phone.start()
    await phone.wait_for("/start")
    world.faults += [slow(60, "sendMessage"), slow(60, "answerCallbackQuery")]
    phone.send("onderweg")
    await eventually(lambda: any(call.params.get("text") == "onderweg" for call in world.calls))
    loop = asyncio.get_running_loop()
    asked_at = loop.time()
    await app.stop(within=0.4)
    assert loop.time() - asked_at < 1.4, "the whole stop takes a second more at most"
    assert STOP_SECONDS <= 3.5, "measured: the rest takes a second on a busy machine"


async def test_sigterm_ends_a_start_that_waits_for_an_answer(
    world: World, url: str, standins: Standins, tmp_path: Path
) -> None:
    world.faults.append(slow(60, "getMe"))
    app = build_app(settings(url, tmp_path / "b.db"), parts=standins.parts())
    running = asyncio.create_task(app.run())
    await eventually(lambda: any(call.method == "getMe" for call in world.calls))
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(running, 2)
