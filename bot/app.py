"""The composition root: every part of the bot is made here and can be passed in."""

from __future__ import annotations

import asyncio
import contextlib
import shlex
import signal
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot import http, logs
from bot.clock import Clock, MovableClock, system_clock, system_rng
from bot.config import Settings
from bot.delivery import Sender
from bot.delivery.menu import publish
from bot.domain.emergency import load
from bot.domain.errors import SettingsError
from bot.intake import ALLOWED, Ears, Poller, Worker
from bot.parts import Parts, own_parts
from bot.scheduler import Drain, Scheduler
from bot.services.work import Work
from storage import due, inbox, outbox
from storage.database import Database, Transaction
from storage.lock import OnlyCopy
from storage.soundness import Watch

if TYPE_CHECKING:
    from bot.intake.webhook import WebhookServer

CONNECTIONS = 32
STOP_SECONDS = 3.5
LONGEST_PAUSE = 30.0
SILENT_SECONDS = 120.0
"""Without an answer to a poll for so long, the intake does not run, for who asks after the bot's health."""

log = logs.get("app")


def build_app(
    settings: Settings,
    *,
    clock: Clock = system_clock,
    rng: Random | None = None,
    parts: Parts | None = None,
) -> App:
    """The whole bot for these settings; nothing is opened or sent before `start`."""
    return App(settings, parts or own_parts(limits=settings.send_limits), clock, rng or system_rng())


