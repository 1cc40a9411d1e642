"""`buurtkring bench updates` and its sisters, with few updates: every row is there, every update answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table
from typer.testing import CliRunner

from bot import cli
from bot.bench import latency, starting, update_figures
from bot.bench.bots import AIOGRAM, OURS, PTB, Contender, NotMeasuredError, Telegram, running, telegram
from bot.bench.latency import Replies
from bot.bench.starting import Start
from bot.bench.updates import RAW, Round, Town, bot_round, make_town, raw_round, ready, wait_for_a_bot


@pytest.fixture(scope="module")
def server() -> Iterator[Telegram]:
    """The server, in its own process."""
    with telegram() as serving:
        yield serving


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A few residents."""
    return make_town(tmp_path_factory.mktemp("town"), 40, seed=1)


def text_of(table: Table) -> str:
    """What a table says."""
    out = Console(width=140, file=StringIO())
    out.print(table)
    assert isinstance(out.file, StringIO)
    return out.file.getvalue()


def test_the_complete_bot_answers_every_update_and_keeps_it(server: Telegram, town: Town) -> None:
    found = bot_round(server, OURS, town, 60, seed=1, hold=0.01, warm=20)  # looks itself into the database
    assert (found.updates, sum(found.kinds.values())) == (60, 60)
    assert found.calls["sendMessage"] + found.calls["editMessageText"] >= 60
    assert found.calls["answerCallbackQuery"] > 0
    assert found.cpu > 0


def test_an_echo_bot_answers_the_same_traffic(server: Telegram, town: Town) -> None:
    found = bot_round(server, PTB, town, 20, seed=1, hold=0.0, warm=0)
    assert found.calls["sendMessage"] + found.calls["editMessageText"] == 20


def test_the_server_by_itself_is_measured_without_a_bot(server: Telegram, town: Town) -> None:
    found = raw_round(server, town, 300, seed=1)
    assert (found.updates, found.calls["sendMessage"]) == (300, 300)
    assert found.rate > 300


def test_a_bot_that_ends_by_itself_is_told(server: Telegram, town: Town, tmp_path: Path) -> None:
    broken = Contender(
        "a bot", (OURS.command[0], "-c", "import time; time.sleep(0.2); raise SystemExit('no')")
    )
    wait_for_a_bot(server, town)
    with (
        pytest.raises(NotMeasuredError, match="a bot ended by itself: no"),
        running(broken, server.root, tmp_path / "x.db") as program,
    ):
        ready(server, program)


def rounds() -> list[Round]:
    """Two rounds of each."""
    rates = {RAW: 4_000, OURS.name: 300, PTB.name: 200, AIOGRAM.name: 400}
    return [
        Round(name, 1_000, 1_000 / (rate + turn), 2.0, 0.5, {"sendMessage": 1_000}, {"press": 500})
        for turn in (0, 10)
        for name, rate in rates.items()
    ]


def test_the_table_of_updates_has_a_row_for_each_bot_and_its_ratio() -> None:
    table = text_of(update_figures.updates_table(rounds()))
    for name, times in ((OURS.name, "1.49"), (PTB.name, "1.00"), (AIOGRAM.name, "1.98")):
        (line,) = (line for line in table.splitlines() if f" {name} " in line)
        assert times in line
    assert RAW in table


def test_the_notes_tell_what_is_met_and_what_is_missed() -> None:
    enough, echo, aiogram = update_figures.updates_notes(rounds())
    assert "9.9 times" in enough
    assert "enough" in enough
    assert "1.49 times" in echo
    assert "MISSED" in echo
    assert "0.75 times" in aiogram
    assert "MISSED" in aiogram


def test_a_missing_aiogram_is_said() -> None:
    without = [each for each in rounds() if each.name != AIOGRAM.name]
    assert "left out" in update_figures.updates_notes(without)[0]


def test_the_json_has_every_round() -> None:
    found = json.loads(json.dumps(update_figures.updates_json(rounds())))
    assert {each["name"]: len(each["rounds"]) for each in found["bots"]} == {
        RAW: 2, OURS.name: 2, PTB.name: 2, AIOGRAM.name: 2,
    }  # fmt: skip
    assert found["server_over_fastest_bot"] == pytest.approx(9.89)


def test_replies_and_starts_have_their_rows() -> None:
    found = [Replies(OURS.name, (10.0, 60.0)), Replies(PTB.name, (5.0, 10.0))]
    assert "60.0" in text_of(latency.table(found))
    assert [note.split(": ")[-1] for note in latency.notes(found)] == ["MISSED", "MISSED"]
    starts = [Start("empty", 1.2, 80, 100), Start("empty", 1.4, 80, 100), Start("9 residents", 1.6, 90, 160)]
    assert "1.30" in text_of(starting.table(starts))
    assert ["MISSED" in note for note in starting.notes(starts)] == [False, True]


def test_wakeups_are_measured_and_written_beside_other_figures(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    figures.write_text('{"matching": 1}')
    result = CliRunner().invoke(
        cli.app,
        ["bench", "wakeups", "--pending", "20", "--pending", "2000", "--rounds", "2", "--wakeups", "5",
         "--json", str(figures)],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "2,000 rows cost" in result.output
    found = json.loads(figures.read_text())
    assert found["matching"] == 1
    assert [(each["rows"], each["wakeups"]) for each in found["wakeups"]["pending"]] == [(20, 10), (2000, 10)]
