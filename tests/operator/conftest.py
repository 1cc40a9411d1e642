"""The command line as the operator uses it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main

Run = Callable[..., subprocess.CompletedProcess[str]]
TOKEN = "1:operator-test"
ADD = ("buurt", "add", "Bloemenbuurt", "--gemeente", "Meppel", "--postcode", "1234")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("buurt", "list")` as the operator would, in an empty folder; nothing listens at the API's address."""

    def command(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "COLUMNS": "200",
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": "http://127.0.0.1:9",
            "DATABASE_PATH": str(tmp_path / "buurt.db"),
            **settings,
        }
        with monkeypatch.context() as terminal:
            for name, value in environment.items():
                terminal.setenv(name, value)
            terminal.chdir(tmp_path)
            terminal.setattr(sys, "argv", ["buurtkring", *words])
            with pytest.raises(SystemExit) as ended:
                main()
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(words, int(ended.value.code or 0), out, err)

    return command
