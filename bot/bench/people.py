"""Who lives in the imagined country, and what they offer to do: rows for `buurt`, `resident` and `post`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.bench.setting import NEIGHBOURS, NOW, Setting
from bot.domain.categories import Category
from storage.database import to_text

CATEGORIES = tuple(str(each) for each in Category)
HELPERS = 0.4
"""Share of residents who are members with open offers."""
LANGUAGES = (
    ("nl", "nl", 0.42),
    ("nl", "en nl", 0.24),
    ("ar", "ar", 0.08),
    ("ar", "ar nl", 0.09),
    ("en", "en", 0.05),
    ("en", "en nl", 0.12),
)
"""Language of the screens, languages spoken, share."""
DAYS = ("", "", "", "0 1 2 3 4", "1 3", "5 6", "0 2 4")
PARTS = ("", "", "afternoon", "afternoon morning", "evening")
LONG_AGO, LATER = to_text(NOW - timedelta(days=400)), to_text(NOW + timedelta(days=200))

RESIDENT = (
    "INSERT INTO resident (id, account, name, lang, spoken, buurt_id, state, adult, visits_allowed, reachable,"
    " beyond, silent_in_row, created_at, seen_at) VALUES (?,?,'',?,?,?,?,?,?,?,?,?,?,?)"
)
POST = (
    "INSERT INTO post (id, kind, resident_id, buurt_id, category, state, time, days, parts, max_per_week,"
    " may_widen, created_at, expires_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
PREFERENCE = "INSERT INTO visit_preference VALUES (?,?,?,?,?,?,?,?)"


@dataclass(frozen=True)
class Person:
    """What the later rows need to know of somebody."""

    id: int
    buurt: int
    lang: str
    helps: bool


def buurten(setting: Setting) -> Iterator[tuple[object, ...]]:
    """Rows of `buurt`: id, name, gemeente, created_at."""
    return ((number, f"Buurt {number}", "Meetstad", LONG_AGO) for number in range(1, setting.buurten + 1))


def next_door(setting: Setting) -> Iterator[tuple[int, int]]:
    """Rows of `buurt_neighbour`: only of the buurten that are measured."""
    for place in range(len(setting.sizes)):
        asked = setting.asked_buurt(place)
        yield from ((asked, asked + step) for step in range(1, NEIGHBOURS + 1))


def people(setting: Setting, rng: Random) -> list[Person]:
    """Everybody. Neighbours joined at different times, so that their rows do not lie together."""
    homes = [buurt for buurt, count in enumerate(setting.residents_of(), start=1) for _ in range(count)]
    rng.shuffle(homes)
    langs = rng.choices(range(len(LANGUAGES)), [share for *_, share in LANGUAGES], k=len(homes))
    return [
        Person(number, home, LANGUAGES[lang][0], rng.random() < HELPERS)
        for number, (home, lang) in enumerate(zip(homes, langs, strict=True), start=1)
    ]


def resident(person: Person, rng: Random) -> tuple[object, ...]:
    """The row of `resident`; not everybody who helps may be asked just now."""
    state = "member" if person.helps or rng.random() < 0.8 else rng.choice(("invited", "waiting", "paused"))
    spoken = rng.choices(
        [spoken for lang, spoken, _ in LANGUAGES if lang == person.lang],
        [share for lang, _, share in LANGUAGES if lang == person.lang],
    )[0]
    return (
        person.id,
        10_000_000 + person.id,
        person.lang,
        spoken,
        person.buurt,
        state,
        None if rng.random() < 0.2 else int(rng.random() < 0.97),
        int(rng.random() < 0.5),
        int(rng.random() < 0.98),
        int(rng.random() < 0.3),
        0 if rng.random() < 0.7 else rng.randrange(10),
        LONG_AGO,
        to_text(NOW - timedelta(days=rng.randrange(300))),
    )


def offers(person: Person, rng: Random, first_id: int) -> list[tuple[object, ...]]:
    """One to four open offers, as rows of `post`, from the id `first_id` on."""
    wanted = rng.sample(CATEGORIES, rng.randrange(1, 5))
    return [
        post(
            first_id + n,
            "offer",
            person,
            category,
            "open",
            rng.choice(DAYS),
            rng.choice(PARTS),
            LONG_AGO,
            LATER,
        )
        for n, category in enumerate(wanted)
    ]


def post(
    number: int,
    kind: str,
    writer: Person,
    category: str,
    state: str,
    days: str,
    parts: str,
    created_at: str,
    expires_at: str,
    time: str = "{}",
) -> tuple[object, ...]:
    """A row of `post`."""
    often = 1 + number % 4
    return (
        number, kind, writer.id, writer.buurt, category, state, time, days, parts, often,
        "coordinator near", created_at, expires_at,
    )  # fmt: skip


def preference(person: Person, rng: Random) -> tuple[object, ...]:
    """A row of `visit_preference`: what somebody told for visits at home."""
    return (
        person.id,
        rng.choice(("woman", "man", None)),
        rng.choice((0, 1, None)),
        rng.choice((0, 0, 1, None)),
        rng.choice((None, None, None, "woman")),
        None,
        int(rng.random() < 0.05),
        int(rng.random() < 0.1),
    )


def moment(days_ago: float) -> datetime:
    """So many days before the moment that is measured at."""
    return NOW - timedelta(days=days_ago)
