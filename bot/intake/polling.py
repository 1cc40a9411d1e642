"""Long polling that confirms an update only after it was stored.

python-telegram-bot's own polling confirms before anything is handled: a kill in between loses them.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import timedelta

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot import logs
from bot.clock import Clock
from bot.domain.errors import SettingsError
from bot.http import form
from bot.intake.updates import ALLOWED, stored_form
from storage import inbox
from storage.database import Database

LONG_POLL_SECONDS = 30
BATCH = 100
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
AT_ONCE = 0.5
"""Seconds: an empty answer within them was not waited for."""

log = logs.get("intake")


class Poller:
    """Fetches updates into the inbox; `request` is its own, so that a waiting poll holds up no call."""

    def __init__(
        self,
        bot: Bot,
        request: BaseRequest,
        database: Database,
        clock: Clock,
        stored: Callable[[], None],
        caught_up: Callable[[], Awaitable[None]],
    ) -> None:
        self._url = f"{bot.base_url}/getUpdates"
        self._bot = bot
        self._request = request
        self._database = database
        self._clock = clock
        self._stored = stored
        self._caught_up = caught_up
        self._offset = 0
        self._answered_at = asyncio.get_running_loop().time()
        self._has_webhook = True

    async def run(self) -> None:
        """Fetch until cancelled, which loses nothing. Raises SettingsError where the token is refused."""
        pause = FIRST_PAUSE
        while True:
            try:
                if self._has_webhook:
                    await self._drop_webhook()
                await self._fetch()
                pause = FIRST_PAUSE
                continue
            except InvalidToken:
                raise SettingsError("BOT_TOKEN is refused by the server at BOT_API_URL") from None
            except Conflict as error:
                self._has_webhook = True
                log.error("another_program_fetches_the_updates_of_this_bot", error=type(error).__name__)
            except RetryAfter as error:
                wait = error.retry_after
                pause = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
                log.warning("fetching_too_fast", again_in=pause)
            except TelegramError as error:
                log.warning("fetching_failed", error=type(error).__name__, again_in=pause)
            except (sqlite3.Error, LookupError, RecursionError, TypeError, ValueError) as error:
                log.error("storing_failed", **logs.about(error), again_in=pause)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    def silent_for(self) -> float:
        """Seconds since the server last answered a poll (an empty answer comes every half minute)."""
        return asyncio.get_running_loop().time() - self._answered_at

    async def _drop_webhook(self) -> None:
        """Polling and a webhook exclude each other. A small server that knows no webhooks has none."""
        with contextlib.suppress(InvalidToken):
            await self._bot.delete_webhook(drop_pending_updates=False)
        self._has_webhook = False

    async def _fetch(self) -> None:
        """One long poll: what it brings is committed before the next one confirms it."""
        what = form(
            offset=self._offset, limit=BATCH, timeout=LONG_POLL_SECONDS, allowed_updates=list(ALLOWED)
        )
        loop = asyncio.get_running_loop()
        asked_at = loop.time()
        updates = await self._request.post(self._url, what, read_timeout=LONG_POLL_SECONDS + 10)
        self._answered_at = loop.time()
        if not isinstance(updates, list):
            raise TypeError("getUpdates gives a list")
        rows = [row for row in map(stored_form, updates) if row is not None]
        if len(rows) < len(updates):
            log.warning("not_an_update", count=len(updates) - len(rows))
        if not rows:
            # A server that does not wait, or gives garbage only, is not asked again at once.
            if updates or loop.time() - asked_at < AT_ONCE:
                await asyncio.sleep(AT_ONCE)
            return
        async with self._database.unit() as tx:
            await inbox.store(tx, rows, self._clock())
            self._stored()  # so early, they are handled in the same commit
        self._offset = max(row[0] for row in rows) + 1
        await self._caught_up()
