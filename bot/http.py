"""The HTTP client under python-telegram-bot, on aiohttp: the library's own point of extension, several times cheaper.

Errors name their type only, since a URL of the Bot API holds the token.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeAlias
from urllib.parse import urlencode

import aiohttp
from telegram import Bot, InputFile
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter
from yarl import URL

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
UPLOAD_SECONDS = 60.0
"""How long sending a file may take, all in all, before its answer is waited for."""
LARGEST_ANSWER = 32 * 2**20
"""Bytes; Telegram hands out files of up to 20 MB."""
FORM = {"Content-Type": "application/x-www-form-urlencoded"}

_Timeout: TypeAlias = ODVInput[float]


def form(**values: object) -> RequestData:
    """Parameters of a call: what JSON has, and files to upload; those that are None are left out."""
    return RequestData([_parameter(name, value) for name, value in values.items()])


def _parameter(name: str, value: object) -> RequestParameter:
    if isinstance(value, InputFile):
        return RequestParameter.from_input(name, value)
    return RequestParameter(name, value, None)


async def call(bot: Bot, method: str, /, **values: object) -> Any:
    """Call a method of the Bot API and give its result as JSON has it. Raises TelegramError.

    Past the methods of `telegram.Bot`, which make an object of everything in an answer: that costs as much as
    the call itself, and of most answers we need one number.
    """
    return await bot.request.post(f"{bot.base_url}/{method}", form(**values))


class AiohttpRequest(BaseRequest):
    """Calls over at most `connections` kept-alive connections; `proxies`: as the environment names them."""

    __slots__ = ("_connections", "_proxies", "_session")

    def __init__(self, connections: int, *, proxies: bool = True) -> None:
        self._connections = connections
        self._proxies = proxies
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds an answer may take where the call names none."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Open the session; does nothing where it is open."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=self._proxies,
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()

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

        `write_timeout` and `pool_timeout` are not told apart here: `connect_timeout` bounds the wait for a
        connection, and the whole is bounded by the sum of its parts.
        """
        if self._session is None:
            raise RuntimeError("call initialize() first")
        has_files = request_data is not None and request_data.contains_files
        within = _within(
            _chosen(connect_timeout, CONNECT_SECONDS), _chosen(read_timeout, READ_SECONDS), has_files
        )
        body: bytes | aiohttp.FormData | None = None
        if request_data is not None:
            body = _form(request_data) if has_files else urlencode(request_data.json_parameters).encode()
        try:
            async with self._session.request(
                method,
                _url(url),
                data=body,
                headers=FORM if isinstance(body, bytes) else None,
                timeout=within,
                allow_redirects=False,
            ) as answer:
                return answer.status, await _whole(answer)
        except TimeoutError as error:
            raise TimedOut(type(error).__name__) from None
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from None


@lru_cache(maxsize=64)
def _url(url: str) -> URL:
    return URL(url, encoded=True)


@lru_cache(maxsize=16)
def _within(connect: float | None, read: float | None, has_files: bool) -> aiohttp.ClientTimeout:
    """The bounds of a call; the whole of it too, or an answer that drips in byte by byte would never end."""
    whole = None if read is None else (connect or 0) + read + (UPLOAD_SECONDS if has_files else 0)
    return aiohttp.ClientTimeout(total=whole, sock_connect=connect, sock_read=read)


def _chosen(timeout: _Timeout, usual: float) -> float | None:
    """Seconds for this call, the usual ones where it names none; None: without end."""
    return usual if isinstance(timeout, DefaultValue) else timeout


async def _whole(answer: aiohttp.ClientResponse) -> bytes:
    """The body, in memory. Raises NetworkError where it is larger than anything Telegram gives."""
    if (answer.content_length or 0) > LARGEST_ANSWER:
        raise NetworkError("the answer is too large")
    return await answer.read()


def _form(request_data: RequestData) -> aiohttp.FormData:
    """Parameters and files as multipart form data."""
    form = aiohttp.FormData(quote_fields=False, charset="utf-8")  # Telegram reads names as they stand
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form
