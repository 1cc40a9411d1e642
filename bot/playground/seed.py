"""A small buurt to play in: neighbours who offer help, a coordinator with work to do, weeks of history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.categories import Category
from bot.domain.ids import AccountId, BuurtId, PostId, ResidentId
from bot.domain.model import Admission, AskState, Post, PostKind, PostState, ResidentState, Role
from bot.domain.when import Availability, Part, When
from bot.playground import history, waiting
from storage import buurten, posts, residents
from storage.database import Transaction

RIET, SAMIRA, JOKE, BRAM = 101, 102, 103, 104
"""Telegram accounts of the four phones on the page."""
FIRST_NEIGHBOUR = 201
NEW_HELPER, NEWCOMER = 291, 292
"""Two of whom the coordinator must think: Wout, who was at nobody's home yet, and Amal, who waits."""
NEWER = ((NEW_HELPER, "Wout", "nl"), (NEWCOMER, "أمل", "ar"))
ZONE = ZoneInfo("Europe/Amsterdam")


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
    Neighbour("Theo", "nl", "nl", "transport handyman"),
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

FIRST_NEXT_DOOR = 251
NEXT_DOOR = (
    Neighbour("Joris", "nl", "nl en", "pets tech"),
    Neighbour("Hatice", "nl", "nl tr", "childcare pets"),
    Neighbour("Bilal", "ar", "ar nl", "tech language"),
    Neighbour("Mieke", "nl", "nl", "pets childcare"),
    Neighbour("Samir", "nl", "nl ar", "tech pets"),
    Neighbour("Hala", "ar", "ar", "childcare language"),
)
"""People of the buurt next door, who agreed to be asked from here: they offer what De Linden has little of."""


async def seed(tx: Transaction, now: datetime) -> BuurtId:
    """Fill an empty database; `now` is an aware UTC moment."""
    buurt = await buurten.add(tx, "De Linden", "Haarlem", ["2021", "2022"], Admission.APPROVAL, now)
    next_door = await buurten.add(tx, "Het Slachthuis", "Haarlem", ["2033"], Admission.APPROVAL, now)
    await buurten.add_neighbours(tx, buurt, next_door)
    await _member(tx, RIET, "Riet", "nl", "nl", buurt, now)
    for account, name, role in ((JOKE, "Joke", Role.COORDINATOR), (BRAM, "Bram", Role.BUILDER)):
        await residents.give_role(tx, await _member(tx, account, name, "nl", "nl", buurt, now), buurt, role)
    for number, neighbour in enumerate(NEXT_DOOR):
        who = await _neighbour(tx, FIRST_NEXT_DOOR + number, neighbour, next_door, now)
        await residents.set_beyond(tx, who, beyond=True)
    people = []
    for number, neighbour in enumerate(NEIGHBOURS):
        who = await _neighbour(tx, FIRST_NEIGHBOUR + number, neighbour, buurt, now)
        people.append((who, neighbour.lang))
    await history.tell(tx, buurt, people, ZONE, now)
    await _coordinators_morning(
        tx, buurt, {name.name: who for name, (who, _) in zip(NEIGHBOURS, people, strict=True)}, now
    )
    return buurt


async def _coordinators_morning(
    tx: Transaction, buurt: BuurtId, named: dict[str, ResidentId], now: datetime
) -> None:
    """A newcomer to admit, a request nobody took, a first visit that needs a yes."""
    await waiting.newcomer(tx, NEWCOMER, "أمل", "ar", buurt, now - timedelta(hours=15))
    await waiting.request(
        tx,
        named["Truus"],
        buurt,
        Category.GARDEN,
        "Mijn heg moet gesnoeid worden. Wie kan mij helpen?",
        [
            (named["Piet"], AskState.NO),
            (named["Henk"], AskState.SILENT),
            (named["Els"], AskState.NO),
            (named["Gerrit"], AskState.NO),
            (named["Hassan"], AskState.SILENT),
        ],
        now - timedelta(days=3),
    )
    new_helper = await _member(tx, NEW_HELPER, "Wout", "nl", "nl", buurt, now - timedelta(days=2))
    await _offer(tx, new_helper, buurt, Category.COMPANY, "", now - timedelta(days=2))
    await waiting.request(
        tx,
        named["Wil"],
        buurt,
        Category.COMPANY,
        "Wie komt er een keer bij mij kaarten?",
        [(named["Bert"], AskState.NO), (new_helper, AskState.YES)],
        now - timedelta(hours=20),
    )


async def _neighbour(
    tx: Transaction, account: int, neighbour: Neighbour, buurt: BuurtId, now: datetime
) -> ResidentId:
    who = await _member(tx, account, neighbour.name, neighbour.lang, neighbour.spoken, buurt, now)
    await residents.allow_visits(tx, who)
    for category in neighbour.offers.split():
        await _offer(tx, who, buurt, Category(category), neighbour.parts, now)
    return who


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
