"""How fast one account may go: who floods the bot is asked to slow down, and nobody else waits for them.

Kept in memory: it costs no write, and a restart gives everybody a new burst, which does no harm. Messages are
counted by the moment at which they were sent, so that what waited while the bot was away is no flood. Presses have
no such moment and are counted apart, by the clock: in a flood of messages the buttons under the emergency numbers
still work.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable

from bot.domain.update import ChatKind, Message, Press, Sender, Update, Voice
from bot.services import flooding
from bot.services.work import Work

Dispatch = Callable[[Work, Update], Awaitable[None]]
ToHear = Callable[[Work, Update], Awaitable[Voice | None]]

MINUTE, HOUR = 60.0, 3600.0
BURST, A_MINUTE = 20, 30
"""Updates of one account at once, and a minute in the long run; messages and presses each."""
LONG = 500
"""Characters of a message that count as one more message; of the longest, two go at once."""
CODES_AN_HOUR = 10
"""Codes behind /start that one account may try: invites, roles, calls and groups."""
REMEMBERED = 20_000
"""Accounts whose allowance is kept; beyond it those that have all of theirs are forgotten."""


class Allowance:
    """`burst` at once, and `refill` a second after that, for each key."""

    def __init__(self, burst: int, refill: float) -> None:
        self._burst = burst
        self._refill = refill
        self._left: dict[Hashable, tuple[float, float]] = {}
        """What was left, and at which moment (seconds)."""

    def left(self, key: Hashable, at: float) -> float:
        """How much a key has at a moment; a clock that goes back gives nothing and takes nothing."""
        left, since = self._left.get(key, (float(self._burst), at))
        return min(float(self._burst), left + max(0.0, at - since) * self._refill)

    def take(self, key: Hashable, at: float, cost: int = 1) -> bool:
        """Use one, or `cost`; False where that is not left."""
        left = self.left(key, at)
        if len(self._left) >= REMEMBERED:
            self._forget(at)
        self._left[key] = (left - cost if left >= cost else left, at)
        return left >= cost

    def _forget(self, at: float) -> None:
        self._left = {key: kept for key, kept in self._left.items() if self.left(key, at) < self._burst}
        if len(self._left) >= REMEMBERED:
            self._left.clear()


class Pace:
    """`dispatch` and `to_hear` of the bot, for accounts that keep to their allowance.

    Above it an update is dropped: nothing is done, its inbox row goes, and once a minute a kind word says so.
    A message that tells of danger is answered all the same, once a minute for each danger.
    """

    def __init__(self, dispatch: Dispatch, to_hear: ToHear) -> None:
        self._dispatch = dispatch
        self._to_hear = to_hear
        self._lines = Allowance(BURST, A_MINUTE / MINUTE)
        self._presses = Allowance(BURST, A_MINUTE / MINUTE)
        self._codes = Allowance(CODES_AN_HOUR, CODES_AN_HOUR / HOUR)
        self._words = Allowance(1, 1 / MINUTE)

    async def dispatch(self, work: Work, update: Update) -> None:
        """Handle an update, or drop it kindly."""
        match update.what:
            case (Message() | Press()) as done if done.sender is not None and not done.sender.is_bot:
                kind = self._above(done, done.sender, work.now.timestamp())
                if kind is None:
                    await self._dispatch(work, update)
                else:
                    await flooding.drop(work, update.id)
                    await self._tell(work, done, done.sender, kind)
            case _:
                await self._dispatch(work, update)

    async def to_hear(self, work: Work, update: Update) -> Voice | None:
        """The voice note to listen to; none of somebody who has used up their allowance."""
        match update.what:
            case (Message() | Press()) as done if done.sender is not None:
                of, at = self._counted(done, work.now.timestamp())
                if of.left(done.sender.id, at) < 1:
                    return None
        return await self._to_hear(work, update)

    def _above(self, done: Message | Press, who: Sender, now: float) -> str | None:
        """Take it from the allowance; the kind of word to be said where that is not left."""
        of, at = self._counted(done, now)
        if not of.take(who.id, at, _cost(done)):
            return "slow_down"
        if _has_code(done) and not self._codes.take(who.id, at):
            return "too_many_codes"
        return None

    def _counted(self, done: Message | Press, now: float) -> tuple[Allowance, float]:
        """What an update counts for, and when it happened (seconds)."""
        return (self._lines, float(done.at)) if isinstance(done, Message) else (self._presses, now)

    async def _tell(self, work: Work, done: Message | Press, who: Sender, kind: str) -> None:
        if done.chat.kind is not ChatKind.PRIVATE:
            return
        now, line = work.now.timestamp(), done.line if isinstance(done, Message) and not done.edited else None
        danger = flooding.heard(work, line.text or line.caption) if line is not None else None
        if danger is not None and line is not None:
            if self._words.take((who.id, danger), now):
                await flooding.answer_danger(work, who.id, danger, line.message_id)
        elif self._words.take((who.id, kind), now):
            await flooding.slow_down(work, who.id, who.language_code, kind)


def _cost(done: Message | Press) -> int:
    """What an update uses of an allowance: a long text takes as long to read as several short ones."""
    text = (done.line.text or done.line.caption) if isinstance(done, Message) else None
    return 1 + len(text or "") // LONG


def _has_code(done: Message | Press) -> bool:
    text = done.line.text if isinstance(done, Message) and not done.edited else None
    command, _, code = (text or "").partition(" ")
    return bool(code.strip()) and command.partition("@")[0].lower() == "/start"
