"""The candidates that one statement finds are those that a slow count of all rows finds, with the same facts."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.candidates import Candidate, Gender, Ring, Traits, Wishes
from bot.domain.categories import Category
from bot.domain.ids import ResidentId
from bot.domain.model import Post
from bot.domain.when import Availability, Part, When
from storage import candidates, posts
from storage.database import Database, Transaction, to_text
from tests.storage.conftest import NOW

HOME, NEXT, FAR = 1, 2, 3
DAYS = [date(2026, 11, 23) + timedelta(days=n) for n in range(4)]
Rows = Mapping[str, Sequence[Any]]
TABLES = (
    "resident",
    "post",
    "event",
    "ask",
    "match",
    "commitment",
    "block",
    "invitation",
    "visit_preference",
)


def _ago(rng: Random) -> str:
    """Often near the edges of the week and the month that are counted."""
    edge = rng.choice([timedelta(0), timedelta(days=7), timedelta(days=28)])
    return to_text(NOW - edge - timedelta(seconds=rng.randrange(-1, 2) if edge else 0))


async def _insert(tx: Transaction, table: str, **values: object) -> int:
    marks = ", ".join("?" * len(values))
    return await tx.insert(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
    )


async def _fill(tx: Transaction, rng: Random, people: int) -> None:
    """Everybody and everything by chance; the request is post 1, of residents 1 and perhaps 2."""
    for number in (HOME, NEXT, FAR):
        await _insert(tx, "buurt", id=number, name=f"B{number}", gemeente="M", created_at=to_text(NOW))
    await _insert(tx, "buurt_neighbour", buurt_id=HOME, neighbour_id=NEXT)
    for number in range(1, people + 1):
        await _insert(
            tx,
            "resident",
            id=number,
            account=number,
            lang=rng.choice(["nl", "ar"]),
            spoken=rng.choice(["", "nl", "ar nl", "en"]),
            buurt_id=rng.choice([HOME, NEXT, FAR]),
            state=rng.choice(["member"] * 6 + ["paused", "removed"]),
            adult=rng.choice([None, 0, 1]),
            visits_allowed=rng.randrange(2),
            reachable=rng.random() < 0.9,
            beyond=rng.randrange(2),
            silent_in_row=rng.randrange(9),
            created_at=to_text(NOW),
            seen_at=to_text(NOW),
        )
        if rng.random() < 0.4:
            await _insert(
                tx,
                "visit_preference",
                resident_id=number,
                gender=rng.choice([None, "woman"]),
                pets=rng.choice([None, 0, 1]),
                wish_gender=rng.choice([None, "man"]),
                wish_language=rng.choice([None, "nl"]),
                wish_no_pets=rng.randrange(2),
                wish_no_smoking=rng.randrange(2),
            )
    first = rng.choice([None, *DAYS[:2]])
    asked_for = When() if first is None else When(first, first + timedelta(days=rng.randrange(2)))
    await _post(tx, rng, 1, "request", "open", HOME, "errands", asked_for, rng.choice([None, 2]))
    for _ in range(3 * people):
        once = When.on(rng.choice(DAYS)) if rng.random() < 0.4 else When()
        await _post(
            tx,
            rng,
            rng.randint(1, people),
            rng.choice(["offer"] * 5 + ["request"]),
            rng.choice(["open"] * 5 + ["closed", "matched"]),
            rng.choice([HOME, HOME, NEXT, FAR]),
            rng.choice(["errands", "errands", "pets"]),
            once,
            None,
        )
    await _fill_history(tx, rng, people, 3 * people + 1)


async def _post(
    tx: Transaction,
    rng: Random,
    writer: int,
    kind: str,
    state: str,
    buurt: int,
    category: str,
    when: When,
    about: int | None,
) -> None:
    await _insert(
        tx,
        "post",
        kind=kind,
        resident_id=writer,
        buurt_id=buurt,
        category=category,
        state=state,
        time=json.dumps(when.to_json()),
        days=rng.choice(["", "0 3"]),
        parts=rng.choice(["", "morning"]),
        max_per_week=rng.randint(1, 4),
        for_resident_id=about,
        created_at=to_text(NOW),
        expires_at=to_text(NOW + timedelta(days=2)),
    )


async def _fill_history(tx: Transaction, rng: Random, people: int, last_post: int) -> None:
    kinds = ["asked"] * 4 + ["said_yes", "said_no", "silent", "asked_again", "came", "matched"]
    for _ in range(4 * people):
        whose = f"r{rng.randint(1, people)}"
        detail = rng.choice([None, "own", "near", "offer"])
        await _insert(tx, "event", at=_ago(rng), kind=rng.choice(kinds), who=whose, detail=detail)
    for who in range(1, people + 1):
        for post in {1, rng.randint(1, last_post)}:
            if rng.random() < 0.4:
                state = rng.choice(["withdrawn", "withdrawn", "waiting", "yes", "no", "silent"])
                await _insert(tx, "ask", post_id=post, resident_id=who, state=state, asked_at=_ago(rng))
        other = rng.randint(1, people)
        if rng.random() < 0.2 and other != who:
            await tx.change("INSERT OR IGNORE INTO block VALUES (?, ?)", (who, rng.choice([1, 2, other])))
        if rng.random() < 0.4 and other != who:
            made = {"helper_id": who, "requester_id": other, "state": "ended", "door_code": "12"}
            match = await _insert(tx, "match", post_id=1, created_at=_ago(rng), **made)
            await _insert(
                tx, "commitment", match_id=match, state=rng.choice(["done", "cancelled", "no_time"])
            )
        state = rng.choice(["waiting", "yes", "no", "silent", "withdrawn"])
        invited = {"resident_id": rng.choice([1, 2]), "state": state, "asked_at": to_text(NOW)}
        await tx.change(
            "INSERT OR IGNORE INTO invitation (offer_id, resident_id, state, asked_at)"
            " VALUES (:offer_id, :resident_id, :state, :asked_at)",
            {"offer_id": rng.randint(2, last_post), **invited},
        )


def _counted(rows: Rows, post: Post, ring: Ring) -> list[Candidate]:
    """Row by row, as the docstring of `of_ring` says."""
    parties = {post.resident_id, post.for_resident_id or post.resident_id}
    by_id = {each["id"]: each for each in rows["resident"]}
    asked = {
        each["resident_id"]
        for each in rows["ask"]
        if each["post_id"] == post.id and each["state"] != "withdrawn"
    }
    apart = {
        one if other in parties else other
        for one, other in ((each["one_id"], each["other_id"]) for each in rows["block"])
        if one in parties or other in parties
    }
    found = []
    for offer in rows["post"]:
        who = by_id[offer["resident_id"]]
        one_day = When.from_json(json.loads(offer["time"]))
        invited = any(
            each["offer_id"] == offer["id"] and each["resident_id"] in parties and each["state"] != "silent"
            for each in rows["invitation"]
        )
        here = (
            offer["buurt_id"] == HOME
            if ring is Ring.OWN
            else offer["buurt_id"] == NEXT and who["beyond"] == 1
        )
        if (
            here
            and (offer["kind"], offer["state"], offer["category"]) == ("offer", "open", post.category)
            and (who["state"], who["reachable"]) == ("member", 1)
            and who["id"] not in parties | asked | apart
            and (one_day == When() or (_within(one_day, post) and not invited))
        ):
            each = _facts(rows, who, offer, ring)
            if each.asks_7d < min(each.max_per_week, 4):
                found.append(each)
    return found


def _within(one_day: When, post: Post) -> bool:
    assert one_day.first is not None
    last = post.when.last or post.expires_at.date()
    return one_day.first <= last and (post.when.first is None or post.when.first <= one_day.first)


def _facts(rows: Rows, who: Any, offer: Any, ring: Ring) -> Candidate:
    mine = [each for each in rows["event"] if each["who"] == f"r{who['id']}"]

    def asked(days: int, detail: str | None = None) -> int:
        return sum(
            each["kind"] == "asked"
            and datetime.fromisoformat(each["at"]) > NOW - timedelta(days=days)
            and detail in (None, each["detail"])
            for each in mine
        )

    kept = {each["match_id"] for each in rows["commitment"] if each["state"] != "cancelled"}
    tasks = [
        each["created_at"] for each in rows["match"] if each["helper_id"] == who["id"] and each["id"] in kept
    ]
    questions = [
        each["asked_at"]
        for each in rows["ask"]
        if each["resident_id"] == who["id"] and each["state"] != "withdrawn"
    ]
    told = next((each for each in rows["visit_preference"] if each["resident_id"] == who["id"]), None)
    return Candidate(
        resident_id=ResidentId(who["id"]),
        spoken=frozenset((who["spoken"] or who["lang"]).split()),
        categories=frozenset({Category(offer["category"])}),
        can=Availability(
            frozenset(int(day) for day in offer["days"].split()),
            frozenset(Part(part) for part in offer["parts"].split()),
        ),
        ring=ring,
        beyond=who["beyond"] == 1,
        adult={None: None, 0: False, 1: True}[who["adult"]],
        visits_allowed=who["visits_allowed"] == 1,
        max_per_week=offer["max_per_week"],
        asks_7d=asked(7),
        near_7d=asked(7, "near"),
        asks_28d=asked(28),
        last_ask=max(map(datetime.fromisoformat, questions), default=None),
        last_task=max(map(datetime.fromisoformat, tasks), default=None),
        yes=sum(each["kind"] == "said_yes" for each in mine),
        no=sum(each["kind"] == "said_no" for each in mine),
        silent=sum(each["kind"] == "silent" for each in mine),
        silent_in_row=who["silent_in_row"],
        traits=Traits()
        if told is None
        else Traits(told["gender"] and Gender(told["gender"]), told["pets"] and bool(told["pets"])),
        wishes=Wishes()
        if told is None
        else Wishes(
            told["wish_gender"] and Gender(told["wish_gender"]),
            told["wish_language"],
            told["wish_no_pets"] == 1,
            told["wish_no_smoking"] == 1,
        ),
    )


async def _compare(blank: Path, folder: str, seed: int, people: int) -> None:
    database = await Database.open(Path(shutil.copy(blank, folder)), synchronous="OFF")
    try:
        async with database.unit() as tx:
            await _fill(tx, Random(seed), people)
            (row,) = await tx.all("SELECT id FROM post ORDER BY id LIMIT 1")
            post = await posts.get(tx, row["id"])
            assert post is not None
            rows = {table: await tx.all(f"SELECT * FROM {table}") for table in TABLES}
            for ring in Ring:
                found = await candidates.of_ring(tx, post, ring, NOW)
                counted = _counted(rows, post, ring)
                assert len(found) == len(counted)
                assert all(each in found for each in counted)
                assert all(each in counted for each in found)
    finally:
        await database.close()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(8, 20))
def test_one_statement_finds_what_a_slow_count_finds(blank: Path, seed: int, people: int) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(_compare(blank, folder, seed, people))
