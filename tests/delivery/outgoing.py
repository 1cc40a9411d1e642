"""Queueing messages and looking at what became of them."""

from __future__ import annotations

from typing import Any

from bot.app import App
from bot.domain.ids import AccountId, ResidentId
from bot.domain.model import OutMessage
from bot.playground.phone import Phone
from bot.playground.world import World
from storage import outbox

from .conftest import StartApp, eventually
from .standins import Standins


def opened(world: World, user_id: int) -> Phone:
    phone = world.phone(user_id)
    phone.start()
    return phone


async def send(app: App, text: str, chat_id: int = 7, **fields: Any) -> None:
    params = fields.pop("params", {})
    message = OutMessage("echo", {"text": text} | params, AccountId(chat_id), **fields)
    async with app.database.unit() as tx:
        await outbox.put(tx, message, app.clock())
    app.sender.wake()


async def resident(app: App, account: int, lang: str) -> ResidentId:
    async with app.database.unit() as tx:
        return ResidentId(
            await tx.insert(
                "INSERT INTO resident (account, name, lang, state, created_at, seen_at)"
                " VALUES (?, '', ?, 'member', '', '')",
                (account, lang),
            )
        )


async def states(app: App) -> list[str]:
    """The state of each row of the outbox, but those that answer /start."""
    async with app.database.unit() as tx:
        rows = await tx.all("SELECT state FROM outbox WHERE kind = 'echo' ORDER BY id")
    return [row["state"] for row in rows]


async def begun(start: StartApp, world: World, standins: Standins, **settings: Any) -> App:
    """A running app that has answered the phones' /start, with nothing left to do."""
    app = await start(**settings)
    people = len(world.users)
    await eventually(lambda: standins.handled.count("/start") == people and len(world.updates) == 0)
    await app.settled()
    async with app.database.unit() as tx:
        await tx.change("DELETE FROM outbox")
    return app


def texts(phone: Phone) -> list[str]:
    """What the bot wrote after its answer to /start."""
    return [shown.text for shown in phone.messages if not shown.mine][1:]
