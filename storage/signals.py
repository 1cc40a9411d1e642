"""Signals: who ran into what (kept apart from the record of events), and the sentences they let us show."""

from __future__ import annotations

from datetime import datetime

from bot.domain.ids import BuurtId, ResidentId
from bot.domain.signals import SIGNALS_KEPT, UNANSWERED_KEPT, Signal, SignalId, SignalState, Theme
from storage.database import Row, Transaction, to_text

DIGEST_KIND = "digest_sentence"


def _signal(row: Row) -> Signal:
    return Signal(
        SignalId(row["id"]),
        ResidentId(row["resident_id"]),
        BuurtId(row["buurt_id"]),
        Theme(row["theme"]),
        SignalState(row["state"]),
        row["words"],
    )


async def add(
    tx: Transaction, who: ResidentId, buurt_id: BuurtId, theme: Theme, words: str | None, day: datetime
) -> SignalId:
    """Somebody ran into something; `day` is the beginning of the local day (UTC)."""
    state = SignalState.WRITTEN if words else SignalState.COUNTED
    return SignalId(
        await tx.insert(
            "INSERT INTO signal (resident_id, buurt_id, theme, state, words, at) VALUES (?,?,?,?,?,?)",
            (who, buurt_id, theme, state, words, to_text(day)),
        )
    )


async def get(tx: Transaction, signal_id: SignalId) -> Signal | None:
    """One signal, or None where it was taken back."""
    row = await tx.one("SELECT * FROM signal WHERE id = ?", (signal_id,))
    return _signal(row) if row else None


async def of_resident(tx: Transaction, who: ResidentId) -> list[Signal]:
    """What somebody told, newest first."""
    rows = await tx.all("SELECT * FROM signal WHERE resident_id = ? ORDER BY at DESC, id DESC", (who,))
    return [_signal(row) for row in rows]


async def count_since(tx: Transaction, who: ResidentId, day: datetime) -> int:
    """How many signals somebody has on a day or after it."""
    row = await tx.one(
        "SELECT count(*) AS n FROM signal WHERE resident_id = ? AND at >= ?", (who, to_text(day))
    )
    return row["n"] if row else 0


async def to_read(tx: Transaction, buurt_id: BuurtId, reader: ResidentId, before: datetime) -> list[Signal]:
    """Sentences of days before this moment (UTC) that wait for a reader, by day; never the reader's own.

    Within a day they come in the order of their words, which says nothing about who was there when.
    """
    rows = await tx.all(
        "SELECT * FROM signal WHERE buurt_id = ? AND state = 'written' AND words IS NOT NULL"
        " AND resident_id <> ? AND at < ? ORDER BY at, words, id",
        (buurt_id, reader, to_text(before)),
    )
    return [_signal(row) for row in rows]


async def written_since(tx: Transaction, buurt_id: BuurtId, moment: datetime) -> bool:
    """Whether a sentence waits that was told at this moment (UTC) or later."""
    row = await tx.one(
        "SELECT 1 FROM signal WHERE buurt_id = ? AND state = 'written' AND words IS NOT NULL AND at >= ? LIMIT 1",
        (buurt_id, to_text(moment)),
    )
    return row is not None


async def change(
    tx: Transaction, signal_id: SignalId, was: SignalState, state: SignalState, words: str | None
) -> bool:
    """Its sentence as it stands now, and whose turn it is; False where it was in another state."""
    return (
        await tx.change(
            "UPDATE signal SET state = ?, words = ? WHERE id = ? AND state = ?",
            (state, words, signal_id, was),
        )
        > 0
    )


async def forget_words(tx: Transaction, signal_id: SignalId) -> None:
    """It stays counted and can be answered; its sentence goes, also out of messages that wait."""
    await tx.change(
        "UPDATE signal SET state = 'counted', words = NULL, week = NULL WHERE id = ?", (signal_id,)
    )
    await _unsend(tx, signal_id)


async def delete(tx: Transaction, signal_id: SignalId) -> None:
    """It was taken back."""
    await tx.change("DELETE FROM signal WHERE id = ?", (signal_id,))
    await _unsend(tx, signal_id)


async def _unsend(tx: Transaction, signal_id: SignalId) -> None:
    await tx.change(
        "DELETE FROM outbox WHERE kind = ? AND state IN ('later', 'waiting')"
        " AND json_extract(params, '$.signal') = ?",
        (DIGEST_KIND, signal_id),
    )


async def raisers(tx: Transaction, buurt_id: BuurtId, theme: Theme, since: datetime) -> list[ResidentId]:
    """Who raised a theme since a moment, each once."""
    rows = await tx.all(
        "SELECT DISTINCT resident_id FROM signal WHERE buurt_id = ? AND theme = ? AND at >= ? ORDER BY resident_id",
        (buurt_id, theme, to_text(since)),
    )
    return [ResidentId(row["resident_id"]) for row in rows]


async def marks(
    tx: Transaction, buurt_id: BuurtId, since: datetime, until: datetime
) -> list[tuple[str, str]]:
    """Out of the record of events: (theme, unreadable mark of a person) in [since, until)."""
    rows = await tx.all(
        "SELECT detail FROM event WHERE buurt_id = ? AND at >= ? AND at < ? AND kind = 'signalled'",
        (buurt_id, to_text(since), to_text(until)),
    )
    return [(theme, mark) for theme, _, mark in (row["detail"].partition(":") for row in rows)]


async def put_in_week(tx: Transaction, buurt_id: BuurtId, week: int, most: int) -> list[Signal]:
    """The sentences of a week's overview: those it has, filled up with agreed ones that were in none yet."""
    await tx.change(
        "UPDATE signal SET week = ? WHERE id IN (SELECT s.id FROM signal s JOIN resident r ON r.id = s.resident_id"
        " WHERE s.buurt_id = ? AND s.state = 'agreed' AND s.words IS NOT NULL AND s.week IS NULL"
        " AND r.state IN ('member', 'paused') ORDER BY s.id"
        " LIMIT max(0, ? - (SELECT count(*) FROM signal WHERE buurt_id = ? AND state = 'agreed'"
        " AND words IS NOT NULL AND week = ?)))",
        (week, buurt_id, most, buurt_id, week),
    )
    rows = await tx.all(
        "SELECT s.* FROM signal s JOIN resident r ON r.id = s.resident_id WHERE s.buurt_id = ? AND s.state = 'agreed'"
        " AND s.words IS NOT NULL AND s.week = ? AND r.state IN ('member', 'paused') ORDER BY s.id",
        (buurt_id, week),
    )
    return [_signal(row) for row in rows]


async def forget_old(tx: Transaction, now: datetime) -> None:
    """Sentences that nobody read or agreed to for long, then whole signals."""
    await tx.change(
        "UPDATE signal SET state = 'counted', words = NULL WHERE state IN ('written', 'proposed') AND at < ?",
        (to_text(now - UNANSWERED_KEPT),),
    )
    await tx.change("DELETE FROM signal WHERE at < ?", (to_text(now - SIGNALS_KEPT),))
