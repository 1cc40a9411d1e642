"""The playground's web server: the Bot API and, if wanted, the page of phones."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.playground.api import api_routes
from bot.playground.control import Control, MoveClock
from bot.playground.world import World

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HANG_UP_SECONDS = 0.02


class OwnMachineOnly:
    """Lets in what names this machine as host, and comes from no other web page.

    A page elsewhere can make a browser send requests here; it cannot hide where it is from.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not _welcome(Headers(scope=scope)):
            await PlainTextResponse("Not for other hosts or pages", 403)(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _welcome(headers: Headers) -> bool:
    host = headers.get("host", "")
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    if name.strip("[]") not in LOOPBACK:
        return False
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{host}":
        return False
    return headers.get("sec-fetch-site", "none") in ("none", "same-origin")


def create_server(world: World, control: bool = True, move_clock: MoveClock | None = None) -> Starlette:
    """The application. `control` adds the page; `move_clock` is awaited with `hour`, `day` or `monday`
    when somebody presses the clock's buttons, which are not shown without it."""
    routes = [*api_routes(world), *(Control(world, move_clock).routes() if control else ())]
    return Starlette(routes=routes, middleware=[Middleware(OwnMachineOnly)])


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that is up; `url` is its root, without a slash at the end."""

    url: str
    world: World


class _Server(uvicorn.Server):
    """Signals stay with the program that runs us, which also waits until we listen."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def serve(
    world: World, port: int = 0, control: bool = True, move_clock: MoveClock | None = None
) -> AsyncIterator[Serving]:
    """Serve on 127.0.0.1 in the running event loop; port 0 takes a free one. Raises OSError where the
    port is taken. Leaving ends long polls and event streams, the webhook too."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.close()
        raise
    config = uvicorn.Config(
        create_server(world, control, move_clock),
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        ws="none",
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    running = asyncio.create_task(server.serve(sockets=[listener]), name="playground server")
    try:
        await server.listening.wait()
        yield Serving(f"http://127.0.0.1:{listener.getsockname()[1]}", world)
    finally:
        server.should_exit = True
        await world.webhook.stop()
        while not running.done():
            # Again and again: a bot may begin a new long poll before uvicorn stops listening.
            world.hang_up()
            await asyncio.wait({running}, timeout=HANG_UP_SECONDS)
        listener.close()
