"""Agreeing on a time: one of the two proposes, the other says yes, and then it is an appointment."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import at_local, local, local_text
from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError, NotUnderstoodError, TooManyError
from bot.domain.ids import CommitmentId, MatchId
from bot.domain.model import CommitmentState, PostKind, PostState, Resident
from bot.domain.when import Availability, When, moments
from bot.services import access, arranged, drafts, reminding, sorry
from bot.services.arranged import Arranged
from bot.services.work import PRESSED_TWICE, Work
from storage import commitments, due, events, outbox, posts

PROPOSED = 3
PROPOSALS_AN_HOUR = 12
"""Of one resident: each is told to the other, and so is each that is taken back."""
REACH = timedelta(days=90)
"""How far ahead an appointment may lie."""
ASK_AT = time(10)
ASK_AGAIN_AFTER_DAYS = 2
LEFT_ALONE = timedelta(days=12)
"""After the last question without an answer; then the match ends by itself."""
ON_BUTTON = "%Y%m%d%H%M"


async def start(work: Work, about: Arranged) -> None:
    """The two have just said yes: confirm the post's exact time, or let the requester choose one."""
    when = about.post.when
    if when.exact and when.first is not None and when.at is not None:
        moment = at_local(when.first, when.at, about.zone)
        if moment > work.now:
            await settle(work, about, moment)
            return
    requester = await access.resident(work, about.match.requester_id)
    helper = await access.resident(work, about.match.helper_id)
    await work.tell(
        requester,
        "choose_time",
        holds=about.holds(CommitmentState.NO_TIME),
        about=(helper.id,),
        **await _choices(work, about, helper),
    )
    await _ask_later(work, about, ASK_AGAIN_AFTER_DAYS)


async def _choices(work: Work, about: Arranged, other: Resident) -> Data:
    return {
        "commitment": about.commitment.id,
        "match": about.match.id,
        "name": other.name,
        "moments": await _suggest(work, about),
        "until_now": about.moment if about.commitment.state is CommitmentState.CONFIRMED else None,
    }


async def _suggest(work: Work, about: Arranged) -> list[str]:
    """Up to three local moments that suit both; where none is left, moments that suit at least one."""
    offers = [
        post.can
        for post in await posts.live_of(work.tx, about.match.helper_id)
        if post.kind is PostKind.OFFER
        and post.state is PostState.OPEN
        and post.category == about.post.category
    ]
    can = offers[0] if offers else Availability()
    wanted, now_local = about.post.when, local(work.now, about.zone)
    for when, availability in (
        (wanted, can),
        (wanted, Availability()),
        (When(part=wanted.part), can),
        (When(), Availability()),
    ):
        found = moments(when, availability, now_local, PROPOSED, but_not=about.moment)
        if found:
            return [local_text(each, about.zone) for each in found]
    return []


async def other_time(work: Work, me: Resident, commitment_id: CommitmentId) -> None:
    """One of the two would like another time: the choices are shown; nothing changes yet."""
    about = await arranged.of_resident(work, me, commitment_id)
    _not_begun(work, about)
    other = await access.resident(work, about.match.other(me.id))
    await work.show(me, "choose_time", **await _choices(work, about, other))


async def change_time(work: Work, me: Resident, match_id: MatchId) -> None:
    """The same, from the screen of the match."""
    match = await access.own_match(work, me, match_id)
    commitment = await commitments.of_match(work.tx, match.id)
    if commitment is None:
        raise GoneError(f"match {match_id} has no commitment")
    await other_time(work, me, commitment.id)


async def propose(work: Work, me: Resident, commitment_id: CommitmentId, on_button: str) -> None:
    """A pressed moment, as local `yyyymmddHHMM`. Raises GoneError where it is past, far off or no moment."""
    about = await arranged.of_resident(work, me, commitment_id)
    await _propose(work, me, about, _read(on_button, about.zone))


def _read(on_button: str, zone: ZoneInfo) -> datetime:
    try:
        wall = datetime.strptime(on_button, ON_BUTTON).replace(tzinfo=zone)
    except ValueError as error:
        raise GoneError("no moment on the button") from error
    return at_local(wall.date(), wall.time(), zone)


def _not_begun(work: Work, about: Arranged) -> None:
    starts_at = about.commitment.starts_at
    if about.commitment.state is CommitmentState.CONFIRMED and starts_at and starts_at <= work.now:
        raise GoneError(f"commitment {about.commitment.id} has begun")


