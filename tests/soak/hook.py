"""The playground's Telegram posting updates to the bot, several at a time, and again until it hears 200.

Of one chat it never posts two at a time, as its order is promised; the posts meet the same weather as calls.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import httpx

from bot.playground.faults import Fault
from bot.playground.messages import Json
from bot.playground.updates import Update
from bot.playground.webhook import ANSWER_SECONDS, RETRY_SECONDS, Webhook
from tests.soak.updates import Twice, chat_of

AT_ONCE = 4
"""Chats whose updates are on their way side by side."""


class Hook(Webhook):
    """`weather` is asked for each post and may give it trouble; `broken` tells what must not have happened."""

    def __init__(self, updates: Twice, now: Callable[[], datetime]) -> None:
        super().__init__(updates, now)
        self._twice = updates
        self._under_way: dict[int, int] = {}
        self.weather: Callable[[], Fault | None] = lambda: None
        self.broken: Callable[[str], None] = lambda seen: None
        self.wrong_secrets = 0.02
        """How many posts come with one from somebody else who guesses at the secret."""
        self.posts = 0
        self.arrived = 0

    async def _deliver(self) -> None:
        self._under_way.clear()
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret}
        limits = httpx.Limits(max_connections=AT_ONCE + 1)
        async with (
            httpx.AsyncClient(timeout=ANSWER_SECONDS, trust_env=False, limits=limits) as client,
            asyncio.TaskGroup() as group,
        ):
            while True:
                update = await self._twice.next_free(self._under_way.values(), AT_ONCE)
                self._under_way[update.id] = chat_of(update)
                group.create_task(self._carry(client, headers, update))

    async def _carry(self, client: httpx.AsyncClient, headers: dict[str, str], update: Update) -> None:
        """Post it until it arrives; what comes after it in its chat waits so long."""
        tries = 0
        while (problem := await self._post(client, headers, update.to_json())) is not None:
            self._error = (self._now(), problem)
            await asyncio.sleep(RETRY_SECONDS[min(tries, len(RETRY_SECONDS) - 1)])
            tries += 1
        self._twice.delivered(update)
        self.arrived += 1
        del self._under_way[update.id]
        for old in self._twice.some_again(update):
            await super()._post(client, headers, old.to_json())

    async def _post(self, client: httpx.AsyncClient, headers: dict[str, str], update: Json) -> str | None:
        self.posts += 1
        if self._twice.rng.random() < self.wrong_secrets:
            await self._guess(client, update)
        fault = self.weather()
        if fault is None:
            return await super()._post(client, headers, update)
        await asyncio.sleep(fault.delay)
        if fault.does_its_work:
            await super()._post(client, headers, update)
            return "Read timeout expired"
        if fault.drop or fault.refusal is not None or fault.status is not None:
            return "Connection reset by peer"
        return await super()._post(client, headers, update)

    async def _guess(self, client: httpx.AsyncClient, update: Json) -> None:
        """Somebody who does not know the secret posts an update of their own making."""
        made = {**update, "update_id": update["update_id"] + 400_000_000}
        for secret in ("", "guessed", self._secret[:-1]):
            problem = await super()._post(client, {"X-Telegram-Bot-Api-Secret-Token": secret}, made)
            if problem is None:
                self.broken(f"update {made['update_id']} with the secret {secret!r}")
