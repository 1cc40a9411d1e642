"""The open unit of work that every use case is given."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.calendar import after_quiet
from bot.domain.emergency import Emergency, load
from bot.domain.ids import AccountId, BuurtId, MatchId, MessageId, OutboxId, ResidentId
from bot.domain.model import Holds, OutMessage, Post, Resident
from bot.domain.paper import Contact
from storage import due, events, outbox
from storage.database import Transaction

PRESSED_TWICE = timedelta(minutes=10)
"""Within this time the same press on the same row is one press: a finger that trembles, a button sent again."""


@dataclass
class Work:
    """A transaction, the moment (aware UTC) and the chance that belong to it.

    `key` is the operator's secret for keyed hashes. `edit` is the message whose button was pressed: the
    first screen shown to that resident is put in its place. `emergency`: whom to call in danger.
    `listens`: the operator has set a program that listens to voice notes; `heard`: what it understood of the
    one that this update is about. `voice`: who acts in the place of a neighbour without a phone, where somebody
    does.
    """

    tx: Transaction
    now: datetime
    rng: Random
    key: bytes
    bot_username: str
    edit: MessageId | None = None
    emergency: Emergency = field(default_factory=load)
    listens: bool = False
    heard: str | None = None
    voice: Contact | None = None

    async def show(self, to: Resident, kind: str, /, **params: Any) -> None:
        """Answer the resident who acts, in place of the screen they pressed on where there is one.

        For a neighbour without a phone it is shown to whoever acts for them, contact or coordinator.
        """
        if to.on_paper and self.voice is not None:
            to = replace(to, contact=self.voice)
        edit, self.edit = self.edit, None
        if _is_reached(to):
            await self._put(OutMessage(kind, addressed(to, params), to.chat, to.id, edit=edit))

    async def tell(
        self,
        to: Resident,
        kind: str,
        /,
        *,
        holds: Holds | None = None,
        within: timedelta | None = None,
        match_id: MatchId | None = None,
        about: tuple[ResidentId, ...] = (),
        urgency: int = 1,
        reply_to: MessageId | None = None,
        calm: ZoneInfo | None = None,
        **params: Any,
    ) -> None:
        """Send a new message to a resident, whoever acts.

        `holds`: only while that is true; `within`: not later than this from now; `about`: residents named;
        `calm`: unasked-for, so that in the quiet hours of this zone it waits for 08:00.
        What is for a neighbour without a phone goes to their contact; while they have none, nowhere.
        """
        if not _is_reached(to):
            return
        leaves = after_quiet(self.now, calm) if calm else self.now
        await self._put(
            OutMessage(
                kind,
                addressed(to, params),
                to.chat,
                to.id,
                holds=holds,
                not_after=leaves + within if within else None,
                match_id=match_id,
                about=about,
                urgency=urgency,
                reply_to=reply_to,
            ),
            leaves,
        )

    async def tell_group(
        self,
        chat: AccountId,
        kind: str,
        /,
        *,
        holds: Holds | None = None,
        not_after: datetime | None = None,
        edit: MessageId | None = None,
        **params: Any,
    ) -> OutboxId:
        """Say something in a group chat, in the languages of its kind; `edit`: in place of an earlier message."""
        message = OutMessage(kind, params, chat, holds=holds, not_after=not_after, edit=edit, urgency=1)
        return await self._put(message)

    async def tell_chat(self, chat: AccountId, lang: str, kind: str, /, **params: Any) -> None:
        """Send to a chat of which no resident is known (any more)."""
        await self._put(OutMessage(kind, params, chat, lang=lang))

    async def rewrite(
        self,
        to: Resident,
        message: MessageId,
        kind: str,
        /,
        *,
        about: tuple[ResidentId, ...] = (),
        **params: Any,
    ) -> None:
        """Put another text in place of an earlier message to a resident; `about`: residents named."""
        if _is_reached(to):
            said = addressed(to, params)
            await self._put(OutMessage(kind, said, to.chat, to.id, edit=message, about=about, urgency=1))

    async def remove(self, to: Resident, message: MessageId) -> None:
        """Delete a message from a resident's chat, where Telegram allows it."""
        if _is_reached(to):
            await self._put(OutMessage("nothing", {}, to.chat, to.id, edit=message, delete=True))

    async def _put(self, message: OutMessage, leaves: datetime | None = None) -> OutboxId:
        later = leaves is not None and leaves > self.now
        outbox_id = await outbox.put(self.tx, message, self.now, later=later)
        if later and leaves is not None:
            await due.plan(self.tx, "release", outbox_id, leaves)
        return outbox_id

    async def record(
        self,
        kind: str,
        who: Resident | None = None,
        *,
        post: Post | None = None,
        buurt_id: BuurtId | None = None,
        detail: str | None = None,
        about: ResidentId | None = None,
    ) -> None:
        """Append an event; language and category are kept as they are now. Never a text or a name.

        `about`: the resident whom a coordinator's act was about.
        """
        await events.append(
            self.tx,
            self.now,
            kind,
            buurt_id=buurt_id or (post.buurt_id if post else who.buurt_id if who else None),
            who=who.id if who else None,
            post_id=post.id if post else None,
            category=post.category if post else None,
            lang=who.lang if who else None,
            detail=detail,
            about=about,
            # Their contact, whoever acts at this moment: it may be done by somebody else to somebody else.
            voice=events.voice_of(who.contact.id if who.contact else None)
            if who is not None and who.on_paper
            else None,
        )

    def account_hash(self, account: AccountId) -> str:
        """An unreadable name for an account, the same each time under one key."""
        return hmac.new(self.key, str(account).encode(), hashlib.sha256).hexdigest()

    def token(self, length: int = 16) -> str:
        """A code from an alphabet without look-alikes; 16 letters are 80 bits."""
        alphabet = "abcdefghijkmnpqrstuvwxyz23456789"
        return "".join(self.rng.choice(alphabet) for _ in range(length))

    def at(self, moment: datetime) -> Work:
        """The same unit of work at another moment."""
        return replace(self, now=moment)


def _is_reached(to: Resident) -> bool:
    return not to.on_paper or to.contact is not None


def addressed(to: Resident, params: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a message; with for whom it is and in which language, where another reads it for them."""
    if to.contact is None:
        return params
    return {**params, "read_for": {"id": to.id, "name": to.name, "lang": to.contact.lang}}


NewWork: TypeAlias = Callable[[Transaction], Work]
"""Makes the unit of work of this moment, in an open transaction."""
