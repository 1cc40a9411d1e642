"""`buurtkring simulate`: its table, its files, and that a seed is a seed."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from bot import cli
from bot.simulation.command import UnknownPolicyError
from bot.simulation.report import as_json, table
from bot.simulation.study import spread, study
from tests.simulation.small import SMALL

SHORT = ["simulate", "--seeds", "1", "--weeks", "3", "--workers", "1"]


def test_the_same_seeds_give_the_same_table_however_many_work_on_it() -> None:
    alone = study(SMALL, (1, 2), ("fits", "buurtkring"), workers=1)
    together = study(SMALL, (1, 2), ("fits", "buurtkring"), workers=2)
    assert as_json(together) == as_json(alone)


def test_the_command_prints_a_table_and_writes_its_files(tmp_path: Path) -> None:
    figures, picture = tmp_path / "figures.json", tmp_path / "picture.png"
    ran = CliRunner().invoke(
        cli.app,
        [*SHORT, "--policy", "fits", "--policy", "buurtkring", "--json", str(figures), "--png", str(picture)],
    )
    assert ran.exit_code == 0, ran.output
    assert "tell everybody who" in ran.output
    assert "hindsight" in ran.output
    found = json.loads(figures.read_text())
    assert list(found["policies"]) == ["fits", "buurtkring"]
    assert found["policies"]["buurtkring"]["spread"]["violations"]["median"] == 0
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_an_unknown_policy_is_named_with_those_there_are() -> None:
    ran = CliRunner().invoke(cli.app, [*SHORT, "--policy", "luck"])
    assert isinstance(ran.exception, UnknownPolicyError)
    assert "luck" in str(ran.exception)
    assert "rolling" in str(ran.exception)


def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    ran = CliRunner().invoke(
        cli.app, [*SHORT, "--policy", "fits", "--no-bound", "--json", str(tmp_path / "no" / "x.json")]
    )
    assert ran.exit_code == 1
    assert "No such file" in ran.output


def test_what_was_not_measured_is_a_dash_and_null() -> None:
    found = study(SMALL, (1,), ("fits",), workers=1, bound=False)
    console = Console(width=140, record=True, file=None, quiet=True)
    console.print(table(found))
    assert "hindsight" not in console.export_text()
    assert json.loads(as_json(found))["policies"]["fits"]["spread"]["bound"]["median"] is None


def test_a_spread_leaves_out_what_is_not_there() -> None:
    assert spread([1.0, math.nan, 3.0]).median == 2.0
    assert math.isnan(spread([math.nan]).median)
    assert spread([float(n) for n in range(11)]).low == pytest.approx(1.0)
