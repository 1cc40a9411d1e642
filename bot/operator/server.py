"""One question to the Bot API server: is this token good, who is the bot, and what time is it there?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

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
    # The bot's own client gives no headers, and the clock stands in one.
    url = f"{settings.bot_api_url}/bot{settings.bot_token.get_secret_value()}/getMe"
    try:
        async with httpx.AsyncClient(trust_env=not settings.on_loopback, timeout=SECONDS) as client:
            answer = await client.get(url)
        clock = _clock(answer.headers.get("Date"))
        body = answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as error:
        return Answer(problem=f"the server at BOT_API_URL was not reached ({type(error).__name__})")
    match body:
        case {"ok": True, "result": {"username": str(username)}}:
            return Answer(username, clock)
        case {"ok": False, "error_code": 401 | 404}:
            return Answer(clock=clock, problem="the server at BOT_API_URL does not take it")
    return Answer(
        clock=clock, problem=f"the server at BOT_API_URL gives no clear answer ({answer.status_code})"
    )


def _clock(header: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(header or "").astimezone(UTC)
    except ValueError:
        return None
