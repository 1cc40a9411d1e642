"""Reporting a neighbour ("melden"): two taps, no words; contact between the two ends at once."""

from __future__ import annotations

from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError, NotAllowedError, TooManyError
from bot.domain.ids import AskId, InvitationId, MatchId, PostId, ReportId
from bot.domain.model import AskState, MatchState, Post, PostState, Report, Resident
from bot.services import access, alerts, drafts, ending, matching
from bot.services.reopening import reopen
from bot.services.work import Work
from storage import asks, buurten, commitments, decisions, due, invitations, matches, paper, posts, reports

ANY = (MatchState.OFFERED, MatchState.AGREED, MatchState.ENDED)
"""Also what is over can be reported."""
MOST_LINES = 6
"""What a reporter can share about one report, in lines: they fit on one screen."""


async def confirm(work: Work, me: Resident, what: str, row: int) -> None:
    """Ask once more before a report; `what` is "match", "ask", "invite" or "post" (one for me)."""
    reported, _ = await _about(work, me, what, row)
    name = reported.name if what == "match" and await _knows_name(work, me, MatchId(row)) else None
    work.edit = None  # the card or the line that is reported stays readable beside the question
    await work.show(me, "report_confirm", what=what, row=row, name=name)


async def _knows_name(work: Work, me: Resident, match_id: MatchId) -> bool:
    """The requester sees the helper's name with the offer; the helper sees theirs only after their yes."""
    match = await access.own_match(work, me, match_id, *ANY)
    return match.requester_id == me.id or await commitments.of_match(work.tx, match.id) is not None


async def report(work: Work, me: Resident, what: str, row: int) -> None:
    """Cut contact between the two, tell the coordinators, and tell the reporter what happens now."""
    reported, post = await _about(work, me, what, row)
    parties = await alerts.beside(work, me.id, reported.id)
    seen_by = len(await alerts.coordinators(work, post.buurt_id, *parties))
    await cut_contact(work, me, reported)
    if not await reports.open_between(work.tx, me.id, reported.id):
        report_id = await reports.add(work.tx, me.id, reported.id, post.buurt_id, work.now)
        await work.record("reported", me, post=post)
        made = await reports.get(work.tx, report_id)
        if made is not None:
            await alerts.report_waits(work, made)
    mine = await reports.open_between(work.tx, me.id, reported.id)
    await work.show(me, "report_done", seen=seen_by > 0, report=mine if seen_by else None)


async def tell_more(work: Work, me: Resident, report_id: ReportId) -> None:
    """Ask the reporter what the coordinators should read; only what they choose to share is seen."""
    await _own_open(work, me, report_id)
    await drafts.begin(work, me, Flow.CASE, {"report": report_id})


@drafts.finishes(Flow.CASE)
async def share_line(work: Work, me: Resident, data: Data) -> None:
    """Keep a line until the report is closed. Raises TooManyError, and GoneError where it is closed by now."""
    report = await _own_open(work, me, ReportId(data["report"]))
    before = len(await decisions.lines_of(work.tx, report.id))
    if before >= MOST_LINES:
        raise TooManyError(f"report {report.id} has {MOST_LINES} lines")
    await decisions.add_line(work.tx, report.id, data["case_line"], work.now)
    if not before:
        buurt = await buurten.get(work.tx, report.buurt_id)
        parties = await alerts.beside(work, me.id, report.reported_id)
        for each in await alerts.coordinators(work, report.buurt_id, *parties):
            await work.tell(each, "co_case_shared", calm=buurt.zone, about=(me.id,), report=report.id)
    await work.show(me, "case_shared", report=report.id, more=MOST_LINES - before - 1)


async def _own_open(work: Work, me: Resident, report_id: ReportId) -> Report:
    access.require_member(me)
    report = await reports.get(work.tx, report_id)
    if report is None or report.reporter_id != me.id:
        raise NotAllowedError(f"report {report_id} is not of resident {me.id}")
    if report.closed:
        raise GoneError(f"report {report_id} is closed")
    return report


async def cut_contact(work: Work, one: Resident, other: Resident) -> None:
    """Nothing goes on between these two, and they are not brought together again.

    The request of `one` looks for somebody else; that of `other`, who was reported, is held until a
    coordinator has looked. The other hears only that this will not go on. The same holds for the contact who
    pressed and wrote for the other, and for those for whom the other does.
    """
    await reports.block(work.tx, one.id, other.id)
    await _cut(work, one, other)
    for each in await paper.beside(work.tx, other.id):
        await _cut(work, one, await access.resident(work, each))


