"""A Bot API server for benchmarks: lean, on loopback, a process of its own (`python -m bot.bench.server`).

It knows what the bots that are measured call, and answers plausibly. `/control/begin` starts a measurement,
`/control/state` tells how it goes. The first line it prints is its port.
"""

from __future__ import annotations

import asyncio
import gc
import json
from collections import Counter
from random import Random
from typing import Any

from bot.bench.residents import Chat, Residents, markup_of
from bot.bench.traffic import Traffic
from bot.bench.wire import Connection, Params
from bot.clock import system_clock

BOT = {"id": 1, "is_bot": True, "first_name": "Buurtkring", "username": "buurtkring_bench_bot"}
ME = {**BOT, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
TOKEN = "1:benchmark"
TRUE = b'{"ok":true,"result":true}'
QUIET = 0.3
"""Seconds without a message after which nothing more comes."""


class Server:
    """One measurement at a time."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._date = int(system_clock().timestamp())
        self._bot_json = json.dumps(BOT)
        self._hold = 0.0
        self._polling: tuple[Connection, int] | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._first_poll_at: float | None = None
        self._paced = False
        self._timers: list[asyncio.TimerHandle] = []
        self._traffic = self._new(0, {}, Residents(Random(0), real=False))

    def _new(self, limit: int, chats: dict[int, Chat], residents: Residents) -> Traffic:
        return Traffic(chats, residents, BOT, self._date, limit)

    def connection(self) -> Connection:
        return Connection(self.answer, self.lost)

    def lost(self, connection: Connection) -> None:
        """A poll that nobody waits for any more."""
        if self._polling is not None and self._polling[0] is connection:
            self._stop_polling()

    def answer(self, connection: Connection, path: str, params: Params) -> None:
        """One request."""
        path = path.partition("?")[0]
        *_, start, method = path.split("/")
        if start == "control":
            connection.reply(json.dumps(self._control(method, params)).encode())
            return
        self._traffic.calls[method] += 1
        now = self._loop.time()
        match method.lower():
            case "sendmessage":
                self._shown(connection, self._traffic.new_message(), params, now)
            case "editmessagetext" | "editmessagereplymarkup":
                self._shown(connection, int(params.get("message_id", 0)), params, now)
            case "getupdates":
                self._poll(connection, params, now)
            case "getme":
                connection.reply(_ok(ME))
            case "getwebhookinfo":
                connection.reply(_ok({"url": "", "has_custom_certificate": False, "pending_update_count": 0}))
            case "sendphoto" | "senddocument" | "sendvoice" | "sendlocation" | "sendcontact":
                self._shown(connection, self._traffic.new_message(), params, now)
            case name if name.startswith("getmy"):
                connection.reply(_ok([] if name == "getmycommands" else {}))
            case _:
                connection.reply(TRUE)

    def _shown(self, connection: Connection, message_id: int, params: Params, now: float) -> None:
        chat_id, text = int(params["chat_id"]), params.get("text") or params.get("caption") or "..."
        keyboard = markup_of(params.get("reply_markup"))
        answered = self._traffic.shown(chat_id, message_id, text, keyboard, now)
        connection.reply(
            b'{"ok":true,"result":{"message_id":%d,"from":%s,"date":%d,"chat":{"id":%d,"type":"private",'
            b'"first_name":"Bewoner"},"text":%s%s}}'
            % (
                message_id,
                self._bot_json.encode(),
                self._date,
                chat_id,
                json.dumps(text).encode(),
                b"" if not keyboard else b',"reply_markup":' + json.dumps(keyboard).encode(),
            )
        )
        traffic = self._traffic
        if answered and not self._paced and traffic.issued < traffic.limit:
            traffic.idle.pop()
            traffic.issue(traffic.chats[chat_id], now)
            self._look(traffic)

    # Polling

    def _poll(self, connection: Connection, params: Params, now: float) -> None:
        if self._first_poll_at is None:
            self._first_poll_at = now
        if self._polling is not None:
            old, _ = self._polling
            self._stop_polling()
            old.reply(_ok([]))
        self._traffic.confirm(int(params.get("offset") or 0), now)
        limit, timeout = int(params.get("limit") or 100), float(params.get("timeout") or 0)
        self._polling = connection, limit
        self._alarm = self._loop.call_later(timeout, self._hand_out)
        self._look(self._traffic)

    def _look(self, traffic: Traffic) -> None:
        """Answer the poll that waits, if there is something for it: at once where it is full, else a bit later."""
        if self._polling is None or not traffic.queue or self._alarm is None:
            return
        if not self._hold or len(traffic.queue) >= self._polling[1]:
            self._hand_out()
        elif self._alarm.when() > self._loop.time() + self._hold:
            self._alarm.cancel()
            self._alarm = self._loop.call_later(self._hold, self._hand_out)

    def _hand_out(self) -> None:
        assert self._polling is not None
        connection, limit = self._polling
        self._stop_polling()
        payloads = b",".join(self._traffic.hand_out(limit, self._loop.time()))
        connection.reply(b'{"ok":true,"result":[%s]}' % payloads)

    def _stop_polling(self) -> None:
        self._polling = None
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    # Control

    def _control(self, verb: str, params: Params) -> dict[str, Any]:
        if verb == "begin":
            self._begin(params)
        return self._state()

    def _begin(self, params: Params) -> None:
        """`updates`, `chats` ([id, lang, questions]; left out: those of before), `messages` (the last id that
        was seen), `real`, `seed`, `hold` (seconds), `rate` (updates a second; 0: each when the last is answered).
        """
        for timer in self._timers:
            timer.cancel()
        before, rng = self._traffic, Random(params["seed"])
        chats = before.chats
        if "chats" in params:
            chats = {
                number: Chat(number, lang, asks=[(message, list(buttons)) for message, buttons in questions])
                for number, lang, questions in params["chats"]
            }
            self._first_poll_at = None
        self._traffic = traffic = self._new(
            params["updates"], chats, Residents(rng, real=params.get("real", False))
        )
        # The same bot must not see an id or a message twice.
        traffic.base = before.base + before.issued
        traffic.messages = max(before.messages, params.get("messages", 1))
        self._hold, rate = params.get("hold", 0.0), params.get("rate", 0.0)
        self._paced = bool(rate)
        self._timers = []
        now = self._loop.time()
        if self._paced:
            traffic.idle.extend(chats)
            at = now
            for _ in range(traffic.limit):
                at += rng.expovariate(rate)
                self._timers.append(self._loop.call_at(at, self._issue_one))
        else:
            for chat in list(chats.values())[: traffic.limit]:
                traffic.issue(chat, now)
        gc.collect()
        gc.freeze()
        self._look(traffic)

    def _issue_one(self) -> None:
        self._traffic.issue_to_somebody(self._loop.time())
        self._look(self._traffic)

    def _state(self) -> dict[str, Any]:
        traffic, now = self._traffic, self._loop.time()
        kinds: Counter[str] = Counter({str(kind): count for kind, count in traffic.residents.done.items()})
        return {
            "now": now,
            "limit": traffic.limit,
            "issued": traffic.issued,
            "answered": traffic.answered,
            "confirmed": traffic.confirmed,
            "first_poll_at": self._first_poll_at,
            "first_at": traffic.first_at,
            "ended_at": traffic.ended_at and max(traffic.ended_at, traffic.last_message_at),
            "last_message_at": traffic.last_message_at,
            "quiet": traffic.done and now - traffic.last_message_at > QUIET,
            "kinds": kinds,
            "calls": traffic.calls,
            "latencies": traffic.latencies if traffic.done else [],
            "unanswered": [each.act.data or each.act.text for each in traffic.open.values()][:20],
        }


def _ok(result: object) -> bytes:
    return json.dumps({"ok": True, "result": result}).encode()


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(Server(loop).connection, "127.0.0.1", 0)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await listening.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
