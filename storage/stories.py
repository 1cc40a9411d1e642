"""Stories that two people let us tell."""

from __future__ import annotations

from datetime import datetime

from bot.domain.ids import BuurtId, ResidentId
from bot.domain.signals import STORIES_KEPT, UNANSWERED_KEPT, Story, StoryId, StoryState
from storage.database import Row, Transaction, to_text

DIGEST_KIND = "digest_story"


def _story(row: Row) -> Story:
    return Story(
        StoryId(row["id"]),
        ResidentId(row["resident_id"]),
        ResidentId(row["other_id"]),
        BuurtId(row["buurt_id"]),
        row["category"],
        StoryState(row["state"]),
        row["words"],
        bool(row["named"]),
    )


async def plan(
    tx: Transaction, who: ResidentId, other: ResidentId, buurt_id: BuurtId, category: str, now: datetime
) -> StoryId:
    """Somebody will be asked for the story of help that went well."""
    return StoryId(
        await tx.insert(
            "INSERT INTO story (resident_id, other_id, buurt_id, category, at) VALUES (?,?,?,?,?)",
            (who, other, buurt_id, category, to_text(now)),
        )
    )


async def get(tx: Transaction, story_id: StoryId) -> Story | None:
    """One story, or None where it was taken back or never told."""
    row = await tx.one("SELECT * FROM story WHERE id = ?", (story_id,))
    return _story(row) if row else None


async def of_resident(tx: Transaction, who: ResidentId) -> list[Story]:
    """The stories that somebody told, and those they are the other of, newest first."""
    rows = await tx.all(
        "SELECT * FROM story WHERE resident_id = ?1 UNION SELECT * FROM story WHERE other_id = ?1"
        " AND words IS NOT NULL ORDER BY id DESC",
        (who,),
    )
    return [_story(row) for row in rows]


async def change(
    tx: Transaction, story_id: StoryId, was: StoryState, state: StoryState, now: datetime
) -> bool:
    """It goes on at `now`; False where it was in another state."""
    return (
        await tx.change(
            "UPDATE story SET state = ?, at = ? WHERE id = ? AND state = ?",
            (state, to_text(now), story_id, was),
        )
        > 0
    )


async def tell(tx: Transaction, story_id: StoryId, words: str, named: bool, now: datetime) -> bool:
    """It was told, and waits for the other's yes; False where nobody asked for it any more."""
    return (
        await tx.change(
            "UPDATE story SET state = 'offered', words = ?, named = ?, at = ? WHERE id = ? AND state = 'asked'",
            (words, named, to_text(now), story_id),
        )
        > 0
    )


async def delete(tx: Transaction, story_id: StoryId) -> None:
    """It is not told (any more), also by messages that wait."""
    await tx.change("DELETE FROM story WHERE id = ?", (story_id,))
    await tx.change(
        "DELETE FROM outbox WHERE kind IN (?, 'story_about_you') AND state IN ('later', 'waiting')"
        " AND json_extract(params, '$.story') = ?",
        (DIGEST_KIND, story_id),
    )


_TOLD = (
    "FROM story s JOIN resident r ON r.id = s.resident_id JOIN resident o ON o.id = s.other_id"
    " WHERE s.buurt_id = ? AND s.state = 'agreed' AND r.state IN ('member', 'paused')"
    " AND o.state IN ('member', 'paused')"
    " AND NOT EXISTS (SELECT 1 FROM block WHERE one_id = s.resident_id AND other_id = s.other_id)"
    " AND NOT EXISTS (SELECT 1 FROM block WHERE one_id = s.other_id AND other_id = s.resident_id)"
)
"""Both take part, and neither wants to have nothing to do with the other by now."""


async def put_in_week(
    tx: Transaction, buurt_id: BuurtId, week: int, most: int
) -> list[tuple[Story, str | None]]:
    """The stories of a week's overview, each with the first name to stand under it: those it has, filled up with
    agreed ones that were in none yet."""
    await tx.change(
        f"UPDATE story SET week = ? WHERE id IN (SELECT s.id {_TOLD} AND s.week IS NULL ORDER BY s.id"
        " LIMIT max(0, ? - (SELECT count(*) FROM story WHERE buurt_id = ? AND state = 'agreed' AND week = ?)))",
        (week, buurt_id, most, buurt_id, week),
    )
    rows = await tx.all(
        f"SELECT s.*, r.name AS name {_TOLD} AND s.week = ? ORDER BY s.id",
        (buurt_id, week),
    )
    return [(_story(row), row["name"] if row["named"] else None) for row in rows]


async def forget_old(tx: Transaction, now: datetime) -> None:
    """Stories that a yes does not come to, and those that are long told."""
    await tx.change(
        "DELETE FROM story WHERE (state <> 'agreed' AND at < ?) OR at < ?",
        (to_text(now - UNANSWERED_KEPT), to_text(now - STORIES_KEPT)),
    )
