"""A bot of a few lines in the real frame: what the delivery tests put in place of the handlers and screens.

Run as a program it is that bot in a process of its own, which can be told to kill itself at a bad moment.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.app import build_app
from bot.config import Settings
from bot.delivery.menu import Menu
from bot.domain.calendar import next_at
from bot.domain.ids import AccountId, MessageId
from bot.domain.line import Line
from bot.domain.model import Due, OutMessage
from bot.domain.update import Message, Press, Update
from bot.i18n import Markup
from bot.parts import Parts
from bot.render.screen import Button, Document, Screen
from bot.services.work import Work
from storage import due, outbox

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def nothing() -> None:
    """Where a test wants no trouble."""


@dataclass
class Standins:
    """Echoes texts. `before_effect` and the like are called at those moments."""

    before_effect: Callable[[], None] = nothing
    after_effect: Callable[[], None] = nothing
    at_render: Callable[[], None] = nothing
    at_due: Callable[[], None] = nothing
    handled: list[str] = field(default_factory=list)

    def parts(self) -> Parts:
        return Parts(
            dispatch=self.dispatch,
            render=self.render,
            apologise=self.apologise,
            unreachable=self.unreachable,
            run_due=self.run_due,
            begin=self.begin,
            menu=Menu(
                commands=lambda lang: [("help", f"hulp {lang}")],
                description=lambda lang: f"omschrijving {lang}",
                short_description=lambda lang: f"kort {lang}",
            ),
        )

    async def dispatch(self, work: Work, update: Update) -> None:
        self.before_effect()
        match update.what:
            case Press(data):
                await work.record("pressed", detail=data)
            case Message(line=Line(text=str() as text), chat=chat):
                await work.record("said", detail=text)
                await put(work, chat.id, text)
                self.handled.append(text)
                self.after_effect()
                if text.startswith("boem"):
                    raise RuntimeError(f"cannot bear {text}")

    def render(self, _kind: str, params: dict[str, Any], lang: str) -> Screen:
        self.at_render()
        if params.get("boom"):
            raise KeyError(params["text"])
        document = params.get("document")
        return Screen(
            Markup(params["text"].replace("{lang}", lang)),
            rows=tuple(tuple(Button(label, data) for label, data in row) for row in params.get("rows", ())),
            voice=params.get("voice"),
            photo=params.get("photo"),
            location=params.get("location"),
            document=Document(document, b"inhoud") if document else None,
            protect=bool(params.get("protect")),
        )

    async def apologise(self, work: Work, chat_id: AccountId, lang_code: str | None) -> None:
        await put(work, chat_id, f"sorry {lang_code}")

    async def unreachable(self, work: Work, chat_id: AccountId) -> None:
        await work.tx.change("UPDATE resident SET reachable = 0 WHERE account = ?", (chat_id,))
        await work.record("unreachable", detail=str(chat_id))

    async def run_due(self, work: Work, row: Due) -> None:
        await work.record("due", detail=f"{row.kind} {row.subject} {work.now:%d %H:%M}")
        if row.kind == "boom":
            raise RuntimeError("a private text")
        if row.kind == "daily":
            await due.plan(work.tx, "daily", row.subject, next_at(work.now, time(8), AMSTERDAM))
        if row.kind == "cancels":
            await due.cancel(work.tx, row.subject, "cancelled")
        if row.kind == "message":
            await put(work, row.subject, f"om {work.now:%H:%M}")
        self.at_due()

    async def begin(self, work: Work) -> None:
        await work.record("begun")


async def put(work: Work, chat_id: int, text: str, edit: int | None = None, **params: Any) -> None:
    """Queue an echo."""
    message = OutMessage(
        "echo", {"text": text, **params}, AccountId(chat_id), edit=MessageId(edit) if edit else None
    )
    await outbox.put(work.tx, message, work.now)


def settings(url: str, path: Path, token: str = "1:play", **others: Any) -> Settings:
    """Settings for a server on loopback, without looking at the environment."""
    return Settings.model_validate(
        {"bot_token": SecretStr(token), "bot_api_url": url, "database_path": path, "send_limits": False}
        | others
    )


def kill_at(turn: int) -> Callable[[], None]:
    """Ends this process the way a power cut does, the `turn`th time it is called."""
    left = turn

    def call() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return call


def main(url: str, path: str, moment: str, turn: str) -> None:
    standins = Standins()
    if moment != "never":
        setattr(standins, moment, kill_at(int(turn)))
    asyncio.run(build_app(settings(url, Path(path)), parts=standins.parts()).run())


if __name__ == "__main__":
    main(*sys.argv[1:])
