"""The bot's database as it stands, read from outside: while the bot lives, and after each kill from a copy."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass
class Row:
    """A row of the outbox, as it was when it was last seen; numbers stay when the bot forgets it."""

    id: int
    chat: int
    resident: int | None
    kind: str
    edit: int | None
    holds: str
    match: int | None
    urgency: int
    state: str
    message: int | None
    created: str
    ended: str | None


@dataclass
class Books:
    """What was ever seen in the tables that the model is about."""

    rows: dict[int, Row] = field(default_factory=dict)
    row_of: dict[int, int] = field(default_factory=dict)
    """Telegram's message -> the newest row that made it or changed it."""
    made_by: dict[int, int] = field(default_factory=dict)
    """Telegram's message -> the row that it was sent for, as a new message."""
    residents: dict[int, int] = field(default_factory=dict)
    """Id -> account, of those who were ever there."""
    living: dict[int, sqlite3.Row] = field(default_factory=dict)
    """Account -> resident, of those who are there now."""
    buurten_of: dict[int, set[int]] = field(default_factory=dict)
    """Account -> the buurten they lived in, and those from which they were asked for help."""
    staff: dict[int, set[int]] = field(default_factory=dict)
    """Buurt -> the accounts of who ever had a role in it."""
    coordinators: dict[int, set[int]] = field(default_factory=dict)
    """Buurt -> the accounts of who ever coordinated it."""
    pairs: set[tuple[int, int]] = field(default_factory=set)
    """(requester, helper) of every match that was, as accounts."""
    chosen: set[tuple[int, int]] = field(default_factory=set)
    """The same, of those that were agreed."""
    matches: dict[int, tuple[int, int]] = field(default_factory=dict)
    readers: dict[int, set[int]] = field(default_factory=dict)
    """Post -> accounts that may see its words."""
    words: dict[int, str] = field(default_factory=dict)
    """Post -> its words, also after they went."""
    readers_for: dict[int, set[int]] = field(default_factory=dict)
    """Post that is for somebody else -> its writer and that person."""
    wanted: set[tuple[int, int]] = field(default_factory=set)
    """(who said yes to an offer for a day, whose it is)."""
    drafts: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Account -> the open question: flow and step."""
    open_relays: dict[int, int] = field(default_factory=dict)
    """Account -> the match whose relay is open now."""
    handled: set[int] = field(default_factory=set)
    """Numbers of updates that were done."""
    floor: int = 0

    def chat(self, resident: int | None) -> int:
        """The account of a resident, 0 for nobody."""
        return self.residents.get(resident or 0, 0)


def copied(database: Path, folder: Path) -> Path:
    """A copy of a database that nobody has open, its log with it: looking recovers the copy, not the bot's file."""
    copy = folder / "look.db"
    for suffix in ("", "-wal"):
        source, target = Path(f"{database}{suffix}"), Path(f"{copy}{suffix}")
        target.unlink(missing_ok=True)
        if source.exists():
            shutil.copyfile(source, target)
    Path(f"{copy}-shm").unlink(missing_ok=True)
    return copy


def connect(database: Path, *, copy: bool) -> sqlite3.Connection:
    """A connection that writes nothing to the bot's own file."""
    connection = sqlite3.connect(f"file:{database}" + ("" if copy else "?mode=ro"), uri=True, timeout=20)
    connection.row_factory = sqlite3.Row
    return connection


def read(books: Books, db: sqlite3.Connection, now: datetime) -> None:
    """Take over what is there at this moment (aware UTC)."""
    db.execute("BEGIN")
    _people(books, db)
    _open_questions(books, db, now)
    _posts(books, db)
    _outbox(books, db)
    for row in db.execute("SELECT update_id FROM inbox WHERE state = 'done'"):
        books.handled.add(row[0])
    db.execute("ROLLBACK")


def _people(books: Books, db: sqlite3.Connection) -> None:
    books.living = {row["account"]: row for row in db.execute("SELECT * FROM resident")}
    for account, row in books.living.items():
        books.residents[row["id"]] = account
        if row["buurt_id"] is not None:
            books.buurten_of.setdefault(account, set()).add(row["buurt_id"])
    for row in db.execute("SELECT * FROM role"):
        who = books.chat(row["resident_id"])
        books.staff.setdefault(row["buurt_id"], set()).add(who)
        if row["role"] == "coordinator":
            books.coordinators.setdefault(row["buurt_id"], set()).add(who)


