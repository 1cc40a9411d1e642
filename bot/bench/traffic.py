"""The updates of a measurement: made one a resident at a time, handed out, and timed until they are answered."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.bench.residents import Act, Chat, Residents


@dataclass
class Waiting:
    """An update that is not answered yet."""

    update_id: int
    payload: bytes
    chat: Chat
    act: Act
    since: float
    """When it became available (seconds, monotonic)."""
    handed_out: bool = False


@dataclass
class Traffic:
    """Everything that happened in one measurement; times in seconds, monotonic."""

    chats: dict[int, Chat]
    residents: Residents
    bot: dict[str, Any]
    date: int
    """The Unix time that all messages bear."""
    limit: int
    """How many updates there will be."""
    base: int = 0
    """The id of the last update before these."""
    issued: int = 0
    answered: int = 0
    confirmed: int = 0
    first_at: float | None = None
    """When the first update was handed out."""
    ended_at: float | None = None
    """When all were answered and confirmed."""
    last_message_at: float = 0.0
    latencies: list[float] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    queue: deque[Waiting] = field(default_factory=deque)
    """Updates that are not confirmed, in order."""
    open: dict[int, Waiting] = field(default_factory=dict)
    """By chat: the update that is not answered."""
    idle: deque[int] = field(default_factory=deque)
    messages: int = 1
    """The last message id that was given."""

    @property
    def done(self) -> bool:
        return self.answered >= self.limit and self.confirmed >= self.limit

    def issue(self, chat: Chat, now: float) -> None:
        """The next thing this resident does becomes available."""
        self.issued += 1
        act = self.residents.act(chat)
        update_id = self.base + self.issued
        payload = json.dumps(self._update(update_id, chat, act), separators=(",", ":")).encode()
        waiting = Waiting(update_id, payload, chat, act, now)
        self.open[chat.id] = waiting
        self.queue.append(waiting)

    def issue_to_somebody(self, now: float) -> None:
        """To the resident who did nothing for the longest time; to nobody where all wait for an answer."""
        if self.idle and self.issued < self.limit:
            self.issue(self.chats[self.idle.popleft()], now)

    def hand_out(self, count: int, now: float) -> Iterable[bytes]:
        """The payloads of the oldest updates that are not confirmed."""
        if self.first_at is None and self.queue:
            self.first_at = now
        for waiting, _ in zip(self.queue, range(count), strict=False):
            waiting.handed_out = True
            yield waiting.payload

    def confirm(self, offset: int, now: float) -> None:
        """Everything before `offset` was taken."""
        while self.queue and self.queue[0].update_id < offset:
            self.queue.popleft()
            self.confirmed += 1
        self._look_whether_done(now)

    def new_message(self) -> int:
        self.messages += 1
        return self.messages

    def shown(self, chat_id: int, message_id: int, text: str, markup: Any, now: float) -> bool:
        """The bot sent or edited a message; whether that answers an update of this chat."""
        chat = self.chats.get(chat_id)
        if chat is None:
            return False
        self.last_message_at = now
        if not chat.sees(message_id, text, markup):
            return False
        waiting = self.open.get(chat_id)
        if waiting is None or not waiting.handed_out:
            return False
        del self.open[chat_id]
        self.answered += 1
        self.latencies.append(now - waiting.since)
        self.idle.append(chat_id)
        self._look_whether_done(now)
        return True

    def _look_whether_done(self, now: float) -> None:
        if self.ended_at is None and self.done:
            self.ended_at = now

    def _update(self, update_id: int, chat: Chat, act: Act) -> dict[str, Any]:
        where = {"id": chat.id, "type": "private", "first_name": "Bewoner"}
        who = {"id": chat.id, "is_bot": False, "first_name": "Bewoner", "language_code": chat.lang}
        if act.data:
            text, markup = chat.screens.get(act.message_id, ("...", None))
            pressed = {
                "message_id": act.message_id, "from": self.bot, "chat": where, "date": self.date, "text": text,
            }  # fmt: skip
            if markup:
                pressed["reply_markup"] = markup
            query = {"id": str(update_id), "from": who, "message": pressed, "chat_instance": "1"}
            return {"update_id": update_id, "callback_query": {**query, "data": act.data}}
        message: dict[str, Any] = {
            "message_id": self.new_message(), "from": who, "chat": where, "date": self.date, "text": act.text,
        }  # fmt: skip
        if act.text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(act.text)}]
        return {"update_id": update_id, "message": message}