async def _propose(work: Work, me: Resident, about: Arranged, moment: datetime) -> None:
    _not_begun(work, about)
    if not work.now < moment <= work.now + REACH:
        raise GoneError(f"no sensible moment for commitment {about.commitment.id}")
    commitment = about.commitment
    same = commitment.starts_at == moment
    if same and commitment.state is CommitmentState.TIME_AGREED and commitment.proposed_by != me.id:
        await settle(work, about, moment, me)
        return
    if same:
        raise GoneError(f"commitment {commitment.id} has this time already")
    hour_ago = work.now - timedelta(hours=1)
    if await events.count_of(work.tx, me.id, hour_ago, "time_proposed") >= PROPOSALS_AN_HOUR:
        raise TooManyError(f"resident {me.id} proposed {PROPOSALS_AN_HOUR} times in an hour")
    other = await access.resident(work, about.match.other(me.id))
    until_now = about.moment if commitment.state is CommitmentState.CONFIRMED else None
    about = await _set(work, about, CommitmentState.TIME_AGREED, moment, me)
    await reminding.cancel_all(work, about)
    await work.record("time_proposed", me, post=about.post)
    await _ask_to_confirm(work, about, me, other, until_now)
    await work.show(me, "time_proposed", name=other.name, moment=about.moment, match=about.match.id)
    await _ask_later(work, about, 1)


async def _ask_to_confirm(
    work: Work,
    about: Arranged,
    proposer: Resident,
    other: Resident,
    until_now: str | None = None,
    calm: ZoneInfo | None = None,
) -> None:
    await work.tell(
        other,
        "confirm_time",
        holds=about.holds(CommitmentState.TIME_AGREED),
        calm=calm,
        about=(proposer.id,),
        commitment=about.commitment.id,
        match=about.match.id,
        name=proposer.name,
        category=about.post.category,
        moment=about.moment,
        until_now=until_now,
    )


async def confirm(work: Work, me: Resident, commitment_id: CommitmentId, on_button: str) -> None:
    """The other's yes to the proposed moment, which is on the button: an older proposal is not confirmed."""
    about = await arranged.of_resident(work, me, commitment_id)
    commitment, moment = about.commitment, _read(on_button, about.zone)
    if (
        commitment.state is not CommitmentState.TIME_AGREED
        or commitment.proposed_by == me.id
        or commitment.starts_at != moment
        or moment <= work.now
    ):
        raise GoneError(f"commitment {commitment_id} does not wait for this yes")
    await settle(work, about, moment, me)


async def settle(work: Work, about: Arranged, moment: datetime, me: Resident | None = None) -> None:
    """Both want this moment (UTC): it is an appointment, with its reminders. `me` pressed the last yes."""
    about = await _set(work, about, CommitmentState.CONFIRMED, moment)
    await due.cancel(work.tx, about.commitment.id, "which_time", "which_time_again", "check_in_over")
    await reminding.plan_all(work, about)
    requester = await access.resident(work, about.match.requester_id)
    await work.record("time_confirmed", requester, post=about.post)
    for one, other in await arranged.both(work, about.match):
        params: Data = {
            "name": other.name,
            "category": about.post.category,
            "moment": about.moment,
            "match": about.match.id,
            "code": about.match.door_code,
        }
        if me is not None and one.id == me.id:
            await work.show(one, "time_confirmed", **params)
        else:
            holds = about.holds(CommitmentState.CONFIRMED)
            await work.tell(one, "time_confirmed", holds=holds, about=(other.id,), **params)


async def ourselves(work: Work, me: Resident, commitment_id: CommitmentId) -> None:
    """The two arrange the time between them; tomorrow the requester is asked which time it became."""
    about = await arranged.of_resident(work, me, commitment_id)
    _not_begun(work, about)
    other = await access.resident(work, about.match.other(me.id))
    params: Data = {"match": about.match.id, "category": about.post.category}
    if about.commitment.state is CommitmentState.NO_TIME and await _said_ourselves(work, me, about):
        await work.show(me, "arrange_yourselves", name=other.name, **params)
        return
    about = await _set(work, about, CommitmentState.NO_TIME, None)
    await reminding.cancel_all(work, about)
    await work.record("time_ourselves", me, post=about.post)
    await work.tell(
        other,
        "arrange_yourselves",
        holds=about.holds(CommitmentState.NO_TIME),
        about=(me.id,),
        name=me.name,
        **params,
    )
    await work.show(me, "arrange_yourselves", name=other.name, **params)
    await due.cancel(work.tx, about.commitment.id, "which_time_again")
    await _ask_later(work, about, 1)


