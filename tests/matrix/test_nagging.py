"""Buttons that tell somebody else something cannot be pressed in turn to tell it time and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import handlers
from bot.domain.ids import MatchId
from bot.services.agreeing import PROPOSALS_AN_HOUR
from storage import drafts, matches
from tests.e2e import updates
from tests.matrix.cells import Place, opened
from tests.services.conftest import NOW


@pytest.fixture
async def place(blank: Path, tmp_path: Path) -> AsyncIterator[Place]:
    async with opened(blank, tmp_path) as there:
        yield there


async def press(place: Place, who: str, *buttons: str) -> None:
    for data in buttons:
        update = updates.press(place.there.account(who), place.there.filled(data))
        await handlers.dispatch(replace(place.work, edit=None), update)


async def told(place: Place, who: str) -> Counter[str]:
    rows = await place.work.tx.all("SELECT kind FROM outbox WHERE chat_id = ?", (place.there.account(who),))
    return Counter(row["kind"] for row in rows)


async def test_who_wants_somebodys_number_asks_for_it_once(place: Place) -> None:
    await press(
        place, "helper", *["contact.yes:{m_ahead}", "contact.no:{m_ahead}"] * 5, "contact.yes:{m_ahead}"
    )
    assert (await told(place, "requester"))["contact_wish"] == 1
    await press(place, "helper", "contact.yes:{m_untimed}")
    assert (await told(place, "requester"))["contact_wish"] == 2
    match = await matches.get(place.work.tx, MatchId(int(place.there.rows["m_ahead"])))
    assert match is not None
    assert match.helper_shares


async def test_times_are_proposed_so_often_an_hour_and_no_more(place: Place) -> None:
    moments = [f"{NOW + timedelta(days=3, minutes=5 * n):%Y%m%d%H%M}" for n in range(PROPOSALS_AN_HOUR + 10)]
    await press(place, "helper", *[f"time.pick:{{c_untimed}}:{each}" for each in moments])
    assert (await told(place, "requester"))["confirm_time"] == PROPOSALS_AN_HOUR
    assert (await told(place, "helper"))["too_many"] == 10


async def test_proposing_and_taking_back_in_turn_is_no_way_around_it(place: Place) -> None:
    moments = [f"{NOW + timedelta(days=3, minutes=5 * n):%Y%m%d%H%M}" for n in range(50)]
    for each in moments:
        await press(place, "helper", f"time.pick:{{c_untimed}}:{each}", "time.ours:{c_untimed}")
    assert (await told(place, "requester"))["arrange_yourselves"] <= PROPOSALS_AN_HOUR + 1


async def test_extending_a_request_time_and_again_begins_no_wave_each_time(place: Place) -> None:
    await press(place, "requester", *["post.extend:{post_open}"] * 5)
    row = await place.work.tx.one(
        "SELECT waves, expires_at FROM post WHERE id = ?", (place.there.rows["post_open"],)
    )
    assert row is not None
    assert (row["waves"], row["expires_at"][:10]) == (1, "2026-12-14")


async def test_a_line_is_passed_on_once_however_often_the_button_is_pressed(place: Place) -> None:
    account = place.there.account("requester")
    line = updates.message_of(account, {"text": "Ik kom morgen"})
    under = updates.message_of(account, {"text": "…"}, line)
    data = place.there.filled("where:match:{m_ahead}")
    for _ in range(3):
        await handlers.dispatch(replace(place.work, edit=None), updates.press(account, data, under))
    assert (await told(place, "helper"))["relayed_text"] == 1
    assert (await told(place, "requester"))["passed_on"] == 3


async def test_a_typed_time_above_that_leaves_no_question_open(place: Place) -> None:
    moments = [f"{NOW + timedelta(days=3, minutes=5 * n):%Y%m%d%H%M}" for n in range(PROPOSALS_AN_HOUR)]
    await press(place, "helper", *[f"time.pick:{{c_untimed}}:{each}" for each in moments])
    await press(place, "helper", "relay.close", "time.type:{c_untimed}")
    for text in ("2 december", "15:00"):
        update = updates.message(place.there.account("helper"), {"text": text})
        await handlers.dispatch(replace(place.work, edit=None), update)
    assert (await told(place, "helper"))["too_many"] == 1
    assert await drafts.get(place.work.tx, place.there.people["helper"].id) is None
