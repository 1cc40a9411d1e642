"""What follows when two people have said yes to each other: a commitment, and how to meet safely."""

from __future__ import annotations

from bot.domain.model import CommitmentState, Match, Post
from bot.services import agreeing, arranged
from bot.services.arranged import Arranged, while_agreed
from bot.services.work import Work
from storage import buurten, commitments, residents


async def begin(work: Work, match: Match, post: Post) -> None:
    """Make the commitment of a match that was just agreed.

    Where `post` has an exact time both are told that it stands, else the requester is offered moments.
    Whoever meets somebody for the first time gets the safe-meeting card, once.
    """
    if await commitments.of_match(work.tx, match.id) is not None:
        return
    commitment = await commitments.add(work.tx, match.id, CommitmentState.NO_TIME, None)
    buurt = await buurten.get(work.tx, post.buurt_id)
    await agreeing.start(work, Arranged(commitment, match, post, buurt.zone))
    for one, other in await arranged.both(work, match):
        if await residents.first_safety_card(work.tx, one.id, work.now):
            await work.tell(
                one,
                "safety_card",
                holds=while_agreed(match),
                about=(other.id,),
                match=match.id,
                name=other.name,
                code=match.door_code,
                helping=one.id == match.helper_id,
            )