async def _said_ourselves(work: Work, me: Resident, about: Arranged) -> bool:
    """Whether `me` has just told the other that they arrange it themselves: pressed twice, it is told once."""
    since = work.now - PRESSED_TWICE
    return await events.lately(work.tx, about.post.id, since, "time_ourselves", me.id) and (
        await outbox.was_told(work.tx, about.match.other(me.id), "arrange_yourselves", since)
    )


async def _ask_later(work: Work, about: Arranged, days: int, kind: str = "which_time") -> None:
    day = local(work.now, about.zone).date() + timedelta(days=days)
    await due.plan(work.tx, kind, about.commitment.id, at_local(day, ASK_AT, about.zone))


async def which_time(work: Work, subject: int) -> None:
    """There is no confirmed time yet: ask for it, and once more after two days."""
    about = await arranged.of_due(work, subject)
    if about is not None and await _ask_which(work, about):
        await _ask_later(work, about, ASK_AGAIN_AFTER_DAYS, "which_time_again")


async def which_time_again(work: Work, subject: int) -> None:
    """The second and last time; without an answer the match ends by itself, later."""
    about = await arranged.of_due(work, subject)
    if about is not None and await _ask_which(work, about):
        await due.plan(work.tx, "check_in_over", about.commitment.id, work.now + LEFT_ALONE)


async def _ask_which(work: Work, about: Arranged) -> bool:
    """Ask the one who is to answer; False where a time was confirmed and nothing is to be asked."""
    commitment = about.commitment
    requester = await access.resident(work, about.match.requester_id)
    helper = await access.resident(work, about.match.helper_id)
    match commitment.state:
        case CommitmentState.TIME_AGREED if commitment.starts_at and commitment.starts_at > work.now:
            by_helper = commitment.proposed_by == helper.id
            proposer, other = (helper, requester) if by_helper else (requester, helper)
            await _ask_to_confirm(work, about, proposer, other, calm=about.zone)
            return True
        case CommitmentState.TIME_AGREED | CommitmentState.NO_TIME:
            about = await _set(work, about, CommitmentState.NO_TIME, None)
        case _:
            return False
    await work.tell(
        requester,
        "which_time",
        holds=about.holds(CommitmentState.NO_TIME),
        calm=about.zone,
        about=(helper.id,),
        commitment=commitment.id,
        match=about.match.id,
        name=helper.name,
        category=about.post.category,
    )
    return True


async def ask_time(work: Work, me: Resident, commitment_id: CommitmentId) -> None:
    """Ask for a day and a clock time, typed or pressed."""
    about = await arranged.of_resident(work, me, commitment_id)
    _not_begun(work, about)
    await drafts.begin(work, me, Flow.TIME, {"commitment": about.commitment.id})


@drafts.finishes(Flow.TIME)
async def finish_time(work: Work, me: Resident, data: Data) -> None:
    """The day and the clock time are known: propose them to the other."""
    about = await arranged.of_resident(work, me, CommitmentId(data["commitment"]))
    when = When.from_json(data["when"])
    if when.first is None or when.at is None:
        raise NotUnderstoodError("no day and clock time")
    moment = at_local(when.first, when.at, about.zone)
    if not work.now < moment <= work.now + REACH:
        await work.show(me, "time_passed", commitment=about.commitment.id)
        return
    try:
        await _propose(work, me, about, moment)
    except TooManyError as error:
        await sorry.refuse(work, me, error)  # nothing has changed, and no question stays open


async def _set(
    work: Work,
    about: Arranged,
    state: CommitmentState,
    moment: datetime | None,
    proposer: Resident | None = None,
) -> Arranged:
    proposed_by = proposer.id if proposer else None
    await commitments.change(work.tx, about.commitment.id, state, moment, proposed_by)
    changed = replace(about.commitment, state=state, starts_at=moment, proposed_by=proposed_by)
    return replace(about, commitment=changed)
