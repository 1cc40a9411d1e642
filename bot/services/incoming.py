"""Where a sentence, voice note, photo or place goes: to a neighbour, to the open question, or a new post."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.categories import CARD_TEXT_LIMIT
from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError
from bot.domain.ids import AccountId, MatchId, MessageId
from bot.domain.line import Line
from bot.domain.model import Draft, MatchState, Resident, ResidentState
from bot.domain.routing import Choose, NewPost, RelayEnded, Route, ToDraft, ToRelay, route
from bot.domain.when import When
from bot.services import access, danger, drafts, onboarding, paper_voice, relay, typed_moment
from bot.services.answers import Given
from bot.services.guarding import cut, public
from bot.services.home import show_home
from bot.services.when_answers import is_over
from bot.services.work import Work
from bot.text.courtesies import Courtesy, courtesy
from bot.text.reader import Reading, split_needs, understand
from bot.text.times.availability import read_availability
from storage import drafts as draft_rows
from storage import matches, relays, residents

SURE = 0.5
"""How sure the reader of texts must be that it read the kind or the category right; under that the bot asks."""
LEFT_ALONE = timedelta(hours=1)
"""After that a sentence that reads like a new need may well be one, whatever question is open."""
AT_MOST_MATCHES = 3
"""Neighbours named as buttons when the bot asks whom a line is for; more are in "my appointments"."""


async def receive(work: Work, me: Resident, line: Line) -> None:
    """Send a line where its writer meant it, or ask them."""
    where, draft = await _where(work, me, line)
    alarm = danger.heard(work, line.text or line.caption)
    to_neighbour = isinstance(where, ToRelay) or (isinstance(where, Choose) and not where.new_post)
    if alarm is not None:
        await danger.answer(work, me, alarm, line.message_id, in_relay=to_neighbour)
        if not to_neighbour:
            return  # published and matched with nobody; "no, just a question" brings it back
    match where:
        case ToRelay(match_id):
            await relay.pass_on(work, me, match_id, line)
        case ToDraft():
            await drafts.answer(work, me, given(line))
        case NewPost():
            await begin_post(work, me, line)
        case RelayEnded():
            await work.show(me, "relay_ended")
        case Choose(possible, _, new_post):
            if draft is None and line.text and await typed_moment.take(work, me, line.text, possible):
                return
            await ask_where(work, me, line, possible, draft, new_post)


async def is_for_us(work: Work, account: AccountId, line: Line) -> bool:
    """Whether the bot itself is to understand a line: of somebody who agreed to take part, and for no neighbour."""
    me = await residents.by_account(work.tx, account)
    if me is None or not _agreed(me):
        return False
    me = await paper_voice.speaker(work, me, line)
    where, _ = await _where(work, me, line)
    return isinstance(where, ToDraft | NewPost)


async def has_agreed(work: Work, account: AccountId) -> bool:
    """Whether somebody has read what the bot does and agreed to take part, and still does."""
    me = await residents.by_account(work.tx, account)
    return me is not None and _agreed(me)


def _agreed(me: Resident) -> bool:
    return me.state not in (ResidentState.INVITED, ResidentState.REMOVED)


async def _where(work: Work, me: Resident, line: Line) -> tuple[Route, Draft | None]:
    """Where a line goes, and the question that is open."""
    replied = (
        await relays.match_of_message(work.tx, me.chat, MessageId(line.reply_to)) if line.reply_to else None
    )
    agreed = [match.id for match in await matches.of_resident(work.tx, me.id, MatchState.AGREED)]
    draft = await draft_rows.get(work.tx, me.id)
    talk = await relays.open_of(work.tx, me.id, work.now)
    if talk is None and draft is not None:
        # Whoever takes longer over a line than the relay stays open may still mean that neighbour.
        talk = next((each for each in [await relays.last_of(work.tx, me.id)] if each in agreed), None)
    where = route(
        reply_to=replied,
        relay=talk,
        draft=draft is not None,
        matches=agreed,
        left_alone=draft is not None and await _begins_anew(work, me, line),
    )
    return where, draft


async def _begins_anew(work: Work, me: Resident, line: Line) -> bool:
    """Whether a line reads like a new need, while the open question was left alone for long."""
    if line.text is None or not me.takes_part:
        return False
    if not await draft_rows.left_alone(work.tx, me.id, work.now - LEFT_ALONE):
        return False
    reading = understand(line.text, work.now)
    return reading.kind in ("request", "offer") and reading.confidence.kind >= SURE


def given(line: Line) -> Given:
    """A line as the answer to a question."""
    return Given(text=line.text, voice=line.voice, contact=line.contact, message_id=line.message_id)


async def ask_where(
    work: Work,
    me: Resident,
    line: Line,
    possible: tuple[MatchId, ...],
    draft: Draft | None,
    new_post: bool,
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
        draft=f"{draft.flow}:{draft.step}" if draft else None,
        new_post=new_post,
    )


async def into_draft(work: Work, me: Resident, line: Line, flow: str, step: str) -> None:
    """The line answers the question that was open when we asked whom it is for, and no other one.

    Raises GoneError where that question is no longer open.
    """
    if await _told_of_danger(work, me, line):
        return
    draft = await draft_rows.get(work.tx, me.id)
    if draft is None or (draft.flow, draft.step) != (flow, step):
        raise GoneError(f"question {flow} {step} is not open for resident {me.id}")
    if await relays.open_of(work.tx, me.id, work.now) is None:
        await relays.close_for(work.tx, me.id)
    await drafts.answer(work, me, given(line))


async def as_new(work: Work, me: Resident, line: Line, flow: Flow) -> None:
    """The line, of which it was not clear whom it is for, begins a new post."""
    if not await _told_of_danger(work, me, line):
        await post_from(work, me, line, flow)


async def _told_of_danger(work: Work, me: Resident, line: Line) -> bool:
    """Whether a voice note tells of danger that nobody listened to until it was known to be for the bot."""
    alarm = danger.heard(work, line.text) if line.voice else None
    if alarm is not None:
        await danger.answer(work, me, alarm, line.message_id)
    return alarm is not None


async def calm(work: Work, me: Resident, line: Line) -> None:
    """It was no danger: the line goes on as an answer to the open question, or as a new post.

    Pressed twice, the same line is not the answer to the next question as well.
    """
    draft = await draft_rows.get(work.tx, me.id)
    if draft is not None and line.message_id in (draft.data.get("words_message"), draft.data.get("calm")):
        await drafts.repeat(work, me)
    elif draft is not None:
        data = {**draft.data, "calm": line.message_id}
        await draft_rows.put(work.tx, replace(draft, data=data), work.now)
        await drafts.answer(work, me, given(line))
    else:
        await begin_post(work, me, line)


async def begin_post(work: Work, me: Resident, line: Line) -> None:
    """Read a free line as the beginning of a request or an offer."""
    if me.state is ResidentState.INVITED:
        await onboarding.start(work, me, line.first_name, None)
        return
    if not me.takes_part:
        await show_home(work, me)
        return
    if line.voice and line.text is None:
        await work.tell(me, "what_is_this", urgency=0, reply_to=MessageId(line.message_id))
        return
    if line.text is None:
        await work.show(me, "relay_only_these" if line.unsupported else "send_to_whom")
        return
    kind_word = courtesy(line.text)
    if kind_word is Courtesy.ABOUT:
        await drafts.show_help(work, me)
        return
    if kind_word is not None:
        await show_home(work, me, kind_word)
        return
    reading = understand(line.text, work.now)
    if reading.kind in ("request", "offer") and reading.confidence.kind >= SURE:
        await post_from(work, me, line, Flow(str(reading.kind)), heard=True)
    else:
        await work.tell(me, "what_is_this", urgency=0, reply_to=MessageId(line.message_id))


async def post_from(work: Work, me: Resident, line: Line, flow: Flow, *, heard: bool = False) -> None:
    """Open a draft with what the line says already; of two needs in one message, one after the other.

    `heard`: it is the bot that took it for a request or an offer, and it may be the other.
    """
    access.require_member(me)
    data: Data = {"flow": str(flow), "words_message": line.message_id, "answered": ["words"]}
    if heard:
        data["heard"] = "first"
    if line.forwarded:
        data["for_other"] = True
    if line.text:
        needs = split_needs(cut(line.text, CARD_TEXT_LIMIT))
        found, *more = [public(each) for each in needs]
        if found.left_out or any(each.left_out for each in more):
            await work.remove(me, MessageId(line.message_id))
        # What must not be read must not be heard either, and a note that tells of two needs belongs to neither.
        as_said = not found.left_out and not more
        data |= {
            "words": found.words,
            "left_out": list(found.left_out),
            "voice": line.voice if as_said else None,
        }
        data["next_needs"] = [
            {"words": each.words, "left_out": list(each.left_out), "for_other": line.forwarded}
            for each in more
            if each.words
        ]
        data = await _read_into(work, me, data, needs[0])
    elif line.voice:
        data["voice"] = line.voice
    else:
        raise GoneError("nothing to post")
    await drafts.begin(work, me, flow, data)


async def next_need(work: Work, me: Resident, data: Data) -> None:
    """The next need of the message that the last post came from, if there is one."""
    needs = data.get("next_needs") or []
    if needs:
        need, *later = needs
        rest: Data = {"flow": data["flow"], "answered": ["words"], **need, "next_needs": later}
        if need["for_other"] and data.get("for_name"):
            rest |= {key: data.get(key) for key in ("for_name", "for_resident")}
            rest["answered"] = ["words", "for_name"]
        if data.get("heard"):
            rest["heard"] = "first"
        await drafts.begin(work, me, Flow(data["flow"]), await _read_into(work, me, rest, need["words"]))


async def read_as(work: Work, me: Resident, flow: Flow) -> None:
    """What the bot took for a request is an offer, or the other way round: the same words, begun anew as that.

    Raises GoneError where no draft that came from a sentence is open.
    """
    draft = await draft_rows.get(work.tx, me.id)
    if draft is None or not draft.data.get("heard"):
        raise GoneError(f"nothing was heard of resident {me.id}")
    old = draft.data
    kept = ("words", "voice", "words_message", "left_out", "next_needs")
    data: Data = {"flow": str(flow), "heard": "first", "answered": ["words"]}
    data |= {key: old[key] for key in kept if key in old}
    if old.get("words"):
        data = await _read_into(work, me, data, old["words"])
    if old.get("category"):
        data |= {"category": old["category"], "answered": [*data["answered"], "category", "coffee"]}
    await drafts.begin(work, me, flow, data)


async def _read_into(work: Work, me: Resident, data: Data, text: str) -> Data:
    """What a sentence says about category and time; where it names no time, any day is taken for meant.

    The card is shown before anything is posted, so that one tap is enough where all was understood.
    """
    buurt = await access.buurt_of(work, me)
    reading = understand(text, work.now.astimezone(buurt.zone))
    answered = list(data["answered"])
    read = reading.kind in ("request", "offer")
    if read and reading.confidence.category >= SURE:
        data = {**data, "category": str(reading.category)}
        answered += ["category", "coffee"]
    if data["flow"] == Flow.REQUEST:
        when = When.heard(reading.when, reading.part_of_day)
        if (when is None and not read) or (when and is_over(when, work.now, buurt.zone)):
            return {**data, "answered": answered}
        data = {**data, "when": (when or When()).to_json()}
        answered += ["when", "day", "part"]
    elif read and (day := _one_day(reading, text)) and not is_over(day, work.now, buurt.zone):
        data = {**data, "once": True, "when": day.to_json()}
        answered += ["days", "day", "part"]
    return {**data, "answered": answered}


def _one_day(reading: Reading, text: str) -> When | None:
    """The day of an offer for once; None where it names none, more than one, or every week's."""
    if reading.recurs is not None or reading.deadline or reading.confidence.when < SURE:
        return None
    days = read_availability(text).days
    return When.heard(reading.when, reading.part_of_day) if days is None or len(days) == 1 else None


async def edited(work: Work, me: Resident, message_id: int, text: str) -> None:
    """An edited message edits the draft that it became the words of."""
    draft = await draft_rows.get(work.tx, me.id)
    if draft is None or draft.data.get("words_message") != message_id:
        return
    alarm = danger.heard(work, text)
    if alarm is not None:
        await danger.answer(work, me, alarm, message_id)
    else:
        await drafts.reword(work, me, text)
