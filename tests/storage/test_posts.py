"""Posts come back as they were stored; states move only from where they may."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from bot.domain.categories import Category
from bot.domain.ids import AccountId, PostId
from bot.domain.model import Admission, Post, PostKind, PostState
from bot.domain.when import Availability, Part, When
from storage import buurten, posts, residents
from storage.database import Database, Transaction
from tests.storage.conftest import NOW

OPEN = frozenset({PostState.OPEN})


async def add_post(tx: Transaction, kind: PostKind = PostKind.REQUEST, account: int = 1) -> Post:
    """A post of a resident of the one buurt there is."""
    home = await buurten.by_name(tx, "Bloemenbuurt")
    home_id = home.id if home else await buurten.add(tx, "Bloemenbuurt", "Meppel", [], Admission.OPEN, NOW)
    writer = await residents.by_account(tx, AccountId(account)) or await residents.add(
        tx, AccountId(account), "nl", NOW
    )
    return await posts.add(
        tx,
        Post(
            id=PostId(0),
            kind=kind,
            resident_id=writer.id,
            buurt_id=home_id,
            category=Category.ERRANDS,
            state=PostState.OPEN,
            when=When.on(date(2026, 11, 24), at=time(14, 30)),
            can=Availability(frozenset({0, 6}), frozenset({Part.MORNING, Part.EVENING})),
            max_per_week=3,
            words="خبز & <melk>",
            voice="V",
            coffee=True,
            for_name="Riet",
            for_resident_id=None,
            created_at=NOW,
            expires_at=NOW + timedelta(days=1),
        ),
    )


async def test_a_post_comes_back_as_it_was_stored(database: Database) -> None:
    async with database.unit() as tx:
        stored = await add_post(tx)
        assert await posts.get(tx, stored.id) == stored
        changed = replace(stored, when=When(), can=Availability(), words=None, category=Category.PETS)
        await posts.change(tx, changed)
        assert await posts.get(tx, stored.id) == changed


async def test_a_state_moves_only_from_where_it_may(database: Database) -> None:
    async with database.unit() as tx:
        stored = await add_post(tx)
        assert not await posts.set_state(
            tx, stored.id, PostState.DONE, NOW, was=frozenset({PostState.MATCHED})
        )
        assert await posts.set_state(tx, stored.id, PostState.CLOSED, NOW, was=OPEN)
        assert not await posts.set_state(tx, stored.id, PostState.CLOSED, NOW, was=OPEN)


async def test_words_go_thirty_days_after_the_end_and_not_before(database: Database) -> None:
    async with database.unit() as tx:
        ended, live = await add_post(tx), await add_post(tx)
        await posts.set_state(tx, ended.id, PostState.CLOSED, NOW, was=OPEN)
        await posts.forget_words(tx, NOW + timedelta(days=29))
        kept = await posts.get(tx, ended.id)
        assert kept is not None
        assert kept.words
        await posts.forget_words(tx, NOW + timedelta(days=31))
        gone, still = await posts.get(tx, ended.id), await posts.get(tx, live.id)
        assert gone is not None
        assert still is not None
        assert (gone.words, gone.voice, gone.for_name) == (None, None, None)
        assert still.words


async def test_the_list_of_ones_posts_holds_live_ones_only_newest_first(database: Database) -> None:
    async with database.unit() as tx:
        one, two, other = await add_post(tx), await add_post(tx), await add_post(tx, account=2)
        await posts.set_state(tx, other.id, PostState.EXPIRED, NOW, was=OPEN)
        assert [each.id for each in await posts.live_of(tx, one.resident_id)] == [two.id, one.id]
        assert await posts.live_of(tx, other.resident_id) == []


async def test_only_once_nobody_is_left_until_there_is_somebody(database: Database) -> None:
    async with database.unit() as tx:
        stored = await add_post(tx)
        assert await posts.note_nobody_left(tx, stored.id, NOW)
        assert not await posts.note_nobody_left(tx, stored.id, NOW)
        await posts.forget_nobody_left(tx, stored.id)
        assert await posts.note_nobody_left(tx, stored.id, NOW)
