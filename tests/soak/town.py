"""Who lives in the neighbourhood of the soak: three buurten, their people, their groups, and what went before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bot.domain.categories import Category
from bot.domain.ids import AccountId, BuurtId, PostId, ResidentId
from bot.domain.matching import DEFAULT
from bot.domain.model import Admission, Post, PostKind, PostState, ResidentState, Role
from bot.domain.paper import Consent
from bot.domain.resources import Kind
from bot.domain.signals import Theme
from bot.domain.when import Availability, Part, When
from bot.playground.messages import ChatKind
from bot.playground.world import World
from storage import buurten, events, paper, posts, residents, resources, signals
from storage.database import Database, Transaction
from tests.soak.markers import Markers, Secret

BUURTEN = (("De Linden", "2021"), ("Het Slachthuis", "2033"), ("Zuiderveld", "2035"))
COMES_IN = (Admission.APPROVAL, Admission.VOUCHING, Admission.OPEN)
FIRST = 5_000_001
COORDINATORS = frozenset({0, 1, 2, 4, 5, 6, 9, 10})
"""Three in the first two buurten and two in the third, so that one may ask another; by number, see `found`."""
BUILDER = 3
STAFF = 11
LATELY = timedelta(days=40)
"""So long they take part already: who is new may do less."""
ON_PAPER = ("Truus", "Hassan")
"""Two neighbours without a phone."""
RAN_INTO = timedelta(days=15)
"""So long ago several ran into the same: in four weeks that are told of in this month."""
GROUP, FUTURE_GROUP = -1_000_000_001, -1_000_000_000_901
"""A plain group of the first buurt, and what it becomes when Telegram makes it larger."""
SECOND_GROUP = -1_000_000_000_902


@dataclass
class Person:
    """Somebody with a phone; `buurt` is an index into `BUURTEN`. `role`: what the operator made of them."""

    account: int
    name: str
    lang: str
    buurt: int
    role: Role | None = None
    inside: bool = False
    """A member from the beginning; the others begin with /start one day."""
    wrote: list[int] = field(default_factory=list)
    """Numbers of their own messages, to edit or reply to."""


@dataclass(frozen=True)
class Town:
    people: dict[int, Person]
    codes: list[str]
    """Invites that go round: residents add those of the coordinators to them."""
    groups: tuple[int, ...]


def found(rng: Random, markers: Markers, size: int) -> Town:
    """Its people: in each buurt some coordinators, in the first a community builder; three languages."""
    people = {}
    for number in range(size):
        account = FIRST + number
        lang = rng.choices(("nl", "ar", "en"), (5, 3, 2))[0]
        buurt = number % len(BUURTEN) if number < STAFF else rng.choices((0, 1, 2), (5, 3, 2))[0]
        role = Role.COORDINATOR if number in COORDINATORS else Role.BUILDER if number == BUILDER else None
        name = markers.word(Secret.NAME, account).capitalize()
        inside = number < STAFF or rng.random() < 0.6
        people[account] = Person(account, name, lang, buurt, role, inside)
    return Town(people, [f"soakinvite{n}aaaaaa" for n in range(3)], (GROUP, SECOND_GROUP))


def give_phones(town: Town, world: World) -> None:
    """A phone each, and two groups with the bot in neither."""
    for person in town.people.values():
        world.phone(person.account, person.name, person.lang, username=f"user{person.account}")
        world.chats[person.account].open = person.inside
    for chat, buurt, kind in ((GROUP, 0, ChatKind.GROUP), (SECOND_GROUP, 1, ChatKind.SUPERGROUP)):
        members = [person.account for person in town.people.values() if person.buurt == buurt]
        world.group_of(chat, f"Buurtapp {buurt}", *members, kind=kind)


async def settle(town: Town, path: Path, now: datetime, rng: Random) -> None:
    """Make the database: buurten, who is a member already, and what they offer."""
    database = await Database.open(path)
    try:
        async with database.unit() as tx:
            made = []
            for number, (name, postcode) in enumerate(BUURTEN):
                made.append(
                    await buurten.add(tx, name, "Haarlem", [postcode], COMES_IN[number], now - LATELY)
                )
            await buurten.add_neighbours(tx, made[0], made[1])
            for number, code in enumerate(town.codes):
                await buurten.add_invite(tx, code, made[number], None, now + timedelta(days=40), 60)
            # A code of the operator: whoever uses it becomes a coordinator as well.
            await buurten.add_invite(
                tx, "soakrolecodeaaaa", made[0], None, now + timedelta(days=9), 1, Role.COORDINATOR
            )
            inside = [person for person in town.people.values() if person.inside]
            for person in inside:
                await _member(tx, person, made[person.buurt], now, rng)
            await _before(tx, made[0], [person for person in inside if person.buurt == 0], now)
    finally:
        await database.close()
    town.codes.append("soakrolecodeaaaa")


async def _before(tx: Transaction, buurt: BuurtId, people: list[Person], now: datetime) -> None:
    """What went before in the first buurt: several ran into the same, a place was looked at long ago, and two
    neighbours have no phone."""
    day = now - RAN_INTO
    for person in people[-6:]:
        who = await residents.by_account(tx, AccountId(person.account))
        if who is not None:
            await signals.add(tx, who.id, buurt, Theme.OFFICE, None, day)
            await events.append(
                tx,
                day,
                "signalled",
                buurt_id=buurt,
                who=None,
                post_id=None,
                category=None,
                lang=None,
                detail=f"{Theme.OFFICE}:mark{person.account}",
            )
    for number, person in enumerate((people[0], people[-1])):
        contact = await residents.by_account(tx, AccountId(person.account))
        if contact is not None:
            await paper.add(
                tx,
                name=ON_PAPER[number],
                lang=person.lang,
                spoken=frozenset({"nl", person.lang}),
                buurt_id=buurt,
                consent=Consent.SPOKEN,
                contact_id=contact.id,
                now=now - LATELY,
            )
    facts: dict[str, str | None] = {"name": "Buurthuis", "phone": "023 511 51 15"}
    await resources.add(tx, buurt, Kind.OTHER, facts, (now - timedelta(days=400)).date())


async def _member(tx: Transaction, person: Person, buurt: BuurtId, now: datetime, rng: Random) -> None:
    who = (await residents.add(tx, AccountId(person.account), person.lang, now - LATELY)).id
    await residents.set_name(tx, who, person.name)
    await residents.set_buurt(tx, who, buurt)
    await residents.set_state(tx, who, ResidentState.MEMBER)
    others = rng.sample(("nl", "ar", "en", "tr"), rng.choice((0, 1, 1, 2)))
    await residents.set_spoken(tx, who, frozenset({person.lang, *others}))
    if rng.random() < 0.7:
        await residents.set_adult(tx, who, adult=True)
    if rng.random() < 0.6:
        await residents.allow_visits(tx, who)
    if rng.random() < 0.3:
        await residents.set_beyond(tx, who, beyond=True)
    if rng.random() < 0.2:  # they kept silent lately: once more, and they are asked whether to go on
        await tx.change("UPDATE resident SET silent_in_row = ? WHERE id = ?", (DEFAULT.silent_limit - 1, who))
    if person.role is not None:
        await residents.give_role(tx, who, buurt, person.role)
    if rng.random() < 0.4:  # so few that some reach their four questions a week
        for category in rng.sample(list(Category), rng.choice((1, 2, 2))):
            await posts.add(tx, _offer(who, buurt, category, now, rng))


def _offer(who: ResidentId, buurt: BuurtId, category: Category, now: datetime, rng: Random) -> Post:
    parts = rng.sample(list(Part), rng.choice((0, 0, 1, 2)))
    return Post(
        id=PostId(0),
        kind=PostKind.OFFER,
        resident_id=who,
        buurt_id=buurt,
        category=category,
        state=PostState.OPEN,
        when=When(),
        can=Availability(frozenset(), frozenset(parts)),
        max_per_week=rng.choice((1, 2, 4, 4)),
        words=None,
        voice=None,
        coffee=False,
        for_name=None,
        for_resident_id=None,
        created_at=now,
        expires_at=now + timedelta(days=90),
    )
