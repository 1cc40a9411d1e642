"""One question to the Bot API server: is this token good, who is the bot, and what time is it there?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
from yarl import URL

from bot.config import Settings

SECONDS = 20


@dataclass(frozen=True)
class Answer:
    """What the server said; `problem` is "" where the token is good, and never holds the token."""

    username: str = ""
    clock: datetime | None = None
    """The server's clock (aware UTC, whole seconds), where it tells."""
    problem: str = ""


async def get_me(settings: Settings) -> Answer:
    """Ask. Raises nothing: what went wrong is in the answer."""
    # The whole client of the bot is not needed for it, nor all that it loads.
    url = URL(f"{settings.bot_api_url}/bot{settings.bot_token.get_secret_value()}/getMe", encoded=True)
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(trust_env=not settings.on_loopback, timeout=timeout) as session,
            session.get(url) as answer,
        ):
            clock = _clock(answer.headers.get("Date"))
            body = await answer.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as error:
        return Answer(problem=f"the server at BOT_API_URL was not reached ({type(error).__name__})")
    match body:
        case {"ok": True, "result": {"username": str(username)}}:
            return Answer(username, clock)
        case {"ok": False, "error_code": 401 | 404}:
            return Answer(clock=clock, problem="the server at BOT_API_URL does not take it")
    return Answer(clock=clock, problem=f"the server at BOT_API_URL gives no clear answer ({answer.status})")


def _clock(header: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(header or "").astimezone(UTC)
    except ValueError:
        return None
