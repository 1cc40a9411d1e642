"""What happened before: requests, questions to helpers, their answers, and what came of a yes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from bot.bench.people import CATEGORIES, Person, moment, post
from bot.bench.setting import NOW, Setting
from bot.domain.when import Part, When
from storage.database import to_text

ASK = (
    "INSERT OR IGNORE INTO ask (post_id, resident_id, state, asked_at, answered_at, chance, ring)"
    " VALUES (?,?,?,?,?,0.15,?)"
)
EVENT = (
    "INSERT INTO event (at, kind, buurt_id, who, post_id, category, lang, detail) VALUES (?,?,?,?,?,?,?,?)"
)
MATCH = (
    "INSERT INTO match (id, post_id, requester_id, helper_id, state, door_code, created_at, ended_at)"
    " VALUES (?,?,?,?,'ended','12',?,?)"
)
COMMITMENT = "INSERT INTO commitment (match_id, state, starts_at) VALUES (?,?,?)"
ANSWERS = ("silent", "said_no", "said_yes")
OFTEN = (0.6, 0.25, 0.15)
STATES = {"silent": "silent", "said_no": "no", "said_yes": "yes"}
BUSY = 0.05
"""Share of helpers who were asked for what was wanted lately: many of them are at their cap."""


@dataclass(frozen=True)
class Past:
    """A request that is over."""

    id: int
    writer: Person
    category: str
    days_ago: float


@dataclass
class Happened:
    """Rows of what happened, and how many matches there were so far."""

    matched: int = 0
    asks: list[tuple[object, ...]] = field(default_factory=list)
    events: list[tuple[object, ...]] = field(default_factory=list)
    matches: list[tuple[object, ...]] = field(default_factory=list)
    commitments: list[tuple[object, ...]] = field(default_factory=list)


def past_requests(everybody: Sequence[Person], rng: Random, first_id: int) -> dict[int, list[Past]]:
    """One for seven residents, by buurt, the latest first; over two years, most of them in the last months."""
    found: dict[int, list[Past]] = {}
    for number, writer in enumerate(rng.sample(everybody, len(everybody) // 7), start=first_id):
        days_ago = min(rng.expovariate(1 / 90), 700.0)
        found.setdefault(writer.buurt, []).append(Past(number, writer, rng.choice(CATEGORIES), days_ago))
    for requests in found.values():
        requests.sort(key=lambda past: past.days_ago)
    return found


def row_of(past: Past) -> tuple[object, ...]:
    """The row of `post`."""
    begun = moment(past.days_ago)
    state = ("done", "expired", "closed")[past.id % 3]
    return post(
        past.id, "request", past.writer, past.category, state, "", "", to_text(begun),
        to_text(begun + timedelta(days=14)),
    )  # fmt: skip


def answered(helper: Person, requests: Sequence[Past], rng: Random, into: Happened) -> None:
    """Three to five questions to one helper, with their answers: six to ten events."""
    if rng.random() < BUSY:
        requests = requests[: max(4, len(requests) // 14)]
    for past in rng.sample(requests, min(len(requests), rng.randrange(3, 6))):
        if past.writer.id != helper.id:
            _asked(helper, past, rng, into)


def _asked(helper: Person, past: Past, rng: Random, into: Happened) -> None:
    days_ago = past.days_ago * rng.uniform(0.9, 1.0)
    asked_at, answered_at = to_text(moment(days_ago)), to_text(moment(days_ago * 0.98))
    answer = rng.choices(ANSWERS, OFTEN)[0]
    ring = "near" if rng.random() < 0.03 else "own"
    into.asks.append((past.id, helper.id, STATES[answer], asked_at, answered_at, ring))
    for at, kind, detail in ((asked_at, "asked", ring), (answered_at, answer, None)):
        into.events.append(
            (at, kind, past.writer.buurt, f"r{helper.id}", past.id, past.category, helper.lang, detail)
        )
    if answer == "said_yes" and rng.random() < 0.6:
        into.matched += 1
        into.matches.append((into.matched, past.id, past.writer.id, helper.id, answered_at, answered_at))
        into.commitments.append((into.matched, rng.choice(("done", "done", "cancelled")), answered_at))


def open_requests(
    setting: Setting, everybody: Sequence[Person], rng: Random, first_id: int
) -> Iterator[tuple[tuple[object, ...], tuple[Person, ...]]]:
    """The requests that the benchmark decides on: rows of `post`, each with two helpers who were asked already."""
    by_buurt: dict[int, list[Person]] = {setting.asked_buurt(n): [] for n in range(len(setting.sizes))}
    for person in everybody:
        if person.buurt in by_buurt:
            by_buurt[person.buurt].append(person)
    number = first_id
    for members in by_buurt.values():
        helpers = [person for person in members if person.helps]
        for turn in range(setting.requests):
            when = _when(turn)
            row = post(
                number, "request", rng.choice(members), CATEGORIES[turn % len(CATEGORIES)], "open", "", "",
                to_text(NOW - timedelta(hours=2)), to_text(NOW + timedelta(days=10)), when,
            )  # fmt: skip
            yield row, tuple(rng.sample(helpers, 2))
            number += 1


def _when(turn: int) -> str:
    """Any time; a day; a day and a part of it; a week."""
    day = (NOW + timedelta(days=2 + turn % 5)).date()
    choices = (
        When(),
        When.on(day),
        When.on(day, Part.AFTERNOON),
        When(day, day + timedelta(days=6)),
    )
    return json.dumps(choices[(turn // len(CATEGORIES)) % len(choices)].to_json())
