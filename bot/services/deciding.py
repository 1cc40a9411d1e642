"""One decision: read who may be asked, from near to far, and rank them. The benchmark measures this very function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from bot.domain import matching
from bot.domain.candidates import Need, Outstanding, Ring
from bot.domain.model import Ask, AskState, Post
from storage import candidates
from storage.database import Transaction


async def decide(
    tx: Transaction,
    post: Post,
    need: Need,
    asked: Sequence[Ask],
    now: datetime,
    zone: ZoneInfo,
    rng: Random,
    wider: Callable[[matching.Decision], bool],
) -> matching.Decision:
    """Whom to ask for `post` now: of its own buurt, and if `wider` says so of that, anew with those next door.

    `asked`: all questions for it so far; `now` is aware UTC.
    """
    outstanding = [Outstanding(each.put_at, each.chance) for each in asked if each.state is AskState.WAITING]
    chance = rng.getrandbits(64)
    pool = await candidates.who_suit(tx, post, need, Ring.OWN, now)
    decision = matching.decide(need, pool, outstanding, now, zone, Random(chance))
    if wider(decision):
        pool = pool.and_also(await candidates.who_suit(tx, post, need, Ring.NEAR, now))
        return matching.decide(need, pool, outstanding, now, zone, Random(chance))
    return decision
