"""Requests and offers."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import jsontext
from bot.domain.candidates import Circle
from bot.domain.categories import Category
from bot.domain.ids import BuurtId, PostId, ResidentId
from bot.domain.model import Post, PostKind, PostState
from bot.domain.when import Availability, Part, When
from storage.database import Row, Transaction, from_text, to_text

WORDS_KEPT = timedelta(days=30)


def _post(row: Row) -> Post:
    return Post(
        id=PostId(row["id"]),
        kind=PostKind(row["kind"]),
        resident_id=ResidentId(row["resident_id"]),
        buurt_id=BuurtId(row["buurt_id"]),
        category=Category(row["category"]),
        state=PostState(row["state"]),
        when=When.from_json(jsontext.loads(row["time"])),
        can=Availability(
            frozenset(int(day) for day in row["days"].split()),
            frozenset(Part(part) for part in row["parts"].split()),
        ),
        max_per_week=row["max_per_week"],
        words=row["words"],
        voice=row["voice"],
        coffee=bool(row["coffee"]),
        for_name=row["for_name"],
        for_resident_id=None if row["for_resident_id"] is None else ResidentId(row["for_resident_id"]),
        created_at=from_text(row["created_at"]),
        expires_at=from_text(row["expires_at"]),
        waves=row["waves"],
        may_widen=circles(row["may_widen"]),
        widened=circles(row["widened"]),
    )


def circles(text: str) -> frozenset[Circle]:
    """Who may be asked, or was, as it is stored."""
    return frozenset(Circle(each) for each in text.split())


async def add(tx: Transaction, post: Post) -> Post:
    """Store a new post; returns it with its id."""
    post_id = await tx.insert(
        "INSERT INTO post (kind, resident_id, buurt_id, category, state, time, days, parts, max_per_week, words,"
        " voice, coffee, for_name, for_resident_id, may_widen, created_at, expires_at)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            post.kind,
            post.resident_id,
            post.buurt_id,
            post.category,
            post.state,
            *_changeable(post),
            to_text(post.created_at),
            to_text(post.expires_at),
        ),
    )
    stored = await get(tx, PostId(post_id))
    assert stored is not None
    return stored


def _changeable(post: Post) -> tuple[object, ...]:
    return (
        jsontext.dumps(post.when.to_json()),
        " ".join(str(day) for day in sorted(post.can.days)),
        " ".join(sorted(post.can.parts)),
        post.max_per_week,
        post.words,
        post.voice,
        post.coffee,
        post.for_name,
        post.for_resident_id,
        " ".join(sorted(post.may_widen)),
    )


async def change(tx: Transaction, post: Post) -> None:
    """Store what its writer changed; kind, writer, buurt and state stay."""
    await tx.change(
        "UPDATE post SET category = ?, time = ?, days = ?, parts = ?, max_per_week = ?, words = ?, voice = ?,"
        " coffee = ?, for_name = ?, for_resident_id = ?, may_widen = ?, expires_at = ? WHERE id = ?",
        (post.category, *_changeable(post), to_text(post.expires_at), post.id),
    )


async def get(tx: Transaction, post_id: PostId) -> Post | None:
    """One post, or None."""
    row = await tx.one("SELECT * FROM post WHERE id = ?", (post_id,))
    return _post(row) if row else None


async def set_state(
    tx: Transaction, post_id: PostId, state: PostState, now: datetime, *, was: frozenset[PostState]
) -> bool:
    """Move a post from one of the states `was`; False where it is in none of them."""
    return bool(
        await tx.change(
            "UPDATE post SET state = ?, ended_at = ? WHERE id = ? AND state IN (SELECT value FROM json_each(?))",
            (state, None if state.live else to_text(now), post_id, jsontext.dumps(sorted(was))),
        )
    )


async def count_wave(tx: Transaction, post_id: PostId) -> None:
    """Neighbours were looked for once more."""
    await tx.change("UPDATE post SET waves = waves + 1 WHERE id = ?", (post_id,))


async def begin_anew(tx: Transaction, post_id: PostId) -> None:
    """A helper is gone: the waves begin again, and what was told about them may be told again."""
    await tx.change("UPDATE post SET waves = 0, widened = '', nobody_left_at = NULL WHERE id = ?", (post_id,))


async def note_widened(tx: Transaction, post_id: PostId, circle: Circle) -> bool:
    """Note that this circle was asked; True where that is new."""
    return bool(
        await tx.change(
            "UPDATE post SET widened = trim(widened || ' ' || ?) WHERE id = ? AND instr(widened, ?) = 0",
            (circle, post_id, circle),
        )
    )


async def let_widen(tx: Transaction, post_id: PostId, circle: Circle) -> None:
    """The writer agrees, later on, that this circle is asked."""
    await tx.change(
        "UPDATE post SET may_widen = trim(may_widen || ' ' || ?) WHERE id = ? AND instr(may_widen, ?) = 0",
        (circle, post_id, circle),
    )


async def note_nobody_left(tx: Transaction, post_id: PostId, now: datetime) -> bool:
    """Note that nobody is left to ask; True where that is new."""
    return bool(
        await tx.change(
            "UPDATE post SET nobody_left_at = ? WHERE id = ? AND nobody_left_at IS NULL",
            (to_text(now), post_id),
        )
    )


async def forget_nobody_left(tx: Transaction, post_id: PostId) -> None:
    """There is somebody to ask again."""
    await tx.change("UPDATE post SET nobody_left_at = NULL WHERE id = ?", (post_id,))


async def live_of(tx: Transaction, resident_id: ResidentId) -> list[Post]:
    """Somebody's posts that have not ended, newest first."""
    rows = await tx.all(
        "SELECT * FROM post WHERE resident_id = ? AND state IN ('held', 'open', 'matched') ORDER BY id DESC",
        (resident_id,),
    )
    return [_post(row) for row in rows]


