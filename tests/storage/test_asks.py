"""Asks and matches: never twice, and the facts about candidates."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from bot.domain.ids import AskId
from bot.domain.model import AskState, PostKind, ResidentState
from storage import asks, matches, residents
from storage.database import Database
from tests.storage.conftest import NOW
from tests.storage.test_posts import add_post

WAITING = frozenset({AskState.WAITING})


async def test_nobody_is_asked_twice_for_one_post(database: Database) -> None:
    async with database.unit() as tx:
        post, offer = await add_post(tx), await add_post(tx, PostKind.OFFER, 2)
        await asks.add(tx, post.id, offer.resident_id, NOW)
        with pytest.raises(sqlite3.IntegrityError):
            await asks.add(tx, post.id, offer.resident_id, NOW)


async def test_an_answer_is_taken_once(database: Database) -> None:
    async with database.unit() as tx:
        post, offer = await add_post(tx), await add_post(tx, PostKind.OFFER, 2)
        ask_id = await asks.add(tx, post.id, offer.resident_id, NOW)
        assert await asks.set_state(tx, ask_id, AskState.NO, NOW, was=WAITING)
        assert not await asks.set_state(tx, ask_id, AskState.YES, NOW, was=WAITING)
        assert not await asks.set_state(tx, AskId(99), AskState.YES, NOW, was=WAITING)


async def test_asks_count_for_seven_days(database: Database) -> None:
    async with database.unit() as tx:
        post, offer = await add_post(tx), await add_post(tx, PostKind.OFFER, 2)
        await residents.set_state(tx, offer.resident_id, ResidentState.MEMBER)
        earlier = await add_post(tx)
        ask_id = await asks.add(tx, earlier.id, offer.resident_id, NOW)
        await asks.set_state(tx, ask_id, AskState.NO, NOW, was=WAITING)
        for days, counted in ((6, 1), (8, 0)):
            (found,) = await asks.candidates(tx, post, NOW + timedelta(days=days))
            assert (found.asks_7d, found.not_yes, found.waiting) == (counted, 1, 0)
            assert found.last_ask == NOW


async def test_two_offers_of_one_helper_are_both_looked_at(database: Database) -> None:
    async with database.unit() as tx:
        post = await add_post(tx)
        for _ in range(2):
            offer = await add_post(tx, PostKind.OFFER, 2)
        await residents.set_state(tx, offer.resident_id, ResidentState.MEMBER)
        assert [each.resident_id for each in await asks.candidates(tx, post, NOW)] == [offer.resident_id] * 2


async def test_one_post_has_one_live_match(database: Database) -> None:
    async with database.unit() as tx:
        post = await add_post(tx)
        helpers = [(await add_post(tx, PostKind.OFFER, account)).resident_id for account in (2, 3)]
        first = await matches.offer(tx, post.id, post.resident_id, helpers[0], "42", NOW)
        assert first is not None
        assert await matches.offer(tx, post.id, post.resident_id, helpers[1], "43", NOW) is None
        with pytest.raises(sqlite3.IntegrityError):
            await tx.insert(
                "INSERT INTO match (post_id, requester_id, helper_id, state, door_code, created_at)"
                " VALUES (?, ?, ?, 'offered', '44', '2026-11-23T09:00:00Z')",
                (post.id, post.resident_id, helpers[1]),
            )
        assert await matches.end(tx, first, NOW)
        assert not await matches.end(tx, first, NOW)
        assert await matches.offer(tx, post.id, post.resident_id, helpers[1], "43", NOW) is not None


async def test_a_standby_is_who_said_yes_and_was_not_offered_yet(database: Database) -> None:
    async with database.unit() as tx:
        post = await add_post(tx)
        helpers = [(await add_post(tx, PostKind.OFFER, account)).resident_id for account in (2, 3, 4)]
        for helper in helpers:
            await residents.set_state(tx, helper, ResidentState.MEMBER)
            ask_id = await asks.add(tx, post.id, helper, NOW)
            await asks.set_state(tx, ask_id, AskState.YES, NOW, was=WAITING)
        await matches.offer(tx, post.id, post.resident_id, helpers[0], "42", NOW)
        await residents.set_state(tx, helpers[1], ResidentState.PAUSED)
        assert [each.resident_id for each in await asks.standbys(tx, post.id)] == [helpers[2]]
