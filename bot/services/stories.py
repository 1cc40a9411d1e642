"""After good help, once in a while: may we tell this?

The rule for the other of the two: a story always needs their yes as well, recognisable or not, and names nobody but
its teller. So it is not asked for where somebody else asked on a person's behalf, whose yes we could not get.
"""

from __future__ import annotations

from datetime import time, timedelta

from bot.domain.calendar import at_local, local
from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError, NotAllowedError, NotUnderstoodError
from bot.domain.ids import ResidentId
from bot.domain.model import Resident, ResidentState
from bot.domain.signals import Story, StoryId, StoryState
from bot.services import access, drafts
from bot.services.answers import Given, Parsed, answers, yes_or_no
from bot.services.arranged import Arranged
from bot.services.guarding import must_be_held
from bot.services.signals_words import for_readers, written
from bot.services.work import Work
from storage import buurten, due, events, reports, residents, stories

AT = time(10, 30)
AFTER = timedelta(days=2)
"""After the thanks: the day between is for the question what they like to do themselves."""
ONCE_IN = timedelta(days=60)
WENT_WRONG = ("went_missed", "went_other", "face_bad", "reported")


async def plan(work: Work, me: Resident, about: Arranged) -> None:
    """`me` said thank you for help that went well: perhaps they are asked, two days later."""
    on_behalf = about.post.for_name is not None or about.post.for_resident_id is not None
    other = about.match.other(me.id)
    if on_behalf or not await _in_good_time(work, me.id, other):
        return
    if any(
        each.resident_id == me.id and each.words is None for each in await stories.of_resident(work.tx, me.id)
    ):
        return
    story_id = await stories.plan(work.tx, me.id, other, about.post.buurt_id, about.post.category, work.now)
    day = local(work.now, about.zone).date() + AFTER
    await due.plan(work.tx, "story_question", story_id, at_local(day, AT, about.zone))


async def _in_good_time(work: Work, who: ResidentId, other: ResidentId) -> bool:
    """Not asked for a while, nothing went wrong for either in that time, and neither reported the other."""
    since = work.now - ONCE_IN
    if await events.count_of(work.tx, who, since, "story_asked") or await reports.blocked(
        work.tx, who, other
    ):
        return False
    for one in (who, other):
        if await events.count_of(work.tx, one, since, *WENT_WRONG) or await reports.open_about(work.tx, one):
            return False
    return True


async def ask(work: Work, subject: int) -> None:
    """The question, where all is still well between the two."""
    story = await stories.get(work.tx, StoryId(subject))
    if story is None or story.state is not StoryState.PLANNED:
        return
    me, other = await residents.get(work.tx, story.resident_id), await residents.get(work.tx, story.other_id)
    well = await _in_good_time(work, story.resident_id, story.other_id)
    if (
        me is None
        or me.state is not ResidentState.MEMBER
        or other is None
        or not other.takes_part
        or not well
    ):
        await stories.delete(work.tx, story.id)
        return
    buurt = await buurten.get(work.tx, story.buurt_id)
    await stories.change(work.tx, story.id, StoryState.PLANNED, StoryState.ASKED, work.now)
    await work.record("story_asked", me)
    await work.tell(
        me,
        "story_question",
        calm=buurt.zone,
        about=(other.id,),
        story=story.id,
        name=other.name,
        category=story.category,
    )


async def _own(work: Work, me: Resident, story_id: StoryId, *states: StoryState) -> Story:
    """A story that `me` tells, in one of these states. Raises GoneError or NotAllowedError."""
    return await _of(work, me, story_id, "resident_id", states)


async def _of(
    work: Work, me: Resident, story_id: StoryId, side: str, states: tuple[StoryState, ...]
) -> Story:
    access.require_member(me)
    found = await stories.get(work.tx, story_id)
    if found is None:
        raise GoneError(f"no story {story_id}")
    if (found.resident_id if side == "resident_id" else found.other_id) != me.id:
        raise NotAllowedError(f"story {story_id} is not of resident {me.id}")
    if found.state not in states:
        raise GoneError(f"story {story_id} is {found.state}")
    return found


async def begin(work: Work, me: Resident, story_id: StoryId) -> None:
    """They tell it: ask for the words."""
    story = await _own(work, me, story_id, StoryState.ASKED)
    await drafts.begin(work, me, Flow.STORY, {"story": story.id, "own_name": me.name})


async def not_now(work: Work, me: Resident, story_id: StoryId) -> None:
    """It stays between the two."""
    story = await _own(work, me, story_id, StoryState.ASKED)
    await stories.delete(work.tx, story.id)
    await work.show(me, "story_not_now")


@answers("story")
async def _story(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    story = await _own(work, me, StoryId(data["story"]), StoryState.ASKED)
    words, left_out = await written(work, me, given, await access.resident(work, story.other_id))
    if must_be_held(words):
        raise NotUnderstoodError("asks for money, or insults")
    return Parsed({**data, "told": words, "hidden": left_out})


@answers("story_name")
async def _story_name(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    return Parsed({**data, "named": yes_or_no(given)})


@drafts.finishes(Flow.STORY)
async def finish(work: Work, me: Resident, data: Data) -> None:
    """The teller has seen it as it will appear; now the other of the two sees it."""
    story = await _own(work, me, StoryId(data["story"]), StoryState.ASKED)
    other, buurt = await access.resident(work, story.other_id), await buurten.get(work.tx, story.buurt_id)
    if not other.takes_part or not await _still_well(work, story):
        await stories.delete(work.tx, story.id)
        await work.show(me, "story_not_told")
        return
    await stories.tell(work.tx, story.id, data["told"], bool(data["named"]), work.now)
    await work.tell(
        other,
        "story_about_you",
        calm=buurt.zone,
        about=(me.id,),
        story=story.id,
        name=me.name,
        category=story.category,
        words=await for_readers(work, data["told"], story.buurt_id),
        writer=me.name if data["named"] else None,
    )
    await work.show(me, "story_waits", name=other.name)


async def _still_well(work: Work, story: Story) -> bool:
    return not await reports.blocked(work.tx, story.resident_id, story.other_id)


async def agree(work: Work, me: Resident, story_id: StoryId) -> None:
    """The other says yes as well: it may be told. Raises GoneError where it was taken back."""
    story = await _of(work, me, story_id, "other_id", (StoryState.OFFERED,))
    teller, buurt = await access.resident(work, story.resident_id), await buurten.get(work.tx, story.buurt_id)
    await stories.change(work.tx, story.id, StoryState.OFFERED, StoryState.AGREED, work.now)
    await work.tell(teller, "story_agreed", calm=buurt.zone)
    await work.show(me, "story_yes_noted")


async def refuse(work: Work, me: Resident, story_id: StoryId) -> None:
    """The other would rather not: it is erased, and its teller hears only that it is not told."""
    story = await _of(work, me, story_id, "other_id", (StoryState.OFFERED, StoryState.AGREED))
    await stories.delete(work.tx, story.id)
    await _tell_not_told(work, story)
    await work.show(me, "told_taken_back")


async def take_back(work: Work, me: Resident, story_id: StoryId) -> None:
    """Its teller takes it back, at any time."""
    story = await _own(work, me, story_id, StoryState.OFFERED, StoryState.AGREED)
    await stories.delete(work.tx, story.id)
    await work.show(me, "told_taken_back")


async def _tell_not_told(work: Work, story: Story) -> None:
    teller, buurt = await access.resident(work, story.resident_id), await buurten.get(work.tx, story.buurt_id)
    await work.tell(teller, "story_not_told", calm=buurt.zone)