class App:
    """A bot that can be started once. `run` is for a process of its own, `start` and `stop` for tests."""

    def __init__(self, settings: Settings, parts: Parts, clock: Clock, rng: Random) -> None:
        self.settings = settings
        self.clock = clock
        self.rng = rng
        self.bot, self._polling_request = client(settings)
        self._parts = parts
        self._lock = OnlyCopy(settings.database_path)
        self._watch = Watch(settings.database_path)
        self._closing = contextlib.AsyncExitStack()
        self._key = b""
        self._changed = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._aside: asyncio.Task[None] | None = None
        self._fetching: asyncio.Task[None] | None = None
        self._webhook: WebhookServer | None = None
        self._poller: Poller | None = None
        self.database: Database
        self.sender: Sender
        self.worker: Worker
        self.scheduler: Scheduler

    def work(self, tx: Transaction) -> Work:
        """A unit of work at this moment, in an open transaction."""
        return Work(
            tx,
            self.clock(),
            self.rng,
            self._key,
            self.bot.username,
            emergency=load(self.settings.emergency_file),
            listens=self.settings.speech_command is not None,
        )

    async def start(self) -> None:
        """Open, connect and begin. Raises SettingsError or StorageError with one line for the operator."""
        self._lock.take()
        self._closing.callback(self._lock.release)
        try:
            self._key = self.settings.key()
            load(self.settings.emergency_file)
            self._closing.push_async_callback(self._watch.close)
            await self._watch.begin()
            self.database = await Database.open(self.settings.database_path)
            self._closing.push_async_callback(self.database.close)
            self._open_health()
            self._closing.push_async_callback(self.bot.shutdown)
            await self._patiently(self.bot.initialize)
            self._compose()
            async with self.database.unit() as tx:
                await self._parts.begin(self.work(tx))
            await self._open_intake()
        except BaseException:
            await self._closing.aclose()
            raise
        self._tasks = [
            asyncio.create_task(self.sender.run(), name="sender"),
            asyncio.create_task(self.worker.run(), name="worker"),
            asyncio.create_task(self.scheduler.run(), name="scheduler"),
        ]
        self._aside = asyncio.create_task(publish(self.bot, self._parts.menu), name="menu")
        log.info("started", by="webhook" if self._webhook else "polling")

    def _compose(self) -> None:
        bot, database, parts = self.bot, self.database, self._parts
        self.sender = Sender(
            bot,
            database,
            self.clock,
            self.rng,
            parts.render,
            parts.unreachable,
            self.work,
            self._committed,
            limits=self.settings.send_limits,
        )
        self.worker = Worker(
            bot,
            database,
            parts.dispatch,
            parts.apologise,
            self.work,
            self._committed,
            ears=self._ears(),
            to_hear=parts.to_hear,
        )
        self.scheduler = Scheduler(database, self.clock, parts.run_due, self.work, self._committed)

    def _open_health(self) -> None:
        """From here on somebody who watches can see that it is starting, and what it waits for."""
        if self.settings.health_port is not None:
            from bot.health import HealthServer  # few have it on, and it costs time and memory to load

            health = HealthServer(self.settings, self.clock, self._down)
            health.start()
            self._parts = replace(self._parts, dispatch=health.counted(self._parts.dispatch))
            self._closing.push_async_callback(health.stop)

    def _main_tasks(self) -> set[asyncio.Task[None]]:
        """What the bot cannot be without."""
        return {*self._tasks, *(task for task in (self._fetching, self._watch.task) if task is not None)}

    def _down(self) -> list[str]:
        running = {task.get_name() for task in self._main_tasks() if not task.done()}
        if self._poller is not None and self._poller.silent_for() > SILENT_SECONDS:
            running.discard("intake")
        return [part for part in ("intake", "worker", "sender", "scheduler") if part not in running]

    def _ears(self) -> Ears | None:
        """What listens to voice notes; its folder stands beside the database, whose lock is ours."""
        command, path = self.settings.speech_command, self.settings.database_path
        if command is None:
            return None
        ears = Ears(self.bot, shlex.split(command), path.with_name(path.name + ".voice"))
        try:
            ears.open()
        except OSError as error:
            raise SettingsError(f"no folder for voice notes beside {path}: {error.strerror}") from None
        self._closing.callback(ears.close)
        return ears

    def _committed(self, next_due: datetime | None) -> None:
        self.sender.wake()
        self.scheduler.plan(next_due)
        self._changed.set()

    async def _open_intake(self) -> None:
        settings = self.settings
        if settings.webhook_url is None or settings.webhook_secret is None:
            self._poller = Poller(
                self.bot,
                self._polling_request,
                self.database,
                self.clock,
                self.worker.wake,
                self.worker.caught_up,
            )
            self._fetching = asyncio.create_task(self._poller.run(), name="intake")
            return
        from bot.intake.webhook import WebhookServer  # most bots poll, and it takes a while to read

        secret = settings.webhook_secret.get_secret_value()
        self._webhook = WebhookServer(
            self.database,
            self.clock,
            self.worker.wake,
            url=settings.webhook_url,
            secret=secret,
            listen=settings.webhook_listen,
            port=settings.webhook_port,
        )
        listening = self._webhook.bind()
        self._fetching = asyncio.create_task(self._webhook.serve([listening]), name="intake")
        try:
            await self._patiently(
                lambda: self.bot.set_webhook(
                    settings.webhook_url or "", allowed_updates=ALLOWED, secret_token=secret
                )
            )
        except BaseException:
            await self._close_intake()
            raise

    async def _patiently(self, call: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """A call that must succeed before the bot can begin: tried until it does, or is refused."""
        pause = 1.0
        while True:
            try:
                await call()
                return
            except InvalidToken:
                raise SettingsError("BOT_TOKEN is refused by the server at BOT_API_URL") from None
            except BadRequest:
                raise SettingsError("WEBHOOK_URL is refused by the server at BOT_API_URL") from None
            except TelegramError as error:
                log.warning("server_not_reached", error=type(error).__name__, again_in=pause)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    async def run(self) -> None:
        """Run until SIGTERM or SIGINT. Raises what made the bot unable to go on."""
        loop = asyncio.get_running_loop()
        asked = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, asked.set)
        stop_asked = asyncio.create_task(asked.wait())
        starting = asyncio.create_task(self.start())
        try:
            await asyncio.wait({starting, stop_asked}, return_when=asyncio.FIRST_COMPLETED)
            if not starting.done():
                return
            await starting
            running = self._main_tasks()
            ended, _ = await asyncio.wait({*running, stop_asked}, return_when=asyncio.FIRST_COMPLETED)
            for task in ended & running:
                await task
        finally:
            for task in (starting, stop_asked):
                task.cancel()
            await asyncio.gather(starting, stop_asked, return_exceptions=True)
            await self.stop()

    async def stop(self, within: float = STOP_SECONDS) -> None:
        """Stop fetching, finish the unit in hand and the sends in flight (within so many seconds), close."""
        if self._tasks:
            loop = asyncio.get_running_loop()
            end = loop.time() + within
            await self._close_intake()
            self.worker.stop()
            self.scheduler.stop()
            sender, *others = self._tasks
            await asyncio.wait(others, timeout=within / 2)
            self.sender.stop()
            await asyncio.wait({sender}, timeout=max(0.0, end - loop.time()))
            left = [*self._tasks, *([self._aside] if self._aside else [])]
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
            self._tasks = []
            log.info("stopped")
        await self._closing.aclose()

    async def _close_intake(self) -> None:
        """No update comes in any more. A cancelled poll loses nothing: what was not stored comes again."""
        if self._fetching is None:
            return
        if self._webhook is not None:
            self._webhook.should_exit = True
            await asyncio.wait({self._fetching}, timeout=1.0)
        self._fetching.cancel()
        await asyncio.gather(self._fetching, return_exceptions=True)
        self._fetching = None

    async def settled(self) -> None:
        """Wait until nothing stored waits: no update, no message, no row due by now."""
        while True:
            self._changed.clear()
            async with self.database.unit() as tx:
                next_due = await due.next_at(tx)
                waits = await inbox.any_waiting(tx) or await outbox.any_waiting(tx)
            if not waits and (next_due is None or next_due > self.clock()):
                await self.worker.replied()
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), 0.02)

    async def step_to(self, target: datetime, drain: Drain | None = None) -> None:
        """Move the clock, a `MovableClock`, through everything due up to `target` (aware UTC)."""
        if not isinstance(self.clock, MovableClock):
            raise TypeError("only a MovableClock can be moved")
        await self.scheduler.step_to(target, self.clock, drain or self.settled)


def client(settings: Settings) -> tuple[Bot, BaseRequest]:
    """The Bot API client, and the connection of its own that long polling waits on."""
    # On this machine no proxy of the environment may come between.
    proxies = not settings.on_loopback
    calling, polling = http.client(CONNECTIONS, proxies=proxies), http.client(2, proxies=proxies)
    root = settings.bot_api_url
    bot = Bot(
        settings.bot_token.get_secret_value(),
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=calling,
        get_updates_request=polling,
    )
    return bot, polling
