"""How long things wait, as somebody who watches is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import StorageError
from storage import backlog
from storage.database import Database, to_text

EVENING = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 7, 0, 20, tzinfo=UTC)
"""08:00:20 in Amsterdam: what waited for the morning has been let go."""


async def test_a_night_in_the_outbox_is_no_delay_but_a_day_is(database: Database) -> None:
    async with database.unit() as tx:
        await tx.insert(
            "INSERT INTO outbox (chat_id, kind, params, urgency, created_at) VALUES (1, 'ask_card', '{}', 1, ?)",
            (to_text(EVENING),),
        )
    assert backlog.read(database.path, MORNING).messages.seconds == 20
    assert backlog.read(database.path, MORNING + timedelta(days=1)).messages.seconds == 86_420
    async with database.unit() as tx:
        await tx.change("UPDATE outbox SET urgency = 0")
    waits = backlog.read(database.path, MORNING).messages
    assert (waits.count, waits.seconds) == (1, 34_220), "an answer may leave at night"


async def test_what_is_to_come_does_not_wait_and_a_clock_set_back_gives_no_age(database: Database) -> None:
    async with database.unit() as tx:
        await tx.insert("INSERT INTO due (kind, subject, at) VALUES ('care', 1, ?)", (to_text(MORNING),))
        await tx.insert(
            "INSERT INTO inbox (update_id, chat_id, payload, received_at) VALUES (1, 1, '{}', ?)",
            (to_text(MORNING),),
        )
    before = backlog.read(database.path, EVENING)
    assert (before.due.count, before.updates.count, before.updates.seconds) == (0, 1, 0)
    assert backlog.read(database.path, MORNING + timedelta(seconds=90)).due.seconds == 90


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        backlog.read(tmp_path / "none.db", MORNING)
    assert not list(tmp_path.iterdir())
