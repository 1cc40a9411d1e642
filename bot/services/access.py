"""Who may do what: every action is authorised here, in the service, because buttons can be forged."""

from __future__ import annotations

from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import AskId, BuurtId, CommitmentId, MatchId, PostId, ResidentId
from bot.domain.model import Ask, Buurt, Commitment, Match, MatchState, Post, PostState, Resident, Role
from bot.services.work import Work
from storage import asks, buurten, commitments, matches, posts, residents

OUTSIDERS_PRESS = frozenset(
    {"d", "nav.back", "nav.stop", "nav.help", "nav.home", "me.lang", "me.forget", "me.data"}
    | {"where", "danger.now", "danger.hide", "danger.call", "way.list", "way.show"}
    | {"vouch.link", "appeal.begin"}
)
OUTSIDERS_COMMAND = frozenset({"start", "help", "stop", "taal", "gegevens", "vergeetmij", "wegwijzer"})
"""What somebody who is no member (yet, or any more) can do."""


def may_press(me: Resident, action: str) -> bool:
    """Whether this kind of button is for `me` at all; each service still asks about the row."""
    return me.takes_part or action in OUTSIDERS_PRESS


def may_command(me: Resident, name: str) -> bool:
    """The same for a command."""
    return me.takes_part or name in OUTSIDERS_COMMAND


def require_member(me: Resident) -> BuurtId:
    """A member (paused or not) of a buurt, whose id is returned. Raises NotAllowedError."""
    if not me.takes_part or me.buurt_id is None:
        raise NotAllowedError(f"resident {me.id} is no member")
    return me.buurt_id


async def require_role(work: Work, me: Resident, buurt_id: BuurtId, role: Role) -> None:
    """Raises NotAllowedError unless `me` has this role in this buurt."""
    if not me.takes_part or buurt_id not in await residents.buurten_of_role(work.tx, me.id, role):
        raise NotAllowedError(f"resident {me.id} is no {role} of buurt {buurt_id}")


async def resident(work: Work, resident_id: ResidentId) -> Resident:
    """A resident by id; raises GoneError where erased."""
    found = await residents.get(work.tx, resident_id)
    if found is None:
        raise GoneError(f"no resident {resident_id}")
    return found


async def buurt_of(work: Work, someone: Resident) -> Buurt:
    """The buurt somebody lives in; raises NotAllowedError where they have none yet."""
    if someone.buurt_id is None:
        raise NotAllowedError(f"resident {someone.id} has no buurt")
    return await buurten.get(work.tx, someone.buurt_id)


async def own_post(work: Work, me: Resident, post_id: PostId) -> Post:
    """A live post that `me` wrote. Raises NotAllowedError or GoneError."""
    post = await posts.get(work.tx, post_id)
    if post is None or post.resident_id != me.id:
        raise NotAllowedError(f"post {post_id} is not of resident {me.id}")
    if not post.state.live:
        raise GoneError(f"post {post_id} is {post.state}")
    return post


async def own_open_post(work: Work, me: Resident, post_id: PostId) -> Post:
    """A post that may still change. With a neighbour on the way it may not: they agreed to what it says."""
    post = await own_post(work, me, post_id)
    if post.state is not PostState.OPEN:
        raise GoneError(f"post {post_id} is {post.state}")
    return post


async def own_ask(work: Work, me: Resident, ask_id: AskId) -> Ask:
    """A question that was put to `me`. Raises NotAllowedError."""
    ask = await asks.get(work.tx, ask_id)
    if ask is None or ask.resident_id != me.id:
        raise NotAllowedError(f"ask {ask_id} is not for resident {me.id}")
    return ask


async def own_match(work: Work, me: Resident, match_id: MatchId, *states: MatchState) -> Match:
    """A match that `me` is one of the two of, in one of these states (default: agreed)."""
    match = await matches.get(work.tx, match_id)
    if match is None or not match.has(me.id):
        raise NotAllowedError(f"match {match_id} is not of resident {me.id}")
    if match.state not in (states or (MatchState.AGREED,)):
        raise GoneError(f"match {match_id} is {match.state}")
    return match


async def own_commitment(work: Work, me: Resident, commitment_id: CommitmentId) -> tuple[Commitment, Match]:
    """A live commitment of an agreed match of `me`. Raises NotAllowedError or GoneError."""
    commitment = await commitments.get(work.tx, commitment_id)
    if commitment is None:
        raise NotAllowedError(f"no commitment {commitment_id}")
    match = await own_match(work, me, commitment.match_id)
    if not commitment.state.live:
        raise GoneError(f"commitment {commitment_id} is {commitment.state}")
    return commitment, match


def gone_or_not_allowed(row_id: int, mine: bool) -> GoneError | NotAllowedError:
    """The refusal for a row: gone where it is one's own, else not allowed."""
    return GoneError(f"row {row_id} has ended") if mine else NotAllowedError(f"row {row_id} is another's")
