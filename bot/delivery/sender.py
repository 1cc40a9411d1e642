"""Empties the outbox: waked after commits, in order within a chat, a few chats side by side."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import Any, TypeAlias

from telegram import Bot
from telegram.error import TelegramError

from bot import logs
from bot.clock import Clock
from bot.delivery.calls import calls, delete
from bot.delivery.limits import Limits
from bot.delivery.pauses import Pauses
from bot.delivery.refusals import Later, Moved, Never, judge
from bot.domain.calendar import NO_BUURT, is_quiet
from bot.domain.ids import AccountId, MessageId, OutboxId
from bot.domain.model import OutMessage
from bot.i18n import DEFAULT
from bot.render.registry import DRAWN
from bot.render.screen import Screen
from bot.services.work import NewWork, Work
from storage import due, groups, outbox
from storage.database import Database, Transaction, is_out_of_order

Render: TypeAlias = Callable[[str, dict[str, Any], str], Screen]
"""Message kind, parameters and language -> what to send. Raises on a bug only."""
Unreachable: TypeAlias = Callable[[Work, AccountId], Awaitable[None]]
Committed: TypeAlias = Callable[[datetime | None], None]
"""Told after a commit: rows may wait, and this is when the next due row falls due (UTC)."""

SIDE_BY_SIDE = 8
"""Chats in flight at once, and so the most that a crash can send twice."""
DATABASE_PAUSE = 1.0

log = logs.get("delivery")


@dataclass(frozen=True)
class Sent:
    """It has left; the id is that of the message that carries its text."""

    message_id: MessageId | None


@dataclass(frozen=True)
class _Ended:
    message: OutMessage
    how: Sent | Never | Moved


class Sender:
    """Sends what waits in the outbox; `run` it in a task, `wake` it after each commit."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        clock: Clock,
        rng: Random,
        render: Render,
        unreachable: Unreachable,
        new_work: NewWork,
        committed: Committed,
        *,
        limits: bool = True,
    ) -> None:
        self._bot = bot
        self._database = database
        self._clock = clock
        self._render = render
        self._unreachable = unreachable
        self._new_work = new_work
        self._committed = committed
        self._limits = Limits(on=limits)
        self._pauses = Pauses(rng)
        self._wake = asyncio.Event()
        self._wake.set()
        self._stopping = False
        self._busy: dict[int, asyncio.Task[None]] = {}
        """Chats with a message in flight, or with one whose end is not written down yet."""
        self._ended: list[_Ended] = []
        self._steps: dict[OutboxId, list[MessageId | None]] = {}
        """Steps that were done of messages that take several, so that a retry goes on after them."""

    def wake(self) -> None:
        """Something may wait."""
        self._wake.set()

    def stop(self) -> None:
        """Start nothing new; `run` returns when what is in flight has ended."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Send until `stop`. Trouble of the database is waited out: nothing is lost by it."""
        loop = asyncio.get_running_loop()
        try:
            while not self._stopping or self._busy:
                self._wake.clear()
                try:
                    again_at = await self._exchange(loop.time())
                except sqlite3.Error as error:
                    log.error("database_trouble", **logs.about(error))
                    again_at = loop.time() + DATABASE_PAUSE
                timer = loop.call_at(again_at, self._wake.set) if again_at is not None else None
                await self._wake.wait()
                if timer is not None:
                    timer.cancel()
        finally:
            for task in self._busy.values():
                task.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def _exchange(self, now: float) -> float | None:
        """Write down what ended and start what may start, in one commit.

        Returns when to look again (`loop.time()`), None where only a wake can bring something.
        """
        slots, open_at = self._slots(now)
        if not self._ended and (slots <= 0 or open_at > now):
            return open_at if slots > 0 else None
        started: list[OutMessage] = []
        async with self._database.unit() as tx:
            # Looked at again: while the unit was waited for, more may have ended.
            ended = list(self._ended)
            slots, open_at = self._slots(now)
            room = min(slots, self._limits.room(now)) if open_at <= now else 0
            for end in ended:
                await self._write_down(tx, end)
            if room > 0:
                started = await self._take(tx, room, {end.message.chat_id for end in ended}, now)
            gone = any(isinstance(end.how, Never) and end.how.unreachable for end in ended)
            next_due = await due.next_at(tx) if gone else None
        del self._ended[: len(ended)]
        for end in ended:
            self._steps.pop(end.message.id, None)
            del self._busy[end.message.chat_id]
        # Further steps of other messages may have taken room while the database worked; what is left waits.
        # `now` stays: a pause that ended meanwhile was not over when the heads were read, and is looked at again.
        after = asyncio.get_running_loop().time()
        room = max(0, self._limits.room(after))
        if len(started) > room:
            open_at = max(open_at, self._limits.room_at(after))
        for message in started[:room]:
            self._limits.leaves()
            self._busy[message.chat_id] = asyncio.create_task(self._deliver(message))
        if ended:
            self._committed(next_due)
        if slots <= 0:
            return None
        return open_at if open_at > now else self._pauses.next_end(now)

    def _slots(self, now: float) -> tuple[int, float]:
        """How many chats may get a message once what ended is written down, and from when on any may."""
        slots = 0 if self._stopping else SIDE_BY_SIDE - len(self._busy) + len(self._ended)
        return slots, self._pauses.all_until(now) or self._limits.room_at(now)

    async def _take(self, tx: Transaction, room: int, free_again: set[int], now: float) -> list[OutMessage]:
        """The next message of each chat that may get one; the untrue are dropped."""
        closed = frozenset(self._busy.keys() - free_again) | self._pauses.chats(now)
        taken = []
        for message in await outbox.heads(tx, room, closed):
            moment = self._clock()
            late = message.not_after is not None and moment > message.not_after
            if late or (message.holds is not None and not await outbox.still_holds(tx, message.holds)):
                await outbox.dropped(tx, message, moment)
                log.info("dropped", outbox=message.id, kind=message.kind, why="late" if late else "untrue")
                self._wake.set()
            else:
                taken.append(message)
        if len(taken) == room:
            self._wake.set()
        return taken

    async def _write_down(self, tx: Transaction, end: _Ended) -> None:
        message, now = end.message, self._clock()
        match end.how:
            case Sent(message_id):
                await outbox.sent(tx, message, message_id, now)
            case Moved(chat_id):
                await outbox.move_chat(tx, message.chat_id, chat_id)
                await groups.move(tx, message.chat_id, AccountId(chat_id))
            case Never(unreachable=unreachable):
                await outbox.failed(tx, message, now)
                if unreachable:
                    await self._mark_unreachable(tx, message.chat_id)

    async def _mark_unreachable(self, tx: Transaction, chat_id: AccountId) -> None:
        try:
            async with tx.savepoint():
                await self._unreachable(self._new_work(tx), chat_id)
        except Exception as error:
            if is_out_of_order(error):
                raise
            log.error("unreachable_failed", **logs.about(error))

    async def _deliver(self, message: OutMessage) -> None:
        """Send one message; how it ended is kept to be written down. Never raises but when cancelled."""
        how: Sent | Never | Moved | Later
        try:
            how = Sent(await self._send(message))
        except TelegramError as error:
            how = judge(error)
            reason = how.reason if isinstance(how, Never) else ""
            log.warning(
                "not_sent", outbox=message.id, kind=message.kind, error=type(error).__name__, why=reason
            )
        except Exception as error:
            log.error("not_sendable", outbox=message.id, kind=message.kind, **logs.about(error))
            how = Never("bug")
        now = asyncio.get_running_loop().time()
        self._pauses.until(message.chat_id, self._limits.chat_free_at(message.chat_id, now), now)
        if isinstance(how, Later):
            self._pauses.after_trouble(message.chat_id, how.seconds, now)
            del self._busy[message.chat_id]
        else:
            self._pauses.well(message.chat_id)
            self._ended.append(_Ended(message, how))
        self._wake.set()

    async def _send(self, message: OutMessage) -> MessageId | None:
        """All steps of it; the room for the first was taken by who started this."""
        try:
            if message.delete:
                await delete(self._bot, message)
                return None
            lang = message.lang or DEFAULT
            if message.kind in DRAWN:
                screen = await asyncio.to_thread(self._render, message.kind, message.params, lang)
            else:
                screen = self._render(message.kind, message.params, lang)
            # No answer to what its reader did: nobody is waked by it.
            if message.urgency > 0 and is_quiet(self._clock(), NO_BUURT):
                screen = replace(screen, silent=True)
            done = self._steps.setdefault(message.id, [])
            for number, step in enumerate(calls(self._bot, message, screen)[len(done) :]):
                if number > 0:
                    await self._turn(message.chat_id)
                done.append(await step())
            return done[0]
        finally:
            self._limits.arrived(message.chat_id, asyncio.get_running_loop().time())

    async def _turn(self, chat_id: int) -> None:
        """Wait until a further step to this chat is within the limits; others may take the room meanwhile."""
        loop = asyncio.get_running_loop()
        self._limits.arrived(chat_id, loop.time())
        try:
            while (turn := self._limits.next_turn(chat_id, now := loop.time())) > now:  # noqa: ASYNC110
                await asyncio.sleep(turn - now)
        finally:
            self._limits.leaves()
