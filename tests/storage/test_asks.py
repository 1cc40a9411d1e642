"""Asks and matches: never twice, and the facts about candidates."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from bot.domain.candidates import Gender, Ring, Traits, Wishes
from bot.domain.ids import AskId, ResidentId
from bot.domain.model import Admission, AskState, Post, PostKind, ResidentState
from storage import asks, buurten, candidates, events, matches, preferences, residents
from storage.database import Database, Transaction
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
        for kind in ("asked", "said_no"):
            await _happened(tx, earlier, offer.resident_id, kind)
        for days, week, month in ((6, 1, 1), (8, 0, 1), (29, 0, 0)):
            (found,) = await candidates.of_ring(tx, post, Ring.OWN, NOW + timedelta(days=days))
            assert (found.asks_7d, found.asks_28d, found.no, found.yes) == (week, month, 1, 0)
            assert found.last_ask == NOW


async def test_two_offers_of_one_helper_are_both_looked_at(database: Database) -> None:
    async with database.unit() as tx:
        post = await add_post(tx)
        for _ in range(2):
            offer = await add_post(tx, PostKind.OFFER, 2)
        await residents.set_state(tx, offer.resident_id, ResidentState.MEMBER)
        found = await candidates.of_ring(tx, post, Ring.OWN, NOW)
        assert [each.resident_id for each in found] == [offer.resident_id] * 2


async def test_next_door_only_those_are_found_who_agreed_to_that(database: Database) -> None:
    async with database.unit() as tx:
        post, offer = await add_post(tx), await add_post(tx, PostKind.OFFER, 2)
        await residents.set_state(tx, offer.resident_id, ResidentState.MEMBER)
        next_door = await buurten.add(tx, "Next door", "Delft", ["2613"], Admission.OPEN, NOW)
        await tx.change("UPDATE post SET buurt_id = ? WHERE id = ?", (next_door, offer.id))
        await buurten.add_neighbours(tx, post.buurt_id, next_door)
        assert await candidates.of_ring(tx, post, Ring.OWN, NOW) == []
        assert await candidates.of_ring(tx, post, Ring.NEAR, NOW) == []
        await residents.set_beyond(tx, offer.resident_id, True)
        (found,) = await candidates.of_ring(tx, post, Ring.NEAR, NOW)
        assert (found.resident_id, found.ring, found.beyond) == (offer.resident_id, Ring.NEAR, True)
        await _happened(tx, post, offer.resident_id, "asked", "near")
        (asked,) = await candidates.of_ring(tx, post, Ring.NEAR, NOW)
        assert (asked.asks_7d, asked.near_7d) == (1, 1)


async def test_what_somebody_told_and_wishes_comes_with_them(database: Database) -> None:
    async with database.unit() as tx:
        post, offer = await add_post(tx), await add_post(tx, PostKind.OFFER, 2)
        await residents.set_state(tx, offer.resident_id, ResidentState.MEMBER)
        about, wish = Traits(Gender.WOMAN, pets=False), Wishes(language="ar", no_smoking=True)
        await preferences.put(tx, offer.resident_id, about, wish)
        (found,) = await candidates.of_ring(tx, post, Ring.OWN, NOW)
        assert (found.traits, found.wishes) == (about, wish)
        assert await preferences.get(tx, offer.resident_id) == (about, wish)
        assert await preferences.get(tx, post.resident_id) == (Traits(), Wishes())


async def _happened(
    tx: Transaction, post: Post, who: ResidentId, kind: str, detail: str | None = None
) -> None:
    await events.append(
        tx, NOW, kind, buurt_id=None, who=who, post_id=post.id, category=None, lang=None, detail=detail
    )


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
