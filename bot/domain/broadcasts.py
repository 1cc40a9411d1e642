"""A message of the coordinators to everybody in a buurt: what it says to whom, and how calmly it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from bot.domain.ids import BroadcastId, BuurtId, ResidentId

BETWEEN = timedelta(days=7)
"""At most one in this time for each buurt."""
BATCH, EVERY = 20, timedelta(minutes=1)
"""So many leave, then so long nothing: answers to people come in between, and it can be stopped."""
COUNTED_AFTER = timedelta(hours=1)
"""After the last has left: Telegram has taken or refused them by then."""
TEXT_LIMIT = 700
"""Characters in each language: the preview shows three of them in one message."""
WORDS_KEPT, DRAFT_KEPT = timedelta(days=30), timedelta(days=7)


class BroadcastState(StrEnum):
    DRAFT = "draft"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Broadcast:
    id: BroadcastId
    buurt_id: BuurtId
    made_by: ResidentId
    state: BroadcastState
    texts: Mapping[str, str]
    """By language of the screens; empty once they are forgotten."""
    lang: str | None
    """Which text those read in whose language there is none, where their writer has chosen."""
    begun_at: datetime | None
    reached: int | None
    """How many people Telegram delivered it to; None until they are counted."""
    unreachable: int | None

    @property
    def default(self) -> str | None:
        """The language of the text for everybody else: chosen, or the only one there is; None while it is open."""
        if self.lang in self.texts:
            return self.lang
        return next(iter(self.texts)) if len(self.texts) == 1 else None

    def mark(self) -> str:
        """Eight letters that change when anything in it changes: what was previewed is what is sent."""
        said = "\n".join([str(self.default), *(f"{lang}:{self.texts[lang]}" for lang in sorted(self.texts))])
        return sha256(said.encode()).hexdigest()[:8]
