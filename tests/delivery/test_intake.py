"""Updates are stored, then confirmed, then handled once, in order within a chat."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path
from typing import Any

from bot.app import App, client
from bot.clock import system_clock
from bot.intake import Poller
from bot.playground.faults import bad_gateway, dropped
from bot.playground.phone import Phone
from bot.playground.world import World
from storage import inbox
from storage.database import Database

from .conftest import StartApp, eventually
from .standins import Standins, put, settings


async def store(app: App, *updates: dict[str, Any]) -> None:
    async with app.database.unit() as tx:
        rows = [
            (update["update_id"], update["message"]["chat"]["id"], json.dumps(update)) for update in updates
        ]
        await inbox.store(tx, rows, system_clock())
    app.worker.wake()


def said(update_id: int, chat_id: int, text: str) -> dict[str, Any]:
    person = {"id": chat_id, "is_bot": False, "first_name": "Samira", "language_code": "ar"}
    chat = {"id": chat_id, "type": "private"}
    message = {"message_id": update_id, "date": 1, "from": person, "chat": chat, "text": text}
    return {"update_id": update_id, "message": message}


async def details(app: App, kind: str) -> list[str]:
    async with app.database.unit() as tx:
        return [
            row[0] for row in await tx.all("SELECT detail FROM event WHERE kind = ? ORDER BY id", (kind,))
        ]


async def test_what_a_person_writes_is_handled_and_answered(world: World, start: StartApp) -> None:
    await start()
    phone = world.phone(7)
    phone.start()
    phone.send("goedemorgen")
    await phone.wait_for("goedemorgen")


async def test_an_update_that_comes_twice_has_one_effect(start: StartApp, standins: Standins) -> None:
    app = await start()
    await store(app, said(5, 7, "een keer"))
    await app.settled()
    await store(app, said(5, 7, "een keer"))
    await app.settled()
    assert await details(app, "said") == ["een keer"]
    assert standins.handled == ["een keer"]


async def test_the_content_of_a_handled_update_is_gone(start: StartApp) -> None:
    app = await start()
    await store(app, said(5, 7, "geheim"))
    await app.settled()
    async with app.database.unit() as tx:
        row = await tx.one("SELECT state, payload, chat_id FROM inbox")
    assert row is not None
    assert tuple(row) == ("done", None, 0)


async def test_an_update_that_keeps_failing_is_set_aside_with_an_apology_and_holds_up_nobody(
    world: World, start: StartApp, standins: Standins
) -> None:
    app = await start()
    for user_id in (7, 8):
        world.phone(user_id).start()
        await world.phone(user_id).wait_for("/start")
    standins.handled.clear()
    await store(app, said(905, 7, "boem"), said(906, 7, "daarna"), said(907, 8, "een ander"))
    await world.phone(8).wait_for("een ander")
    assert "daarna" not in standins.handled
    await app.settled()
    assert standins.handled == ["boem", "een ander", "boem", "boem", "daarna"]
    assert [shown.text for shown in world.phone(7).messages if not shown.mine][-2:] == ["sorry ar", "daarna"]
    assert "boem" not in await details(app, "said")
    async with app.database.unit() as tx:
        row = await tx.one("SELECT state, payload, tries FROM inbox WHERE update_id = 905")
    assert row is not None
    assert tuple(row) == ("set_aside", None, 3)


async def test_updates_of_a_chat_are_handled_in_order(start: StartApp, standins: Standins) -> None:
    app = await start()
    await store(app, *(said(100 + n, 7 + n % 3, str(n)) for n in range(120)))
    await app.settled()
    assert standins.handled == [str(n) for n in range(120)]


async def test_a_locked_database_is_waited_for_and_counts_as_no_try(
    start: StartApp, standins: Standins
) -> None:
    app = await start()
    tries = 0

    def locked_at_first() -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error

    standins.before_effect = locked_at_first
    await store(app, said(5, 7, "toch"))
    await app.settled()
    assert await details(app, "said") == ["toch"]
    async with app.database.unit() as tx:
        row = await tx.one("SELECT tries FROM inbox")
    assert row is not None
    assert row["tries"] == 0


async def test_a_wrong_statement_is_a_bug_and_not_trouble_of_the_database(
    start: StartApp, standins: Standins
) -> None:
    app = await start()

    def wrong() -> None:
        sqlite3.connect(":memory:").execute("SELECT nothing FROM nowhere")

    standins.before_effect = wrong
    await store(app, said(5, 0, "x"))
    await app.settled()
    async with app.database.unit() as tx:
        row = await tx.one("SELECT state FROM inbox")
    assert row is not None
    assert row["state"] == "set_aside"


async def chooser(world: World, start: StartApp) -> Phone:
    """Somebody with a button on their screen."""
    phone = world.phone(7)
    phone.start()
    app = await start()
    async with app.database.unit() as tx:
        await put(app.work(tx), 7, "kies", rows=[[["Ja", "yes:1"]]])
    app.sender.wake()
    await phone.wait_for("kies")
    return phone


async def test_an_answer_to_a_button_that_was_cut_off_is_given_again(
    world: World, start: StartApp, standins: Standins
) -> None:
    phone = await chooser(world, start)
    world.faults.append(dropped("answerCallbackQuery"))
    phone.press("Ja")
    await eventually(lambda: [call.method for call in world.calls].count("answerCallbackQuery") == 2)


async def test_a_pressed_button_is_always_answered(world: World, start: StartApp, standins: Standins) -> None:
    phone = await chooser(world, start)
    phone.press("Ja")
    await eventually(lambda: [call.method for call in world.calls].count("answerCallbackQuery") == 1)

    def fail() -> None:
        raise RuntimeError

    standins.before_effect = fail
    phone.press("Ja")
    await eventually(lambda: [call.method for call in world.calls].count("answerCallbackQuery") == 2)


async def test_odd_updates_do_no_harm(start: StartApp, standins: Standins) -> None:
    app = await start()
    odd: list[dict[str, Any]] = [
        {"update_id": 1, "message": {"chat": {"id": 7}}},
        {
            "update_id": 2,
            "message": {"chat": {"id": 8, "type": "private"}, "date": "soon", "message_id": "x"},
        },
        {"update_id": 3, "message": {"chat": {"id": 9}, "business": 1}},
        said(11, 9, "boem") | {"message": said(11, 9, "boem")["message"] | {"from": {"id": "9"}}},
    ]
    await store(app, *odd, said(4, 10, "gewoon"))
    await app.settled()
    assert standins.handled == ["gewoon"]
    async with app.database.unit() as tx:
        rows = await tx.all("SELECT state, tries, payload FROM inbox")
        assert [tuple(row) for row in rows] == [("done", 0, None)] * 5
        assert len(await tx.all("SELECT 1 FROM outbox")) == 1


async def test_a_long_poll_that_fails_is_tried_again(world: World, start: StartApp) -> None:
    world.faults += [bad_gateway("getUpdates"), dropped("getUpdates")]
    await start()
    phone = world.phone(7)
    phone.start()
    phone.send("toch gehoord")
    await phone.wait_for("toch gehoord", timeout=10)


async def test_an_update_is_confirmed_only_after_it_was_stored(world: World, start: StartApp) -> None:
    app = await start()
    phone = world.phone(7)
    phone.start()
    await phone.wait_for("/start")
    await eventually(lambda: len(world.updates) == 0)
    async with app.database.unit():  # nothing can be stored while this is open
        phone.send("nog niet")
        await asyncio.sleep(0.2)
        polls = [call.params.get("offset") for call in world.calls if call.method == "getUpdates"]
        assert len(world.updates) == 1
    await phone.wait_for("nog niet")
    await asyncio.sleep(0.05)
    later = [call.params.get("offset") for call in world.calls if call.method == "getUpdates"]
    assert len(later) == len(polls) + 1


async def test_an_update_that_cannot_be_read_is_set_aside_at_once_and_holds_up_nobody(
    world: World, start: StartApp, standins: Standins
) -> None:
    app = await start()
    deep = '{"update_id": 5, "message": {"x": ' + "[" * 3000 + "]" * 3000 + "}}"
    async with app.database.unit() as tx:
        await inbox.store(
            tx, [(5, 0, deep), (6, 0, "{"), (7, 0, '{"update_id": 7, "message": 1')], app.clock()
        )
    app.worker.wake()
    phone = world.phone(7)
    phone.start()
    phone.send("gewone woorden")
    await phone.wait_for("gewone woorden")
    async with app.database.unit() as tx:
        rows = await tx.all("SELECT tries, state, payload FROM inbox WHERE update_id IN (5, 6, 7)")
    assert [tuple(row) for row in rows] == [(1, "set_aside", None)] * 3


async def test_it_is_known_how_long_the_server_has_been_silent(tmp_path: Path) -> None:
    bot, request = client(settings("http://127.0.0.1:1", tmp_path / "buurt.db"))
    database = await Database.open(tmp_path / "buurt.db")
    poller = Poller(bot, request, database, system_clock, lambda: None, lambda: asyncio.sleep(0))
    fetching = asyncio.create_task(poller.run())
    await eventually(lambda: poller.silent_for() > 0.2)
    fetching.cancel()
    await database.close()
