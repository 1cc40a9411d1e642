"""The HTTP client under python-telegram-bot: the library's own point of extension.

Errors name their type only, since a URL of the Bot API holds the token.
"""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from typing import Any, TypeAlias
from urllib.parse import unquote
from urllib.request import getproxies

import httpx
from telegram import Bot, InputFile
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter
from yarl import URL

from bot import jsontext
from bot.connections import NoAnswerError, Pool

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
UPLOAD_SECONDS = 60.0
"""How long sending a file may take, all in all, before its answer is waited for."""

_Timeout: TypeAlias = ODVInput[float]


def form(**values: object) -> RequestData:
    """Parameters of a call: what JSON has, and files to upload; those that are None are left out."""
    return RequestData([_parameter(name, value) for name, value in values.items() if value is not None])


def _parameter(name: str, value: object) -> RequestParameter:
    if isinstance(value, InputFile):
        return RequestParameter.from_input(name, value)
    return RequestParameter(name, value, None)


def client(connections: int, *, proxies: bool) -> BaseRequest:
    """What a `telegram.Bot` calls through; the library's own client where the environment names a proxy."""
    if proxies and getproxies().keys() & {"http", "https", "all"}:
        return HTTPXRequest(connections, read_timeout=READ_SECONDS, connect_timeout=CONNECT_SECONDS)
    return PooledRequest(connections)


async def call(bot: Bot, method: str, /, **values: object) -> Any:
    """Call a method of the Bot API and give its result as JSON has it. Raises TelegramError.

    Past the methods of `telegram.Bot`, which make an object of everything in an answer: that costs as much as
    the call itself, and of most answers we need one number.
    """
    return await bot.request.post(f"{bot.base_url}/{method}", form(**values))


class PooledRequest(BaseRequest):
    """Calls over at most `connections` kept-alive connections of our own, through no proxy."""

    __slots__ = ("_connections", "_pool")

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._pool: Pool | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds an answer may take where the call names none."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Be ready for calls; does nothing where it is."""
        if self._pool is None:
            self._pool = Pool(self._connections)

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: _Timeout = BaseRequest.DEFAULT_NONE,
        write_timeout: _Timeout = BaseRequest.DEFAULT_NONE,
        connect_timeout: _Timeout = BaseRequest.DEFAULT_NONE,
        pool_timeout: _Timeout = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call: the HTTP status and the body. Raises TimedOut or NetworkError without the URL.

        `write_timeout` and `pool_timeout` are not told apart here: sending counts as part of the answer, and a
        free connection is waited for as long as those before take.
        """
        if self._pool is None:
            raise RuntimeError("call initialize() first")
        where = _url(url)
        head, body = _head(method, where), b""
        within = _chosen(read_timeout, READ_SECONDS)
        if request_data is not None and request_data.contains_files:
            kind, body = _multipart(request_data)
            head += b"Content-Type: %s\r\n" % kind
            within = None if within is None else within + UPLOAD_SECONDS
        elif request_data is not None:
            body = jsontext.body(request_data.parameters)
            head += b"Content-Type: application/json\r\n"
        try:
            return await self._pool.ask(where, head, body, _chosen(connect_timeout, CONNECT_SECONDS), within)
        except TimeoutError as error:
            raise TimedOut(type(error).__name__) from None
        except (OSError, NoAnswerError) as error:
            raise NetworkError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """What an answer says. Raises TelegramError where it is no JSON."""
        try:
            found: JSONDict = jsontext.loads(payload)
        except ValueError:
            return BaseRequest.parse_json_payload(payload)
        return found


@lru_cache(maxsize=64)
def _url(url: str) -> URL:
    return URL(url)


@lru_cache(maxsize=64)
def _head(method: str, url: URL) -> bytes:
    """The first lines, but for those about the body."""
    who, _, host = url.raw_authority.rpartition("@")
    lines = [f"{method} {url.raw_path_qs} HTTP/1.1", f"Host: {host}", f"User-Agent: {BaseRequest.USER_AGENT}"]
    if who:
        lines.append(f"Authorization: Basic {b64encode(unquote(who).encode()).decode()}")
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _chosen(timeout: _Timeout, usual: float) -> float | None:
    """Seconds for this call, the usual ones where it names none; None: without end."""
    return usual if isinstance(timeout, DefaultValue) else timeout


def _multipart(request_data: RequestData) -> tuple[bytes, bytes]:
    """The content type and the body of parameters and files."""
    made = httpx.Request(
        "POST", "http://form", data=request_data.json_parameters, files=request_data.multipart_data
    )
    return made.headers["Content-Type"].encode("ascii"), made.read()
