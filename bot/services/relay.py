"""Two matched people talk through the bot: nothing is kept, and neither sees the other's account."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.ids import MatchId, MessageId
from bot.domain.line import Line
from bot.domain.model import Match, Resident
from bot.services import access
from bot.services.arranged import while_agreed
from bot.services.guarding import risky, without_accounts
from bot.services.work import Work
from storage import outbox, relays

OPEN_FOR = timedelta(minutes=15)
"""From the last line; then it closes by itself."""
LINES_A_MINUTE = 20
"""Of one writer, to all neighbours together: what stands in the outbox for one chat leaves at one a second."""
MINUTE = timedelta(minutes=1)
TEXT_LIMIT = 3500
"""In the units that Telegram counts (UTF-16; most emoji are two), with room for the header."""


async def stays_readable(work: Work, me: Resident, message: MessageId) -> bool:
    """Whether a message holds what a neighbour said or gave: a screen comes below it, not in its place."""
    return await relays.match_of_message(work.tx, me.chat, message) is not None


async def open_relay(work: Work, me: Resident, match_id: MatchId) -> None:
    """From now on free sentences of `me` go to the other of this match, and nowhere else."""
    match = await access.own_match(work, me, match_id)
    other = await access.resident(work, match.other(me.id))
    await relays.open_for(work.tx, me.id, match.id, work.now + OPEN_FOR)
    await work.show(me, "relay_opened", name=other.name, match=match.id)


async def close_relay(work: Work, me: Resident) -> None:
    """Free sentences go nowhere special any more."""
    await relays.close_for(work.tx, me.id)
    await work.show(me, "relay_closed")


async def pass_on_once(work: Work, me: Resident, match_id: MatchId, line: Line) -> None:
    """`pass_on` by a button: pressed twice, the other gets the line once. Raises as that does."""
    written = MessageId(line.message_id)
    if await relays.match_of_message(work.tx, me.chat, written) == match_id:
        match = await access.own_match(work, me, match_id)
        other = await access.resident(work, match.other(me.id))
        await work.show(me, "passed_on", name=other.name, match=match.id)
        return
    if await pass_on(work, me, match_id, line):
        await relays.keep(work.tx, me.chat, written, match_id, "passed_on", work.now)


async def pass_on(work: Work, me: Resident, match_id: MatchId, line: Line) -> bool:
    """Bring a line to the other of this match; say that it went, unless a relay with them is open.

    False where it could not go, which the writer is told.
    The screen that a press leaves behind (whom is this for?) is always replaced by that.
    Raises NotAllowedError or GoneError: then nobody gets it.
    """
    if line.voice is not None:
        line = replace(line, text=None)  # a note goes as it is, whatever was understood of it
    access.require_member(me)  # "whom is this for?" is for outsiders as well
    match = await access.own_match(work, me, match_id)
    other = await access.resident(work, match.other(me.id))
    if await _too_fast(work, me):
        return False
    if line.unsupported or line.contact is not None:
        await only_these(work, me)
        return False
    words = line.text or line.caption or ""
    said = without_accounts(words)
    if len(words.encode("utf-16-le", "ignore")) // 2 > TEXT_LIMIT:
        await work.show(me, "relay_too_long", limit=TEXT_LIMIT)
        return False
    if line.text is not None and not said.strip("… \n"):
        await work.show(me, "relay_nothing_left")
        return False
    await _tell(work, me, other, match, line, said)
    seen = risky(words)
    if seen:
        await work.tell(me, "relay_warning", urgency=0, kinds=list(seen))
    if await relays.open_of(work.tx, me.id, work.now) == match.id:
        await relays.open_for(work.tx, me.id, match.id, work.now + OPEN_FOR)
        if work.edit is None:
            return True
    await work.show(me, "passed_on", name=other.name, match=match.id)
    return True


async def _too_fast(work: Work, me: Resident) -> bool:
    """Whether `me` wrote more than a person does; they hear once that the rest was not passed on."""
    since = work.now - MINUTE
    if await outbox.lines_of(work.tx, me.id, since) < LINES_A_MINUTE:
        return False
    if not await outbox.was_told(work.tx, me.id, "relay_one_moment", since):
        await work.tell(me, "relay_one_moment", urgency=0)
    return True


async def _tell(work: Work, me: Resident, other: Resident, match: Match, line: Line, said: str) -> None:
    content: dict[str, Any]
    if line.voice is not None:
        kind, content = "relayed_voice", {"voice": line.voice, "text": said}
    elif line.photo is not None:
        kind, content = "relayed_photo", {"photo": line.photo, "text": said}
    elif line.location is not None:
        kind, content = "relayed_location", {"location": list(line.location)}
    else:
        kind, content = "relayed_text", {"text": said}
    await work.tell(
        other,
        kind,
        holds=while_agreed(match),
        about=(me.id,),
        match_id=match.id,
        urgency=0,
        match=match.id,
        name=me.name,
        **content,
    )


async def only_these(work: Work, me: Resident) -> None:
    """A contact, sticker, document or video is not passed on; say kindly what is."""
    await work.show(me, "relay_only_these")
