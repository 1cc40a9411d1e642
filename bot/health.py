"""`/healthz` and `/metrics`: whether the bot keeps up, for the operator's own machine. Numbers only.

The figures are read on a connection of their own, in a thread: a busy writer holds up no answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.config import Settings
from bot.domain.errors import SettingsError, StorageError
from bot.domain.update import Update
from bot.intake import Dispatch
from bot.metrics import Metrics
from bot.services.work import Work
from storage import backlog
from storage.backlog import Backlog

UPDATES_BOUND = 60.0
MESSAGES_BOUND = 600.0
DUE_BOUND = 180.0
"""Seconds that the oldest may wait. Due rows are looked at every minute, even after the machine slept; messages
wait longest where Telegram refuses or is not there."""


def reasons(waits: Backlog) -> list[str]:
    """What waits for too long, a line each; nothing where the bot keeps up."""
    bounds = (
        ("updates", waits.updates, UPDATES_BOUND),
        ("messages", waits.messages, MESSAGES_BOUND),
        ("due rows", waits.due, DUE_BOUND),
    )
    return [
        f"{what} wait {waiting.seconds:.0f} s, at most {bound:.0f} is well"
        for what, waiting, bound in bounds
        if waiting.seconds > bound
    ]


class HealthServer(uvicorn.Server):
    """Answers on HEALTH_LISTEN:HEALTH_PORT until `stop`.

    `down` names the parts of the bot that do not run.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        down: Callable[[], list[str]],
    ) -> None:
        self._database = settings.database_path
        self._clock = clock
        self._down = down
        self._metrics = Metrics(settings.database_path, clock)
        self._serving: asyncio.Task[None] | None = None
        routes = [Route("/healthz", self._health), Route("/metrics", self._figures)]
        super().__init__(
            uvicorn.Config(
                Starlette(routes=routes),
                host=settings.health_listen,
                port=settings.health_port or 0,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=1,
            )
        )

    def start(self) -> None:
        """Listen from now on. Raises SettingsError where the address is taken or not ours."""
        family = socket.AF_INET6 if ":" in self.config.host else socket.AF_INET
        try:
            listening = socket.create_server((self.config.host, self.config.port), family=family)
        except OSError as error:
            where = f"HEALTH_LISTEN:HEALTH_PORT ({self.config.host}:{self.config.port})"
            raise SettingsError(f"cannot listen on {where}: {error.strerror}") from None
        self._metrics.begin()
        self._serving = asyncio.create_task(self.serve([listening]), name="health")

    async def stop(self) -> None:
        """Answer no more. Takes at most half a second."""
        self.should_exit = True
        if self._serving is not None:
            await asyncio.wait({self._serving}, timeout=0.5)
            self._serving.cancel()
            await asyncio.gather(self._serving, return_exceptions=True)

    def counted(self, dispatch: Dispatch) -> Dispatch:
        """The same, with the updates that went well counted."""

        async def counting(work: Work, update: Update) -> None:
            await dispatch(work, update)
            self._metrics.handled += 1

        return counting

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave SIGINT and SIGTERM to the app."""
        yield

    async def _health(self, _request: Request) -> Response:
        why = [f"{part} does not run" for part in self._down()]
        try:
            why += reasons(await asyncio.to_thread(backlog.read, self._database, self._clock()))
        except StorageError as error:
            why.append(str(error))
        body = {"status": "failing", "why": why} if why else {"status": "ok"}
        return JSONResponse(body, 503 if why else 200, headers={"Cache-Control": "no-store"})

    async def _figures(self, _request: Request) -> Response:
        try:
            text = await asyncio.to_thread(self._metrics.text)
        except StorageError as error:
            return Response(f"{error}\n", 503)
        return Response(text, media_type=self._metrics.content_type)
