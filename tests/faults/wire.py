"""A relay of bytes in front of the playground's server, that can break a connection in the middle."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

CHUNK = 65_536


class Where(Enum):
    """In which half of a call the connection breaks."""

    REQUEST = "request"
    ANSWER = "answer"


@dataclass
class Break:
    """The next `times` calls of `method` break after `after` bytes of their request or answer.

    With `hangs` the connection stays open and silent instead of being cut.
    """

    method: str
    where: Where
    after: int = 0
    times: int = 1
    hangs: bool = False

    def takes(self, chunk: bytes) -> bool:
        """Whether this chunk begins a call that breaks; counted down."""
        if self.times <= 0 or f"/{self.method}".encode() not in chunk:
            return False
        self.times -= 1
        return True


class Wire:
    """Takes connections at `url` and passes them on; `breaks` are used in order."""

    def __init__(self, url: str, port: int) -> None:
        parts = urlsplit(url)
        self._server = (parts.hostname or "", parts.port or 80)
        self.url = f"http://127.0.0.1:{port}"
        self.breaks: list[Break] = []

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, to its end."""
        ahead, back = await asyncio.open_connection(*self._server)
        broken: asyncio.Queue[Break] = asyncio.Queue()
        halves = [
            asyncio.create_task(self._requests(reader, back, broken)),
            asyncio.create_task(self._answers(ahead, writer, broken)),
        ]
        try:
            await asyncio.wait(halves, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for half in halves:
                half.cancel()
            await asyncio.gather(*halves, return_exceptions=True)
            for each in (writer, back):
                each.transport.abort()

    async def _requests(
        self, reader: asyncio.StreamReader, server: asyncio.StreamWriter, broken: asyncio.Queue[Break]
    ) -> None:
        while chunk := await reader.read(CHUNK):
            found = next((each for each in self.breaks if each.takes(chunk)), None)
            if found is not None and found.where is Where.REQUEST:
                server.write(chunk[: found.after])
                await server.drain()
                await _end(found)
                return
            if found is not None:
                broken.put_nowait(found)
            server.write(chunk)
            await server.drain()

    async def _answers(
        self, server: asyncio.StreamReader, writer: asyncio.StreamWriter, broken: asyncio.Queue[Break]
    ) -> None:
        while chunk := await server.read(CHUNK):
            if not broken.empty():
                found = broken.get_nowait()
                writer.write(chunk[: found.after])
                await writer.drain()
                await _end(found)
                return
            writer.write(chunk)
            await writer.drain()


async def _end(found: Break) -> None:
    if found.hangs:
        await asyncio.Event().wait()


@contextlib.asynccontextmanager
async def wire_to(url: str) -> AsyncIterator[Wire]:
    """A relay to the server at `url`; its connections are cut at the end."""
    connections: set[asyncio.Task[None]] = set()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(wire.carry(reader, writer))
        connections.add(task)
        task.add_done_callback(connections.discard)
        with contextlib.suppress(asyncio.CancelledError, OSError):
            await task

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    wire = Wire(url, server.sockets[0].getsockname()[1])
    try:
        yield wire
    finally:
        server.close()
        for task in [*connections]:
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)
