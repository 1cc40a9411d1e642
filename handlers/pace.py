"""How fast one account may go: who floods the bot is asked to slow down, and nobody else waits for them.

Kept in memory: it costs no write, and a restart gives everybody a new burst, which does no harm. Messages are
counted by the moment at which they were sent, so that what waited while the bot was away is no flood. Presses have
no such moment and are counted apart, by the clock: in a flood of messages the buttons under the emergency numbers
still work.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable

from telegram import Update, Voice
from telegram.constants import ChatType

from bot.domain.ids import AccountId
from bot.services import flooding
from bot.services.work import Work
from handlers.soundness import is_sound

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
        if not is_sound(update):
            return
        user, now = update.effective_user, work.now.timestamp()
        if user is None or user.is_bot or update.my_chat_member is not None:
            await self._dispatch(work, update)
            return
        of, at = self._counted(update, now)
        if not of.take(user.id, at, _cost(update)):
            await self._drop(work, update, AccountId(user.id), user.language_code, "slow_down")
        elif _has_code(update) and not self._codes.take(user.id, at):
            await self._drop(work, update, AccountId(user.id), user.language_code, "too_many_codes")
        else:
            await self._dispatch(work, update)

    async def to_hear(self, work: Work, update: Update) -> Voice | None:
        """The voice note to listen to; none of somebody who has used up their allowance."""
        if not is_sound(update):
            return None
        user = update.effective_user
        if user is not None:
            of, at = self._counted(update, work.now.timestamp())
            if of.left(user.id, at) < 1:
                return None
        return await self._to_hear(work, update)

    def _counted(self, update: Update, now: float) -> tuple[Allowance, float]:
        """What an update counts for, and when it happened (seconds)."""
        if update.callback_query is not None:
            return self._presses, now
        message = update.effective_message
        sent = (message.edit_date or message.date) if message is not None else None
        return self._lines, sent.timestamp() if sent is not None else now

    async def _drop(
        self, work: Work, update: Update, who: AccountId, lang_code: str | None, kind: str
    ) -> None:
        await flooding.drop(work, update.update_id)
        chat, message, now = update.effective_chat, update.message, work.now.timestamp()
        if chat is None or chat.type != ChatType.PRIVATE:
            return
        danger = flooding.heard(work, message.text or message.caption) if message is not None else None
        if danger is not None and message is not None:
            if self._words.take((who, danger), now):
                await flooding.answer_danger(work, who, danger, message.message_id)
        elif self._words.take((who, kind), now):
            await flooding.slow_down(work, who, lang_code, kind)


def _cost(update: Update) -> int:
    """What an update uses of an allowance: a long text takes as long to read as several short ones."""
    message = update.message or update.edited_message
    text = (message.text or message.caption) if message is not None else None
    return 1 + len(text or "") // LONG


def _has_code(update: Update) -> bool:
    text = update.message.text if update.message is not None else None
    command, _, code = (text or "").partition(" ")
    return bool(code.strip()) and command.partition("@")[0].lower() == "/start"
