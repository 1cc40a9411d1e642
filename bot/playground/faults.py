"""Trouble on demand, for tests: errors, silence and delay before or after a method does its work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.errors import Refusal, forbidden, too_many_requests


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


def server_error(method: str = "*", chat_id: int | None = None, times: int = 1) -> Fault:
    return Fault(method, chat_id, times, refusal=Refusal(500, "Internal Server Error"))


def bad_gateway(method: str = "*", chat_id: int | None = None, times: int = 1) -> Fault:
    return Fault(method, chat_id, times, status=502)


def dropped(method: str = "*", chat_id: int | None = None, times: int = 1) -> Fault:
    return Fault(method, chat_id, times, drop=True)


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
