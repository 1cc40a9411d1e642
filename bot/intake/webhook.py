"""The webhook: an update is stored before Telegram hears 200."""

from __future__ import annotations

import contextlib
import hmac
import socket
import sqlite3
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import jsontext, logs
from bot.clock import Clock
from bot.domain.errors import SettingsError
from bot.intake.updates import stored_form
from storage import inbox
from storage.database import Database

LARGEST_BODY = 1_000_000
"""Bytes; Telegram's updates are a few thousand."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

log = logs.get("webhook")


class WebhookServer(uvicorn.Server):
    """Listens on `listen`:`port` for updates at the path of `url`. Signals stay the app's."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        stored: Callable[[], None],
        *,
        url: str,
        secret: str,
        listen: str,
        port: int,
    ) -> None:
        self._database = database
        self._clock = clock
        self._stored = stored
        self._secret = secret.encode()
        app = Starlette(routes=[Route(urlsplit(url).path or "/", self._receive, methods=["POST"])])
        app.router.redirect_slashes = False
        super().__init__(
            uvicorn.Config(
                app,
                host=listen,
                port=port,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=2,
            )
        )

    def bind(self) -> socket.socket:
        """The socket for `serve`. Raises SettingsError where the address is taken or not ours."""
        family = socket.AF_INET6 if ":" in self.config.host else socket.AF_INET
        try:
            return socket.create_server((self.config.host, self.config.port), family=family)
        except OSError as error:
            where = f"WEBHOOK_LISTEN:WEBHOOK_PORT ({self.config.host}:{self.config.port})"
            raise SettingsError(f"cannot listen on {where}: {error.strerror}") from None

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave SIGINT and SIGTERM to the app, which also has to end the rest."""
        yield

    async def _receive(self, request: Request) -> Response:
        shown = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(shown, self._secret):
            log.warning("wrong_secret")
            return Response(status_code=403)
        body = await _read(request)
        if body is None:
            return Response(status_code=413)
        try:
            row = stored_form(jsontext.loads(body))
        except (ValueError, RecursionError):
            row = None
        if row is None:
            log.warning("not_an_update")
            return Response(status_code=400)
        try:
            async with self._database.unit() as tx:
                await inbox.store(tx, [row], self._clock())
                self._stored()  # so early, it is handled in the same commit
        except sqlite3.Error as error:
            log.error("storing_failed", **logs.about(error))
            return Response(status_code=503)
        return Response(status_code=200)


async def _read(request: Request) -> bytes | None:
    """The body, or None where it is too large (it is not read on then)."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)
