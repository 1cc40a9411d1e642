"""Talking through the bot."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.line import Line
from bot.domain.when import When
from bot.services import guarding, relay
from storage import matches, relays
from tests.services.conftest import NOW, Unit
from tests.services.pairs import deliver, kinds, make_pair, number_of, params, waiting

AT_TWO = When.on(date(2026, 11, 24), at=time(14))
SECRET = "Ik sta bij de voordeur"


def text(words: str) -> Line:
    return Line(message_id=1, text=words)


async def test_a_line_in_an_open_relay_reaches_the_other_and_nobody_else(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await relay.open_relay(work, pair.requester, pair.match_id)
        await deliver(work)
        await relay.pass_on(work, pair.requester, pair.match_id, text(SECRET))
        (message,) = await waiting(work)
        assert (message.resident_id, message.kind, message.match_id) == (
            pair.helper.id,
            "relayed_text",
            pair.match_id,
        )
        assert message.params == {"match": pair.match_id, "name": "Truus", "text": SECRET}


async def test_a_line_keeps_the_relay_open_and_silence_closes_it(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await relay.open_relay(work, pair.requester, pair.match_id)
        later = work.at(NOW + timedelta(minutes=14))
        await relay.pass_on(later, pair.requester, pair.match_id, text(SECRET))
        me = pair.requester.id
        assert await relays.open_of(work.tx, me, NOW + timedelta(minutes=28)) == pair.match_id
        assert await relays.open_of(work.tx, me, NOW + timedelta(minutes=29)) is None


async def test_a_reply_outside_a_relay_is_confirmed_and_opens_nothing(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await deliver(work)
        await relay.pass_on(work, pair.helper, pair.match_id, text(SECRET))
        assert await kinds(work, pair.requester) == ["relayed_text"]
        assert await kinds(work, pair.helper) == ["passed_on"]
        assert await relays.open_of(work.tx, pair.helper.id, NOW) is None


async def test_a_delivered_line_leads_a_reply_back_to_its_match_only_in_its_chat(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await relay.pass_on(work, pair.requester, pair.match_id, text(SECRET))
        await deliver(work)
        number = await number_of(work, pair.helper, "relayed_text")
        assert await relays.match_of_message(work.tx, pair.helper.account, number) == pair.match_id
        assert await relays.match_of_message(work.tx, pair.stranger.account, number) is None


async def test_nothing_of_a_delivered_line_is_kept(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await relay.pass_on(work, pair.requester, pair.match_id, text(SECRET))
        await deliver(work)
        for table in await work.tx.all("SELECT name FROM sqlite_schema WHERE type = 'table'"):
            for row in await work.tx.all(f"SELECT * FROM {table['name']}"):
                assert SECRET not in str(tuple(row))


@pytest.mark.parametrize(
    ("line", "kind", "content"),
    [
        (Line(1, voice="V1"), "relayed_voice", {"voice": "V1", "text": ""}),
        (Line(1, photo="P1", caption="De tuin"), "relayed_photo", {"photo": "P1", "text": "De tuin"}),
        (Line(1, location=(52.7, 6.2)), "relayed_location", {"location": [52.7, 6.2]}),
    ],
)
async def test_voice_photo_and_place_are_passed_on(
    unit: Unit, line: Line, kind: str, content: dict[str, Any]
) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await relay.pass_on(work, pair.requester, pair.match_id, line)
        assert content.items() <= (await params(work, pair.helper, kind)).items()


@pytest.mark.parametrize("line", [Line(1, unsupported=True), Line(1, contact=("Truus", 1001))])
async def test_stickers_files_and_contacts_are_kindly_refused(unit: Unit, line: Line) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await deliver(work)
        await relay.pass_on(work, pair.requester, pair.match_id, line)
        assert await kinds(work, pair.requester) == ["relay_only_these"]
        assert await kinds(work, pair.helper) == []


async def test_a_long_text_is_asked_for_in_parts_and_reaches_nobody(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await deliver(work)
        await relay.pass_on(work, pair.requester, pair.match_id, text("a" * 3501))
        assert await kinds(work) == ["relay_too_long"]


@pytest.mark.parametrize(
    ("said", "passed"),
    [
        ("Schrijf me: @truus_123 ok?", "Schrijf me: … ok?"),
        ("kijk op https://t.me/truus_123", "kijk op …"),
        ("t.me/joinchat/abc en TELEGRAM.ME/x", "… en …"),
        ("truus.t.me of tg://user?id=42", "… of …"),
        ("bel 06 12345678", "bel 06 12345678"),
        ("mail truus@voorbeeld.nl", "mail truus@voorbeeld.nl"),
        ("om 3 uur @ de bushalte", "om 3 uur @ de bushalte"),
        ("bestme.nl/abc", "bestme.nl/abc"),
        ("تعالي الساعة ٣ @samir_99", "تعالي الساعة ٣ …"),
        ("t․me/truus of ｔ．ｍｅ/truus of ＠truus", "… of … of …"),
    ],
)
def test_account_names_and_links_are_taken_out_and_the_rest_stays(said: str, passed: str) -> None:
    assert guarding.without_accounts(said) == passed


async def test_a_caption_is_cleaned_too_and_an_account_name_alone_reaches_nobody(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await deliver(work)
        await relay.pass_on(work, pair.requester, pair.match_id, text("@truus_123"))
        assert await kinds(work) == ["relay_nothing_left"]
        await relay.pass_on(work, pair.requester, pair.match_id, Line(1, photo="P1", caption="@truus_123"))
        assert (await params(work, pair.helper, "relayed_photo"))["text"] == "…"


async def test_a_line_that_waits_is_dropped_when_the_match_ends(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await relay.pass_on(work, pair.requester, pair.match_id, text(SECRET))
        await matches.end(work.tx, pair.match_id, NOW)
        await deliver(work)
        row = await work.tx.one("SELECT state, params FROM outbox WHERE kind = 'relayed_text'")
        assert row is not None
        assert tuple(row) == ("dropped", "{}")


async def test_a_stranger_and_an_ended_match_reach_nobody(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await deliver(work)
        with pytest.raises(NotAllowedError):
            await relay.pass_on(work, pair.stranger, pair.match_id, text(SECRET))
        await matches.end(work.tx, pair.match_id, NOW)
        with pytest.raises(GoneError):
            await relay.pass_on(work, pair.requester, pair.match_id, text(SECRET))
        assert await kinds(work) == []


async def test_what_a_neighbour_said_is_not_replaced_by_a_screen(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await relay.pass_on(work, pair.requester, pair.match_id, text(SECRET))
        await deliver(work)
        said = await number_of(work, pair.helper, "relayed_text")
        notice = await number_of(work, pair.requester, "passed_on")
        assert await relay.stays_readable(work, pair.helper, said)
        assert not await relay.stays_readable(work, pair.requester, notice)


async def test_closing_the_relay_says_so(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await relay.open_relay(work, pair.requester, pair.match_id)
        await deliver(work)
        await relay.close_relay(work, pair.requester)
        assert await kinds(work) == ["relay_closed"]
        assert await relays.open_of(work.tx, pair.requester.id, NOW) is None
