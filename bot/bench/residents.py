"""What the residents of the benchmark do: each presses, writes, asks and answers, one thing after the other."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Any


class Kind(StrEnum):
    """What an update is counted as."""

    PRESS = "press"
    TEXT = "text"
    REQUEST = "request"


SHARES = {Kind.PRESS: 0.5, Kind.TEXT: 0.3, Kind.REQUEST: 0.2}
"""Of all updates; `request` is a step of posting a request, or the answer to one."""
LINES = {
    "nl": (
        "goedemorgen allemaal",
        "dank u wel, dat is heel fijn",
        "wie kan morgen boodschappen voor mij doen?",
        "ik wil graag een keer koffie drinken met iemand",
        "de lamp in de gang is stuk, wie kan helpen?",
        "ik kan vrijdag wel met u naar het ziekenhuis rijden",
        "hoe werkt dit eigenlijk?",
        "dinsdag om half drie past mij goed",
    ),
    "ar": (
        "صباح الخير",
        "شكرا جزيلا لكم",
        "أحتاج مساعدة في قراءة رسالة من البلدية",
        "من يستطيع أن يذهب معي إلى الطبيب غدا؟",
        "أريد أن أتدرب على اللغة الهولندية",
        "يمكنني المساعدة يوم السبت",
    ),
}
WORDS = {"nl": "Ik heb morgen wat hulp nodig.", "ar": "أحتاج بعض المساعدة غدا."}
POSTING = (
    "d:summary:publish",
    "d:category:",
    "d:when:tomorrow",
    "d:part:any",
    "d:coffee:no",
    "d:adult:yes",
    "d:spoken:ready",
    "d:words:",
    "post.new:request",
)
"""The buttons on the way from home to a request that stands, the last step first."""
NEVER = ("me.forget", "me.lang", "danger.hide", "relay.open", "report", "d:category:more", "d:summary:widen")
"""Buttons that nobody presses: they end a resident, change the language, or lead to a talk with somebody else."""
LONGEST = 14
"""Steps before somebody gives up posting."""
ASK = "ask.yes"
HOME = ("post.new:request", "post.new:offer", "post.mine", "match.mine", "nav.settings", "nav.help")


@dataclass(frozen=True)
class Act:
    """A text, or a press of `data` on the message `message_id`."""

    kind: Kind
    text: str = ""
    data: str = ""
    message_id: int = 0


@dataclass
class Chat:
    """One resident, and what they see."""

    id: int
    lang: str
    message_id: int = 1
    """The last message with buttons."""
    buttons: list[str] = field(default_factory=lambda: list(HOME))
    asks: list[tuple[int, list[str]]] = field(default_factory=list)
    """Questions not answered yet: message and its buttons."""
    steps_left: int = 0
    """Of posting a request; 0: not posting."""
    screens: dict[int, tuple[str, Any]] = field(default_factory=dict)
    """Text and keyboard of the messages that still have buttons to press: they come back with a press."""

    def sees(self, message_id: int, text: str, markup: Any) -> bool:
        """A message came or changed. Whether it can be the answer to what they did: a question is none."""
        rows = markup.get("inline_keyboard", []) if isinstance(markup, dict) else []
        buttons = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
        if any(data.startswith(ASK) for data in buttons):
            self.asks.append((message_id, buttons))
            self.screens[message_id] = text, markup
            return False
        if buttons:
            self.screens.pop(self.message_id, None)
            self.message_id, self.buttons = message_id, buttons
            self.screens[message_id] = text, markup
        return True


class Residents:
    """Decides who does what next; `real` ones press what stands on their screen, others anything."""

    def __init__(self, rng: Random, *, real: bool) -> None:
        self._rng = rng
        self._real = real
        self.done: Counter[Kind] = Counter()

    def act(self, chat: Chat) -> Act:
        """What this resident does next."""
        act = self._act(chat, Kind.REQUEST if chat.steps_left else self._most_behind())
        self.done[act.kind] += 1
        return act

    def _most_behind(self) -> Kind:
        total = self.done.total() + 1
        return max(Kind, key=lambda kind: SHARES[kind] * total - self.done[kind])

    def _act(self, chat: Chat, kind: Kind) -> Act:
        rng = self._rng
        match kind:
            case Kind.TEXT:
                return Act(kind, text=rng.choice(LINES[chat.lang]))
            case Kind.PRESS:
                data = [each for each in chat.buttons if not each.startswith(NEVER)]
                return Act(kind, data=rng.choice(data or ["nav.home"]), message_id=chat.message_id)
            case Kind.REQUEST if not self._real and rng.random() < 0.15:
                return Act(kind, text=WORDS[chat.lang])
            case Kind.REQUEST if chat.asks:
                message_id, buttons = chat.asks.pop(0)
                wanted = "ask.yes" if rng.random() < 0.3 else "ask.no"
                return Act(kind, data=_first(buttons, wanted) or "nav.home", message_id=message_id)
            case Kind.REQUEST:
                return self._post(chat)

    def _post(self, chat: Chat) -> Act:
        """The next step towards a request that stands."""
        chat.steps_left = (chat.steps_left or LONGEST) - 1
        asked = POSTING if self._real else HOME[:1]
        for step in asked:
            found = [each for each in chat.buttons if each.startswith(step) and not each.startswith(NEVER)]
            if not found:
                continue
            if step == "d:words:":
                break  # it is asked in one's own words
            if step == POSTING[0]:
                chat.steps_left = 0
            return Act(Kind.REQUEST, data=self._rng.choice(found), message_id=chat.message_id)
        else:
            if "nav.home" in chat.buttons or "nav.stop" not in chat.buttons:
                return Act(Kind.REQUEST, text="/start")
        return Act(Kind.REQUEST, text=WORDS[chat.lang])


def _first(buttons: list[str], start: str) -> str | None:
    return next((data for data in buttons if data.startswith(start)), None)


def markup_of(value: Any) -> Any:
    """`reply_markup` as a client sent it: JSON as text, or what it is."""
    return json.loads(value) if isinstance(value, str) and value else value
