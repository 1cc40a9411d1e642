"""Updates pushed to the bot's own address, one after the other, until it says 2xx."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime

import httpx

from bot.playground.messages import Json
from bot.playground.updates import Updates

RETRY_SECONDS = (0.2, 0.5, 1.0, 2.0, 5.0)
ANSWER_SECONDS = 60.0


class Webhook:
    """Where updates go; `url` is empty while there is none.

    Telegram sends several at once; this one keeps them in order, so that a test can count on it.
    """

    def __init__(self, updates: Updates, now: Callable[[], datetime]) -> None:
        self.url = ""
        self._updates = updates
        self._now = now
        self._secret = ""
        self._task: asyncio.Task[None] | None = None
        self._error: tuple[datetime, str] | None = None

    def to_json(self) -> Json:
        info: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }
        if self._error:
            info["last_error_date"] = int(self._error[0].timestamp())
            info["last_error_message"] = self._error[1]
        if self.url:
            info["max_connections"] = 1
        if self._updates.allowed:
            info["allowed_updates"] = sorted(self._updates.allowed)
        return info

    async def set(self, url: str, secret: str) -> None:
        await self.stop()
        self.url, self._secret, self._error = url, secret, None
        if url:
            self._task = asyncio.create_task(self._deliver(), name="playground webhook")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _deliver(self) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        tries = 0
        # Loopback only (see methods.set_webhook), so there is no certificate to check.
        async with httpx.AsyncClient(timeout=ANSWER_SECONDS, verify=False, trust_env=False) as client:
            while True:
                update = await self._updates.first()
                problem = await self._post(client, headers, update.to_json())
                if problem is None:
                    self._updates.delivered(update)
                    tries = 0
                    continue
                self._error = (self._now(), problem)
                await asyncio.sleep(RETRY_SECONDS[min(tries, len(RETRY_SECONDS) - 1)])
                tries += 1

    async def _post(self, client: httpx.AsyncClient, headers: dict[str, str], update: Json) -> str | None:
        try:
            answer = await client.post(self.url, json=update, headers=headers)
        except httpx.TimeoutException:
            return "Read timeout expired"
        except httpx.HTTPError:
            return "Connection refused"
        if answer.is_success:
            return None
        return f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
