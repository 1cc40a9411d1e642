"""A small buurt to play in: neighbours who offer help, a coordinator, a community builder, some weeks of history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.domain.categories import Category
from bot.domain.ids import AccountId, BuurtId, PostId, ResidentId
from bot.domain.model import Admission, Post, PostKind, PostState, ResidentState, Role
from bot.domain.when import Availability, Part, When
from storage import buurten, events, posts, residents
from storage.database import Transaction

RIET, SAMIRA, JOKE, BRAM = 101, 102, 103, 104
"""Telegram accounts of the four phones on the page."""
FIRST_NEIGHBOUR = 201
HISTORY = timedelta(weeks=4)


@dataclass(frozen=True)
class Neighbour:
    """Somebody who offers help; languages and categories as codes."""

    name: str
    lang: str
    spoken: str
    offers: str
    parts: str = ""


NEIGHBOURS = (
    Neighbour("Karim", "nl", "nl ar", "errands transport"),
    Neighbour("Ineke", "nl", "nl", "company errands"),
    Neighbour("Youssef", "ar", "ar nl", "paperwork language"),
    Neighbour("Truus", "nl", "nl", "company meals"),
    Neighbour("Ahmad", "ar", "ar en", "handyman tech"),
    Neighbour("Marieke", "nl", "nl en ar", "language paperwork"),
    Neighbour("Piet", "nl", "nl", "handyman garden"),
    Neighbour("Fatima", "nl", "nl ar", "childcare meals"),
    Neighbour("Henk", "nl", "nl", "transport garden"),
    Neighbour("Nour", "ar", "ar", "meals company"),
    Neighbour("Sanne", "nl", "nl en", "tech pets"),
    Neighbour("Omar", "ar", "ar nl", "transport errands"),
    Neighbour("Willem", "nl", "nl", "errands handyman", "morning"),
    Neighbour("Layla", "ar", "ar en", "childcare language"),
    Neighbour("Bert", "nl", "nl", "company transport", "afternoon"),
    Neighbour("Hanneke", "nl", "nl en", "paperwork company"),
    Neighbour("Mustafa", "nl", "nl ar tr", "handyman errands"),
    Neighbour("Els", "nl", "nl", "pets garden"),
    Neighbour("Dilan", "nl", "nl tr", "tech childcare", "evening"),
    Neighbour("Rana", "ar", "ar nl", "company errands"),
    Neighbour("Kees", "nl", "nl", "transport handyman"),
    Neighbour("Wil", "nl", "nl", "meals company"),
    Neighbour("Jamal", "nl", "nl ar", "paperwork tech"),
    Neighbour("Anneke", "nl", "nl en", "language company"),
    Neighbour("Hassan", "ar", "ar nl", "garden transport"),
    Neighbour("Corrie", "nl", "nl", "errands pets", "morning"),
    Neighbour("Salma", "nl", "nl ar en", "company paperwork"),
    Neighbour("Gerrit", "nl", "nl", "garden handyman"),
    Neighbour("Yara", "ar", "ar", "language childcare"),
    Neighbour("Tineke", "nl", "nl", "meals errands"),
)


async def seed(tx: Transaction, now: datetime) -> BuurtId:
    """Fill an empty database; `now` is an aware UTC moment."""
    buurt = await buurten.add(tx, "De Linden", "Haarlem", ["2021", "2022"], Admission.APPROVAL, now)
    next_door = await buurten.add(tx, "Het Slachthuis", "Haarlem", ["2033"], Admission.APPROVAL, now)
    await buurten.add_neighbours(tx, buurt, next_door)
    await _member(tx, RIET, "Riet", "nl", "nl", buurt, now)
    for account, name, role in ((JOKE, "Joke", Role.COORDINATOR), (BRAM, "Bram", Role.BUILDER)):
        await residents.give_role(tx, await _member(tx, account, name, "nl", "nl", buurt, now), buurt, role)
    people = []
    for number, neighbour in enumerate(NEIGHBOURS):
        who = await _member(
            tx, FIRST_NEIGHBOUR + number, neighbour.name, neighbour.lang, neighbour.spoken, buurt, now
        )
        people.append((who, neighbour.lang))
        await residents.allow_visits(tx, who)
        for category in neighbour.offers.split():
            await _offer(tx, who, buurt, Category(category), neighbour.parts, now)
    await _history(tx, buurt, people, now)
    return buurt


async def _member(
    tx: Transaction, account: int, name: str, lang: str, spoken: str, buurt: BuurtId, now: datetime
) -> ResidentId:
    who = (await residents.add(tx, AccountId(account), lang, now)).id
    await residents.set_name(tx, who, name)
    await residents.set_buurt(tx, who, buurt)
    await residents.set_state(tx, who, ResidentState.MEMBER)
    await residents.set_spoken(tx, who, frozenset(spoken.split()))
    await residents.set_adult(tx, who, adult=True)
    return who


async def _offer(
    tx: Transaction, who: ResidentId, buurt: BuurtId, category: Category, parts: str, now: datetime
) -> None:
    can = Availability(frozenset(), frozenset(Part(part) for part in parts.split()))
    await posts.add(
        tx,
        Post(
            id=PostId(0),
            kind=PostKind.OFFER,
            resident_id=who,
            buurt_id=buurt,
            category=category,
            state=PostState.OPEN,
            when=When(),
            can=can,
            max_per_week=3,
            words=None,
            voice=None,
            coffee=False,
            for_name=None,
            for_resident_id=None,
            created_at=now,
            expires_at=now + timedelta(days=90),
        ),
    )


async def _history(
    tx: Transaction, buurt: BuurtId, people: list[tuple[ResidentId, str]], now: datetime
) -> None:
    """Four weeks of requests that others made, so that the digest has something to tell."""
    rng = Random(7)
    started = now - HISTORY
    for number in range(64):
        (who, lang), (helper, helper_lang) = rng.sample(people, 2)
        category = rng.choices(list(Category), weights=[9, 9, 7, 5, 5, 4, 3, 2, 2, 2, 3, 1])[0]
        at = started + timedelta(hours=10 * number + rng.random() * 6)
        story = [("posted_request", who, lang, 0.0)]
        if rng.random() < 0.8:
            wait = rng.choice([0.5, 1, 2, 3, 5, 9, 20])
            story += [("said_yes", helper, helper_lang, wait), ("matched", who, lang, wait + 0.5)]
            story += [("done", who, lang, wait + 30)]
        for kind, person, its_lang, hours in story:
            moment = at + timedelta(hours=hours)
            if moment < now:
                await events.append(
                    tx,
                    moment,
                    kind,
                    buurt_id=buurt,
                    who=person,
                    post_id=PostId(-1 - number),
                    category=category,
                    lang=its_lang,
                    detail=None,
                )
