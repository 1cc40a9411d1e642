"""Where a sentence, voice note, photo or place goes: to a neighbour, to the open question, or a new post."""

from __future__ import annotations

from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError
from bot.domain.ids import MatchId, MessageId
from bot.domain.line import Line
from bot.domain.model import MatchState, Resident, ResidentState
from bot.domain.routing import Choose, NewPost, RelayEnded, ToDraft, ToRelay, route
from bot.domain.when import When
from bot.services import access, drafts, onboarding, relay
from bot.services.answers import Given
from bot.services.home import show_home
from bot.services.work import Work
from bot.text.reader import understand
from storage import drafts as draft_rows
from storage import matches, relays

AT_MOST_MATCHES = 3
"""Neighbours named as buttons when the bot asks whom a line is for; more are in "my appointments"."""


async def receive(work: Work, me: Resident, line: Line) -> None:
    """Send a line where its writer meant it, or ask them."""
    replied = (
        await relays.match_of_message(work.tx, me.account, MessageId(line.reply_to))
        if line.reply_to
        else None
    )
    agreed = await matches.of_resident(work.tx, me.id, MatchState.AGREED)
    where = route(
        reply_to=replied,
        relay=await relays.open_of(work.tx, me.id, work.now),
        draft=await draft_rows.get(work.tx, me.id) is not None,
        matches=[match.id for match in agreed],
    )
    match where:
        case ToRelay(match_id):
            await relay.pass_on(work, me, match_id, line)
        case ToDraft():
            await drafts.answer(work, me, given(line))
        case NewPost():
            await begin_post(work, me, line)
        case RelayEnded():
            await work.show(me, "relay_ended")
        case Choose(possible, draft, new_post):
            await ask_where(work, me, line, possible, draft, new_post)


def given(line: Line) -> Given:
    """A line as the answer to a question."""
    return Given(text=line.text, voice=line.voice, contact=line.contact, message_id=line.message_id)


async def ask_where(
    work: Work, me: Resident, line: Line, possible: tuple[MatchId, ...], draft: bool, new_post: bool
) -> None:
    """Ask whom a line is for. It is not kept: the question replies to it, and the press brings it back."""
    names = []
    for match_id in possible[:AT_MOST_MATCHES]:
        match = await access.own_match(work, me, match_id)
        other = await access.resident(work, match.other(me.id))
        names.append([match.id, other.name])
    await work.tell(
        me,
        "whom_is_this_for",
        urgency=0,
        reply_to=MessageId(line.message_id),
        matches=names,
        draft=draft,
        new_post=new_post,
    )


async def begin_post(work: Work, me: Resident, line: Line) -> None:
    """Read a free line as the beginning of a request or an offer."""
    if me.state is ResidentState.INVITED:
        await onboarding.start(work, me, line.first_name, None)
        return
    if not me.takes_part:
        await show_home(work, me)
        return
    if line.voice:
        await work.tell(me, "what_is_this", urgency=0, reply_to=MessageId(line.message_id))
        return
    if line.text is None:
        await work.show(me, "relay_only_these" if line.unsupported else "send_to_whom")
        return
    reading = understand(line.text, work.now)
    if reading.kind == "crisis":
        await work.show(me, "danger")
    elif reading.kind in ("request", "offer"):
        await post_from(work, me, line, Flow(str(reading.kind)))
    else:
        await work.tell(me, "what_is_this", urgency=0, reply_to=MessageId(line.message_id))


async def post_from(work: Work, me: Resident, line: Line, flow: Flow) -> None:
    """Open a draft with what the line says already."""
    access.require_member(me)
    data: Data = {"flow": str(flow), "words_message": line.message_id, "answered": ["words"]}
    if line.voice:
        data["voice"] = line.voice
    elif line.text:
        data["words"] = line.text[:500]
        buurt = await access.buurt_of(work, me)
        reading = understand(line.text, work.now.astimezone(buurt.zone))
        if reading.category != "other":
            data["category"] = str(reading.category)
            data["answered"].append("category")
        when = When.heard(reading.when, reading.part_of_day)
        if flow is Flow.REQUEST and when is not None:
            data["when"] = when.to_json()
            data["answered"] += ["when", "day"]
    else:
        raise GoneError("nothing to post")
    await drafts.begin(work, me, flow, data)


async def edited(work: Work, me: Resident, message_id: int, text: str) -> None:
    """An edited message edits the draft that it became the words of."""
    draft = await draft_rows.get(work.tx, me.id)
    if draft is not None and draft.data.get("words_message") == message_id:
        await drafts.reword(work, me, text)
