"""The playground's Telegram, watched: every call and what it did is kept, updates come twice and shuffled."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.playground.faults import Fault
from bot.playground.messages import Chat, Content, Json, Kind, Message, User
from bot.playground.updates import Update, Updates
from bot.playground.world import World

TWICE_WITHIN = timedelta(hours=6)
"""How old an update may be that comes once more: the bot knows the numbers of seven days."""


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


class Twice(Updates):
    """Updates of Telegram on a bad day: some come again, in another order, or only some of them at first."""

    def __init__(self, rng: Random, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._rng = rng
        self._now = now
        self._old: list[tuple[datetime, Update]] = []
        self.rough = False
        self.twice = 0
        self.jumped = 0

    def add(self, kind: str, body: Json) -> None:
        if self._rng.random() < 0.01:
            self.last_id += self._rng.choice((2, 17, 1_000_003))
            self.jumped += 1
        super().add(kind, body)

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        fresh = await super().poll(offset, limit, seconds)
        if not self.rough or not fresh:
            self._keep(fresh)
            return fresh
        if len(fresh) > 1 and self._rng.random() < 0.3:
            fresh = fresh[: self._rng.randrange(1, len(fresh))]
        # Never a later one: the bot would take those between for confirmed.
        old = [each for at, each in self._old if self._now() - at < TWICE_WITHIN and each.id < fresh[0].id]
        again = self._rng.sample(old[-30:], min(len(old[-30:]), self._rng.choice((0, 0, 1, 3))))
        self.twice += len(again)
        self._keep(fresh)
        mixed = [*again, *fresh, *self._rng.sample(fresh, self._rng.randrange(0, 2))]
        self._rng.shuffle(mixed)
        return mixed

    def _keep(self, fresh: list[Update]) -> None:
        known = {each.id for _, each in self._old}
        self._old = [*self._old[-200:], *[(self._now(), each) for each in fresh if each.id not in known]]


class WatchedWorld(World):
    """Keeps what the bot did, life by life; `before` is asked at each call for trouble, and may kill."""

    def __init__(self, now: Callable[[], datetime], token: str, rng: Random) -> None:
        super().__init__(now, token)
        self.twice = Twice(rng, now)
        self.updates = self.twice
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