def _open_questions(books: Books, db: sqlite3.Connection, now: datetime) -> None:
    rows = db.execute("SELECT r.account, d.flow, d.step FROM draft d JOIN resident r ON r.id = d.resident_id")
    books.drafts = {row["account"]: (row["flow"], row["step"]) for row in rows}
    books.open_relays = {
        books.chat(row["resident_id"]): row["match_id"]
        for row in db.execute("SELECT * FROM relay WHERE closes_at > ?", (f"{now:%Y-%m-%dT%H:%M:%SZ}",))
    }


def _posts(books: Books, db: sqlite3.Connection) -> None:
    for row in db.execute("SELECT id, resident_id, for_resident_id, words FROM post"):
        readers = books.readers.setdefault(row["id"], set())
        readers |= {books.chat(row["resident_id"]), books.chat(row["for_resident_id"])}
        if row["for_resident_id"] is not None:
            books.readers_for.setdefault(row["id"], set()).update(
                {books.chat(row["resident_id"]), books.chat(row["for_resident_id"])}
            )
        if row["words"] and row["words"] not in books.words.get(row["id"], ""):
            books.words[row["id"]] = f"{books.words.get(row['id'], '')} {row['words']}"
    for row in db.execute(
        "SELECT a.post_id, a.resident_id, p.buurt_id FROM ask a JOIN post p ON p.id = a.post_id"
    ):
        books.buurten_of.setdefault(books.chat(row["resident_id"]), set()).add(row["buurt_id"])
        books.readers.setdefault(row["post_id"], set()).add(books.chat(row["resident_id"]))
    for row in db.execute(
        "SELECT i.offer_id, i.resident_id, i.request_id, i.state, p.resident_id AS offers"
        " FROM invitation i JOIN post p ON p.id = i.offer_id"
    ):
        books.readers.setdefault(row["offer_id"], set()).add(books.chat(row["resident_id"]))
        if row["state"] == "yes":
            books.wanted.add((books.chat(row["resident_id"]), books.chat(row["offers"])))
            if row["request_id"] is not None:
                books.readers.setdefault(row["request_id"], set()).add(books.chat(row["offers"]))
    for row in db.execute("SELECT * FROM match"):
        pair = (books.chat(row["requester_id"]), books.chat(row["helper_id"]))
        books.pairs.add(pair)
        books.matches[row["id"]] = pair
        books.readers.setdefault(row["post_id"], set()).update(pair)
        if row["state"] == "agreed":
            books.chosen.add(pair)
    for row in db.execute("SELECT m.* FROM match m JOIN commitment c ON c.match_id = m.id"):
        books.chosen.add((books.chat(row["requester_id"]), books.chat(row["helper_id"])))


def _outbox(books: Books, db: sqlite3.Connection) -> None:
    """The rows that are new, and those that had not ended yet."""
    for row in db.execute("SELECT * FROM outbox WHERE id >= ? ORDER BY id", (books.floor,)):
        chat = row["chat_id"] or books.chat(row["resident_id"])
        known = books.rows.get(row["id"])
        books.rows[row["id"]] = Row(
            row["id"],
            chat or (known.chat if known else 0),
            row["resident_id"],
            row["kind"],
            row["edit"],
            row["holds"] or "",
            row["match_id"],
            row["urgency"],
            row["state"],
            row["message_id"],
            row["created_at"],
            row["ended_at"],
        )
        if row["message_id"] is not None:
            books.row_of[row["message_id"]] = row["id"]
            if row["edit"] != row["message_id"]:
                books.made_by[row["message_id"]] = row["id"]
    waits = db.execute("SELECT min(id) FROM outbox WHERE state IN ('later', 'waiting')").fetchone()[0]
    newest = db.execute("SELECT max(id) FROM outbox").fetchone()[0]
    books.floor = waits if waits is not None else (newest or books.floor) + 1
