"""Trouble on demand, for tests: errors, silence and delay before or after a method does its work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol, TypeVar

from bot.playground.errors import Refusal, bad_request, forbidden, too_many_requests

GONE = (
    "bot was blocked by the user",
    "user is deactivated",
    "bot was kicked from the group chat",
    "the group chat was deleted",
)
"""The four forms of 403: whoever was there is not any more."""


@dataclass
class Fault:
    """One kind of trouble, for the next `times` calls that fit; `times` counts down.

    `method` is a Bot API method name in any case, or `*`; `chat_id` limits it to one chat. `delay` is in
    seconds of real time and comes first. Then `refusal` is answered; or `status` is, with a page of HTML
    as a broken proxy sends it; or, with `drop`, the connection closes without an answer. Where
    `does_its_work` is true the method has its effect first, and only its answer is lost.
    """

    method: str = "*"
    chat_id: int | None = None
    times: int = 1
    delay: float = 0.0
    refusal: Refusal | None = None
    status: int | None = None
    drop: bool = False
    does_its_work: bool = False

    def fits(self, method: str, chat_id: int | None) -> bool:
        if self.times <= 0 or (self.chat_id is not None and self.chat_id != chat_id):
            return False
        return self.method == "*" or self.method.lower() == method.lower()


FaultSource = Fault | Callable[[str, int | None], Fault | None]
"""A fault, or a function of method name and chat id that gives one (or None)."""


def flood(seconds: int, method: str = "*", chat_id: int | None = None, times: int = 1) -> Fault:
    """429 with `retry_after`."""
    return Fault(method, chat_id, times, refusal=too_many_requests(seconds))


def blocked(chat_id: int | None = None, method: str = "*", times: int = 1) -> Fault:
    return Fault(method, chat_id, times, refusal=forbidden("bot was blocked by the user"))


def gone(form: str, chat_id: int | None = None, method: str = "*", times: int = 1) -> Fault:
    """403 in one of the forms of `GONE`."""
    return Fault(method, chat_id, times, refusal=forbidden(form))


def refused(what: str, method: str = "*", chat_id: int | None = None, times: int = 1) -> Fault:
    """400 in Telegram's words, such as `chat not found`."""
    return Fault(method, chat_id, times, refusal=bad_request(what))


def server_error(method: str = "*", chat_id: int | None = None, times: int = 1) -> Fault:
    return Fault(method, chat_id, times, refusal=Refusal(500, "Internal Server Error"))


def bad_gateway(method: str = "*", chat_id: int | None = None, times: int = 1) -> Fault:
    return Fault(method, chat_id, times, status=502)


def dropped(method: str = "*", chat_id: int | None = None, times: int = 1) -> Fault:
    return Fault(method, chat_id, times, drop=True)


def lost_answer(method: str = "*", chat_id: int | None = None, times: int = 1) -> Fault:
    """The method has its effect, and the connection closes before anybody hears of it."""
    return Fault(method, chat_id, times, drop=True, does_its_work=True)


def hanging(seconds: float, method: str = "*", chat_id: int | None = None, times: int = 1) -> Fault:
    """Nothing happens for so many seconds of real time; then the connection closes without an answer."""
    return Fault(method, chat_id, times, delay=seconds, drop=True)


def slow(seconds: float, method: str = "*", chat_id: int | None = None, times: int = 1) -> Fault:
    return Fault(method, chat_id, times, delay=seconds)


def take(faults: list[FaultSource], method: str, chat_id: int | None) -> Fault | None:
    """The first fault that fits this call, counted down."""
    for source in faults:
        fault = source if isinstance(source, Fault) else source(method, chat_id)
        if fault is not None and fault.fits(method, chat_id):
            fault.times -= 1
            return fault
    return None


class Numbered(Protocol):
    """An update, as far as its order goes."""

    @property
    def id(self) -> int: ...


Out = TypeVar("Out", bound=Numbered)


@dataclass
class Disorder:
    """Updates handed out as on a bad day: again, in another order, later than younger ones.

    Each is a chance between 0 and 1: that an answer holds one that was confirmed before (`again`), that it is
    shuffled (`mixed`), and for each update that it is kept back until a younger one went out (`late`) or, where
    none comes, for `patience` seconds of real time. For `Updates.disorder`; nothing is lost by it.
    """

    rng: Random
    again: float = 0.0
    mixed: float = 0.0
    late: float = 0.0
    patience: float = 0.2

    def __post_init__(self) -> None:
        self._known: dict[int, float | None] = {}
        """Until when each is kept back; None where it is not (any more)."""

    def ready(self, waiting: Sequence[Out], now: float) -> list[Out]:
        """Those of `waiting` that are not kept back at `now` (seconds of a monotonic clock)."""
        for update in waiting:
            if update.id not in self._known:
                self._known[update.id] = now + self.patience if self.rng.random() < self.late else None
        free = [update for update in waiting if self._known[update.id] is None]
        newest = max((update.id for update in free), default=None)
        for update in waiting:
            until = self._known[update.id]
            # Let go only after this answer, so that the younger one is handed out first.
            if until is not None and (until <= now or (newest is not None and newest > update.id)):
                self._known[update.id] = None
        return free

    def mix(self, batch: list[Out], old: Sequence[Out]) -> list[Out]:
        """One answer, with one of the `old` ones among it perhaps, and in another order perhaps."""
        mixed = [*batch]
        if old and self.rng.random() < self.again:
            mixed.insert(self.rng.randint(0, len(mixed)), self.rng.choice(old))
        if self.rng.random() < self.mixed:
            self.rng.shuffle(mixed)
        return mixed
