"""The things Buurtkring knows, as frozen values. All moments are aware UTC datetimes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.candidates import Circle, Ring
from bot.domain.categories import Category, visits_home
from bot.domain.ids import (
    AccountId,
    AskId,
    BuurtId,
    CommitmentId,
    DueId,
    MatchId,
    MessageId,
    OutboxId,
    PostId,
    ReportId,
    ResidentId,
)
from bot.domain.paper import Contact, is_on_paper
from bot.domain.when import Availability, When


class ResidentState(StrEnum):
    INVITED = "invited"
    """Has started the bot and not finished the first questions."""
    WAITING = "waiting"
    """Waits for a coordinator."""
    MEMBER = "member"
    PAUSED = "paused"
    REMOVED = "removed"


class Admission(StrEnum):
    APPROVAL = "approval"
    """Without an invite a newcomer waits for a coordinator."""
    VOUCHING = "vouching"
    """The same; or a member says that they know them."""
    OPEN = "open"
    """Everybody with a postcode of the buurt comes in."""


class Role(StrEnum):
    COORDINATOR = "coordinator"
    BUILDER = "builder"


@dataclass(frozen=True)
class Buurt:
    id: BuurtId
    name: str
    gemeente: str
    timezone: str
    admission: Admission
    vog_years: int = 3
    """After so many years a certificate of conduct is asked for again."""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@dataclass(frozen=True)
class Resident:
    id: ResidentId
    account: AccountId
    name: str
    lang: str
    """Language of the screens: nl, ar, en."""
    spoken: frozenset[str]
    """Languages the resident speaks; empty until asked."""
    buurt_id: BuurtId | None
    state: ResidentState
    adult: bool | None
    """18 or older; None until it first matters."""
    visits_allowed: bool
    """A coordinator has said yes to the first visit at somebody's home."""
    reachable: bool
    """False once Telegram said that the bot was blocked."""
    may_widen: frozenset[Circle] = frozenset({Circle.COORDINATOR})
    """What they let us do for their last request."""
    beyond: bool = False
    """They agreed to be asked by neighbouring buurten."""
    contact: Contact | None = None
    """Who is written to in their place, where they have no phone; None too while nobody is."""

    @property
    def on_paper(self) -> bool:
        """They have no phone: what is meant for them goes to their contact."""
        return is_on_paper(self.account)

    @property
    def chat(self) -> AccountId:
        """Where they are written to: their own chat, or that of their contact."""
        return self.contact.account if self.contact else self.account

    @property
    def takes_part(self) -> bool:
        return self.state in (ResidentState.MEMBER, ResidentState.PAUSED)


class PostKind(StrEnum):
    REQUEST = "request"
    OFFER = "offer"


class PostState(StrEnum):
    HELD = "held"
    OPEN = "open"
    MATCHED = "matched"
    DONE = "done"
    EXPIRED = "expired"
    CLOSED = "closed"

    @property
    def live(self) -> bool:
        return self in (PostState.HELD, PostState.OPEN, PostState.MATCHED)


@dataclass(frozen=True)
class Post:
    id: PostId
    kind: PostKind
    resident_id: ResidentId
    """Who wrote it, and who decides."""
    buurt_id: BuurtId
    category: Category
    state: PostState
    when: When
    can: Availability
    """For offers: days and parts of the day that suit."""
    max_per_week: int
    """For offers: how often at most."""
    words: str | None
    voice: str | None
    """Telegram file id of a voice note."""
    coffee: bool
    """For errands: the helper may stay for coffee."""
    for_name: str | None
    """First name of the person it is for, where that is somebody else."""
    for_resident_id: ResidentId | None
    created_at: datetime
    expires_at: datetime
    waves: int = 0
    """How many times neighbours were looked for."""
    may_widen: frozenset[Circle] = frozenset({Circle.COORDINATOR})
    """Who else may be asked where no neighbour of the buurt can; the writer's consent."""
    widened: frozenset[Circle] = frozenset()
    """Who of these was asked by now."""

    @property
    def one_time(self) -> bool:
        """An offer for one day ("I go to the market on Saturday"); others are for days of the week."""
        return self.kind is PostKind.OFFER and self.when.first is not None

    @property
    def visits_home(self) -> bool:
        return visits_home(self.category, self.coffee)


