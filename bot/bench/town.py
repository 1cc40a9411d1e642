"""Five hundred residents for the bot that is measured: neighbours with offers, requests and open questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

from bot.domain.categories import Category
from bot.domain.ids import AccountId, BuurtId, PostId, ResidentId
from bot.domain.model import Admission, Post, PostKind, PostState, ResidentState
from bot.domain.when import Availability, When
from storage import asks, buurten, posts, residents
from storage.database import Database, Transaction

FIRST_ACCOUNT = 1_000
PLACES = 4
"""How many buurten they live in, in a row."""
OFFERING = 0.4
QUESTIONS = 2
"""How many wait for each resident's answer."""
ASKED = 8
"""Neighbours who were asked for each request."""
NOON = 13
"""Local hour in these buurten, whenever the benchmark runs: there are no quiet hours in which nobody is asked."""


@dataclass(frozen=True)
class Inhabitant:
    """Somebody on the phone, and the questions that wait for them: message and its buttons."""

    account: int
    lang: str
    questions: tuple[tuple[int, tuple[str, ...]], ...] = ()


async def build(file: Path, residents_count: int, now: datetime, rng: Random) -> list[Inhabitant]:
    """Make the database anew; the same `now` (aware UTC) and `rng` give the same rows."""
    database = await Database.open(file)
    try:
        async with database.unit() as tx:
            return await _fill(tx, residents_count, now, rng)
    finally:
        await database.close()


async def _fill(tx: Transaction, count: int, now: datetime, rng: Random) -> list[Inhabitant]:
    homes = [
        await buurten.add(tx, f"Buurt {n}", "Meetstad", [f"{2000 + n}"], Admission.OPEN, now)
        for n in range(PLACES)
    ]
    for one, other in pairwise(homes):
        await buurten.add_neighbours(tx, one, other)
    hours_behind = now.hour - NOON
    zone = "Etc/GMT" + (f"{hours_behind:+d}" if hours_behind else "")
    await tx.change("UPDATE buurt SET timezone = ?", (zone,))
    everybody: dict[BuurtId, list[ResidentId]] = {home: [] for home in homes}
    langs = []
    for number in range(count):
        home = homes[number % PLACES]
        langs.append(lang := "nl" if rng.random() < 0.6 else "ar")
        who = await _member(tx, FIRST_ACCOUNT + number, lang, home, rng, now)
        everybody[home].append(who)
        if rng.random() < OFFERING:
            for category in rng.sample(list(Category), 2):
                await posts.add(tx, _post(PostKind.OFFER, who, home, category, now))
    questions: dict[ResidentId, list[int]] = {}
    for home, people in everybody.items():
        for _ in range(len(people) * QUESTIONS // ASKED):
            await _request(tx, home, people, questions, rng, now)
    in_order = sorted(who for people in everybody.values() for who in people)
    message = 1
    found = []
    for number, who in enumerate(in_order):
        waiting = []
        for ask in questions.get(who, []):
            message += 1
            waiting.append((message, (f"ask.yes:{ask}", f"ask.no:{ask}", "nav.home")))
        found.append(Inhabitant(FIRST_ACCOUNT + number, langs[number], tuple(waiting)))
    return found


async def _member(
    tx: Transaction, account: int, lang: str, home: BuurtId, rng: Random, now: datetime
) -> ResidentId:
    who = (await residents.add(tx, AccountId(account), lang, now)).id
    await residents.set_name(tx, who, "Bewoner")
    await residents.set_buurt(tx, who, home)
    await residents.set_state(tx, who, ResidentState.MEMBER)
    await residents.set_spoken(tx, who, frozenset({lang, "nl"} if rng.random() < 0.5 else {lang}))
    await residents.set_adult(tx, who, adult=True)
    await residents.allow_visits(tx, who)
    return who


async def _request(
    tx: Transaction,
    home: BuurtId,
    people: list[ResidentId],
    questions: dict[ResidentId, list[int]],
    rng: Random,
    now: datetime,
) -> None:
    """A request that stands, and the neighbours who were asked an hour ago."""
    writer, *asked = rng.sample(people, min(len(people), ASKED + 1))
    category = rng.choice(list(Category))
    request = await posts.add(tx, _post(PostKind.REQUEST, writer, home, category, now - timedelta(hours=1)))
    for who in asked:
        ask = await asks.add(tx, request.id, who, now - timedelta(hours=1), 0.2)
        questions.setdefault(who, []).append(ask)


def _post(kind: PostKind, who: ResidentId, home: BuurtId, category: Category, now: datetime) -> Post:
    return Post(
        id=PostId(0),
        kind=kind,
        resident_id=who,
        buurt_id=home,
        category=category,
        state=PostState.OPEN,
        when=When(),
        can=Availability(frozenset(), frozenset()),
        max_per_week=3,
        words="Wie kan mij helpen?" if kind is PostKind.REQUEST else None,
        voice=None,
        coffee=False,
        for_name=None,
        for_resident_id=None,
        created_at=now,
        expires_at=now + timedelta(days=7),
    )
