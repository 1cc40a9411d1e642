"""Settings from the environment or `.env`; a missing or wrong one is one clear line."""

from __future__ import annotations

import ipaddress
import os
import re
import secrets
import shlex
import shutil
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.errors import SettingsError

TELEGRAM = "https://api.telegram.org"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def _token(token: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token.get_secret_value()):
        raise ValueError("must be the token that @BotFather gave, such as 123456:AbC-dEf")
    return token


def _root(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be the root of a Bot API server, such as http://127.0.0.1:9000")
    if parts.scheme == "http" and not _stays_inside(parts.hostname):
        raise ValueError("must be https: over http the token would cross the network for others to read")
    return url.rstrip("/")


def _stays_inside(host: str) -> bool:
    """Whether plain http to this host stays on this machine or in its private network.

    A name without a dot is one that a private network gives, as Docker compose does to its services; a whole
    number is an address in disguise.
    """
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host.endswith(".internal") or re.fullmatch(r"[a-z][a-z0-9_-]*", host) is not None


def _webhook(url: str) -> str:
    parts = urlsplit(url)
    if not parts.hostname or (parts.scheme != "https" and parts.hostname not in LOOPBACK):
        raise ValueError("must be an https address that Telegram can reach")
    return url


def _secret(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
        raise ValueError("must be 1 to 256 letters, digits, - or _ (Telegram takes no others)")
    return secret


def _key(key: SecretStr) -> SecretStr:
    if len(key.get_secret_value()) < 16:
        raise ValueError("must have at least 16 characters")
    return key


def _command(line: str) -> str:
    try:
        words = shlex.split(line)
    except ValueError:
        words = []
    if not words or shutil.which(words[0]) is None:
        raise ValueError("must be a command line whose program is on this machine")
    return line


class Settings(BaseModel):
    """Everything an operator can choose; the names in capitals are those of the environment.

    Secrets are `SecretStr`, so that printing the settings shows none.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    bot_token: Annotated[SecretStr, AfterValidator(_token)]
    bot_api_url: Annotated[str, AfterValidator(_root)] = TELEGRAM
    """Root of the Bot API server, without a slash at its end."""
    database_path: Path = Path("buurtkring.db")
    secret_key: Annotated[SecretStr, AfterValidator(_key)] | None = None
    """Key of the hashes of barred accounts; None: one is made and kept beside the database."""
    webhook_url: Annotated[str, AfterValidator(_webhook)] | None = None
    """Where Telegram sends updates; None: they are fetched by long polling."""
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] | None = None
    webhook_listen: str = "127.0.0.1"
    webhook_port: int = Field(default=8080, ge=1, le=65535)
    emergency_file: Path | None = None
    """Whom to call in danger, in the form of `bot/domain/emergency.toml`; None: that file."""
    speech_command: Annotated[str, AfterValidator(_command)] | None = None
    """Program that listens to voice notes; None: nobody does. See `bot/intake/ears.py`."""
    health_port: int | None = Field(default=None, ge=1, le=65535)
    """Where `/healthz` and `/metrics` are answered; None: nowhere."""
    health_listen: str = "127.0.0.1"
    send_limits: bool = True
    log_format: Literal["console", "json"] = "console"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if self.webhook_url is not None and self.webhook_secret is None:
            raise ValueError("WEBHOOK_SECRET is needed where WEBHOOK_URL is set")
        host = urlsplit(self.bot_api_url).hostname or ""
        if not self.send_limits and (host == "telegram.org" or host.endswith(".telegram.org")):
            raise ValueError("SEND_LIMITS=off is refused against api.telegram.org: it would block the bot")
        return self

    @property
    def on_loopback(self) -> bool:
        """Whether the Bot API server runs on this machine, so that no proxy may come between."""
        return urlsplit(self.bot_api_url).hostname in LOOPBACK

    def key(self) -> bytes:
        """The key for keyed hashes: SECRET_KEY, else the one kept beside the database (made once).

        Raises SettingsError where that file can neither be read nor written.
        """
        if self.secret_key is not None:
            return self.secret_key.get_secret_value().encode()
        path = self.database_path.with_name(self.database_path.name + ".key")
        try:
            kept = path.read_bytes().strip() if path.exists() else _make_key(path)
        except OSError as error:
            raise SettingsError(
                f"the key file {path} cannot be used ({error.strerror}): set SECRET_KEY"
            ) from None
        if len(kept) < 16:
            raise SettingsError(
                f"the key file {path} is damaged: restore it from a backup, or set SECRET_KEY"
            )
        return kept


def _make_key(path: Path) -> bytes:
    """Keep a new key, readable by its owner only; never overwrites one."""
    key = secrets.token_hex(32).encode()
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(key + b"\n")
    return key


class _Environment(Settings, BaseSettings):
    """Settings as they stand in the environment, or else in `.env` of the present folder."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        hide_input_in_errors=True,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
    )


def load_settings() -> Settings:
    """Read the settings. Raises SettingsError with one line that names what is wrong, never its value."""
    try:
        found = _Environment.model_validate({})
        return Settings.model_construct(**{name: getattr(found, name) for name in Settings.model_fields})
    except ValidationError as error:
        raise SettingsError("; ".join(_complaints(error))) from None
    except (OSError, UnicodeDecodeError):
        raise SettingsError(".env cannot be read as UTF-8 text") from None


def _complaints(error: ValidationError) -> list[str]:
    """What is wrong with each setting, in our words or pydantic's, which do not hold the value."""
    lines = []
    for problem in error.errors(include_input=False, include_url=False, include_context=False):
        name = str(problem["loc"][0]).upper() if problem["loc"] else ""
        text = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "missing":
            text = "is not set (see .env.example)"
        elif name == "SEND_LIMITS":
            text = "must be on or off"
        lines.append(f"{name} {text}".strip())
    return lines
