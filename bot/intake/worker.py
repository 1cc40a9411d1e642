"""Handles stored updates: each in a savepoint, many a commit, in order within a chat."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeAlias

from telegram import Bot
from telegram.error import NetworkError, TelegramError

from bot import jsontext, logs
from bot.domain.ids import AccountId
from bot.domain.update import Update, Voice
from bot.http import call
from bot.intake.ears import Ears, ToHear
from bot.intake.reading import read
from bot.intake.updates import Raw, callback_of, language_of
from bot.services.work import NewWork, Work
from storage import due, inbox
from storage.database import Database, Transaction, is_out_of_order
from storage.inbox import Incoming

BATCH = 8
"""Updates a commit: answers to the first do not wait for many others."""
PAUSE_AFTER_FAILURE = 0.3
"""Seconds a chat waits before its failed update is tried again; twice as long the second time."""
DATABASE_PAUSE = 1.0


Dispatch: TypeAlias = Callable[[Work, Update], Awaitable[None]]
"""Handles one update in an open unit of work; raises on bugs only."""
Apologise: TypeAlias = Callable[[Work, AccountId, str | None], Awaitable[None]]
"""Queues a word to somebody whose update was set aside (chat, Telegram language code)."""
Committed: TypeAlias = Callable[[datetime | None], None]
"""Told after a commit: messages may wait, and this is when the next due row falls due (UTC)."""

log = logs.get("intake")


def _read(payload: str) -> tuple[Raw, Update | Exception]:
    """A stored update as JSON and as the handlers know it, or why it is none (it may be nested too deep)."""
    try:
        raw: Raw = jsontext.loads(payload)
    except (ValueError, RecursionError) as error:
        return {}, error
    return raw, read(raw)


class Worker:
    """Takes waiting updates; `run` it in a task, `wake` it when something was stored."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        dispatch: Dispatch,
        apologise: Apologise,
        new_work: NewWork,
        committed: Committed,
        *,
        ears: Ears | None = None,
        to_hear: ToHear | None = None,
    ) -> None:
        self._bot = bot
        self._database = database
        self._dispatch = dispatch
        self._apologise = apologise
        self._new_work = new_work
        self._committed = committed
        self._wake = asyncio.Event()
        self._wake.set()
        self._caught_up = asyncio.Event()
        self._stopping = False
        self._held: dict[int, float] = {}
        """Chats whose first update failed, and until when they wait (`loop.time()`)."""
        self._replies: set[asyncio.Task[None]] = set()
        self._ears = ears
        self._to_hear = to_hear
        self._listening: dict[int, asyncio.Task[None]] = {}
        """Chats whose first update is a voice note that is listened to; the others go on meanwhile."""
        self._heard: dict[int, str | None] = {}
        """Updates whose voice note was listened to, and its words."""

    def wake(self) -> None:
        """Something was stored."""
        self._caught_up.clear()
        self._wake.set()

    async def caught_up(self) -> None:
        """Wait until nothing stored waits but what is being handled: under load more is fetched at a time then."""
        await self._caught_up.wait()

    def stop(self) -> None:
        """Finish the unit in hand, begin no other; `run` then returns."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Handle until `stop`."""
        try:
            await self._run()
        finally:
            # What was not listened to the end stays in the inbox.
            for task in self._listening.values():
                task.cancel()
            await asyncio.gather(*self._listening.values(), return_exceptions=True)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._stopping:
            self._wake.clear()
            try:
                while not self._stopping and await self._round(loop.time()):
                    pass
                again_at = min(self._held.values(), default=None)
            except sqlite3.Error as error:
                # Nothing of the round is kept, so nothing counts as a try.
                log.error("database_trouble", **logs.about(error))
                again_at = loop.time() + DATABASE_PAUSE
            timer = loop.call_at(again_at, self._wake.set) if again_at is not None else None
            await self._wake.wait()
            if timer is not None:
                timer.cancel()
        await self.replied()

    async def replied(self) -> None:
        """Wait for the callback answers under way."""
        await asyncio.gather(*self._replies, return_exceptions=True)

    async def _round(self, now: float) -> bool:
        """One commit of waiting updates; False where there were none."""
        held = {chat: until for chat, until in self._held.items() if until > now}
        failures: dict[int, int] = {}
        replies: list[str] = []
        async with self._database.unit() as tx:
            updates = await inbox.waiting(tx, BATCH, frozenset(held) | self._listening.keys())
            if len(updates) < BATCH:
                self._caught_up.set()
            for incoming in updates:
                if self._stopping:
                    break
                if incoming.chat_id not in failures:
                    await self._handle(tx, incoming, failures, replies)
            next_due = await due.next_at(tx)
        pauses = {chat: now + PAUSE_AFTER_FAILURE * tries for chat, tries in failures.items() if tries}
        self._held = held | pauses
        for query_id in replies:
            task = asyncio.create_task(self._reply(query_id))
            self._replies.add(task)
            task.add_done_callback(self._replies.discard)
        if updates:
            self._committed(next_due)
        return bool(updates)

    async def _handle(
        self, tx: Transaction, incoming: Incoming, failures: dict[int, int], replies: list[str]
    ) -> None:
        """One update: it, its effects and the end of its payload become true together, or it failed once."""
        raw, update = _read(incoming.payload)
        query_id = callback_of(raw)
        try:
            async with tx.savepoint():
                if isinstance(update, Exception):
                    raise update
                work = self._new_work(tx)
                if await self._listens_first(work, update, incoming):
                    failures[incoming.chat_id] = 0
                    return
                work.heard = self._heard.get(incoming.update_id)
                await self._dispatch(work, update)
                await inbox.done(tx, incoming.update_id)
            self._heard.pop(incoming.update_id, None)
        except Exception as error:
            if is_out_of_order(error):
                raise
            log.error(
                "update_failed", update_id=incoming.update_id, tries=incoming.tries + 1, **logs.about(error)
            )
            # What cannot even be read becomes no better by another try.
            if not await inbox.failed(tx, incoming, for_good=error is update):
                failures[incoming.chat_id] = incoming.tries + 1
                return
            log.error("update_set_aside", update_id=incoming.update_id)
            self._heard.pop(incoming.update_id, None)
            await self._say_sorry(tx, incoming, raw)
        if query_id is not None:
            replies.append(query_id)

    async def _listens_first(self, work: Work, update: Update, incoming: Incoming) -> bool:
        """Begin to listen to the voice note that this update is about; False where there is none to listen to."""
        if self._ears is None or self._to_hear is None or incoming.update_id in self._heard:
            return False
        voice = await self._to_hear(work, update)
        if voice is None:
            return False
        listening = asyncio.create_task(self._listen(self._ears, voice, incoming))
        self._listening[incoming.chat_id] = listening
        return True

    async def _listen(self, ears: Ears, voice: Voice, incoming: Incoming) -> None:
        """Outside of any transaction."""
        words: str | None = None
        try:
            words = await ears.hear(voice)
        except Exception as error:
            log.error("listening_failed", update_id=incoming.update_id, **logs.about(error))
        finally:
            self._heard[incoming.update_id] = words
            del self._listening[incoming.chat_id]
            self._wake.set()

    async def _say_sorry(self, tx: Transaction, incoming: Incoming, raw: Raw) -> None:
        """To people only: in a group nobody could tell what it is about."""
        if incoming.chat_id <= 0:
            return
        try:
            async with tx.savepoint():
                await self._apologise(self._new_work(tx), AccountId(incoming.chat_id), language_of(raw))
        except Exception as error:
            if is_out_of_order(error):
                raise
            log.error("apology_failed", update_id=incoming.update_id, **logs.about(error))

    async def _reply(self, query_id: str) -> None:
        """Stop the spinner on the button. Too old or not: the effect is there, the screen shows it.

        A call that was cut off is made once more: to answer twice does no harm.
        """
        for last in (False, True):
            try:
                await call(self._bot, "answerCallbackQuery", callback_query_id=query_id)
                return
            except TelegramError as error:
                if last or type(error) is not NetworkError:
                    log.info("callback_not_answered", error=type(error).__name__)
                    return
