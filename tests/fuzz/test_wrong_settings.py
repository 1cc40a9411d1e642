"""A wrong setting or a damaged `.env`: one clear line that never holds the value."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from bot.config import Settings, load_settings
from bot.domain.errors import SettingsError

TOKEN = "123456:AAbbCC-dd_EE"
SECRET = "zqxjkv"
NONSENSE = (
    SECRET,
    f"{SECRET}\n{SECRET}",
    "-1",
    "99999999999999999999",
    "http://[::1",
    "http://a:99999",
    f"https://{SECRET} x/",
    "\u202e",
    "🙂" * 200,
    "é" * 5000,
    "'",
    "[]",
    "{}",
    "http://127.0.0.1:9000?x=1",
    " ",
)


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", [name.upper() for name in Settings.model_fields])
def test_nonsense_in_a_setting_is_one_line_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("WEBHOOK_SECRET", "abc")
    for value in NONSENSE:
        monkeypatch.setenv(name, value)
        said = complaint()
        assert said is None or name in said, (name, value)
        assert said is None or ("\n" not in said and SECRET not in said), (name, value)


def complaint() -> str | None:
    """What the operator is told, None where the settings will do."""
    try:
        load_settings()
    except SettingsError as error:
        return str(error)
    return None


ENV_FILES = {
    "another encoding": f"BOT_TOKEN={TOKEN}\nLOG_LEVEL=é".encode("utf-16"),
    "half a letter": b"BOT_TOKEN=\xff\xfe\xc3",
    "null bytes": b"BOT_TOKEN=1:a\x00b\n",
    "no lines": b"\x00" * 5000,
    "a binary": Random(1).randbytes(5000),
    "unclosed quotes": b"BOT_TOKEN=\"1:zqxjkv\nLOG_LEVEL='",
    "empty": b"",
}


@pytest.mark.parametrize("kind", ENV_FILES)
def test_a_damaged_env_file_is_one_line(tmp_path: Path, kind: str) -> None:
    (tmp_path / ".env").write_bytes(ENV_FILES[kind])
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "\n" not in str(caught.value)
    assert SECRET not in str(caught.value)


def test_a_folder_in_the_place_of_the_env_file_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    with pytest.raises(SettingsError):
        load_settings()
