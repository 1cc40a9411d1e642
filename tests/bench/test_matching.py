"""`buurtkring bench matching`, in a small country: its database, its figures, its plan."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import cli
from bot.bench.building import NotOursError, ensure
from bot.bench.figures import percentile
from bot.bench.setting import Setting
from bot.domain.errors import BuurtkringError
from storage.database import Database

SMALL = Setting(residents=2_000, buurten=40, sizes=(20, 300))
ARGUMENTS = ["--residents", "2000", "--buurten", "40", "--size", "20", "--size", "300", "--decisions", "7"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small country."""
    made = tmp_path_factory.mktemp("bench") / "country.db"
    assert ensure(made, SMALL, lambda done: None)
    return made


def dump(file: Path) -> list[str]:
    """All that is in a database, as SQL."""
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


async def rows(file: Path, sql: str) -> list[tuple[int, ...]]:
    """What a statement finds in a database."""
    database = await Database.open(file)
    async with database.unit() as tx:
        found = [tuple(row) for row in await tx.all(sql)]
    await database.close()
    return found


def test_the_command_shows_how_long_decisions_take_and_writes_the_figures(file: Path, tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    ran = CliRunner().invoke(
        cli.app, ["bench", "matching", "--database", str(file), *ARGUMENTS, "--json", str(figures)]
    )
    assert ran.exit_code == 0, ran.output
    assert "own and next door" in ran.output
    assert "SEARCH c USING PRIMARY KEY" in ran.output
    found = json.loads(figures.read_text())["matching"]
    assert [(each["residents"], each["rings"], each["samples"]) for each in found["decisions"]] == [
        (20, ["own"], 7),
        (20, ["own", "near"], 7),
        (300, ["own"], 7),
        (300, ["own", "near"], 7),
    ]
    own, wider = found["decisions"][2:]
    assert wider["candidates"] > own["candidates"] > 5
    assert 0 < own["p50_ms"] <= own["p99_ms"]
    assert found["rows"]["resident"] == 2_000


def test_the_candidates_are_found_by_the_index_and_no_table_is_read_whole(file: Path, tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    CliRunner().invoke(
        cli.app, ["bench", "matching", "--database", str(file), *ARGUMENTS, "--json", str(figures)]
    )
    for steps in json.loads(figures.read_text())["matching"]["plans"].values():
        assert any(step.startswith("SEARCH c USING PRIMARY KEY (buurt_id=? AND category=?") for step in steps)
        assert not any("event" in step or "SEARCH r " in step for step in steps)
        found = ("json_each", "SCAN party", "SCAN apart", "SCAN (subquery")
        read = [step for step in steps if step.startswith("SCAN")]
        assert [step for step in read if not any(each in step for each in found)] == []


def test_a_database_that_is_there_is_used_again(file: Path) -> None:
    before = file.stat().st_mtime_ns
    assert not ensure(file, SMALL, lambda done: None)
    assert file.stat().st_mtime_ns == before


def test_the_same_setting_makes_the_same_rows(file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.db"
    ensure(again, SMALL, lambda done: None)
    assert dump(again) == dump(file)


def test_the_rows_that_matching_reads_are_those_that_the_triggers_would_have_made(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        made = connection.execute("SELECT * FROM candidate").fetchall()
        assert sorted(made, key=str) == sorted(connection.execute("SELECT * FROM candidate_facts"), key=str)
        (triggers,) = connection.execute(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchone()
    assert len(made) > 1_000
    assert triggers > 10


def test_what_is_no_database_of_the_benchmark_is_never_written_over(tmp_path: Path) -> None:
    precious = tmp_path / "buurtkring.db"
    precious.write_text("somebody's")
    with pytest.raises(NotOursError, match="name another"):
        ensure(precious, SMALL, lambda done: None)
    assert precious.read_text() == "somebody's"


def test_buurten_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BuurtkringError, match="do not fit"):
        ensure(tmp_path / "x.db", Setting(residents=100, buurten=40, sizes=(40,)), lambda done: None)
    assert list(tmp_path.iterdir()) == []


async def test_the_country_has_the_buurten_and_helpers_it_should_have(file: Path) -> None:
    counts = [count for _, count in await rows(file, "SELECT buurt_id, count(*) FROM resident GROUP BY 1")]
    assert counts[:8] == [20] * 4 + [300] * 4
    assert sum(counts) == 2_000
    ((helpers,),) = await rows(
        file, "SELECT count(DISTINCT resident_id) FROM post WHERE kind = 'offer' AND state = 'open'"
    )
    assert 700 < helpers < 900
    ((events,),) = await rows(
        file, "SELECT count(*) FROM event WHERE kind IN ('asked', 'said_yes', 'said_no', 'silent')"
    )
    assert 4 < events / helpers < 10
    assert await rows(file, "PRAGMA foreign_key_check") == []


@pytest.mark.parametrize(
    ("count", "share", "rank"),
    [(400, 0.99, 396), (400, 0.5, 200), (100, 0.99, 99), (7, 0.99, 7), (1, 0.5, 1)],
)
def test_a_percentile_is_a_sample_that_was_measured(count: int, share: float, rank: int) -> None:
    samples = [float(n) for n in range(count, 0, -1)]
    assert percentile(samples, share) == rank
