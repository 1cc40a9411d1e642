"""Before and after: does it go on, did it work out, and what then becomes of the match."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Any

from bot.domain.errors import GoneError
from bot.domain.ids import CommitmentId, MatchId
from bot.domain.model import CommitmentState, MatchState, PostState, Resident
from bot.services import access, arranged, reminding
from bot.services import matches as together
from bot.services.arranged import Arranged, while_agreed
from bot.services.ending import end_match
from bot.services.work import PRESSED_TWICE, Work
from storage import commitments, due, events, matches, posts

ANSWER_WITHIN = timedelta(days=3)
GOODBYE = timedelta(days=1)
"""How long the two can still talk after it is done."""


class Face(StrEnum):
    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"


class Went(StrEnum):
    MISSED = "missed"
    """Nobody came, or nobody was there."""
    OTHER = "other"


FACES = tuple(f"face_{face}" for face in Face)
WENT = tuple(f"went_{went}" for went in Went)


async def goes_on(work: Work, me: Resident, commitment_id: CommitmentId) -> None:
    """A yes to the question of the day before."""
    about = await _ahead(work, me, commitment_id)
    other = await access.resident(work, about.match.other(me.id))
    if not await events.lately(work.tx, about.post.id, work.now - PRESSED_TWICE, "goes_on", me.id):
        await work.record("goes_on", me, post=about.post)
    await work.show(me, "goes_on", name=other.name, moment=about.moment, match=about.match.id)


async def goes_not(work: Work, me: Resident, commitment_id: CommitmentId) -> None:
    """A no to it: the other is told first, then the request is put out again."""
    about = await _ahead(work, me, commitment_id)
    await together.drop_out(work, me, about.match.id)


async def _ahead(work: Work, me: Resident, commitment_id: CommitmentId) -> Arranged:
    about = await arranged.of_resident(work, me, commitment_id)
    starts_at = about.commitment.starts_at
    if about.commitment.state is not CommitmentState.CONFIRMED or not starts_at or starts_at <= work.now:
        raise GoneError(f"commitment {commitment_id} is not ahead")
    return about


async def check_in(work: Work, subject: int) -> None:
    """Two hours after: did it work out? Both are asked."""
    about = await arranged.of_due(work, subject)
    if about is None or about.commitment.state is not CommitmentState.CONFIRMED:
        return
    starts_at = about.commitment.starts_at
    if starts_at is None or starts_at > work.now:
        return
    for one, other in await arranged.both(work, about.match):
        await _ask(work, about, one, other)
    await _wait(work, about)


async def _wait(work: Work, about: Arranged) -> None:
    await due.plan(work.tx, "check_in_over", about.commitment.id, work.now + ANSWER_WITHIN)


def _question(about: Arranged, other: Resident) -> dict[str, Any]:
    return {
        "commitment": about.commitment.id,
        "match": about.match.id,
        "name": other.name,
        "category": about.post.category,
    }


async def _ask(work: Work, about: Arranged, one: Resident, other: Resident) -> None:
    await work.tell(
        one,
        "check_in",
        holds=while_agreed(about.match),
        within=ANSWER_WITHIN,
        calm=about.zone,
        about=(other.id,),
        **_question(about, other),
    )


async def has_been(work: Work, me: Resident, commitment_id: CommitmentId) -> None:
    """Without a time having been told, it has happened already: go on to how it was.

    Whoever says so is asked at once, by night too; the other is not waked.
    """
    about = await arranged.of_resident(work, me, commitment_id)
    if about.commitment.state is CommitmentState.CONFIRMED:
        raise GoneError(f"commitment {commitment_id} has a time")
    other = await access.resident(work, about.match.other(me.id))
    await commitments.change(work.tx, about.commitment.id, CommitmentState.CONFIRMED, work.now)
    await due.cancel(work.tx, about.commitment.id, "which_time", "which_time_again")
    await work.show(me, "check_in", **_question(about, other))
    await _ask(work, about, other, me)
    await _wait(work, about)


async def answer(work: Work, me: Resident, commitment_id: CommitmentId, face: str) -> None:
    """One of three faces. The first answer of the two decides what becomes of it."""
    about = await after(work, me, commitment_id)
    if face not in list(Face) or await events.happened(work.tx, me.id, about.post.id, *FACES):
        raise GoneError(f"no face for commitment {commitment_id}")
    await work.record(f"face_{face}", me, post=about.post)
    other = await access.resident(work, about.match.other(me.id))
    if face != Face.BAD and about.commitment.state is CommitmentState.CONFIRMED:
        await _decide(work, about, CommitmentState.DONE, PostState.DONE, "done")
    params: dict[str, Any] = {"commitment": about.commitment.id, "match": about.match.id, "name": other.name}
    match Face(face):
        case Face.GOOD:
            await work.show(me, "thanks_question", **params)
        case Face.FAIR:
            await work.show(me, "fair_noted", **params)
        case Face.BAD:
            await work.show(me, "what_happened", **params, helping=me.id == about.match.helper_id)


async def after(work: Work, me: Resident, commitment_id: CommitmentId) -> Arranged:
    """A commitment of `me` whose moment has passed, while the two can still talk.

    Raises NotAllowedError or GoneError.
    """
    commitment = await commitments.get(work.tx, commitment_id)
    if commitment is None:
        return await arranged.of_resident(work, me, commitment_id)
    match = await access.own_match(work, me, commitment.match_id)
    happened = commitment.state in (CommitmentState.DONE, CommitmentState.MISSED)
    now_or_past = commitment.starts_at is not None and commitment.starts_at <= work.now
    if not happened and not (commitment.state is CommitmentState.CONFIRMED and now_or_past):
        raise GoneError(f"commitment {commitment_id} is {commitment.state}")
    return await arranged.around(work, commitment, match)


async def what_happened(work: Work, me: Resident, commitment_id: CommitmentId, went: str) -> None:
    """What somebody says after the sad face; it decides where nobody said before that it was done."""
    about = await after(work, me, commitment_id)
    said_bad = await events.happened(work.tx, me.id, about.post.id, f"face_{Face.BAD}")
    if went not in list(Went) or not said_bad or await events.happened(work.tx, me.id, about.post.id, *WENT):
        raise GoneError(f"no story asked for commitment {commitment_id}")
    await work.record(f"went_{went}", me, post=about.post)
    if about.commitment.state is CommitmentState.CONFIRMED:
        kind = "missed" if went == Went.MISSED else "went_wrong"
        await _decide(work, about, CommitmentState.MISSED, PostState.CLOSED, kind)
    other = await access.resident(work, about.match.other(me.id))
    await work.show(
        me,
        "sorry_to_hear",
        name=other.name,
        match=about.match.id,
        post=about.post.id if about.post.resident_id == me.id else None,
    )


async def _decide(
    work: Work, about: Arranged, state: CommitmentState, post_state: PostState, event: str
) -> None:
    """How it ended. The two can talk for a day more; then the match ends by itself."""
    await commitments.change(work.tx, about.commitment.id, state, about.commitment.starts_at)
    await posts.set_state(work.tx, about.post.id, post_state, work.now, was=frozenset({PostState.MATCHED}))
    await work.record(event, await access.resident(work, about.match.requester_id), post=about.post)
    await due.cancel(work.tx, about.commitment.id, "check_in_over", *reminding.TO_PEOPLE)
    await due.plan(work.tx, "match_end", about.match.id, work.now + GOODBYE)


async def check_in_over(work: Work, subject: int) -> None:
    """Nobody said how it was, or which time it became: it ends without a word."""
    about = await arranged.of_due(work, subject)
    if about is None:
        return
    match about.commitment.state:
        case CommitmentState.CONFIRMED if (
            about.commitment.starts_at and about.commitment.starts_at > work.now
        ):
            return
        case CommitmentState.CONFIRMED if await _somebody_was_sad(work, about):
            await _decide(work, about, CommitmentState.MISSED, PostState.CLOSED, "went_wrong")
        case CommitmentState.CONFIRMED:
            await _decide(work, about, CommitmentState.DONE, PostState.DONE, "done_unheard")
        case _:
            await _decide(work, about, CommitmentState.CANCELLED, PostState.CLOSED, "no_time")
    await match_end(work, about.match.id)


async def _somebody_was_sad(work: Work, about: Arranged) -> bool:
    kind = f"face_{Face.BAD}"
    for who in (about.match.requester_id, about.match.helper_id):
        if await events.happened(work.tx, who, about.post.id, kind):
            return True
    return False


async def match_end(work: Work, subject: int) -> None:
    """The day for a goodbye is over: the match ends without a word, and its address goes."""
    match = await matches.get(work.tx, MatchId(subject))
    if match is None or match.state is not MatchState.AGREED:
        return
    commitment = await commitments.of_match(work.tx, match.id)
    if commitment is not None and commitment.state.live:
        return
    await due.cancel(work.tx, match.id, "match_end")
    await end_match(work, match)
