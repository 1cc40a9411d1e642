"""The files to deploy with fit the program: their commands, settings and paths are there, and hold no secret."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from packaging.requirements import Requirement

from bot.cli import app
from bot.clock import system_clock
from bot.config import Settings
from bot.health import HealthServer
from storage.database import Database

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = (ROOT / "compose.yaml").read_text()
UNITS = sorted((ROOT / ".deploy").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
PROGRAM = "/opt/buurtkring/.venv/bin/buurtkring"
NOT_OURS = {"PATH", "PYTHONDONTWRITEBYTECODE", "MPLCONFIGDIR"}


def _fits(words: list[str]) -> None:
    """Raises where the command line does not take these words."""
    command = typer.main.get_group(app).commands[words[0]]
    command.make_context(words[0], words[1:], resilient_parsing=False)


def test_what_is_started_is_a_command_of_the_program() -> None:
    for unit in SERVICES:
        (line,) = re.findall(r"^ExecStart=(.*)$", unit.read_text(), re.M)
        program, *words = line.split()
        assert program == PROGRAM
        _fits(words)
    for words in re.findall(r"(?:^CMD |command: )(\[.*\])$", DOCKERFILE + COMPOSE, re.M):
        _fits(json.loads(words))
    assert json.loads(re.findall(r"^ENTRYPOINT (.*)$", DOCKERFILE, re.M)[0]) == ["buurtkring"]


def test_every_setting_they_make_is_one_and_none_is_a_secret() -> None:
    made = [
        *(word for unit in SERVICES for line in re.findall(r"^Environment=(.*)$", unit.read_text(), re.M)
          for word in line.split()),
        *re.findall(r"^(?:ENV| {3}) ([A-Z_]+=\S+)", DOCKERFILE, re.M),
        *(f"{name}={value}" for name, value in re.findall(r"^ {6}([A-Z_]+): \"?([^\"\n]+)\"?$", COMPOSE, re.M)),
    ]  # fmt: skip
    settings = dict(each.split("=", 1) for each in made)
    ours = {name.lower(): value for name, value in settings.items() if name not in NOT_OURS}
    assert {"database_path", "health_port", "log_format"} <= ours.keys() <= Settings.model_fields.keys()
    assert not {"bot_token", "secret_key", "webhook_secret"} & ours.keys()
    Settings.model_validate({"bot_token": "1:a", **ours})


def test_the_image_is_built_from_files_that_are_there_and_gets_no_others() -> None:
    copied = [
        word for line in re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, re.M) for word in line.split()[:-1]
    ]
    assert copied
    assert [word for word in copied if not (ROOT / word).exists()] == []
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    assert lines[1] == "*"
    assert sorted(line[1:] for line in lines if line.startswith("!")) == sorted(copied)


def test_the_image_gets_the_versions_that_were_tested() -> None:
    (pattern,) = re.findall(r"grep -E '(.*?)'", DOCKERFILE)
    lock = (ROOT / "requirements.lock").read_text().splitlines()
    pinned = [Requirement(line.removesuffix("\\").strip()) for line in lock if re.match(pattern, line)]
    assert {"aiosqlite", "python-telegram-bot", "uvicorn"} <= {each.name for each in pinned}


async def test_the_health_check_of_the_image_tells_well_from_ill(tmp_path: Path) -> None:
    (words,) = re.findall(r"^ +CMD (\[.*\])$", DOCKERFILE, re.M)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    python, option, code = json.loads(words)
    assert (python, option) == ("python", "-c")
    settings = Settings.model_validate(
        {"bot_token": "1:a", "database_path": tmp_path / "buurt.db", "health_port": port}
    )
    await (await Database.open(settings.database_path, synchronous="OFF")).close()
    down: list[str] = []
    server = HealthServer(settings, system_clock, lambda: down)
    server.start()
    ends = []
    for ill in ([], ["sender"]):
        down[:] = ill
        checking = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", code.replace("8081", str(port))), stderr=asyncio.subprocess.DEVNULL
        )
        ends.append(await checking.wait())
    await server.stop()
    assert ends == [0, 1]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text().replace(PROGRAM, "/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", "verify", *sorted(str(file) for file in tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "buurtkring" in line]
    assert (done.returncode, ours) == (0, [])
