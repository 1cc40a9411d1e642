"""The page's own routes: the phones on show, what their owners do, and the clock."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.playground.messages import Chat, Json, Kind
from bot.playground.phone import NoSuchButton, Phone, Shown
from bot.playground.profile import in_language
from bot.playground.world import Change, World

MoveClock = Callable[[str], Awaitable[None]]
PAGE = Path(__file__).with_name("page")
STEPS = ("hour", "day", "monday")
SHOWN_MESSAGES = 200
SHOWN_IN_A_GROUP = 5
IDLE_SECONDS = 5.0
MOVING_SECONDS = 0.2
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
# Any place will do that is not somebody's home: a market square.
SAMPLE_PLACE = (52.3814, 4.6368)


class Control:
    """The routes of the page, over one world."""

    def __init__(self, world: World, move_clock: MoveClock | None) -> None:
        self._world = world
        self._move_clock = move_clock
        self._moving = False

    def routes(self) -> list[Route | Mount]:
        return [
            Route("/", self.page),
            Mount("/static", StaticFiles(directory=PAGE)),
            Route("/play/state", self.state),
            Route("/play/events", self.events),
            Route("/play/file/{file_id}", self.file),
            Route("/play/clock", self.clock, methods=["POST"]),
            Route("/play/{act}", self.act, methods=["POST"]),
        ]

    async def page(self, _: Request) -> Response:
        return Response((PAGE / "index.html").read_bytes(), media_type="text/html")

    async def state(self, _: Request) -> Response:
        phones = [self._phone_json(self._world.phone(user_id)) for user_id in self._world.on_show]
        return JSONResponse(self._clock_json() | {"phones": phones})

    async def file(self, request: Request) -> Response:
        """A picture somebody sent; other files are not for the page."""
        stored = self._world.files.find(request.path_params["file_id"])
        if stored is None or stored.mime_type not in PICTURES:
            return Response(status_code=404)
        return Response(stored.data, media_type=stored.mime_type)

    async def clock(self, request: Request) -> Response:
        step = (await _body(request)).get("step")
        if self._move_clock is None or step not in STEPS:
            return _problem("this clock cannot move like that")
        if self._moving:
            return _problem("the clock is moving already", 409)
        self._moving = True
        self._tell_everybody()
        try:
            await self._move_clock(step)
        finally:
            self._moving = False
            self._tell_everybody()
        return JSONResponse(self._clock_json())

    async def act(self, request: Request) -> Response:
        """One thing an owner does: `{"user": id, ...}`, see `_do` for the rest."""
        body = await _body(request)
        user_id = body.get("user")
        if user_id not in self._world.on_show:
            return _problem("that phone is not on show")
        try:
            _do(self._world.phone(user_id), request.path_params["act"], body)
        except (KeyError, TypeError, ValueError, NoSuchButton):
            return _problem("that cannot be done")
        return JSONResponse({"ok": True})

    async def events(self, _: Request) -> Response:
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(self._stream(), media_type="text/event-stream", headers=headers)

    async def _stream(self) -> AsyncIterator[str]:
        """Changes as server-sent events, with the clock every few seconds (more often while it moves)."""
        queue: asyncio.Queue[Change | None] = asyncio.Queue()
        self._world.watchers.add(queue.put_nowait)
        try:
            yield _event("clock", self._clock_json())
            while True:
                try:
                    seconds = MOVING_SECONDS if self._moving else IDLE_SECONDS
                    change = await asyncio.wait_for(queue.get(), seconds)
                except TimeoutError:
                    yield _event("clock", self._clock_json())
                    continue
                if change is None:
                    return
                if change.user_id == EVERYBODY:
                    yield _event("clock", self._clock_json())
                elif change.user_id in self._world.on_show:
                    yield self._change_event(change)
        finally:
            self._world.watchers.discard(queue.put_nowait)

    def _change_event(self, change: Change) -> str:
        phone = self._world.phone(change.user_id)
        body: Json = {"user": change.user_id, "phone": self._header_json(phone)}
        if change.message_id is not None:
            message = self._world.chats[change.user_id].messages.get(change.message_id)
            body["id"] = change.message_id
            body["message"] = _message_json(phone.show(message)) if message else None
        return _event("change", body)

    def _tell_everybody(self) -> None:
        for watcher in tuple(self._world.watchers):
            watcher(Change(EVERYBODY))

    def _clock_json(self) -> Json:
        return {
            "now": self._world.now().isoformat(),
            "moving": self._moving,
            "can_move": self._move_clock is not None,
        }

    def _phone_json(self, phone: Phone) -> Json:
        messages = [_message_json(shown) for shown in phone.messages[-SHOWN_MESSAGES:]]
        return self._header_json(phone) | {"messages": messages}

    def _header_json(self, phone: Phone) -> Json:
        profile, bot = self._world.profile, self._world.bot
        toast = phone.toast
        return {
            "id": phone.user.id,
            "name": phone.user.first_name,
            "caption": self._world.captions.get(phone.user.id, ""),
            "language": phone.language,
            "started": phone.started,
            "blocked": phone.blocked,
            "typing": phone.typing,
            "bot": in_language(profile.names, phone.language) or bot.first_name,
            "description": in_language(profile.descriptions, phone.language),
            "commands": [command.to_json() for command in phone.commands],
            "groups": [self._group_json(phone, chat) for chat in self._world.groups_of(phone.user.id)],
            "toasts": len(phone.toasts),
            "toast": {"text": toast.text, "alert": toast.alert} if toast else None,
        }

    def _group_json(self, phone: Phone, chat: Chat) -> Json:
        """The end of a group's conversation, as plain lines."""
        newest = [phone.show(message) for message in list(chat.messages.values())[-SHOWN_IN_A_GROUP:]]
        by = [self._world.user_of(chat.messages[shown.id].sender).first_name for shown in newest]
        lines = [{"by": name} | _message_json(shown) for name, shown in zip(by, newest, strict=True)]
        return {"id": chat.id, "title": chat.title, "messages": lines}


