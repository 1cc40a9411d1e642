"""A commitment together with what it belongs to: the match, the post and the buurt's time zone."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.calendar import local_text
from bot.domain.errors import GoneError
from bot.domain.ids import CommitmentId
from bot.domain.model import Commitment, CommitmentState, Holds, Match, MatchState, Post, Resident
from bot.services import access
from bot.services.work import Work
from storage import buurten, commitments, matches, posts


@dataclass(frozen=True)
class Arranged:
    """What two people will do, with everything around it."""

    commitment: Commitment
    match: Match
    post: Post
    zone: ZoneInfo

    @property
    def moment(self) -> str | None:
        """The agreed moment as local ISO text, where there is one."""
        starts_at = self.commitment.starts_at
        return local_text(starts_at, self.zone) if starts_at else None

    def holds(self, *states: CommitmentState) -> Holds:
        """A message that is only true while the commitment is in one of these states."""
        return Holds("commitment", self.commitment.id, frozenset(states))


def while_agreed(match: Match) -> Holds:
    """A message that is only true while the two of a match are agreed."""
    return Holds("match", match.id, frozenset({MatchState.AGREED}))


async def of_resident(work: Work, me: Resident, commitment_id: CommitmentId) -> Arranged:
    """A live commitment of an agreed match of `me`. Raises NotAllowedError or GoneError."""
    commitment, match = await access.own_commitment(work, me, commitment_id)
    return await around(work, commitment, match)


async def of_due(work: Work, subject: int) -> Arranged | None:
    """The live commitment that a due row is about, or None where it or its match is over."""
    commitment = await commitments.get(work.tx, CommitmentId(subject))
    if commitment is None or not commitment.state.live:
        return None
    match = await matches.get(work.tx, commitment.match_id)
    if match is None or match.state is not MatchState.AGREED:
        return None
    return await around(work, commitment, match)


async def around(work: Work, commitment: Commitment, match: Match) -> Arranged:
    """A commitment of a match, with its post and zone. Raises GoneError where the post is gone."""
    post = await posts.get(work.tx, match.post_id)
    if post is None:
        raise GoneError(f"post of match {match.id} is gone")
    buurt = await buurten.get(work.tx, post.buurt_id)
    return Arranged(commitment, match, post, buurt.zone)


async def both(work: Work, match: Match) -> tuple[tuple[Resident, Resident], tuple[Resident, Resident]]:
    """(requester, helper) and (helper, requester): each of the two with the other."""
    requester = await access.resident(work, match.requester_id)
    helper = await access.resident(work, match.helper_id)
    return (requester, helper), (helper, requester)
