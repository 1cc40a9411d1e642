"""What the soak's model sees when the bot breaks a promise."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.playground.messages import Content, Kind, Message
from storage.database import Database
from tests.soak.books import Books, read
from tests.soak.findings import Tally
from tests.soak.letters import Letters
from tests.soak.markers import Markers, Secret
from tests.soak.privacy import Privacy
from tests.soak.reminders import Reminders, moments
from tests.soak.server import Call, Effect, WatchedWorld
from tests.soak.tastes import Curiosity

NOW = datetime(2026, 10, 15, 8, tzinfo=UTC)
STARTS = NOW + timedelta(days=1, hours=6)
RIA, SAMI, JO = 501, 502, 503


class Seen(list[str]):
    """The promises that were reported as broken."""

    def report(self, promise: str, seen: str) -> None:
        self.append(promise)


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[sqlite3.Connection]:
    """Ria asked, Sami helps her tomorrow; Jo lives there too."""
    await (await Database.open(tmp_path / "soak.db")).close()
    with closing(sqlite3.connect(tmp_path / "soak.db", isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        db.execute("INSERT INTO buurt (id, name, gemeente, created_at) VALUES (1, 'b', 'g', '')")
        for number, account in enumerate((RIA, SAMI, JO), 1):
            db.execute(
                "INSERT INTO resident (id, account, lang, state, buurt_id, created_at, seen_at)"
                " VALUES (?, ?, 'nl', 'member', 1, '', '')",
                (number, account),
            )
        db.execute(
            "INSERT INTO post (id, kind, resident_id, buurt_id, category, state, time, created_at, expires_at)"
            " VALUES (1, 'request', 1, 1, 'pets', 'matched', '{}', '', '')"
        )
        db.execute(
            "INSERT INTO match (id, post_id, requester_id, helper_id, state, door_code, created_at)"
            " VALUES (1, 1, 1, 2, 'agreed', '', '')"
        )
        db.execute(
            "INSERT INTO commitment (id, match_id, state, starts_at) VALUES (1, 1, 'confirmed', ?)",
            (f"{STARTS:%Y-%m-%dT%H:%M:%SZ}",),
        )
        yield db


def remind(db: sqlite3.Connection, who: int, account: int, kind: str, at: datetime) -> None:
    db.execute(
        "INSERT INTO outbox (chat_id, resident_id, kind, params, holds, urgency, state, created_at)"
        " VALUES (?, ?, ?, '{}', 'commitment:1:confirmed', 1, 'sent', ?)",
        (account, who, kind, f"{at:%Y-%m-%dT%H:%M:%SZ}"),
    )


def came(chat: int, text: str) -> Effect:
    """A message of the bot on somebody's phone, number 9."""
    message = Message(chat, 9, 1, NOW, Content(Kind.TEXT, text), 1)
    return Effect(1, Call(1, 1, "sendMessage", chat), NOW, True, message, False)


async def test_a_reminder_that_does_not_come_comes_late_or_comes_twice_is_seen(
    db: sqlite3.Connection,
) -> None:
    books, tally, seen = Books(), Tally(), Seen()
    reminders = Reminders(books, tally, seen.report)
    at = moments(STARTS)["hours before"]
    for now in (NOW, at + timedelta(hours=1)):
        read(books, db, now)
        reminders.judge(db, now, unreachable=set())
    assert seen == ["a reminder that did not come"] * 4  # the day before and hours before, to both
    remind(db, 1, RIA, "hours_before", at + timedelta(hours=1))
    remind(db, 1, RIA, "hours_before", at + timedelta(hours=1))
    read(books, db, NOW)
    reminders.judge(db, at + timedelta(hours=1), unreachable=set())
    assert seen[4:] == ["a reminder twice"]


async def test_a_message_on_anothers_phone_is_seen_whatever_it_says(db: sqlite3.Connection) -> None:
    books, seen = Books(), Seen()
    remind(db, 1, JO, "goes_on", NOW)
    number = db.execute("SELECT max(id) FROM outbox").fetchone()[0]
    db.execute("UPDATE outbox SET message_id = 9 WHERE id = ?", (number,))
    read(books, db, NOW)
    letters = Letters(books, Markers(Random(1)), Tally(), seen.report)
    letters.judge([came(JO, "dag")], {JO}, set(), set())
    assert seen == ["a message on another's phone"]


async def test_an_answer_to_a_theme_is_only_for_who_raised_it(db: sqlite3.Connection) -> None:
    books, seen, markers = Books(), Seen(), Markers(Random(1))
    db.execute("INSERT INTO role VALUES (3, 1, 'builder')")
    db.execute(
        "INSERT INTO signal (resident_id, buurt_id, theme, state, at) VALUES (1, 1, 'money', 'counted', '')"
    )
    read(books, db, NOW)
    world = WatchedWorld(lambda: NOW, "1:x", Random(1))
    privacy = Privacy(books, markers, world, seen.report)
    word = markers.word(Secret.ANSWER, JO, about="money")
    effects = [came(who, word) for who in (RIA, SAMI)]
    assert privacy.judge(effects, forgotten=set()) == 1
    assert seen == ["a secret reached who it was not for"]


def test_people_like_best_what_leads_to_what_nobody_pressed_yet() -> None:
    worked = Counter({"co.more": 9, "co.members": 9, "co.settings": 9})
    curiosity = Curiosity(worked, worked, {"co.more", "co.members", "co.settings", "co.marks"})
    curiosity.learn("co.settings", ["co.marks:1", "nav.home"])
    curiosity.look_round()
    assert curiosity.liking("co.settings:1", has_role=True) > 3 * curiosity.liking(
        "co.members:1", has_role=True
    )
    worked["co.marks"] = 9
    curiosity.look_round()
    assert curiosity.liking("co.settings:1", has_role=True) == curiosity.liking("co.members:1", has_role=True)