class AskState(StrEnum):
    WAITING = "waiting"
    YES = "yes"
    NO = "no"
    SILENT = "silent"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Ask:
    id: AskId
    post_id: PostId
    resident_id: ResidentId
    """The neighbour who is asked."""
    state: AskState
    asked_at: datetime
    again_at: datetime | None = None
    """When somebody who stood by was asked once more."""
    chance: float = 0.0
    """Of a yes, as it was estimated when the question was put."""
    ring: Ring = Ring.OWN
    came: bool = False
    """They came by the link in the group chat: nobody put the question to them."""

    @property
    def put_at(self) -> datetime:
        """When the question was last put."""
        return self.again_at or self.asked_at


class MatchState(StrEnum):
    OFFERED = "offered"
    AGREED = "agreed"
    ENDED = "ended"


@dataclass(frozen=True)
class Match:
    id: MatchId
    post_id: PostId
    requester_id: ResidentId
    helper_id: ResidentId
    state: MatchState
    door_code: str
    """Two digits that both can say at the door."""
    address: str | None
    helper_shares: bool
    requester_shares: bool
    """Each pressed "share my contact"; given only when both did."""

    def other(self, me: ResidentId) -> ResidentId:
        """The other party of the two."""
        return self.helper_id if me == self.requester_id else self.requester_id

    def has(self, me: ResidentId) -> bool:
        """Whether `me` is one of the two."""
        return me in (self.requester_id, self.helper_id)


class CommitmentState(StrEnum):
    NO_TIME = "no_time"
    TIME_AGREED = "time_agreed"
    """One of the two chose a time; the other has not confirmed it yet."""
    CONFIRMED = "confirmed"
    DONE = "done"
    MISSED = "missed"
    CANCELLED = "cancelled"

    @property
    def live(self) -> bool:
        return self in (CommitmentState.NO_TIME, CommitmentState.TIME_AGREED, CommitmentState.CONFIRMED)


@dataclass(frozen=True)
class Commitment:
    id: CommitmentId
    match_id: MatchId
    state: CommitmentState
    starts_at: datetime | None
    proposed_by: ResidentId | None = None
    """Who chose `starts_at`, while the other has not confirmed it yet."""


@dataclass(frozen=True)
class Report:
    id: ReportId
    reporter_id: ResidentId | None
    """None once the reporter has erased themselves."""
    reported_id: ResidentId
    buurt_id: BuurtId
    created_at: datetime
    closed: bool


@dataclass(frozen=True)
class Draft:
    """An open question to a resident: one a person, kept as a row so that it survives everything."""

    resident_id: ResidentId
    flow: str
    """Which conversation, such as "request"."""
    step: str
    """Which question of it is open, such as "when"."""
    data: dict[str, Any]
    """What is known so far; JSON values only."""


@dataclass(frozen=True)
class Due:
    """Something that falls due at a moment; the database knows it, the scheduler only wakes."""

    id: DueId
    kind: str
    subject: int
    """Id of the row it is about; which table follows from `kind`."""
    at: datetime


@dataclass(frozen=True)
class Holds:
    """A message is only sent while this row is still in one of these states."""

    table: str
    id: int
    states: frozenset[str]


@dataclass(frozen=True)
class OutMessage:
    """One row of the outbox: a message kind and parameters, rendered only when sent."""

    kind: str
    params: dict[str, Any]
    chat_id: AccountId
    resident_id: ResidentId | None = None
    """Whose language it is rendered in; None for a stranger, who gets `lang`."""
    lang: str | None = None
    edit: MessageId | None = None
    """The message to edit in place; a new one is sent where Telegram does not allow it."""
    reply_to: MessageId | None = None
    not_after: datetime | None = None
    holds: Holds | None = None
    match_id: MatchId | None = None
    """The relay that it belongs to: a reply to it goes to the other person of that match."""
    about: tuple[ResidentId, ...] = field(default_factory=tuple)
    """Residents whom the parameters name; erasing one of them purges it."""
    urgency: int = 0
    """0 answers to people, 1 notices, 2 digests and broadcasts; lower goes first."""
    id: OutboxId = OutboxId(0)
    delete: bool = False
    """Delete the message `edit` from the chat instead of sending one."""
