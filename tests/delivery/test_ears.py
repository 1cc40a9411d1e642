"""The program that listens to voice notes: what it gets, what is taken from it, and what is left behind."""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram import Bot

from bot.app import client
from bot.clock import system_clock
from bot.config import Settings, load_settings
from bot.domain.errors import SettingsError
from bot.domain.update import Voice
from bot.intake.ears import LARGEST_NOTE, Ears
from bot.playground.files import StoredFile
from bot.playground.messages import Kind
from bot.playground.server import serve
from bot.playground.world import World
from tests.e2e.program import eventually


@pytest.fixture
def world() -> World:
    return World(system_clock, token="1:play")


@pytest.fixture
async def bot(world: World) -> AsyncIterator[Bot]:
    async with serve(world, control=False) as serving:
        settings = Settings(bot_token=SecretStr("1:play"), bot_api_url=serving.url)
        async with client(settings)[0] as bot:
            yield bot


def note(world: World, data: bytes = b"OggSwie helpt mij", seconds: int = 4) -> Voice:
    stored: StoredFile = world.files.add(Kind.VOICE, data)
    return Voice(stored.id, seconds, len(data))


def ears(bot: Bot, folder: Path, script: str, *, seconds: float = 10) -> Ears:
    """Ears whose program is this shell script; `$1` is the note."""
    path = folder / "listen.sh"
    path.write_text(script)
    made = Ears(bot, ("sh", str(path)), folder / "notes", listen_seconds=seconds)
    made.open()
    return made


def left(folder: Path) -> list[Path]:
    return list((folder / "notes").iterdir())


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


async def test_what_the_program_prints_are_the_words_and_the_note_is_gone(
    bot: Bot, world: World, tmp_path: Path
) -> None:
    hearing = ears(bot, tmp_path, 'tail -c +5 "$1"; stat -c "%a" "$1" > "$0.mode"')
    assert await hearing.hear(note(world)) == "wie helpt mij"
    assert (tmp_path / "listen.sh.mode").read_text().strip() == "600"
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    "script",
    [
        "exit 3",
        "echo half a sentence; exit 1",
        "kill -9 $$",
        "true",
        "echo '   '",
        "yes",  # it prints without an end
        "exec sleep 60",
        "sleep 60 & sleep 60",
    ],
)
async def test_a_program_that_fails_hangs_or_babbles_understood_nothing(
    bot: Bot, world: World, tmp_path: Path, script: str
) -> None:
    async with asyncio.timeout(8):
        assert await ears(bot, tmp_path, script, seconds=0.5).hear(note(world)) is None
    assert left(tmp_path) == []


async def test_what_hangs_is_ended_with_all_it_started(bot: Bot, world: World, tmp_path: Path) -> None:
    script = 'sleep 60 & echo $! > "$0.pid"; wait'
    assert await ears(bot, tmp_path, script, seconds=0.5).hear(note(world)) is None
    pid = (tmp_path / "listen.sh.pid").read_text().strip()
    await eventually(lambda: not is_running(int(pid)))


async def test_a_program_that_went_missing_understood_nothing(bot: Bot, world: World, tmp_path: Path) -> None:
    hearing = Ears(bot, (str(tmp_path / "gone"),), tmp_path / "notes")
    hearing.open()
    assert await hearing.hear(note(world)) is None
    assert left(tmp_path) == []


@pytest.mark.parametrize(("data", "seconds"), [(b"OggS" * 600_000, 4), (b"OggSkort", 61)])
async def test_a_note_that_is_too_large_or_long_is_not_even_fetched(
    bot: Bot, world: World, tmp_path: Path, data: bytes, seconds: int
) -> None:
    hearing = ears(bot, tmp_path, 'touch "$0.ran"; echo hallo')
    assert await hearing.hear(note(world, data, seconds)) is None
    assert not (tmp_path / "listen.sh.ran").exists()


async def test_a_note_that_is_larger_than_it_says_is_not_listened_to(
    bot: Bot, world: World, tmp_path: Path
) -> None:
    stored = world.files.add(Kind.VOICE, b"O" * (LARGEST_NOTE + 1))
    hearing = ears(bot, tmp_path, "echo hallo")
    assert await hearing.hear(Voice(stored.id, 4)) is None


async def test_a_note_that_telegram_no_longer_has_is_not_understood(
    bot: Bot, world: World, tmp_path: Path
) -> None:
    assert await ears(bot, tmp_path, "echo hallo").hear(Voice("gone", 4)) is None


async def test_the_program_sees_none_of_the_secrets(
    bot: Bot, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BOT_TOKEN", "SECRET_KEY", "WEBHOOK_SECRET"):
        monkeypatch.setenv(name, "geheim123")
    assert "geheim123" not in (await ears(bot, tmp_path, "env").hear(note(world)) or "geheim123")


async def test_words_that_begin_with_a_slash_are_no_command(bot: Bot, world: World, tmp_path: Path) -> None:
    assert await ears(bot, tmp_path, "echo /vergeetmij").hear(note(world)) == "vergeetmij"


async def test_no_shell_reads_the_command(bot: Bot, world: World, tmp_path: Path) -> None:
    hearing = Ears(bot, tuple(shlex.split("echo '$HOME; ls'")), tmp_path / "notes")
    hearing.open()
    assert (await hearing.hear(note(world)) or "").startswith("$HOME; ls ")


async def test_what_a_power_cut_left_is_gone_at_the_next_start(bot: Bot, tmp_path: Path) -> None:
    hearing = ears(bot, tmp_path, "true")
    (tmp_path / "notes" / "tmp1.oga").write_bytes(b"OggS")
    hearing.open()
    assert left(tmp_path) == []
    hearing.close()
    assert not (tmp_path / "notes").exists()


@pytest.mark.parametrize("command", ["no-such-program --x", "'", " "])
def test_a_command_that_cannot_run_is_refused_at_the_start(
    command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", "1:play")
    monkeypatch.setenv("SPEECH_COMMAND", command)
    with pytest.raises(SettingsError, match=r"^SPEECH_COMMAND must be a command line"):
        load_settings()
