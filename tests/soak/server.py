"""The playground's Telegram, watched: every call and what it did is kept, updates come twice and shuffled."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from bot.playground.faults import Fault
from bot.playground.messages import Chat, Content, Json, Kind, Message, User
from bot.playground.world import World
from tests.soak.hook import Hook
from tests.soak.updates import Twice


@dataclass
class Call:
    """One Bot API call. `life`: the number of the bot's life it came in; `chat`: its chat, where it has one."""

    number: int
    life: int
    method: str
    chat: int | None
    fault: Fault | None = None


@dataclass(frozen=True)
class Effect:
    """A message of the bot that came into being (`new`) or changed. `call` did it; `at`: simulated UTC."""

    number: int
    call: Call
    at: datetime
    new: bool
    message: Message
    asleep: bool
    """It came while nobody had done anything: the clock moved."""


CURRENT: ContextVar[Call | None] = ContextVar("call", default=None)


@dataclass
class Told:
    """What reached the phones since somebody looked last."""

    effects: list[Effect] = field(default_factory=list)
    called: dict[int, int] = field(default_factory=dict)
    """How many calls were made for each chat."""
    answered: set[str] = field(default_factory=set)
    """Button presses (query ids) that were answered."""
    refused: set[int] = field(default_factory=set)
    """Chats for which a call was refused with 403."""
    deleted: set[int] = field(default_factory=set)
    """Chats out of which a message was taken."""
    cut: set[int] = field(default_factory=set)
    """Chats for which the answer to a call that did its work was lost."""


class WatchedWorld(World):
    """Keeps what the bot did, life by life; `before` is asked at each call for trouble, and may kill."""

    def __init__(self, now: Callable[[], datetime], token: str, rng: Random) -> None:
        super().__init__(now, token)
        self.twice = Twice(rng, now)
        self.updates = self.twice
        self.hook = Hook(self.twice, now)
        self.hook.weather = self._weather_of_a_post
        self.webhook = self.hook
        self.life = 0
        self.asleep = False
        self.made = 0
        self.told = Told()
        self.before: Callable[[Call], Fault | None] = lambda call: None
        self.faults.append(self._trouble)
        self._effects = 0

    def record(self, method: str, params: Json) -> None:
        given = params.get("chat_id")
        chat = int(given) if isinstance(given, int | str) and str(given).lstrip("-").isdigit() else None
        self.made += 1
        CURRENT.set(Call(self.made, self.life, method, chat))
        if chat is not None and method != "sendChatAction":
            self.told.called[chat] = self.told.called.get(chat, 0) + 1
        if method == "answerCallbackQuery":
            self.told.answered.add(str(params.get("callback_query_id")))

    def _trouble(self, method: str, chat_id: int | None) -> Fault | None:
        call = CURRENT.get()
        if call is None:
            return None
        call.fault = self.before(call)
        if call.fault is not None and chat_id is not None:
            if call.fault.refusal is not None and call.fault.refusal.code == 403:
                self.told.refused.add(chat_id)
            if call.fault.does_its_work:
                self.told.cut.add(chat_id)
        return call.fault

    def _weather_of_a_post(self) -> Fault | None:
        """A post of updates counts as a call, so that it is killed and goes wrong as those do."""
        self.made += 1
        return self.before(Call(self.made, self.life, "webhook", None))

    def add(self, chat: Chat, sender: User, content: Content, draft: Message | None = None) -> Message:
        message = super().add(chat, sender, content, draft)
        self._keep(message, new=True)
        return message

    def change(self, message: Message) -> Message:
        changed = super().change(message)
        self._keep(changed, new=False)
        return changed

    def remove(self, chat: Chat, message_id: int) -> None:
        super().remove(chat, message_id)
        self.told.deleted.add(chat.id)

    def _keep(self, message: Message, new: bool) -> None:
        call = CURRENT.get()
        if message.sender != self.bot.id or message.content.kind is Kind.MOVED or call is None:
            return
        self._effects += 1
        self.told.effects.append(Effect(self._effects, call, self.now(), new, message, self.asleep))

    def take(self) -> Told:
        """What was told since the last time."""
        told, self.told = self.told, Told()
        return told
