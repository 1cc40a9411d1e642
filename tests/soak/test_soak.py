"""The short soak: a day of thirty neighbours, with kills; the month of two hundred is `python -m tests.soak`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from storage.database import Database
from tests.soak.findings import Tally
from tests.soak.markers import Markers, Secret
from tests.soak.plan import Plan
from tests.soak.run import Run
from tests.soak.states import broken, waits

NOW = datetime(2026, 10, 15, 8, tzinfo=UTC)


async def test_a_day_with_kills_loses_nothing_and_does_nothing_twice(tmp_path: Path) -> None:
    tally = await Run(Plan(4, tmp_path, kills=4, residents=24, days=1, turns=2, rounds=3)).go()
    assert [str(each) for each in tally.findings] == []
    assert tally.counts["kills"] >= 4
    assert tally.counts["updates"] >= 25
    assert tally.counts["messages"] >= 15


async def test_the_model_sees_a_question_that_waits_about_a_closed_post(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "soak.db")
    await database.close()
    with closing(sqlite3.connect(tmp_path / "soak.db")) as db:
        db.execute("INSERT INTO buurt (id, name, gemeente, created_at) VALUES (1, 'b', 'g', '')")
        db.execute(
            "INSERT INTO resident (id, account, lang, state, created_at, seen_at)"
            " VALUES (1, 7, 'nl', 'member', '', '')"
        )
        db.execute(
            "INSERT INTO post (id, kind, resident_id, buurt_id, category, state, time, created_at, expires_at)"
            " VALUES (1, 'request', 1, 1, 'pets', 'closed', '{}', '', '')"
        )
        db.execute("INSERT INTO ask (post_id, resident_id, state, asked_at) VALUES (1, 1, 'waiting', '')")
        db.execute("INSERT INTO due (kind, subject, at) VALUES ('hours_before', 9, '2026-10-15T07:00:00Z')")
        seen = dict([*broken(db, NOW, NOW), *waits(db, NOW)])
    assert seen["a question waits for an answer about a post that ended"] == "[(1,)]"
    assert seen["due hours_before about a commitment that is gone"] == "[9]"
    assert "hours_before 9" in seen["a due row was left behind"]


def test_a_marker_is_found_in_any_case_and_says_whose_it_is() -> None:
    markers = Markers(Random(1))
    name, number = markers.word(Secret.NAME, 7), markers.number(Secret.PHONE, 8)
    found = markers.found(f"Dag {name.capitalize()}, bel {number}!")
    assert [(each.secret, each.account) for each in found] == [(Secret.NAME, 7), (Secret.PHONE, 8)]


def test_figures_add_up_and_survive_their_way_through_json() -> None:
    one, other = Tally(), Tally()
    one.counts["kills"], one.most_twice = 3, 2
    other.counts["kills"], other.worked["ask.yes"] = 4, 1
    one.add(Tally.from_json(other.to_json()))
    assert (one.counts["kills"], one.most_twice, one.worked["ask.yes"]) == (7, 2, 1)
