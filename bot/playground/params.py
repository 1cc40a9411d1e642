"""Parameters of a Bot API call, from a query string, JSON, a form or a multipart body."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email.message import Message as Headers
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.playground.errors import bad_request
from bot.playground.messages import Json

MAX_BODY_BYTES = 50 * 1024 * 1024


class Params:
    """What a method was called with. Values come as text or, from a JSON body, as what they are."""

    def __init__(self, values: Json, uploads: dict[str, tuple[str, bytes]]) -> None:
        self.values = values
        self.uploads = uploads

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        return default if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None

    def decimal(self, name: str) -> float:
        try:
            return float(self.values.get(name, ""))
        except (TypeError, ValueError):
            raise bad_request(f"{name} must be a Number") from None

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in ("true", "1", "yes", "t", "y")

    def json(self, name: str, what: str) -> Any:
        """A parameter that is JSON, written as text or not; `what` names it in the refusal."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if value == "":
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def kinds(self, name: str) -> list[str] | None:
        """A list of update kinds, None where it is not given."""
        given = self.json(name, name)
        return [str(kind) for kind in given] if isinstance(given, list) else None

    def upload(self, name: str) -> tuple[str, bytes] | None:
        """File name and bytes sent under this parameter, directly or through `attach://`."""
        reference = self.text(name)
        if reference.startswith("attach://"):
            return self.uploads.get(reference.removeprefix("attach://"))
        return self.uploads.get(name)

    @property
    def chat_id(self) -> int | None:
        """The number of the chat; None where there is none, or a @name (nobody here has one)."""
        value = self.text("chat_id")
        return int(value) if value.removeprefix("-").isdecimal() else None


async def read(request: Request) -> Params:
    """The parameters of this request; the body wins over the query string."""
    values: Json = dict(request.query_params)
    uploads: dict[str, tuple[str, bytes]] = {}
    if request.method == "GET":
        return Params(values, uploads)
    body = await request.body()
    if len(body) > MAX_BODY_BYTES:
        raise bad_request("Request Entity Too Large")
    content_type = request.headers.get("content-type", "")
    kind, options = _options(content_type)
    if kind == "application/json":
        try:
            given = json.loads(body or b"{}")
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        if isinstance(given, dict):
            values |= given
    elif kind == "multipart/form-data":
        for name, file_name, data in _parts(body, options.get("boundary", "")):
            if file_name is None:
                values[name] = data.decode("utf-8", "replace")
            else:
                uploads[name] = (file_name, data)
    else:
        values |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return Params(values, uploads)


def _options(header: str) -> tuple[str, dict[str, str]]:
    """`form-data; name="a"` as its first word and its options."""
    headers = Headers()
    headers["content-type"] = header
    options = headers.get_params(failobj=[], unquote=True)
    if not options:
        return "", {}
    return options[0][0].lower(), {name.lower(): value for name, value in options[1:]}


def _parts(body: bytes, boundary: str) -> Iterator[tuple[str, str | None, bytes]]:
    """Name, file name (None for a plain value) and bytes of each part.

    Read by hand: starlette's reader needs one more package, for this one use.
    """
    if not boundary:
        raise bad_request("can't parse multipart/form-data: no boundary")
    separator = b"\r\n--" + boundary.encode()
    for part in (b"\r\n" + body).split(separator)[1:]:
        if part.startswith(b"--"):
            return
        head, _, data = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        for line in head.decode("utf-8", "replace").split("\r\n"):
            header, _, value = line.partition(":")
            if header.strip().lower() == "content-disposition":
                _, options = _options(value.strip())
                yield options.get("name", ""), options.get("filename"), data
