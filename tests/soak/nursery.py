"""Gives birth to one bot after the other: a process that has read all modules, and forks for each life.

Run as `python -m tests.soak.nursery LOG`; one JSON object a line on standard input begins a life, its process id
and later its exit code come back the same way. A life is the whole bot, told by a Unix socket how far its clock
may go (see `live`).
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from pydantic import SecretStr

import handlers  # noqa: F401 (read once, before the forks)
from bot import logs
from bot.app import App, build_app
from bot.config import Settings
from bot.text.reader import understand
from tests.soak.instant import Told, ToldClock


async def live(order: dict[str, Any]) -> None:
    """Be the bot until SIGTERM or SIGKILL."""
    settings = Settings(
        bot_token=SecretStr(order["token"]),
        bot_api_url=order["url"],
        database_path=Path(order["database"]),
        secret_key=SecretStr(order["key"]),
        send_limits=False,
        log_format="json",
        log_level=order["level"],
        **_by_webhook(order),
    )
    logs.configure(settings.log_format, settings.log_level)
    clock = ToldClock(Told(Path(order["instant"])))
    app = build_app(settings, clock=clock, rng=Random(order["chance"]))
    obeying = asyncio.create_task(_obey(app, order["socket"]))
    try:
        await app.run()
    finally:
        obeying.cancel()
        await asyncio.gather(obeying, return_exceptions=True)


def _by_webhook(order: dict[str, Any]) -> dict[str, Any]:
    """The settings of a life to which updates are posted; none for one that fetches them."""
    if not order["by_webhook"]:
        return {}
    port, secret = order["webhook_port"], SecretStr(order["webhook_secret"])
    url = f"http://127.0.0.1:{port}/updates"
    return {"webhook_url": url, "webhook_port": port, "webhook_secret": secret}


async def _obey(app: App, socket: str) -> None:
    """`rest N` waits until nothing waits, `until ISO N` moves the clock; both are answered by the same line."""
    reader, writer = await asyncio.open_unix_connection(socket)
    while not hasattr(app, "scheduler"):  # noqa: ASYNC110 - it sets no event for it
        await asyncio.sleep(0.01)
    writer.write(b"ready\n")
    async for line in reader:
        word, *how_far, _ = line.decode().split()
        if word == "until":
            await app.step_to(datetime.fromisoformat(how_far[0]))
        else:
            # Twice: the presses of the last commit may have been answered after the first look.
            await app.settled()
            await app.settled()
        writer.write(line)


def main() -> None:
    log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    understand("Wie kan morgen boodschappen doen?", datetime.fromisoformat("2026-11-23T10:00+01:00"))
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _be_born(order, log)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _be_born(order: dict[str, Any], log: int) -> None:
    """All that the bot prints goes to the log, which is searched; never returns."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for ours, theirs in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(ours, theirs)
    code = 1
    try:
        asyncio.run(live(order))
        code = 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
