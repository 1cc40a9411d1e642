"""Posts and questions between neighbours, and a way to see that a refused action changed nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.domain.categories import Category
from bot.domain.errors import RefusedError
from bot.domain.ids import AskId, MatchId, PostId, ReportId
from bot.domain.model import Ask, AskState, Buurt, Match, Post, PostKind, PostState, Report, Resident, Role
from bot.domain.when import Availability, When
from bot.services.work import Work
from storage import asks, matches, posts, reports, residents
from tests.services.conftest import MakeResident
from tests.services.pairs import snapshot

MakeBuurt = Callable[..., Awaitable[Buurt]]


@dataclass(frozen=True)
class Bloemenbuurt:
    """A buurt with a coordinator and three neighbours; Bas coordinates another buurt."""

    home: Buurt
    coordinator: Resident
    truus: Resident
    samir: Resident
    wim: Resident
    other_coordinator: Resident


async def make_bloemenbuurt(work: Work, buurt: MakeBuurt, resident: MakeResident) -> Bloemenbuurt:
    home, elsewhere = await buurt(work), await buurt(work, "Zeebuurt", "5678")
    coordinator = await resident(work, home, "Carla")
    other = await resident(work, elsewhere, "Bas")
    await residents.give_role(work.tx, coordinator.id, home.id, Role.COORDINATOR)
    await residents.give_role(work.tx, other.id, elsewhere.id, Role.COORDINATOR)
    truus, samir, wim = [await resident(work, home, name) for name in ("Truus", "Samir", "Wim")]
    return Bloemenbuurt(home, coordinator, truus, samir, wim, other)


async def post_of(
    work: Work,
    writer: Resident,
    kind: PostKind = PostKind.REQUEST,
    category: Category = Category.ERRANDS,
    words: str | None = None,
    about: Resident | None = None,
) -> Post:
    """An open post of somebody, perhaps on behalf of somebody else."""
    assert writer.buurt_id is not None
    return await posts.add(
        work.tx,
        Post(
            id=PostId(0),
            kind=kind,
            resident_id=writer.id,
            buurt_id=writer.buurt_id,
            category=category,
            state=PostState.OPEN,
            when=When(),
            can=Availability(),
            max_per_week=4,
            words=words,
            voice=None,
            coffee=False,
            for_name=about.name if about else None,
            for_resident_id=about.id if about else None,
            created_at=work.now,
            expires_at=work.now + timedelta(days=14),
        ),
    )


async def asked(work: Work, post: Post, neighbour: Resident, state: AskState = AskState.WAITING) -> Ask:
    """A neighbour was asked for a request, and perhaps has answered."""
    ask_id = await asks.add(work.tx, post.id, neighbour.id, work.now)
    if state is not AskState.WAITING:
        await asks.set_state(work.tx, ask_id, state, work.now, was=frozenset({AskState.WAITING}))
    return await ask_of(work, ask_id)


async def matched(work: Work, post: Post, requester: Resident, helper: Resident) -> Match:
    """Both have said yes."""
    match_id = await matches.offer(work.tx, post.id, requester.id, helper.id, "42", work.now)
    assert match_id is not None
    await matches.agree(work.tx, match_id)
    await posts.set_state(work.tx, post.id, PostState.MATCHED, work.now, was=frozenset({PostState.OPEN}))
    return await match_of(work, match_id)


async def ask_of(work: Work, ask_id: AskId) -> Ask:
    found = await asks.get(work.tx, ask_id)
    assert found is not None
    return found


async def match_of(work: Work, match_id: MatchId) -> Match:
    found = await matches.get(work.tx, match_id)
    assert found is not None
    return found


async def state_of(work: Work, post: Post) -> PostState:
    found = await posts.get(work.tx, post.id)
    assert found is not None
    return found.state


async def person(work: Work, someone: Resident) -> Resident:
    """The resident as they are now."""
    found = await residents.get(work.tx, someone.id)
    assert found is not None
    return found


async def reported(work: Work, reporter: Resident, who: Resident) -> Report:
    """An open report in the buurt of the reporter."""
    assert reporter.buurt_id is not None
    report_id = await reports.add(work.tx, reporter.id, who.id, reporter.buurt_id, work.now)
    return await report_of(work, report_id)


async def report_of(work: Work, report_id: ReportId) -> Report:
    found = await reports.get(work.tx, report_id)
    assert found is not None
    return found


@asynccontextmanager
async def refused(work: Work, error: type[RefusedError]) -> AsyncIterator[None]:
    """What is done inside is refused with this error, and no row of any table has changed."""
    before = await snapshot(work.tx)
    with pytest.raises(error):
        yield
    assert await snapshot(work.tx) == before
