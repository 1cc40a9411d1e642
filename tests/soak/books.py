"""The bot's database as it stands, read from outside: while the bot lives, and after each kill from a copy."""

from __future__ import annotations

import json
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


@dataclass(frozen=True)
class Question:
    """The open question of somebody's conversation; `theme`: what an answer to all who ran into it is about."""

    flow: str
    step: str
    theme: str = ""


NO_QUESTION = Question("", "")


@dataclass
class Books:
    """What was ever seen in the tables that the model is about."""

    rows: dict[int, Row] = field(default_factory=dict)
    holding: dict[str, set[int]] = field(default_factory=dict)
    """What a message speaks of, as in `match:12` -> the rows that do."""
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
    asks: dict[int, tuple[int | None, int]] = field(default_factory=dict)
    """Question -> (the buurt of whom it is put to, that of the request)."""
    most_a_week: dict[int, int] = field(default_factory=dict)
    """Resident (id) -> the most questions a week that any of their offers ever allowed."""
    wanted: set[tuple[int, int]] = field(default_factory=set)
    """(who said yes to an offer for a day, whose it is)."""
    drafts: dict[int, Question] = field(default_factory=dict)
    """Account -> the open question of who writes there: their own, or of whom they speak for."""
    open_relays: dict[int, int] = field(default_factory=dict)
    """Account -> the match whose relay is open now."""
    voices: dict[int, set[int]] = field(default_factory=dict)
    """Id of a neighbour without a phone -> accounts that were their contact, or were asked to be."""
    speaks: dict[int, int] = field(default_factory=dict)
    """Account -> id of the neighbour without a phone for whom they write now."""
    confidants: dict[int, set[int]] = field(default_factory=dict)
    """Buurt -> accounts of who ever was its confidant."""
    confided: set[tuple[int, int]] = field(default_factory=set)
    """(who wrote to a confidant, the confidant)."""
    reported: dict[int, set[int]] = field(default_factory=dict)
    """Account of who reported -> the accounts that the report was about."""
    decided: dict[int, set[int]] = field(default_factory=dict)
    """Account about whom something was decided -> who decided it."""
    raised: dict[tuple[int, str], set[int]] = field(default_factory=dict)
    """(buurt, theme) -> accounts that ran into it."""
    tellers: dict[int, set[int]] = field(default_factory=dict)
    """Account of who told a story -> the others of the two."""
    said_openly: set[str] = field(default_factory=set)
    """Markers in what was written while it may have gone to a neighbour, whatever was asked."""
    handled: set[int] = field(default_factory=set)
    """Numbers of updates that were done."""
    floor: int = 0

    def chat(self, resident: int | None) -> int:
        """The account of a resident, 0 for nobody."""
        return self.residents.get(resident or 0, 0)

    def question(self, account: int) -> Question:
        """What is asked there."""
        return self.drafts.get(account, NO_QUESTION)

    def lives_in(self, account: int, buurten: set[int]) -> bool:
        """Whether somebody takes part in one of these, or did."""
        return bool(self.buurten_of.get(account, set()) & buurten)

    def has_role_in(self, account: int, buurten: set[int]) -> bool:
        """Whether somebody has or had a role in one of these."""
        return any(account in self.staff.get(buurt, set()) for buurt in buurten)

    def buurten_near(self, account: int) -> set[int]:
        """Those that somebody lived in or had a role in."""
        roles = {buurt for buurt, who in self.staff.items() if account in who}
        return self.buurten_of.get(account, set()) | roles


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
    _on_paper(books, db)
    _open_questions(books, db, now)
    _posts(books, db)
    _told(books, db)
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


def _on_paper(books: Books, db: sqlite3.Connection) -> None:
    """What is for a neighbour without a phone comes to their contact: that is their account here."""
    for row in db.execute("SELECT * FROM paper_neighbour"):
        who, contact, asked = (row[name] for name in ("resident_id", "contact_id", "asked_id"))
        near = books.voices.setdefault(who, set())
        near |= {books.residents[each] for each in (contact, asked) if each is not None}
        if contact is not None:
            books.residents[who] = books.residents[contact]
    rows = db.execute("SELECT * FROM speaking_for")
    books.speaks = {books.residents[row["speaker_id"]]: row["resident_id"] for row in rows}


def _open_questions(books: Books, db: sqlite3.Connection, now: datetime) -> None:
    asked = {
        row["resident_id"]: Question(row["flow"], row["step"], json.loads(row["data"]).get("theme") or "")
        for row in db.execute("SELECT * FROM draft")
    }
    until = f"{now:%Y-%m-%dT%H:%M:%SZ}"
    rows = db.execute("SELECT * FROM relay WHERE closes_at > ?", (until,))
    open_now = {row["resident_id"]: row["match_id"] for row in rows}
    books.drafts, books.open_relays = {}, {}
    for account, row in books.living.items():
        # A question to whom they speak for is older than an hour, perhaps: then it is their own word.
        for who in (books.speaks.get(account, row["id"]), row["id"]):
            if who in asked:
                books.drafts.setdefault(account, asked[who])
            if who in open_now:
                books.open_relays.setdefault(account, open_now[who])


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
        "SELECT a.id, a.post_id, a.resident_id, p.buurt_id, r.buurt_id AS own FROM ask a"
        " JOIN post p ON p.id = a.post_id JOIN resident r ON r.id = a.resident_id"
    ):
        books.asks.setdefault(row["id"], (row["own"], row["buurt_id"]))
        books.buurten_of.setdefault(books.chat(row["resident_id"]), set()).add(row["buurt_id"])
        books.readers.setdefault(row["post_id"], set()).add(books.chat(row["resident_id"]))
    for who, most in db.execute(
        "SELECT resident_id, max(max_per_week) FROM post WHERE kind = 'offer' GROUP BY resident_id"
    ):
        books.most_a_week[who] = max(most, books.most_a_week.get(who, 0))
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


def _told(books: Books, db: sqlite3.Connection) -> None:
    """Who confided, reported, ran into something or told a story, and whom that is about."""
    pairs = (
        (books.reported, "SELECT reporter_id, reported_id FROM report WHERE reporter_id IS NOT NULL"),
        (books.decided, "SELECT resident_id, decided_by FROM decision WHERE decided_by IS NOT NULL"),
        (books.tellers, "SELECT resident_id, other_id FROM story"),
    )
    for kept, sql in pairs:
        for one, other in db.execute(sql):
            kept.setdefault(books.chat(one), set()).add(books.chat(other))
    for buurt, who in db.execute("SELECT buurt_id, resident_id FROM confidant WHERE resident_id IS NOT NULL"):
        books.confidants.setdefault(buurt, set()).add(books.chat(who))
    for one, other in db.execute("SELECT resident_id, confidant_id FROM confided"):
        books.confided.add((books.chat(one), books.chat(other)))
    for buurt, theme, who in db.execute("SELECT buurt_id, theme, resident_id FROM signal"):
        books.raised.setdefault((buurt, theme), set()).add(books.chat(who))


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
        if row["holds"]:
            books.holding.setdefault(row["holds"].rpartition(":")[0], set()).add(row["id"])
        if row["message_id"] is not None:
            books.row_of[row["message_id"]] = row["id"]
            if row["edit"] != row["message_id"]:
                books.made_by[row["message_id"]] = row["id"]
    waits = db.execute("SELECT min(id) FROM outbox WHERE state IN ('later', 'waiting')").fetchone()[0]
    newest = db.execute("SELECT max(id) FROM outbox").fetchone()[0]
    books.floor = waits if waits is not None else newest + 1 if newest is not None else books.floor
