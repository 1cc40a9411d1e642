"""Who is left out before the matching looks at anybody."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.candidates import Ring
from bot.domain.model import PostKind, ResidentState
from storage import candidates, events, residents
from storage.database import Database
from tests.storage.conftest import NOW
from tests.storage.test_posts import add_post


async def test_who_was_asked_as_often_as_they_allow_is_left_out_for_seven_days(database: Database) -> None:
    async with database.unit() as tx:
        post, offer = await add_post(tx), await add_post(tx, PostKind.OFFER, 2)
        await residents.set_state(tx, offer.resident_id, ResidentState.MEMBER)
        for count in range(1, offer.max_per_week + 1):
            assert len(await candidates.of_ring(tx, post, Ring.OWN, NOW)) == 1
            await events.append(
                tx,
                NOW - timedelta(hours=count),
                "asked",
                buurt_id=post.buurt_id,
                who=offer.resident_id,
                post_id=post.id,
                category=post.category,
                lang="nl",
                detail="own",
            )
        assert await candidates.of_ring(tx, post, Ring.OWN, NOW) == []
        (found,) = await candidates.of_ring(tx, post, Ring.OWN, NOW + timedelta(days=7))
        assert (found.asks_7d, found.asks_28d) == (0, offer.max_per_week)