async def live_about(tx: Transaction, resident_id: ResidentId) -> list[Post]:
    """Live posts that somebody else wrote on this resident's behalf."""
    rows = await tx.all(
        "SELECT * FROM post WHERE for_resident_id = ? AND state IN ('held', 'open', 'matched')",
        (resident_id,),
    )
    return [_post(row) for row in rows]


async def of_resident(tx: Transaction, resident_id: ResidentId) -> list[Post]:
    """All posts that somebody wrote."""
    rows = await tx.all("SELECT * FROM post WHERE resident_id = ? ORDER BY id", (resident_id,))
    return [_post(row) for row in rows]


async def open_requests(tx: Transaction, buurt_id: BuurtId, category: Category | None = None) -> list[Post]:
    """Requests of a buurt that wait for somebody, oldest first."""
    rows = await tx.all(
        "SELECT * FROM post WHERE buurt_id = ? AND kind = 'request' AND state = 'open'"
        " AND category = coalesce(?, category) ORDER BY id",
        (buurt_id, category),
    )
    return [_post(row) for row in rows]


async def for_coordinator(tx: Transaction, buurt_id: BuurtId) -> list[Post]:
    """What waits in a buurt: held posts first, then open requests that a coordinator may see, each oldest first."""
    rows = await tx.all(
        "SELECT * FROM post WHERE buurt_id = ? AND (state = 'held'"
        " OR (state = 'open' AND kind = 'request' AND instr(may_widen, 'coordinator') > 0))"
        " ORDER BY state = 'open', id",
        (buurt_id,),
    )
    return [_post(row) for row in rows]


async def forget_words(tx: Transaction, now: datetime) -> None:
    """Drop the words, voice ids and names of posts that ended longer ago than `WORDS_KEPT`."""
    await tx.change(
        "UPDATE post SET words = NULL, voice = NULL, for_name = NULL WHERE ended_at < ?"
        " AND coalesce(words, voice, for_name) IS NOT NULL",
        (to_text(now - WORDS_KEPT),),
    )


async def forget_for(tx: Transaction, resident_id: ResidentId) -> None:
    """Drop the name of this resident from what others asked on their behalf."""
    await tx.change("UPDATE post SET for_name = NULL WHERE for_resident_id = ?", (resident_id,))
