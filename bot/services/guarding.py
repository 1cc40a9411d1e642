"""What must not stand in public text is left out before anything is kept; what looks like abuse is held."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.ids import MessageId
from bot.domain.model import Resident
from bot.i18n import clean
from bot.services.work import Work
from bot.text.guards import HELD, Guard, accounts, guard, relay_guard, without

BEYOND = 200
"""Characters that are looked at past the limit of a text, to see what begins before it and ends after it."""


@dataclass(frozen=True)
class Public:
    """A sentence as it may be shown to neighbours, and the kinds of things that were left out of it."""

    words: str | None
    left_out: tuple[str, ...]


def public(text: str) -> Public:
    """The sentence without numbers, addresses, accounts, links, diagnoses and medicines."""
    plain = clean(text)
    spans = [span for span in guard(plain) if span.kind not in HELD]
    words = without(plain, spans) if spans else plain
    return Public(words or None, tuple(dict.fromkeys(span.kind.value for span in spans)))


async def made_public(work: Work, me: Resident, text: str, message_id: int | None) -> Public:
    """`public`, and the resident's own message leaves the chat where something was left out of it."""
    found = public(text)
    if found.left_out and message_id is not None:
        await work.remove(me, MessageId(message_id))
    return found


def must_be_held(words: str | None) -> bool:
    """Whether a coordinator reads it first: asking for money, spam, insults."""
    return words is not None and any(span.kind in HELD for span in guard(words))


def may_be_name(text: str) -> bool:
    """Whether neighbours may see this as somebody's name: letters, and no number, link, diagnosis or insult.

    A name may be spelled like an illness (Tia); beside other words an illness is one.
    """
    seen = [
        span for span in guard(text) if span.kind is not Guard.HEALTH or span.end - span.start < len(text)
    ]
    return any(char.isalpha() for char in text) and not seen


def cut(text: str, limit: int) -> str:
    """At most `limit` characters of a text; a number that does not fit goes as a whole, not only its end."""
    if len(text) <= limit:
        return text
    near = text[: limit + BEYOND]
    return text[: min((span.start for span in guard(near) if span.end > limit > span.start), default=limit)]


def risky(text: str) -> tuple[str, ...]:
    """What draws a warning to its sender in a relay: PIN, BSN, IBAN and card numbers."""
    return tuple(dict.fromkeys(span.kind.value for span in relay_guard(text)))


def without_accounts(text: str) -> str:
    """The text with Telegram accounts and links to them taken out; a phone number is the writer's to give."""
    for span in reversed(accounts(text)):
        text = f"{text[: span.start]}…{text[span.end :]}"
    return text.strip()
