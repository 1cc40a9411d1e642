"""Words that sound like danger: the right numbers at once, before anything else. What was said is not kept."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.drafts import Data, Flow
from bot.domain.ids import MessageId
from bot.domain.model import Resident, ResidentState
from bot.services import alerts, call_backs, drafts
from bot.services.work import Work
from bot.text.danger import Danger
from bot.text.reader import understand
from bot.text.times.availability import says_only_when
from storage import events, outbox

CARD = "danger_contact"
CALLS_AN_HOUR = 2
"""Wishes for a call that one resident can send the coordinators."""


def heard(work: Work, text: str | None) -> Danger | None:
    """The danger that a text tells of as happening now, or None."""
    found = understand(text, work.now).danger if text else None
    # A bare answer to "which days suit you?" is too short for the model, which may hear a cry in it.
    return None if text is None or (found and says_only_when(text)) else found


async def answer(
    work: Work, me: Resident, danger: Danger, message_id: int, *, in_relay: bool = False
) -> None:
    """Give the numbers for this danger, as text and as a contact card, in reply to what was written.

    Nothing is posted or asked. `in_relay`: the line itself has been passed on to the neighbour.
    """
    numbers = [[number.key, number.call, number.also] for number in work.emergency.numbers[danger.value]]
    said = work.emergency.say[danger.value]
    await work.tell(
        me,
        "danger",
        urgency=outbox.FIRST_OF_ALL,
        reply_to=MessageId(message_id),
        danger=danger.value,
        numbers=numbers,
        say_nl=None if me.lang == "nl" else said["nl"],
        say_own=None if me.lang == "nl" else said.get(me.lang),
        written=message_id,
        in_relay=in_relay,
    )
    await work.tell(me, CARD, urgency=outbox.FIRST_OF_ALL, number=numbers[0][1])
    await work.record("danger_answered", me)  # not of which kind: that is nobody's to know


async def is_now(work: Work, me: Resident) -> None:
    """Yes, it is about danger now: one thing to do."""
    await work.tell(
        me, "danger_now", urgency=outbox.FIRST_OF_ALL, number=work.emergency.numbers["medical"][0].call
    )


async def hide(work: Work, me: Resident, shown: MessageId, written: MessageId | None) -> None:
    """Take the numbers and what was written out of the chat: somebody else may hold the phone."""
    for message in (shown, written):
        if message is not None:
            await work.remove(me, message)
    for card in await outbox.sent_to(work.tx, me.chat, CARD):
        await work.remove(me, card)


async def ask_for_call(work: Work, me: Resident) -> None:
    """Ask for the number on which a coordinator may call."""
    if me.buurt_id is None or me.state is ResidentState.REMOVED:
        await work.show(me, "nobody_to_call")  # and the first questions stay open
    else:
        await drafts.begin(work, me, Flow.CALL, {})


@drafts.finishes(Flow.CALL)
async def pass_on_call(work: Work, me: Resident, data: Data) -> None:
    """Tell the coordinators that somebody wants a call, not what was said. The number is kept nowhere."""
    lately = await events.count_of(work.tx, me.id, work.now - timedelta(hours=1), "call_wanted")
    if lately >= CALLS_AN_HOUR:
        await work.show(me, "call_passed_on")  # they know; more of the same would drown somebody else's
        return
    told = await alerts.coordinators(work, me.buurt_id, me.id) if me.buurt_id is not None else []
    for each in told:
        await work.tell(
            each, "co_call", urgency=0, about=(me.id,), name=me.name, phone=data["phone"], lang=me.lang
        )
    if told and me.buurt_id is not None:
        await call_backs.want(work, me, me.buurt_id)
    await work.record("call_wanted", me)
    await work.show(me, "call_passed_on" if told else "nobody_to_call")
