"""Kept-alive HTTP/1.1 connections: the few things that a client of the Bot API needs, and nothing else.

A complete HTTP client takes six times as long for each call, and calls are most of what the bot does. Reading an
answer is left to httptools, TLS to Python, and the choice among the addresses of a host to aiohappyeyeballs.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import defaultdict
from functools import cache
from typing import cast

import httptools
from aiohappyeyeballs import start_connection
from yarl import URL

LARGEST_HEAD = 2**16
LARGEST_ANSWER = 32 * 2**20
"""Bytes; Telegram hands out files of up to 20 MB."""
KEPT_SECONDS = 15.0
"""A connection that was not used for so long is not used again: the other side may be closing it."""
OTHER_ADDRESS_AFTER = 0.25
"""Seconds until the next address of a host is tried as well, where the first is silent (as RFC 8305 advises)."""


class NoAnswerError(Exception):
    """The connection was lost, or what came is no HTTP or too much."""


class Pool:
    """At most `connections` at a time, to whatever hosts are asked."""

    def __init__(self, connections: int) -> None:
        self._room = asyncio.Semaphore(connections)
        self._idle: defaultdict[URL, list[_Connection]] = defaultdict(list)
        self._closed = False

    async def ask(
        self, url: URL, head: bytes, body: bytes, connect: float | None, answer: float | None
    ) -> tuple[int, bytes]:
        """Send a request (`head` without its length); the status and the body of the answer.

        `connect` and `answer` are the seconds that each may take, None: any. Raises TimeoutError, OSError
        (an ssl.SSLError is one) and NoAnswerError.
        """
        origin = url.origin()
        async with self._room:
            connection = self._kept(origin)
            if connection is None:
                async with asyncio.timeout(connect):
                    connection = await _open(origin)
            found = await connection.ask(head, body, answer)
            if connection.is_open and not self._closed:
                self._idle[origin].append(connection)
            else:
                connection.close()
            return found

    def _kept(self, origin: URL) -> _Connection | None:
        idle = self._idle[origin]
        while idle:
            connection = idle.pop()
            if connection.is_open and connection.idle_for() < KEPT_SECONDS:
                return connection
            connection.close()
        return None

    def close(self) -> None:
        """Close the connections that are not in use, and each of the others when its answer is there."""
        self._closed = True
        for idle in self._idle.values():
            while idle:
                idle.pop().close()


async def _open(origin: URL) -> _Connection:
    loop = asyncio.get_running_loop()
    host, port = origin.raw_host or "", origin.port
    addresses = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found = await start_connection(addresses, happy_eyeballs_delay=OTHER_ADDRESS_AFTER)
    secure = origin.scheme == "https"
    _, connection = await loop.create_connection(
        _Connection, sock=found, ssl=_trust() if secure else None, server_hostname=host if secure else None
    )
    return connection


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Connection(asyncio.Protocol):
    """One connection, for one call after another."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._transport: asyncio.Transport
        self._used_at = self._loop.time()
        self._forget()
        self.is_open = True

    def _forget(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._body = bytearray()
        self._came = 0
        self._has_head = self._has_length = False

    def idle_for(self) -> float:
        """Seconds since its last answer."""
        return self._loop.time() - self._used_at

    def close(self) -> None:
        """Whatever is under way gets no answer."""
        self.is_open = False
        self._transport.abort()

    async def ask(self, head: bytes, body: bytes, seconds: float | None) -> tuple[int, bytes]:
        """One call; see `Pool.ask`. Where it fails or is cancelled the connection is of no more use."""
        self._forget()
        self._answer = self._loop.create_future()
        late = None if seconds is None else self._loop.call_later(seconds, self._end, TimeoutError())
        self._transport.write(b"%sContent-Length: %d\r\n\r\n%s" % (head, len(body), body))
        try:
            return await self._answer
        except BaseException:
            self.close()
            raise
        finally:
            self._answer = None
            self._used_at = self._loop.time()
            if late is not None:
                late.cancel()

    def _end(self, error: Exception | None = None) -> None:
        """The answer is whole, or there is none."""
        if self._answer is None or self._answer.done():
            return
        if error is not None:
            self._answer.set_exception(error)
        else:
            self._answer.set_result((self._parser.get_status_code(), bytes(self._body)))

    # What asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.is_open = False
        # An old server may tell the end of its answer by closing.
        whole = self._has_head and not self._has_length and error is None
        self._end(None if whole else NoAnswerError("closed"))

    def data_received(self, data: bytes) -> None:
        if self._answer is None or self._answer.done():
            self.close()  # nothing was asked, or it was answered
            return
        self._came += len(data)
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self.is_open = False
            self._end(NoAnswerError("no HTTP"))
        if not self._has_head and self._came > LARGEST_HEAD:
            self._end(NoAnswerError("too large"))

    # What the parser calls

    def on_message_begin(self) -> None:
        # A second answer to one question: what comes after it could be taken for the answer to the next.
        if self._answer is None or self._answer.done():
            self.is_open = False

    def on_header(self, name: bytes, value: bytes) -> None:
        name = name.lower()
        self._has_length |= name in (b"content-length", b"transfer-encoding")
        if name == b"content-length" and int(value) > LARGEST_ANSWER:
            self._end(NoAnswerError("too large"))

    def on_headers_complete(self) -> None:
        self._has_head = True

    def on_body(self, body: bytes) -> None:
        self._body += body
        if len(self._body) > LARGEST_ANSWER:
            self._end(NoAnswerError("too large"))

    def on_message_complete(self) -> None:
        if self._parser.get_status_code() < 200:  # "go on": the answer follows
            self._has_head = self._has_length = False
            return
        if not self._parser.should_keep_alive():
            self.is_open = False
        self._end()