EVERYBODY = 0
"""In place of a user id, in a change that concerns every phone: the clock's."""


def _do(phone: Phone, act: str, body: Json) -> None:
    reply_to = body.get("reply_to")
    match act:
        case "start":
            phone.start(body.get("payload"))
        case "send":
            text = str(body["text"]).strip()
            if not text or len(text) > 4096:
                raise ValueError("no text, or too much")
            phone.send(text, reply_to)
        case "press":
            phone.press(str(body["data"]), int(body["message"]))
        case "follow":
            phone.follow(str(body["link"]))
        case "voice":
            phone.voice(int(body.get("seconds", 5)), reply_to=reply_to)
        case "photo":
            phone.photo(str(body.get("caption", "")), reply_to=reply_to)
        case "location":
            phone.location(*SAMPLE_PLACE, reply_to=reply_to)
        case "language":
            phone.set_language(str(body["code"]))
        case "block":
            phone.block() if body["blocked"] else phone.unblock()
        case _:
            raise ValueError("no such act")


def _message_json(shown: Shown) -> Json:
    message: Json = {
        "id": shown.id,
        "mine": shown.mine,
        "kind": str(shown.kind),
        "text": shown.text,
        "entities": [entity.to_json() for entity in shown.entities],
        "keyboard": [
            [{"text": button.text, "data": button.data, "url": button.url} for button in row]
            for row in shown.keyboard
        ],
        "date": shown.date.isoformat(),
        "edited": shown.edited,
        "reply_to": shown.reply_to,
        "forwarded_from": shown.forwarded_from,
    }
    if shown.kind is Kind.PHOTO:
        message["media"] = shown.media[-1]
    elif shown.media is not None:
        message["media"] = shown.media
    return message


def _event(name: str, body: Json) -> str:
    return f"event: {name}\ndata: {json.dumps(body, ensure_ascii=False)}\n\n"


async def _body(request: Request) -> Json:
    """The JSON object of a request; empty for anything else (a form of another page, for one)."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        return {}
    try:
        body = await request.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _problem(why: str, status: int = 400) -> Response:
    return JSONResponse({"ok": False, "description": why}, status_code=status)
