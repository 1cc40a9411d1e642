"""What must not stand in public text is left out before anything is kept; what looks like abuse is held."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.ids import MessageId
from bot.domain.model import Resident
from bot.i18n import clean
from bot.services.work import Work
from bot.text.guards import HELD, Guard, Span, guard, relay_guard, without


@dataclass(frozen=True)
class Public:
    """A sentence as it may be shown to neighbours, and the kinds of things that were left out of it."""

    words: str | None
    left_out: tuple[str, ...]


_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180b-\u180e\u200b-\u200d\u2060-\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
"""Signs that take no room. Between letters some have a use; between digits they only hide a number."""
_ACCOUNT = re.compile(r"(?<![\w.+-])[@＠]\w{3,}|tg://\S+", re.IGNORECASE)


def _seen(text: str) -> tuple[str, list[Span]]:
    """The sentence and what should not stand in it, also where invisible signs were put in between."""
    plain = clean(text)
    bare = _INVISIBLE.sub("", plain)
    if bare != plain and (hidden := _spans(bare)):
        return bare, hidden
    return plain, _spans(plain)


def _spans(text: str) -> list[Span]:
    accounts = [Span(Guard.LINK, *match.span()) for match in _ACCOUNT.finditer(text)]
    return [*guard(text), *accounts]


def public(text: str) -> Public:
    """The sentence without numbers, addresses, accounts, links, diagnoses and medicines."""
    plain, seen = _seen(text)
    spans = [span for span in seen if span.kind not in HELD]
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
    return words is not None and any(span.kind in HELD for span in _seen(words)[1])


def risky(text: str) -> tuple[str, ...]:
    """What draws a warning to its sender in a relay: PIN, BSN, IBAN and card numbers."""
    return tuple(dict.fromkeys(span.kind.value for span in relay_guard(_INVISIBLE.sub("", text))))
