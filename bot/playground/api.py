"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.playground import methods, sending
from bot.playground import params as parameters
from bot.playground.errors import Refusal
from bot.playground.faults import Fault, take
from bot.playground.messages import Json
from bot.playground.params import Params
from bot.playground.world import World

METHODS = methods.METHODS | sending.METHODS


class _HangUp(Response):
    """An answer that breaks off: headers promise a byte, none comes, the connection closes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})


def api_routes(world: World) -> list[Route]:
    async def call(request: Request) -> Response:
        if request.path_params["token"] != world.token:
            return _refused(Refusal(401, "Unauthorized"))
        method = METHODS.get(request.path_params["method"].lower())
        if method is None:
            return _refused(Refusal(404, "Not Found"))
        try:
            params = await parameters.read(request)
        except Refusal as refusal:
            return _refused(refusal)
        world.record(method.name, params.values)
        fault = take(world.faults, method.name, params.chat_id)
        if fault is None:
            return await answer(method.name, params)
        await asyncio.sleep(fault.delay)
        if fault.does_its_work:
            await answer(method.name, params)
        return _troubled(fault) or await answer(method.name, params)

    async def answer(name: str, params: Params) -> Response:
        try:
            result = await METHODS[name.lower()].run(world, params)
        except Refusal as refusal:
            return _refused(refusal)
        return JSONResponse({"ok": True, "result": result})

    async def download(request: Request) -> Response:
        if request.path_params["token"] != world.token:
            return _refused(Refusal(401, "Unauthorized"))
        stored = world.files.at(request.path_params["path"])
        if stored is None:
            return _refused(Refusal(404, "Not Found"))
        return Response(stored.data, media_type="application/octet-stream")

    return [
        Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", download, methods=["GET"]),
    ]


def _refused(refusal: Refusal) -> Response:
    answer: Json = refusal.to_json()
    return JSONResponse(answer, status_code=refusal.code)


def _troubled(fault: Fault) -> Response | None:
    """What goes wrong; None where the fault was only the delay."""
    if fault.drop:
        return _HangUp()
    if fault.refusal is not None:
        return _refused(fault.refusal)
    if fault.status is not None:
        page = f"<html><body><h1>{fault.status}</h1></body></html>"
        return HTMLResponse(page, status_code=fault.status)
    return None
