"""What waits for a coordinator when the demo opens: a report, a request nobody took, a newcomer, a first visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.categories import Category
from bot.domain.ids import AccountId, BuurtId, PostId, ResidentId
from bot.domain.model import AskState, Post, PostKind, PostState, ResidentState
from bot.domain.when import Availability, When
from storage import asks, due, posts, reports, residents
from storage.database import Transaction

STAYS_OPEN = timedelta(days=14)
WAITING = frozenset({AskState.WAITING})


@dataclass(frozen=True)
class Morning:
    """The people of a coordinator's morning; those who live there already by their first names."""

    newcomer: tuple[int, str, str]
    """Account, name and language."""
    new_helper: tuple[int, str, str]
    visits: tuple[str, str]
    """Whom the new helper would visit, and the words of the request."""
    asks: tuple[str, Category, str]
    """Who asked for something that nobody took: the kind of help and the words."""
    said_no: tuple[str, ...]
    silent: tuple[str, ...]
    reported: tuple[str, str]
    """Who reported whom."""


async def newcomer(
    tx: Transaction, account: int, name: str, lang: str, buurt: BuurtId, now: datetime
) -> ResidentId:
    """Somebody without an invite who waits to be let in."""
    who = (await residents.add(tx, AccountId(account), lang, now)).id
    await residents.set_name(tx, who, name)
    await residents.set_buurt(tx, who, buurt)
    await residents.set_state(tx, who, ResidentState.WAITING)
    return who


async def report(
    tx: Transaction, reporter: ResidentId, reported: ResidentId, buurt: BuurtId, at: datetime
) -> None:
    """Somebody reported somebody, at `at`; contact between the two has stopped."""
    await reports.block(tx, reporter, reported)
    await reports.add(tx, reporter, reported, buurt, at)


async def request(
    tx: Transaction,
    who: ResidentId,
    buurt: BuurtId,
    category: Category,
    words: str,
    answers: list[tuple[ResidentId, AskState]],
    at: datetime,
) -> PostId:
    """An open request, written at `at`, with what the neighbours answered who were asked.

    It has no events: the digest's figures are those of `history`, chosen so that none must be hidden.
    """
    post = await posts.add(
        tx,
        Post(
            id=PostId(0),
            kind=PostKind.REQUEST,
            resident_id=who,
            buurt_id=buurt,
            category=category,
            state=PostState.OPEN,
            when=When(),
            can=Availability(),
            max_per_week=2,
            words=words,
            voice=None,
            coffee=False,
            for_name=None,
            for_resident_id=None,
            created_at=at,
            expires_at=at + STAYS_OPEN,
        ),
    )
    await due.plan(tx, "post_expire", post.id, post.expires_at)
    for number, (neighbour, state) in enumerate(answers):
        asked_at = at + timedelta(hours=number)
        ask = await asks.add(tx, post.id, neighbour, asked_at)
        await asks.set_state(tx, ask, state, asked_at + timedelta(minutes=40), was=WAITING)
    if not any(state is AskState.YES for _, state in answers):
        await posts.note_nobody_left(tx, post.id, at + timedelta(hours=len(answers)))
    return post.id
