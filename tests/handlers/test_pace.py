"""Who floods the bot slows down only themselves, is told so kindly, and is helped all the same when in danger."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

import handlers
from bot.domain.update import Update
from bot.render import render
from bot.services.work import Work
from handlers.pace import A_MINUTE, BURST, CODES_AN_HOUR, REMEMBERED, Allowance, Pace
from storage import inbox
from storage.database import Database
from tests.e2e import updates
from tests.services.conftest import NOW, add_buurt, add_resident
from tests.services.conftest import database as database

FLOODER, OTHER = 1001, 1002
FALL = "Ik ben gevallen en ik kan niet meer opstaan, help"


@pytest.fixture
async def work(database: Database) -> AsyncIterator[Work]:
    async with database.unit() as tx:
        work = Work(tx, NOW, Random(1), b"key", "buurtkring_bot")
        home = await add_buurt(work)
        for name in ("Truus", "Samir"):
            await add_resident(work, home, name)
        yield work


@pytest.fixture
def pace() -> Pace:
    return Pace(handlers.dispatch, handlers.to_hear)


async def send(
    pace: Pace, work: Work, content: dict[str, Any], at: datetime = NOW, who: int = FLOODER
) -> None:
    """A message that was sent at a moment, stored and handled as the worker does."""
    body = updates.message_of(who, content) | {"date": int(at.timestamp())}
    await handle(pace, replace(work, now=max(at, work.now)), updates.update(message=body))


async def handle(pace: Pace, work: Work, update: Update) -> None:
    await inbox.store(work.tx, [(update.id, FLOODER, "{}")], work.now)
    await pace.dispatch(work, update)
    await inbox.done(work.tx, update.id)


async def said(work: Work, to: int = FLOODER) -> Counter[str]:
    rows = await work.tx.all("SELECT kind FROM outbox WHERE chat_id = ?", (to,))
    return Counter(row["kind"] for row in rows)


async def test_of_200_messages_in_a_minute_the_first_are_answered_and_the_others_leave_nothing(
    work: Work, pace: Pace
) -> None:
    for n in range(200):
        await send(pace, work, {"text": f"dank u {n}"}, NOW + timedelta(seconds=n * 0.3))
    told = await said(work)
    assert told.pop("slow_down") <= 2
    assert BURST <= told.total() <= BURST + A_MINUTE + 1
    (row,) = await work.tx.all("SELECT count(*) AS n FROM inbox")
    assert row["n"] <= BURST + A_MINUTE + 1
    await send(pace, work, {"text": "hallo"}, NOW + timedelta(minutes=3))
    assert (await said(work)).total() == told.total() + (await said(work))["slow_down"] + 1


async def test_somebody_else_is_answered_in_the_middle_of_it(work: Work, pace: Pace) -> None:
    for n in range(100):
        await send(pace, work, {"text": f"dank u {n}"})
    await send(pace, work, {"text": "dank u"}, who=OTHER)
    assert (await said(work, OTHER)).total() == 1


async def test_danger_in_a_flood_is_answered_once_a_minute(work: Work, pace: Pace) -> None:
    for n in range(60):
        await send(pace, work, {"text": f"dank u {n}"})
    for second in (0, 5, 30):
        await send(pace, work, {"text": FALL}, NOW + timedelta(seconds=second * 0.01))
    assert (await said(work))["danger"] == 1
    for n in range(60):
        await send(pace, work, {"text": f"dank u {n}"}, NOW + timedelta(seconds=90))
    await send(pace, work, {"text": FALL}, NOW + timedelta(seconds=90))
    assert (await said(work))["danger"] == 2


async def test_in_a_flood_of_messages_the_buttons_under_the_numbers_still_work(
    work: Work, pace: Pace
) -> None:
    for n in range(60):
        await send(pace, work, {"text": f"dank u {n}"})
    await handle(pace, work, updates.press(FLOODER, "danger.now"))
    assert (await said(work))["danger_now"] == 1


async def test_presses_have_an_allowance_too(work: Work, pace: Pace) -> None:
    for _ in range(100):
        await handle(pace, work, updates.press(FLOODER, "post.mine"))
    assert await said(work) == {"my_posts": BURST, "slow_down": 1}


async def test_very_long_messages_use_up_the_allowance_sooner(work: Work, pace: Pace) -> None:
    for _ in range(10):
        await send(pace, work, {"text": "1 " * 2048})
    told = await said(work)
    assert told.total() - told["slow_down"] == 2


async def test_what_waited_while_the_bot_was_away_is_no_flood(work: Work, pace: Pace) -> None:
    for n in range(80):
        await send(
            pace, replace(work, now=NOW + timedelta(days=3)), {"text": "dank u"}, NOW + timedelta(minutes=n)
        )
    assert (await said(work))["slow_down"] == 0


async def test_who_tries_many_codes_is_asked_to_wait(work: Work, pace: Pace) -> None:
    for n in range(30):
        await send(pace, work, {"text": f"/start {'abcdefgh' * 2}{n}"}, NOW + timedelta(seconds=3 * n))
    told = await said(work)
    assert told["too_many_codes"] in (1, 2)
    assert told["home"] == CODES_AN_HOUR
    await send(pace, work, {"text": "/start"}, NOW + timedelta(minutes=5))
    assert (await said(work))["home"] == CODES_AN_HOUR + 1


async def test_codes_in_a_group_count_as_any_other(work: Work, pace: Pace) -> None:
    group = {"id": -100_5, "type": "supergroup", "title": "Straat"}
    for n in range(CODES_AN_HOUR):
        await send(
            pace,
            work,
            {"text": f"/start@bot {'abcdefgh' * 2}{n}", "chat": group},
            NOW + timedelta(seconds=3 * n),
        )
    await send(pace, work, {"text": f"/start {'abcdefgh' * 2}"}, NOW + timedelta(minutes=1))
    assert (await said(work))["too_many_codes"] == 1


async def test_a_stranger_who_presses_old_buttons_very_fast_is_told_in_their_language(
    work: Work, pace: Pace
) -> None:
    for _ in range(50):
        await handle(pace, work, updates.press(999, "match.yes:1"))
    told = await said(work, 999)
    assert told == {"no_longer": BURST, "slow_down": 1}


async def test_a_voice_note_above_the_allowance_is_not_listened_to(work: Work, pace: Pace) -> None:
    note = updates.VOICE
    first = updates.update(message=updates.message_of(FLOODER, note) | {"date": int(NOW.timestamp())})
    assert await pace.to_hear(work, first) is not None
    for _ in range(BURST + 1):
        await send(pace, work, note)
    assert await pace.to_hear(work, first) is None


async def test_updates_without_a_person_go_by(work: Work, pace: Pace) -> None:
    channel = {"message_id": 1, "date": 0, "chat": {"id": -1, "type": "channel"}}
    await pace.dispatch(work, updates.update(channel_post=channel))


def test_a_clock_that_goes_back_locks_nobody_out() -> None:
    allowance = Allowance(2, 1.0)
    assert [allowance.take("a", at) for at in (1000.0, 1000.0, 1000.0)] == [True, True, False]
    assert not allowance.take("a", 10.0)
    assert allowance.take("a", 11.5)


def test_only_so_many_accounts_are_remembered() -> None:
    allowance = Allowance(1, 1.0)
    for n in range(REMEMBERED + 10):
        allowance.take(n, float(n))
    assert len(allowance._left) <= REMEMBERED


@pytest.mark.parametrize("kind", ["slow_down", "too_many_codes"])
@pytest.mark.parametrize("lang", ["nl", "ar", "en"])
def test_the_kind_word_has_a_way_on(kind: str, lang: str) -> None:
    assert render(kind, {}, lang).rows
