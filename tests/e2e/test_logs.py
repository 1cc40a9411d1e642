"""A busy hour with trouble, at LOG_LEVEL=DEBUG: all that the program prints holds no token, name or text."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot.clock import system_clock
from bot.domain.ids import AccountId
from bot.domain.model import Draft
from bot.playground.errors import bad_request
from bot.playground.faults import Fault, bad_gateway, dropped, flood
from bot.playground.seed import FIRST_NEIGHBOUR, JOKE, NEIGHBOURS, RIET
from bot.playground.world import World
from storage import drafts, residents
from storage.database import Database

from .noon import make_noon
from .phones import texts
from .program import Program, eventually
from .test_odd_updates import CONTENTS, message

WORDS = "Ik heb morgen hulp nodig met een heel geheime zaak"
SECRETS = (
    "1:play",
    "geheim",
    "Samira",
    "سميرة",
    "Lindenstraat",
    "holographic",
    "Riet",
    "Joke",
    *(neighbour.name for neighbour in NEIGHBOURS if len(neighbour.name) > 4),
)


async def break_a_draft(path: Path) -> None:
    """An answer of which the handler can make nothing: it fails with the text in its error."""
    database = await Database.open(path, synchronous="OFF")
    async with database.unit() as tx:
        who = await residents.by_account(tx, AccountId(FIRST_NEIGHBOUR))
        assert who is not None
        data = {"flow": "request", "category": "zeer geheim", "answered": ["category", "when", "words"]}
        await drafts.put(tx, Draft(who.id, "request", "summary", data), system_clock())
    await database.close()


@pytest.mark.parametrize("log_format", ["json", "console"])
async def test_no_line_holds_the_token_a_name_or_a_text(
    world: World, url: str, tmp_path: Path, log_format: str
) -> None:
    program = Program(url, tmp_path / "buurt.db", LOG_FORMAT=log_format)
    await make_noon(world, program.database, system_clock())
    await break_a_draft(program.database)
    world.faults += [
        bad_gateway("getUpdates"),
        dropped("sendMessage"),
        flood(1, "sendMessage"),
        Fault("sendMessage", refusal=bad_request(f"can't parse entities: {WORDS}")),
    ]
    riet, joke, broken = world.phone(RIET), world.phone(JOKE), world.phone(FIRST_NEIGHBOUR)
    samira = world.phone(900, "Samira", "ar", username="samira_geheim")
    async with program.running() as process:
        broken.send("publiceren maar, dit is geheim")
        broken.forge("d:summary:publish", broken.send("geheim"))
        riet.send(WORDS)
        samira.start()
        samira.send("سميرة")
        joke.send("/coordinator")
        joke.block()
        for number, content in enumerate(CONTENTS.values()):
            world.updates.add("message", message(number, content))
        world.updates.add("message", {"message_id": "geheim", "from": {"id": RIET, "first_name": "Samira"}})
        await eventually(lambda: bool(program.rows("SELECT 1 FROM inbox WHERE state = 'set_aside'")))
        await eventually(lambda: bool(texts(riet) and texts(samira)))
        await eventually(lambda: program.rows("SELECT count(*) FROM inbox WHERE state = 'waiting'") == [(0,)])
        process.terminate()
        await asyncio.wait_for(process.wait(), 6)
    (printed,) = program.printed
    assert [secret for secret in SECRETS if secret in printed] == []
    assert "update_failed" in printed
    assert "not_sent" in printed
    assert "telegram.Bot" in printed
    if log_format == "json":
        assert all(json.loads(line)["event"] for line in printed.splitlines())
