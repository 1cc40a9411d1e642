"""Messages on their way out: order, urgency, what still holds, and what is emptied."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.domain.ids import AccountId, MessageId, OutboxId
from bot.domain.model import Holds, OutMessage
from storage import outbox, residents
from storage.database import Database, Transaction
from tests.storage.conftest import NOW


async def _put(tx: Transaction, chat: int, kind: str = "home", **more: object) -> OutboxId:
    message = OutMessage(kind, {"name": "Truus"}, AccountId(chat), **more)  # type: ignore[arg-type]  # mixed
    return await outbox.put(tx, message, NOW)


async def _row(tx: Transaction, outbox_id: OutboxId) -> dict[str, object]:
    row = await tx.one("SELECT * FROM outbox WHERE id = ?", (outbox_id,))
    assert row is not None
    return dict(row)


async def test_one_message_of_each_chat_leaves_at_a_time_the_oldest_first(database: Database) -> None:
    async with database.unit() as tx:
        first, second = await _put(tx, 1), await _put(tx, 1)
        other = await _put(tx, 2)
        assert [each.id for each in await outbox.heads(tx, 9)] == [first, other]
        assert [each.id for each in await outbox.heads(tx, 9, frozenset({2}))] == [first]
        (message, _) = await outbox.heads(tx, 9)
        await outbox.sent(tx, message, MessageId(5), NOW)
        assert [each.id for each in await outbox.heads(tx, 9)] == [second, other]


async def test_answers_go_before_notices_and_notices_before_digests(database: Database) -> None:
    async with database.unit() as tx:
        digest, notice, answer = [await _put(tx, 3 - n, urgency=2 - n) for n in range(3)]
        assert [each.id for each in await outbox.heads(tx, 9)] == [answer, notice, digest]
        assert len(await outbox.heads(tx, 2)) == 2


async def test_numbers_to_call_in_danger_overtake_what_waits_for_that_chat_and_keep_their_order(
    database: Database,
) -> None:
    async with database.unit() as tx:
        answers = [await _put(tx, 1) for _ in range(20)]
        other = await _put(tx, 2)
        numbers, card = [await _put(tx, 1, urgency=outbox.FIRST_OF_ALL) for _ in range(2)]
        left = []
        for _ in range(3):
            (message, *_) = await outbox.heads(tx, 9)
            left.append(message.id)
            await outbox.sent(tx, message, MessageId(5), NOW)
        assert left == [numbers, card, answers[0]]
        assert [each.id for each in await outbox.heads(tx, 9)] == [answers[1], other]


async def test_a_message_comes_back_as_it_was_put(database: Database) -> None:
    async with database.unit() as tx:
        message = OutMessage(
            "ask_card",
            {"words": "خبز", "ask": 3},
            AccountId(2**51),
            lang="ar",
            edit=MessageId(7),
            reply_to=MessageId(8),
            not_after=NOW + timedelta(hours=1),
            holds=Holds("ask", 3, frozenset({"waiting", "silent"})),
            urgency=1,
            delete=True,
        )
        outbox_id = await outbox.put(tx, message, NOW)
        (found,) = await outbox.heads(tx, 1)
        assert found == OutMessage(**{**message.__dict__, "id": outbox_id})


async def test_a_receipt_to_somebody_erased_does_not_keep_their_account(database: Database) -> None:
    async with database.unit() as tx:
        outbox_id = await outbox.put(tx, OutMessage("erased", {}, AccountId(4711), lang="nl"), NOW)
        (message,) = await outbox.heads(tx, 1)
        await outbox.sent(tx, message, MessageId(5), NOW)
        assert "4711" not in json.dumps(await _row(tx, outbox_id))


async def test_what_left_keeps_no_parameters(database: Database) -> None:
    async with database.unit() as tx:
        for end in (outbox.dropped, outbox.failed):
            outbox_id = await _put(tx, 1)
            (message,) = await outbox.heads(tx, 1)
            await end(tx, message, NOW)
            assert "Truus" not in json.dumps(await _row(tx, outbox_id))
        assert not await outbox.any_waiting(tx)
        await outbox.forget_old(tx, NOW + timedelta(days=8))
        assert await tx.all("SELECT * FROM outbox") == []


async def test_a_message_that_waits_for_the_morning_leaves_when_released(database: Database) -> None:
    async with database.unit() as tx:
        message = OutMessage("home", {}, AccountId(1))
        outbox_id = await outbox.put(tx, message, NOW, later=True)
        assert await outbox.heads(tx, 9) == []
        await outbox.release(tx, outbox_id)
        assert [each.id for each in await outbox.heads(tx, 9)] == [outbox_id]


async def test_only_tables_with_states_are_looked_into(database: Database) -> None:
    async with database.unit() as tx:
        with pytest.raises(ValueError, match="no states"):
            await _put(tx, 1, holds=Holds("resident; DROP TABLE post", 1, frozenset({"x"})))
        assert not await outbox.still_holds(tx, Holds("inbox", 1, frozenset({"waiting"})))


async def test_erasing_somebody_purges_what_names_them_and_nobody_elses(database: Database) -> None:
    async with database.unit() as tx:
        one, eleven = [await residents.add(tx, AccountId(100 + n), "nl", NOW) for n in range(2)]
        await tx.change("UPDATE resident SET id = 11 WHERE id = ?", (eleven.id,))
        about_one = await _put(tx, 5, about=(one.id,))
        about_eleven = await _put(tx, 6, about=(11,))
        await outbox.purge_about(tx, one.id)
        left = [row["id"] for row in await tx.all("SELECT id FROM outbox")]
        assert (about_one in left, about_eleven in left) == (False, True)


async def test_a_message_is_rendered_in_the_language_its_reader_has_now(database: Database) -> None:
    async with database.unit() as tx:
        nour = await residents.add(tx, AccountId(100), "nl", NOW)
        await _put(tx, 100, resident_id=nour.id)
        await residents.set_lang(tx, nour.id, "ar")
        (message,) = await outbox.heads(tx, 1)
        assert message.lang == "ar"
        await residents.delete(tx, nour.id)
        (message,) = await outbox.heads(tx, 1)
        assert message.lang is None
