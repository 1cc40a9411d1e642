"""Neighbours without a phone, and the contact who answers for them after asking them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import AccountId, ResidentId

NO_CHAT = -(2**53)
"""Accounts of neighbours without a phone lie below this; ids of Telegram have at most 52 bits, groups' too."""
MOST_OF_ONE = 3
"""Neighbours without a phone whom one member may enter; a coordinator may enter more."""
SHEET_LANGUAGES = ("nl", "ar", "en")
"""Languages in which the printed sheet can be written: those that the bot itself writes."""


class Consent(StrEnum):
    """How a neighbour without a phone agreed to take part."""

    SPOKEN = "spoken"
    PAPER = "paper"


@dataclass(frozen=True)
class Contact:
    """Who is written to in the place of a neighbour without a phone, and in which language."""

    id: ResidentId
    account: AccountId
    lang: str


@dataclass(frozen=True)
class PaperNeighbour:
    """What is kept of a neighbour without a phone beside what is kept of everybody."""

    id: ResidentId
    contact_id: ResidentId | None
    """None while nobody answers for them."""
    asked_id: ResidentId | None
    """Who was asked to become their contact."""
    contact_phone: str | None
    """The contact's number, given for the printed sheet only."""
    consent: Consent
    consent_at: datetime
    noted_by: ResidentId | None


@dataclass(frozen=True)
class Visit:
    """An appointment on the printed sheet."""

    name: str
    """First name of the other."""
    category: str
    at: str | None
    """Local date and time, ISO; None where no time is agreed."""
    code: str | None
    """At the door; None on a sheet for somebody who is not to know it."""
    helps: bool
    """The neighbour of the sheet is the one who helps."""


def is_on_paper(account: AccountId) -> bool:
    """Whether an account is that of a neighbour without a phone."""
    return account < NO_CHAT


def may_press(action: str, *, as_contact: bool) -> bool:
    """Whether somebody may press this kind of button for a neighbour without a phone.

    What is about the person who holds the phone is pressed for oneself only. A coordinator who is not the contact
    asks and offers for them, and reads nothing of what others write to them.
    """
    if not as_contact:
        return action in ("d", "nav.back", "nav.stop", "nav.help") or action.startswith("post.")
    return action not in OWN_SETTINGS | OF_AN_OFFICE and not action.startswith(OF_ROLES)


OWN_SETTINGS = frozenset(
    {"nav.home", "nav.settings", "me.lang", "me.forget", "me.beyond", "me.spoken", "me.pause"}
)
"""Buttons about the account, the screens and the leaving of whoever holds the phone."""
OF_ROLES = (
    *("co.", "digest.", "paper.", "contact."),
    *("team.", "broadcast.", "invites.", "audit.", "setup.", "near.", "vouch."),
)
"""What a role or a word of one's own is needed for: nobody has that twice, by a neighbour whom they entered."""
OF_AN_OFFICE = frozenset({"appeal.list", "appeal.uphold", "appeal.lift", "confidant.yes", "confidant.resign"})
