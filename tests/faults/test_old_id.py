"""After a silent week Telegram may count updates from any number, also one that was handled long ago."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.clock import system_clock
from storage import inbox
from storage.database import Database


async def test_an_id_that_was_handled_long_ago_is_a_new_update(tmp_path: Path) -> None:
    """The nightly care may not have come by since (the machine was off)."""
    database = await Database.open(tmp_path / "buurt.db")
    now = system_clock()
    async with database.unit() as tx:
        await inbox.store(tx, [(5, 7, "{}")], now - inbox.KEPT - timedelta(hours=12))
        await inbox.done(tx, 5)
        assert await inbox.store(tx, [(5, 8, '{"update_id": 5}')], now) == 1
        assert [each.chat_id for each in await inbox.waiting(tx, 10)] == [8]
    await database.close()
