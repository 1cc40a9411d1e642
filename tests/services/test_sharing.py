"""An address and contact details: given by choice, to one neighbour, and taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.errors import NotAllowedError
from bot.domain.ids import MessageId
from bot.domain.when import When
from bot.services import agreeing, care, drafts, ending, sharing
from bot.services.answers import Given
from storage import matches, outbox, relays
from tests.services.conftest import NOW, Unit
from tests.services.pairs import (
    ADDRESS,
    Pair,
    deliver,
    due_kinds,
    kinds,
    make_pair,
    number_of,
    params,
    run_until,
    waiting,
)

AT_TWO = When.on(date(2026, 11, 24), at=time(14))
END_OF_DAY = datetime(2026, 11, 24, 23, tzinfo=UTC)


async def with_address(unit: Unit, when: When = AT_TWO) -> Pair:
    async with unit() as work:
        pair = await make_pair(work, when)
        await deliver(work)
        await sharing.ask_address(work, pair.requester, pair.match_id)
        await drafts.answer(work, pair.requester, Given(text=ADDRESS))
        return pair


async def test_an_address_goes_to_the_helper_of_this_match_with_the_door_code(unit: Unit) -> None:
    pair = await with_address(unit)
    async with unit() as work:
        given = await params(work, pair.helper, "address_given")
        assert (given["address"], given["code"]) == (ADDRESS, "42")
        with_it = [message for message in await waiting(work) if ADDRESS in str(message.params)]
        assert [(message.resident_id, message.kind) for message in with_it] == [
            (pair.helper.id, "address_given")
        ]
        assert with_it[0].match_id == pair.match_id
        assert with_it[0].holds is not None
        assert "address_sent" in await kinds(work, pair.requester)


async def test_at_the_end_of_the_day_the_address_leaves_the_database_and_the_helpers_chat(unit: Unit) -> None:
    pair = await with_address(unit)
    async with unit() as work:
        await deliver(work)
        given = await number_of(work, pair.helper, "address_given")
        await run_until(work, datetime(2026, 11, 24, 12, tzinfo=UTC))
        assert (await params(work, pair.helper, "address_reminder"))["address"] == ADDRESS
        assert ADDRESS not in str([each.params for each in await waiting(work, pair.requester)])
        await deliver(work)
        reminded = await number_of(work, pair.helper, "address_reminder")
        await run_until(work, END_OF_DAY)
        assert (await pair.match(work)).address is None
        rewritten = {each.edit for each in await waiting(work) if each.kind == "address_erased"}
        assert rewritten == {given, reminded}
        assert {each.resident_id for each in await waiting(work) if each.edit} == {pair.helper.id}
        for table in await work.tx.all("SELECT name FROM sqlite_schema WHERE type = 'table'"):
            for row in await work.tx.all(f"SELECT * FROM {table['name']}"):
                assert ADDRESS not in str(tuple(row))


async def test_erasing_twice_rewrites_once(unit: Unit) -> None:
    pair = await with_address(unit)
    async with unit() as work:
        await deliver(work)
        await sharing.address_gone(work, pair.commitment_id)
        await deliver(work)
        await sharing.address_gone(work, pair.commitment_id)
        assert await kinds(work) == []


async def test_an_address_still_waiting_to_be_sent_is_never_sent_after_it_went(unit: Unit) -> None:
    pair = await with_address(unit)
    async with unit() as work:
        await sharing.address_gone(work, pair.commitment_id)
        assert "address_given" not in await kinds(work)


async def test_an_address_that_left_while_it_was_erased_is_rewritten_at_night(unit: Unit) -> None:
    pair = await with_address(unit)
    async with unit() as work:
        (on_its_way,) = [each for each in await waiting(work) if each.kind == "address_given"]
        await sharing.address_gone(work, pair.commitment_id)
        await outbox.sent(work.tx, on_its_way, MessageId(4711), work.now)
        await sharing.forget_left_over(work)
        assert [each.edit for each in await waiting(work) if each.kind == "address_erased"] == [4711]


async def test_the_care_of_the_night_leaves_no_address_behind(unit: Unit) -> None:
    pair = await with_address(unit)
    async with unit() as work:
        await deliver(work)
    async with unit(NOW + timedelta(days=3)) as work:
        await care.forget_old(work)
        assert (await pair.match(work)).address is None
        assert await kinds(work, pair.helper) == ["address_erased"]


async def test_an_address_goes_when_the_match_ends(unit: Unit) -> None:
    pair = await with_address(unit)
    async with unit() as work:
        await deliver(work)
        await ending.end_match(work, await pair.match(work))
        assert (await pair.match(work)).address is None
        assert await kinds(work, pair.helper) == ["address_erased"]


async def test_without_a_time_an_address_goes_after_two_weeks_and_with_a_new_one_after_its_day(
    unit: Unit,
) -> None:
    pair = await with_address(unit, When(date(2026, 11, 23), date(2026, 11, 29)))
    async with unit() as work:
        assert (await due_kinds(work))["address_gone"] == NOW + timedelta(days=14)
        await agreeing.propose(work, pair.requester, pair.commitment_id, "202611261000")
        await agreeing.confirm(work, pair.helper, pair.commitment_id, "202611261000")
        assert (await due_kinds(work))["address_gone"] == datetime(2026, 11, 26, 23, tzinfo=UTC)
        await agreeing.propose(work, pair.helper, pair.commitment_id, "202611271000")
        assert (await due_kinds(work))["address_gone"] == NOW + timedelta(days=14)


async def test_an_address_can_be_given_anew_and_the_earlier_one_is_rewritten(unit: Unit) -> None:
    pair = await with_address(unit)
    async with unit() as work:
        await deliver(work)
        first = await number_of(work, pair.helper, "address_given")
        await sharing.finish_address(work, pair.requester, {"match": pair.match_id, "address": "Roosweg 1"})
        assert (await pair.match(work)).address == "Roosweg 1"
        assert [(each.kind, each.edit) for each in await waiting(work, pair.helper)] == [
            ("address_erased", first),
            ("address_given", None),
        ]


async def test_the_number_of_a_message_with_an_address_is_kept_as_long_as_the_address(unit: Unit) -> None:
    pair = await with_address(unit)
    async with unit(NOW + timedelta(days=20)) as work:
        await deliver(work)
        await work.tx.change("UPDATE relay_message SET at = '2026-11-01T00:00:00Z'")
        await relays.forget_old(work.tx, work.now)
        kept = await relays.messages_of(work.tx, pair.match_id, pair.helper.account, "address_given")
        assert len(kept) == 1
        await matches.set_address(work.tx, pair.match_id, None)
        await relays.forget_old(work.tx, work.now)
        assert not await relays.messages_of(work.tx, pair.match_id, pair.helper.account, "address_given")


async def test_only_the_requester_gives_an_address(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        for someone in (pair.helper, pair.stranger):
            with pytest.raises(NotAllowedError):
                await sharing.ask_address(work, someone, pair.match_id)
            with pytest.raises(NotAllowedError):
                await sharing.finish_address(work, someone, {"match": pair.match_id, "address": ADDRESS})
        assert (await pair.match(work)).address is None


async def test_contact_is_given_only_when_both_want_it(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await deliver(work)
        await sharing.ask_contact(work, pair.requester, pair.match_id)
        assert await kinds(work) == ["contact_question"]
        await sharing.share_contact(work, pair.requester, pair.match_id)
        assert await kinds(work, pair.helper) == ["contact_wish"]
        assert str(pair.requester.account) not in str([each.params for each in await waiting(work)])
        await deliver(work)
        await sharing.share_contact(work, pair.helper, pair.match_id)
        assert (await params(work, pair.helper, "contact_shared"))["account"] == pair.requester.account
        assert (await params(work, pair.requester, "contact_shared"))["account"] == pair.helper.account


async def test_a_wish_for_contact_at_night_waits_for_the_morning(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await deliver(work)
        night = work.at(datetime(2026, 11, 23, 21, 30, tzinfo=UTC))
        await sharing.share_contact(night, pair.requester, pair.match_id)
        rows = await work.tx.all("SELECT state FROM outbox WHERE kind = 'contact_wish'")
        assert [row["state"] for row in rows] == ["later"]


async def test_the_other_is_asked_about_contact_once(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await sharing.share_contact(work, pair.helper, pair.match_id)
        await deliver(work)
        await sharing.share_contact(work, pair.helper, pair.match_id)
        assert await kinds(work) == ["contact_waiting"]


async def test_a_no_to_contact_is_told_to_nobody(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, AT_TWO)
        await sharing.share_contact(work, pair.helper, pair.match_id)
        await deliver(work)
        await sharing.keep_contact(work, pair.requester, pair.match_id)
        assert await kinds(work, pair.helper) == []
        assert not (await pair.match(work)).requester_shares
