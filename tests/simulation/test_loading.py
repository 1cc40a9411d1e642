"""Weeks of a simulated buurt as a database: its digests say what is in its events, and no more."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import cli
from bot.domain.digest.findings import findings
from bot.domain.digest.stored import from_json
from bot.domain.digest.telling import Digest
from bot.domain.errors import StorageError
from bot.domain.model import Role
from bot.i18n import speaker
from bot.render import render
from bot.render.charts.chart import Bars
from bot.render.digest_charts import charts
from bot.simulated.command import write
from bot.simulated.loading import FIRST_ACCOUNT
from bot.simulation.diary import Diary, keep
from bot.simulation.setting import Setting
from tests.domain.digest_attack import attack
from tests.simulation.recount import Line, Recount
from tests.simulation.year import NOW, digests, lines_of, made, wrong

WEEKS = 16
LIVELY = Setting(residents=160, helpers=60, weeks=WEEKS, requests_per_week=16, willingness=2.5)
QUIET = Setting(residents=90, helpers=40, weeks=WEEKS, requests_per_week=4, willingness=2)
"""The one is told week by week, the other by four weeks at once."""


@pytest.fixture(scope="module")
def lively(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Diary]:
    return made(tmp_path_factory.mktemp("lively"), LIVELY)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Diary]:
    return made(tmp_path_factory.mktemp("quiet"), QUIET)


@pytest.mark.parametrize("buurt", ["lively", "quiet"])
def test_every_figure_of_a_digest_is_what_a_count_over_the_events_gives(
    buurt: str, request: pytest.FixtureRequest
) -> None:
    file, _ = request.getfixturevalue(buurt)
    count = Recount(file)
    seen: set[tuple[str, str]] = set()
    for params in asyncio.run(digests(file, WEEKS))[-9::2]:
        told = from_json(params["figures"])
        assert wrong(count, told) == []
        table = lines_of(told)
        seen |= {(line["table"], line["figure"]) for line in table}
        _drawn(told, table)
        _said(params, told, table)
    tables = {table for table, _ in seen}
    assert tables >= {"week", "line", "people", "all", "waiting", "lang", "change"}
    if buurt == "lively":
        assert {"category", "time"} <= tables
        assert any(figure == "helped_by_chance_from" for _, figure in seen)


def _drawn(told: Digest, table: list[Line]) -> None:
    """Whatever a chart draws is a number of the table."""
    numbers = {line["value"] for line in table} | {line["value"].split("-")[0] for line in table} | {"0"}
    for chart in charts(speaker("en"), told, findings(told)):
        if isinstance(chart, Bars) and chart.longest != 1:
            drawn = [value for bar in chart.bars for value in (bar.size, bar.inner) if value]
        elif isinstance(chart, Bars):
            rows = (
                {row.helped / row.asked for row in told.block.tables["lang"] if row.helped}
                if told.block
                else set()
            )
            assert {bar.size for bar in chart.bars} <= rows
            drawn = []
        else:
            drawn = [value for point in chart.points for value in point.values if value is not None]
        assert {str(value) for value in drawn} <= numbers


def _said(params: dict[str, Any], told: Digest, table: list[Line]) -> None:
    """Whatever number the words say is one of the table, a sum or mean of it, a date, or one of the rule."""
    text = re.sub("<[^>]+>", "", render("digest", params, "en").text)
    said = {int(number) for number in re.findall(r"(?<![\w.])\d+", text)}
    told_numbers = {int(each) for line in table for each in re.findall(r"\d+", line["value"])}
    waiting = sum(told.waiting.values())
    before = (
        [span.asked for span in told.line[:-1][-4:]] + [0],
        [span.helped for span in told.line[:-1][-4:]] + [0],
    )
    means = {round(sum(int(each) for each in some if isinstance(each, int)) / 4) for some in before}
    days = set(range(1, 32))
    whole = told.block.whole if told.block else None
    unhelped = {whole.asked - whole.helped} if whole is not None and whole.helped is not None else set()
    assert said <= told_numbers | {waiting, 90} | means | days | unhelped


def test_all_digests_together_give_no_group_of_one_to_four(
    lively: tuple[Path, Diary], quiet: tuple[Path, Diary]
) -> None:
    for file, _ in (lively, quiet):
        found = attack([from_json(params["figures"]) for params in asyncio.run(digests(file, WEEKS))])
        assert found.leaks() == []


def test_the_database_is_whole_and_nobody_in_it_is_real(lively: tuple[Path, Diary]) -> None:
    file, diary = lively
    with sqlite3.connect(file) as rows:
        assert rows.execute("PRAGMA foreign_key_check").fetchall() == []
        people = rows.execute("SELECT account, name, reachable FROM resident").fetchall()
        erased = rows.execute("SELECT count(*) FROM event WHERE kind = 'erased'").fetchone()[0]
        roles = {role for (role,) in rows.execute("SELECT role FROM invite")}
        sent = rows.execute("SELECT count(*) FROM outbox").fetchone()[0]
    assert len(people) == len(diary.neighbours) - erased
    assert erased > 0
    assert all(abs(account) >= FIRST_ACCOUNT for account, _, _ in people)
    assert all("simulatie" in name or "محاكاة" in name for _, name, _ in people)
    assert {reachable for _, _, reachable in people} == {0}
    assert roles == set(Role)
    assert sent == 0


def test_nothing_happens_to_somebody_before_they_came_or_after_they_left(lively: tuple[Path, Diary]) -> None:
    _, diary = lively
    there: dict[int, str] = {}
    for entry in diary.entries:
        state = there.get(entry.who)
        assert (state is None) == (entry.kind == "joined"), entry
        assert state != "erased", entry
        there[entry.who] = "erased" if entry.kind == "erased" else "there"


def test_a_diary_of_one_seed_is_the_same_each_time() -> None:
    short = Setting(residents=60, helpers=25, weeks=3, requests_per_week=5)
    one, other = (keep(3, short, NOW - timedelta(weeks=3), NOW) for _ in range(2))
    assert one == other


def test_a_file_that_is_there_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    file.write_text("kept")
    with pytest.raises(StorageError, match="there already"):
        write(file, QUIET, NOW, Random(0))
    assert file.read_text() == "kept"


def test_a_comparison_and_a_database_at_once_are_refused(tmp_path: Path) -> None:
    ran = CliRunner().invoke(
        cli.app, ["simulate", "--database", str(tmp_path / "x.db"), "--near", "--seeds", "1"]
    )
    assert ran.exit_code == 2
    assert not (tmp_path / "x.db").exists()


def test_the_command_tells_how_to_look_at_it(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    ran = CliRunner().invoke(cli.app, ["simulate", "--weeks", "3", "--seeds", "1", "--database", str(file)])
    assert ran.exit_code == 0, ran.output
    assert "Simulatiebuurt" in ran.output
    assert "coordinator: /start" in ran.output
