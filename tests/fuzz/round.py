"""One round: a fresh copy of the buurt, some hundreds of updates through the worker, every message sent."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import Any

from pydantic import SecretStr
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.app import client as client_over_http
from bot.config import Settings
from bot.delivery.calls import calls, delete
from bot.domain.model import OutMessage
from bot.domain.update import Update
from bot.i18n import DEFAULT
from bot.intake.updates import stored_form
from bot.intake.worker import Worker
from bot.parts import own_parts
from bot.playground.files import sample_photo, sample_voice
from bot.playground.messages import Kind
from bot.playground.server import serve
from bot.playground.world import World
from bot.render import Screen, render
from bot.services.work import Work
from storage import inbox, outbox
from storage.database import Database, Transaction
from tests.fuzz import buurt, server
from tests.fuzz.conversation import Talk
from tests.fuzz.findings import SLOW_SECONDS, Findings, where
from tests.fuzz.shapes import Json, Maker, spoil

BATCH = 100
BETWEEN = (0, 1, 20, 60 * 5, 3600)
"""Seconds between two batches."""
WAIT_SECONDS = 30.0


class Sort(StrEnum):
    DESCRIBED = "described"
    """Of any kind and shape that the description knows."""
    TALK = "talk"
    """From residents, so that deep code is reached."""
    SPOILED = "spoiled"
    """Either, with something wrong in it."""


@dataclass(frozen=True)
class Plan:
    """A round that can be played again: the same plan makes the same updates."""

    seed: int
    number: int
    sort: Sort
    updates: int
    over_http: bool = False

    @property
    def rng(self) -> Random:
        return Random(f"{self.seed}/{self.number}/{self.sort}")


async def play(plan: Plan, template: Path, folder: Path, only: list[Json] | None = None) -> Findings:
    """Play a round on a copy of `template` in `folder`; `only` these updates where given."""
    path = folder / f"round-{plan.number}.db"
    shutil.copyfile(template, path)
    database = await Database.open(path, synchronous="OFF")
    try:
        return await _Round(plan, database, only).play()
    finally:
        await database.close()
        for end in ("", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)


@contextlib.asynccontextmanager
async def _clients(world: World, over_http: bool) -> AsyncIterator[tuple[Bot, list[str]]]:
    """The client of a world, and what it said that the description does not allow."""
    if not over_http:
        bot, request = server.client(world)
        yield bot, request.wrong
        return
    async with serve(world, control=False) as serving:
        settings = Settings(bot_token=SecretStr(world.token), bot_api_url=serving.url)
        bot, _ = client_over_http(settings)
        yield bot, []


class _Round:
    def __init__(self, plan: Plan, database: Database, only: list[Json] | None) -> None:
        self._plan = plan
        self._database = database
        self._rng = plan.rng
        self._only = only
        self._now = buurt.NOW
        self._world = World(lambda: self._now)
        self._world.files.add(Kind.VOICE, sample_voice())
        self._world.files.add(Kind.PHOTO, sample_photo(4, 4))
        # Who talks without end is dropped: then little of the bot would be reached.
        self._parts = own_parts(limits=plan.sort is not Sort.TALK or plan.over_http)
        self._found = Findings()
        self._committed = asyncio.Event()
        self._by_number: dict[int, Json] = {}

    async def play(self) -> Findings:
        began = time.monotonic()
        async with _clients(self._world, self._plan.over_http) as (bot, wrong):
            await bot.initialize()
            await self._play(bot)
            await bot.shutdown()
        for line in wrong:
            self._found.fault(f"not as described: {line}", str(self._plan))
        self._found.seconds = time.monotonic() - began
        return self._found

    async def _play(self, bot: Bot) -> None:
        async with self._database.unit() as tx:
            await buurt.vary(tx, self._rng)
            accounts = await buurt.everybody(tx)
        make = self._source(accounts)
        worker = Worker(
            bot,
            self._database,
            self._dispatch,
            self._parts.apologise,
            self._work,
            lambda _: self._committed.set(),
            to_hear=self._parts.to_hear,
        )
        running = asyncio.create_task(worker.run())
        try:
            for start in range(0, self._plan.updates, BATCH):
                size = min(BATCH, self._plan.updates - start)
                await self._store([make(start + number + 1) for number in range(size)])
                worker.wake()
                await self._handled(running)
                async with self._database.unit() as tx:
                    await self._send(bot, tx)
                self._now += timedelta(seconds=self._rng.choice(BETWEEN))
        except (Exception, asyncio.CancelledError) as error:
            self._found.fault(f"at the top: {where(error)}", str(self._plan))
        finally:
            worker.stop()
            await asyncio.wait({running}, timeout=5)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    def _source(self, accounts: list[int]) -> Callable[[int], Json]:
        if self._only is not None:
            given = self._only
            return lambda number: given[number - 1]
        described, talk = Maker(self._rng, accounts), Talk(self._rng, self._world, accounts)
        match self._plan.sort:
            case Sort.DESCRIBED:
                return described.update
            case Sort.TALK:
                return talk.update
            case Sort.SPOILED:
                return lambda number: self._spoiled(self._rng.choice((described, talk)).update(number))

    def _spoiled(self, update: Json) -> Json:
        """Something wrong in it."""
        spoiled: Json = json.loads(json.dumps(update))
        for _ in range(self._rng.choice((1, 1, 1, 2, 5))):
            spoil(self._rng, spoiled)
        return spoiled

    def _work(self, tx: Transaction) -> Work:
        return Work(tx, self._now, self._rng, b"key", "buurtkring_bot", listens=True)

    async def _store(self, updates: list[Json]) -> None:
        """As the intake does it."""
        self._found.updates += len(updates)
        self._by_number = {update["update_id"]: update for update in updates}
        rows = []
        for update in updates:
            try:
                row = stored_form(update)
            except Exception as error:
                self._found.fault(
                    f"not storable: {where(error)}", f"{self._plan} {json.dumps(update)[:6000]}"
                )
            else:
                rows += [row] if row is not None else []
        async with self._database.unit() as tx:
            await inbox.store(tx, rows, self._now)

    async def _dispatch(self, work: Work, update: Update) -> None:
        began = time.process_time()
        try:
            await self._parts.dispatch(work, update)
        except Exception as error:
            raw = self._by_number.get(update.id, {})
            self._found.fault(where(error), f"{self._plan} {json.dumps(raw)[:6000]}")
            raise
        finally:
            if (took := time.process_time() - began) > SLOW_SECONDS:
                self._found.slowly(took, self._by_number.get(update.id, {}))

    async def _handled(self, running: asyncio.Task[None]) -> None:
        """Wait for the worker. Raises what ended it, TimeoutError where it does not come to an end."""
        async with asyncio.timeout(WAIT_SECONDS):
            while True:
                self._committed.clear()
                async with self._database.unit() as tx:
                    if not await inbox.any_waiting(tx):
                        break
                if running.done():
                    await running
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._committed.wait(), 0.05)
        async with self._database.unit() as tx:
            aside = await tx.all("SELECT update_id FROM inbox WHERE state = 'set_aside'")
            await tx.change("DELETE FROM inbox WHERE state = 'set_aside'")
        for row in aside:
            update = json.dumps(self._by_number[row["update_id"]])
            self._found.fault("set aside", f"{self._plan} {update[:6000]}")

    async def _send(self, bot: Bot, tx: Transaction) -> None:
        """Render and send all that waits, in order within each chat."""
        while heads := await outbox.heads(tx, 1000):
            for message in heads:
                lang = message.lang or DEFAULT
                try:
                    number = await self._deliver(bot, message, lang)
                except (TelegramError, Exception) as error:
                    if not self._is_expected(error):
                        what = f"{message.kind} in {lang}: {type(error).__name__} {error}"[:200]
                        params = json.dumps(message.params)[:6000]
                        self._found.fault(what, f"{self._plan} {where(error)} {params}")
                    await outbox.failed(tx, message, self._now)
                    continue
                self._found.messages += 1
                await outbox.sent(tx, message, number, self._now)

    def _is_expected(self, error: BaseException) -> bool:
        """Telegram refuses files that it does not know: ours come out of thin air."""
        return isinstance(error, BadRequest) and "file identifier" in error.message.lower()

    async def _deliver(self, bot: Bot, message: OutMessage, lang: str) -> Any:
        self._open(message.chat_id)
        if message.delete:
            await delete(bot, message)
            return None
        screen = render(message.kind, message.params, lang)
        for line in _faults(screen):
            self._found.fault(f"{message.kind} in {lang}: {line}", json.dumps(message.params)[:6000])
        numbers = [await step() for step in calls(bot, message, screen)]
        return numbers[0]

    def _open(self, chat_id: int) -> None:
        """Whoever wrote to the bot can be written to."""
        if chat_id < 0:
            self._world.group(chat_id)
        else:
            self._world.phone(chat_id)
            self._world.chats[chat_id].open = True


def _faults(screen: Screen) -> list[str]:
    """What the house asks of a screen beyond what Telegram does."""
    found = []
    if sum(len(row) for row in screen.rows[:-1]) > 6:
        found.append("more than six buttons")
    if any(len((button.data or "").encode("utf-8", "replace")) > 64 for row in screen.rows for button in row):
        found.append("a button of over 64 bytes")
    if "\u202e" in screen.text or any("\u202e" in button.label for row in screen.rows for button in row):
        found.append("a bidi override")
    return found
