"""A seeded buurt in which everything is under way: drafts at each question, relays, matches, reports."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bot.domain.categories import Category
from bot.domain.drafts import FLOWS, Flow
from bot.domain.ids import MatchId
from bot.domain.model import AskState, Draft, Resident, ResidentState
from bot.domain.when import When
from bot.playground.seed import seed
from bot.services.work import Work
from storage import drafts, relays, residents
from storage.database import Database, Transaction
from tests.services.neighbours import asked, matched, post_of, reported
from tests.services.pairs import make_pair

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""Monday 10:00 in Amsterdam."""
PAIRS = 4


async def make(path: Path) -> None:
    """Fill a new database file."""
    database = await Database.open(path, synchronous="OFF")
    try:
        async with database.unit() as tx:
            await seed(tx, NOW)
            await _under_way(Work(tx, NOW, Random(1), b"key", "buurtkring_bot"))
    finally:
        await database.close()


async def _under_way(work: Work) -> None:
    for number in range(PAIRS):
        day = (NOW + timedelta(days=number)).date()
        when = When() if number % 2 else When(day, day)
        pair = await make_pair(work, when, home_name=f"Buurt {number}")
        await relays.open_for(work.tx, pair.helper.id, pair.match_id, NOW + timedelta(minutes=15))
        another = await post_of(work, pair.requester, category=Category.PETS)
        await asked(work, another, pair.stranger)
        await asked(work, await post_of(work, pair.requester), pair.stranger, AskState.YES)
        await matched(work, await post_of(work, pair.stranger), pair.stranger, pair.helper)
        await reported(work, pair.stranger, pair.helper)
        await residents.set_state(work.tx, pair.stranger.id, ResidentState.MEMBER)


async def everybody(tx: Transaction) -> list[int]:
    """The accounts of all residents."""
    return [row["account"] for row in await tx.all("SELECT account FROM resident ORDER BY id")]


async def vary(tx: Transaction, rng: Random) -> None:
    """Give half of the residents an open question, and some a relay or another state."""
    rows = await tx.all("SELECT account FROM resident ORDER BY id")
    matches = [row["id"] for row in await tx.all("SELECT id FROM match ORDER BY id")]
    commitments = [row["id"] for row in await tx.all("SELECT id FROM commitment ORDER BY id")]
    for row in rows:
        me = await residents.by_account(tx, row["account"])
        assert me is not None
        if rng.random() < 0.5:
            flow = rng.choice(list(Flow))
            place = rng.randrange(len(FLOWS[flow]))
            known = _known(rng, flow, place, rng.choice(matches), rng.choice(commitments))
            await drafts.put(tx, Draft(me.id, flow, FLOWS[flow][place].name, known), NOW)
        await _another_state(tx, rng, me, matches)


async def _another_state(tx: Transaction, rng: Random, me: Resident, matches: list[int]) -> None:
    sort = rng.random()
    if sort < 0.1:
        await relays.open_for(tx, me.id, MatchId(rng.choice(matches)), NOW + timedelta(minutes=15))
    elif sort < 0.15:
        await residents.set_state(tx, me.id, rng.choice(list(ResidentState)))
    elif sort < 0.2:
        await residents.set_spoken(tx, me.id, frozenset(rng.sample(("nl", "ar", "en", "tr"), 2)))


OF_A_ROW = (
    "decision",
    "post",
    "of_buurt",
    "for_buurt",
    "helper",
    "story",
    "signal",
    "report",
    "to",
    "who",
    "home",
)
"""Keys under which a question keeps the row that it is about."""
WITH_IT = {"into": "nl", "theme": "office", "own_name": "Oma", "to_name": "Oma", "called": "Oma", "now": ""}


def _known(rng: Random, flow: Flow, place: int, match: int, commitment: int) -> dict[str, Any]:
    """What a draft may hold when it came to the question at `place`."""
    step = FLOWS[flow][place].name
    data: dict[str, Any] = {"answered": [each.name for each in FLOWS[flow][:place]]}
    if flow in (Flow.REQUEST, Flow.OFFER):
        data |= {"flow": str(flow), "category": str(rng.choice(list(Category)))}
        data |= rng.choice(({}, {"words": "wie wil er mee"}, {"coffee": True}, {"for_name": "Oma"}))
    if flow is Flow.OFFER and (step in ("day", "part") or rng.random() < 0.3):
        data |= {"once": True}
    if step == "day" and flow is Flow.REQUEST:
        data |= {"when": {"choose": True}}
    elif flow in (Flow.REQUEST, Flow.OFFER, Flow.TIME) and place >= 1:
        data |= {"when": {"first": "2026-11-25", "last": "2026-11-25"}}
    if step == "buurt":
        data |= {"choices": [[1, "De Linden"], [2, "Het Slachthuis"]]}
    if flow is Flow.SPOKEN or step == "paper_lang":
        data["picked"] = ["nl"]
    if flow is Flow.PAPER:
        data |= {"co": rng.random() < 0.5, "lang": "nl", "picked": ["nl"]}
    if step == "whom":
        data |= {"members": [[1, "Joke", ["nl"]]], "category": "errands"}
    if flow in (Flow.TIME, Flow.THANKS):
        data["commitment"] = commitment
    if flow is Flow.ADDRESS:
        data["match"] = match
    if flow not in (Flow.WELCOME, Flow.REQUEST, Flow.OFFER):
        data = dict.fromkeys(OF_A_ROW, rng.randint(1, 4)) | WITH_IT | data
    return data
