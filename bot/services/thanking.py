"""A thank-you that is passed on: once from each of the two, in set words or in their own."""

from __future__ import annotations

from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError
from bot.domain.ids import CommitmentId
from bot.domain.model import CommitmentState, Resident
from bot.services import access, checkin, drafts, giving, stories
from bot.services.arranged import Arranged, while_agreed
from bot.services.guarding import without_accounts
from bot.services.work import Work
from storage import events


async def _may_thank(work: Work, me: Resident, commitment_id: CommitmentId) -> Arranged:
    """After help that `me` was content with, and not thanked for yet. Raises NotAllowedError or GoneError."""
    about = await checkin.after(work, me, commitment_id)
    content = await events.happened(work.tx, me.id, about.post.id, "face_good", "face_fair")
    thanked = await events.happened(work.tx, me.id, about.post.id, "thanked")
    if about.commitment.state is not CommitmentState.DONE or not content or thanked:
        raise GoneError(f"no thanks for commitment {commitment_id}")
    return about


async def send_thanks(work: Work, me: Resident, commitment_id: CommitmentId) -> None:
    """The set words of thanks, each in the language of the one who gets them."""
    await _send(work, me, await _may_thank(work, me, commitment_id), None)


async def ask_thanks(work: Work, me: Resident, commitment_id: CommitmentId) -> None:
    """Ask for thanks in own words."""
    about = await _may_thank(work, me, commitment_id)
    await drafts.begin(work, me, Flow.THANKS, {"commitment": about.commitment.id})


@drafts.finishes(Flow.THANKS)
async def finish_thanks(work: Work, me: Resident, data: Data) -> None:
    """The thanks in own words go to the other."""
    about = await _may_thank(work, me, CommitmentId(data["commitment"]))
    await _send(work, me, about, without_accounts(data["thanks"]))


async def _send(work: Work, me: Resident, about: Arranged, words: str | None) -> None:
    other = await access.resident(work, about.match.other(me.id))
    await work.record("thanked", me, post=about.post)
    await work.tell(
        other,
        "thanks_received",
        holds=while_agreed(about.match),
        calm=about.zone,
        about=(me.id,),
        match_id=about.match.id,
        name=me.name,
        words=words,
        match=about.match.id,
    )
    await work.show(me, "thanks_sent", name=other.name)
    if me.id == about.match.requester_id:
        await giving.plan(work, me)
    await stories.plan(work, me, about)
