"""A small buurt to play in: neighbours who offer help, a coordinator with work to do, weeks of history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.categories import Category
from bot.domain.ids import AccountId, BuurtId, PostId, ResidentId
from bot.domain.model import Admission, AskState, Post, PostKind, PostState, ResidentState, Role
from bot.domain.when import Availability, Part, When
from bot.playground import history, places, waiting
from bot.playground.waiting import Morning
from storage import buurten, posts, residents
from storage.database import Transaction

RIET, SAMIRA, JOKE, BRAM = 101, 102, 103, 104
"""Telegram accounts of the four phones on the page."""
FIRST_NEIGHBOUR = 201
BILAL, HALA = 253, 256
"""Two of the buurt next door who read Arabic; Hala is its coordinator."""
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

MORNINGS = {
    "De Linden": Morning(
        newcomer=(292, "أمل", "ar"),
        new_helper=(291, "Wout", "nl"),
        visits=("Wil", "Wie komt er een keer bij mij kaarten?"),
        asks=("Truus", Category.GARDEN, "Mijn heg moet gesnoeid worden. Wie kan mij helpen?"),
        said_no=("Piet", "Els", "Gerrit"),
        silent=("Henk", "Hassan"),
        reported=("Anneke", "Theo"),
    ),
    "Het Slachthuis": Morning(
        newcomer=(294, "Fleur", "nl"),
        new_helper=(293, "ياسر", "ar"),
        visits=("Samir", "Wie drinkt er een keer thee met mij?"),
        asks=("Bilal", Category.HANDYMAN, "الحنفية في المطبخ تسرب الماء. من يستطيع أن يصلحها؟"),
        said_no=("Joris", "Hatice"),
        silent=("Samir",),
        reported=("Mieke", "Joris"),
    ),
}
"""What waits for the two coordinators; somebody who wants a call comes when somebody writes so."""
NEWER = tuple(one for each in MORNINGS.values() for one in (each.new_helper, each.newcomer))
"""Those of whom a coordinator must think: a helper who was at nobody's home yet, a newcomer who waits."""


async def seed(tx: Transaction, now: datetime) -> BuurtId:
    """Fill an empty database; `now` is an aware UTC moment."""
    buurt = await buurten.add(tx, "De Linden", "Haarlem", ["2021", "2022"], Admission.APPROVAL, now)
    next_door = await buurten.add(tx, "Het Slachthuis", "Haarlem", ["2033"], Admission.APPROVAL, now)
    await buurten.add_neighbours(tx, buurt, next_door)
    await _member(tx, RIET, "Riet", "nl", "nl", buurt, now)
    for account, name, role in ((JOKE, "Joke", Role.COORDINATOR), (BRAM, "Bram", Role.BUILDER)):
        await residents.give_role(tx, await _member(tx, account, name, "nl", "nl", buurt, now), buurt, role)
    there = {}
    for number, neighbour in enumerate(NEXT_DOOR):
        there[neighbour.name] = await _neighbour(tx, FIRST_NEXT_DOOR + number, neighbour, next_door, now)
        await residents.set_beyond(tx, there[neighbour.name], beyond=True)
    await residents.give_role(tx, there[NEXT_DOOR[HALA - FIRST_NEXT_DOOR].name], next_door, Role.COORDINATOR)
    people = {}
    for number, neighbour in enumerate(NEIGHBOURS):
        people[neighbour.name] = await _neighbour(tx, FIRST_NEIGHBOUR + number, neighbour, buurt, now)
    told = [(people[each.name], each.lang) for each in NEIGHBOURS]
    await history.tell(tx, buurt, told, ZONE, now)
    for home, name in ((buurt, "De Linden"), (next_door, "Het Slachthuis")):
        await places.seed(tx, home, name, now.astimezone(ZONE).date())
    await _coordinators_morning(tx, buurt, MORNINGS["De Linden"], people, now)
    await _coordinators_morning(tx, next_door, MORNINGS["Het Slachthuis"], there, now)
    return buurt


async def _coordinators_morning(
    tx: Transaction, buurt: BuurtId, morning: Morning, named: dict[str, ResidentId], now: datetime
) -> None:
    """Four things that wait for a coordinator: a report, a request nobody took, a newcomer, a first visit."""
    await waiting.newcomer(tx, *morning.newcomer, buurt, now - timedelta(hours=15))
    reporter, reported = (named[name] for name in morning.reported)
    await waiting.report(tx, reporter, reported, buurt, now - timedelta(hours=3))
    writer, category, words = morning.asks
    answers = [(named[name], AskState.NO) for name in morning.said_no]
    answers += [(named[name], AskState.SILENT) for name in morning.silent]
    await waiting.request(tx, named[writer], buurt, category, words, answers, now - timedelta(days=3))
    account, name, lang = morning.new_helper
    helper = await _member(tx, account, name, lang, f"nl {lang}", buurt, now - timedelta(days=2))
    await _offer(tx, helper, buurt, Category.COMPANY, "", now - timedelta(days=2))
    writer, words = morning.visits
    yes = [(helper, AskState.YES)]
    await waiting.request(tx, named[writer], buurt, Category.COMPANY, words, yes, now - timedelta(hours=20))


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
