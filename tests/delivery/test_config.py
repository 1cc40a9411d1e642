"""A wrong setting is one clear line that does not hold its value."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.domain.errors import SettingsError

TOKEN = "123456:AAbbCC-dd_EE"
EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_a_token_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    settings = load_settings()
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.bot_api_url == "https://api.telegram.org"
    assert settings.database_path == Path("buurtkring.db")
    assert settings.send_limits
    assert TOKEN not in repr(settings)


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({}, "BOT_TOKEN is not set"),
        ({"BOT_TOKEN": ""}, "BOT_TOKEN is not set"),
        ({"BOT_TOKEN": "secretpart"}, "BOT_TOKEN must be the token"),
        ({"BOT_API_URL": "ftp://x"}, "BOT_API_URL must be the root"),
        ({"BOT_API_URL": "127.0.0.1:9000"}, "BOT_API_URL must be the root"),
        ({"BOT_API_URL": "http://api.telegram.org"}, "BOT_API_URL must be https"),
        ({"BOT_API_URL": "http://bots.example:8081"}, "BOT_API_URL must be https"),
        ({"BOT_API_URL": "http://8.8.8.8:8081"}, "BOT_API_URL must be https"),
        ({"BOT_API_URL": "http://[2a00:1450::1]"}, "BOT_API_URL must be https"),
        ({"BOT_API_URL": "http://134744072"}, "BOT_API_URL must be https"),
        ({"BOT_API_URL": "http://0x8080808"}, "BOT_API_URL must be https"),
        ({"BOT_API_URL": "http://[::1"}, "BOT_API_URL"),
        ({"SEND_LIMITS": "maybe"}, "SEND_LIMITS must be on or off"),
        ({"SEND_LIMITS": "off"}, "SEND_LIMITS=off is refused"),
        ({"WEBHOOK_URL": "https://b.example/t"}, "WEBHOOK_SECRET is needed"),
        ({"WEBHOOK_URL": "http://b.example/t", "WEBHOOK_SECRET": "x"}, "WEBHOOK_URL must be an https"),
        ({"WEBHOOK_URL": "https://b.example/t", "WEBHOOK_SECRET": "secretpart!"}, "WEBHOOK_SECRET must be"),
        ({"WEBHOOK_PORT": "70000"}, "WEBHOOK_PORT"),
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL"),
        ({"SECRET_KEY": "secretpart"}, "SECRET_KEY must have at least 16"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], line: str
) -> None:
    if settings:
        monkeypatch.setenv("BOT_TOKEN", TOKEN)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    text = str(caught.value)
    assert line in text
    assert "\n" not in text
    assert "secretpart" not in text
    assert TOKEN not in text


def test_dot_env_is_read_and_the_environment_goes_before_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\nLOG_LEVEL=ERROR\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    assert load_settings().log_level == "DEBUG"
    assert load_settings().bot_token.get_secret_value() == TOKEN


def test_sending_limits_may_be_off_on_another_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("SEND_LIMITS", "off")
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:9000/")
    settings = load_settings()
    assert (settings.send_limits, settings.bot_api_url) == (False, "http://127.0.0.1:9000")


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = Settings.model_validate({"bot_token": TOKEN, "database_path": tmp_path / "b.db"})
    key = settings.key()
    assert len(key) == 64
    assert settings.key() == key
    assert stat.S_IMODE((tmp_path / "b.db.key").stat().st_mode) == 0o600
    chosen = Settings.model_validate({"bot_token": TOKEN, "secret_key": "k" * 16})
    assert chosen.key() == b"k" * 16


def test_an_unusable_key_file_is_one_clear_line(tmp_path: Path) -> None:
    settings = Settings.model_validate({"bot_token": TOKEN, "database_path": tmp_path / "b.db"})
    (tmp_path / "b.db.key").write_text("short")
    with pytest.raises(SettingsError, match="damaged"):
        settings.key()
    elsewhere = Settings.model_validate({"bot_token": TOKEN, "database_path": tmp_path / "no" / "b.db"})
    with pytest.raises(SettingsError, match="set SECRET_KEY"):
        elsewhere.key()


def test_the_example_explains_every_setting() -> None:
    explained = set(re.findall(r"^#?([A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))
    assert explained == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000", "http://LOCALHOST:1"),
        *("http://bot-api:8081", "http://telegram_api", "http://host.docker.internal:8081"),
        *("http://10.1.2.3", "http://172.18.0.2:8081", "http://192.168.1.5", "http://[fd00::5]:8081"),
        *("https://bots.example/root", "https://api.telegram.org"),
    ],
)
def test_plain_http_is_taken_where_the_token_stays_inside(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BOT_API_URL", url)
    assert load_settings().bot_api_url == url