async def _cut(work: Work, one: Resident, other: Resident) -> None:
    again: list[Post] = []
    for match in await matches.of_resident(work.tx, one.id, MatchState.OFFERED, MatchState.AGREED):
        post = await posts.get(work.tx, match.post_id)
        if not match.has(other.id) or post is None:
            continue
        await ending.end_match(work, match)
        await ending.tell_not_going_on(work, other, post)
        if match.state is MatchState.AGREED:
            await work.record("dropped_out", one, post=post, detail="helper")
        again.append(post)
    await invitations.withdraw_between(work.tx, one.id, other.id)
    for ask in await asks.between(work.tx, one.id, other.id):
        was = frozenset({AskState.WAITING, AskState.SILENT, AskState.YES})
        await asks.set_state(work.tx, ask.id, AskState.WITHDRAWN, work.now, was=was)
        await due.cancel(work.tx, ask.id, "ask_silent")
        post = await posts.get(work.tx, ask.post_id)
        if post is not None and post.id not in [each.id for each in again]:
            again.append(post)
    for post in again:
        await _go_on_without(work, post, other)
    for post in await posts.live_about(work.tx, one.id):
        # What the other asked for them; where a neighbour is on the way, that help is not the other's.
        if post.resident_id == other.id and post.state is not PostState.MATCHED:
            await ending.end_post(work, post, PostState.CLOSED)
            await work.record("closed", one, post=post)
            await ending.tell_not_going_on(work, other, post)


async def _go_on_without(work: Work, post: Post, reported: Resident) -> None:
    if post.state is PostState.MATCHED and await matching.has_live_match(work, post):
        return  # a neighbour who has no part in this is on the way
    if reported.id in (post.resident_id, post.for_resident_id):
        was = frozenset({PostState.OPEN, PostState.MATCHED})
        if await posts.set_state(work.tx, post.id, PostState.HELD, work.now, was=was):
            await due.cancel(work.tx, post.id, "wave", "post_warn")
            await due.plan(work.tx, "post_expire", post.id, max(post.expires_at, work.now))
        return
    await reopen(work, post)


async def let_go_on(work: Work, reported: Resident) -> None:
    """The requests that were held look for helpers again, once no report is open any more."""
    await _let_go_on(work, reported)
    for each in await paper.beside(work.tx, reported.id):
        await _let_go_on(work, await access.resident(work, each))


async def _let_go_on(work: Work, reported: Resident) -> None:
    if await reports.open_about(work.tx, reported.id):
        return
    for post in await posts.live_of(work.tx, reported.id) + await posts.live_about(work.tx, reported.id):
        if post.state is PostState.HELD and post.expires_at <= work.now:
            await due.plan(work.tx, "post_expire", post.id, work.now)
        elif post.state is PostState.HELD:
            await reopen(work, post)


async def _about(work: Work, me: Resident, what: str, row: int) -> tuple[Resident, Post]:
    """Whom a button reports, and the post it is about. Raises NotAllowedError or GoneError."""
    access.require_member(me)
    if what == "match":
        match = await access.own_match(work, me, MatchId(row), *ANY)
        post, reported = await posts.get(work.tx, match.post_id), match.other(me.id)
    elif what == "ask":
        ask = await access.own_ask(work, me, AskId(row))
        post = await posts.get(work.tx, ask.post_id)
        reported = post.resident_id if post else me.id
    elif what == "invite":
        invitation = await invitations.get(work.tx, InvitationId(row))
        if invitation is None or invitation.resident_id != me.id:
            raise NotAllowedError(f"invitation {row} is not for resident {me.id}")
        post = await posts.get(work.tx, invitation.offer_id)
        reported = post.resident_id if post else me.id
    elif what == "post":
        post = await posts.get(work.tx, PostId(row))
        if post is None or post.for_resident_id != me.id:
            raise NotAllowedError(f"post {row} is not for resident {me.id}")
        reported = post.resident_id
    else:
        raise GoneError("nothing of that name can be reported")
    if post is None:
        raise GoneError(f"the post of {what} {row} is gone")
    if reported == me.id:
        raise NotAllowedError(f"resident {me.id} cannot report themselves")
    return await access.resident(work, reported), post
