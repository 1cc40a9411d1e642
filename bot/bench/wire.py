"""The least of HTTP/1.1 that Bot API clients need: keep-alive, one request after the other on a connection."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

Params: TypeAlias = dict[str, Any]
"""Parameters of a call: text, or what a JSON body makes of them."""
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_TYPE = re.compile(rb"content-type: *([^\r\n]*)", re.IGNORECASE)
_CHUNKED = re.compile(rb"transfer-encoding: *chunked", re.IGNORECASE)
_BOUNDARY = re.compile(r'boundary="?([^";]+)')
_NAME = re.compile(rb'name="([^"]*)"')
_HEAD = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"


class Connection(asyncio.Protocol):
    """One client; `answer` is given the path and the parameters and calls `reply` once, now or later."""

    def __init__(
        self, answer: Callable[[Connection, str, Params], None], lost: Callable[[Connection], None]
    ) -> None:
        self._answer = answer
        self._lost = lost
        self._buffer = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._lost(self)

    def reply(self, body: bytes, status: bytes = b"200 OK") -> None:
        """Answer the request in hand with JSON."""
        self._transport.write(_HEAD % (status, len(body), body))

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            taken = self._body(head, end + 4)
            if taken is None:
                return
            body, after = taken
            self._buffer = self._buffer[after:]
            path = head.split(b" ", 2)[1].decode()
            kind = _TYPE.search(head)
            self._answer(self, path, parameters(path, kind.group(1).decode() if kind else "", body))

    def _body(self, head: bytes, start: int) -> tuple[bytes, int] | None:
        """The body and where it ends in the buffer; None while it is not whole."""
        length = _LENGTH.search(head)
        if length is not None:
            end = start + int(length.group(1))
            return (self._buffer[start:end], end) if len(self._buffer) >= end else None
        return self._chunks(start) if _CHUNKED.search(head) else (b"", start)

    def _chunks(self, start: int) -> tuple[bytes, int] | None:
        parts: list[bytes] = []
        while (line := self._buffer.find(b"\r\n", start)) >= 0:
            size = int(self._buffer[start:line].split(b";")[0], 16)
            start = line + 2 + size + 2
            if len(self._buffer) < start:
                return None
            if size == 0:
                return b"".join(parts), start
            parts.append(self._buffer[line + 2 : start - 2])
        return None


def parameters(path: str, kind: str, body: bytes) -> Params:
    """Of a query string and a JSON, form or multipart body; files are left out."""
    found: Params = dict(parse_qsl(path.partition("?")[2])) if "?" in path else {}
    if not body:
        return found
    if kind.startswith("application/json"):
        found.update(json.loads(body))
    elif kind.startswith("multipart/"):
        boundary = _BOUNDARY.search(kind)
        if boundary is not None:
            found.update(_parts(body, boundary.group(1).encode()))
    else:
        found.update(parse_qsl(body.decode()))
    return found


def _parts(body: bytes, boundary: bytes) -> Params:
    found: Params = {}
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, value = part.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if name is not None and b"filename=" not in head:
            found[name.group(1).decode()] = value.removesuffix(b"\r\n").decode()
    return found
