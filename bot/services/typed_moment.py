"""A time that is typed while two people look for one: it is proposed to the other, as a pressed moment is."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.calendar import local
from bot.domain.drafts import Data, Flow
from bot.domain.ids import MatchId
from bot.domain.model import CommitmentState, Resident
from bot.domain.when import When
from bot.services import access, arranged, drafts
from bot.services.arranged import Arranged
from bot.services.work import Work
from bot.text.times.answer import TimeAnswer, only_a_time
from storage import commitments

LOOKS_FOR_ONE = frozenset({CommitmentState.NO_TIME, CommitmentState.TIME_AGREED})


async def take(work: Work, me: Resident, text: str, agreed: Sequence[MatchId]) -> bool:
    """Take a line that is nothing but a time as a proposal; False where it is none.

    Only where one single appointment of `me` waits for a time: with two it is not known whom it is for.
    What it leaves open, the day or the clock time, is asked.
    """
    looking = [about for match_id in agreed if (about := await _looks_for_time(work, me, match_id))]
    if len(looking) != 1:
        return False
    (about,) = looking
    heard = only_a_time(text, local(work.now, about.zone))
    if heard is None:
        return False
    when = _when(heard, about)
    data: Data = {"commitment": about.commitment.id, "when": when.to_json()}
    await drafts.begin(work, me, Flow.TIME, data | ({"answered": ["day"]} if when.first else {}))
    return True


async def _looks_for_time(work: Work, me: Resident, match_id: MatchId) -> Arranged | None:
    match = await access.own_match(work, me, match_id)
    commitment = await commitments.of_match(work.tx, match.id)
    if commitment is None or commitment.state not in LOOKS_FOR_ONE:
        return None
    return await arranged.around(work, commitment, match)


def _when(heard: TimeAnswer, about: Arranged) -> When:
    """The day that was named, or the only one that the request is for."""
    wanted = about.post.when
    day = heard.day or (wanted.first if wanted.first == wanted.last else None)
    return When(day, day, at=heard.clock)
