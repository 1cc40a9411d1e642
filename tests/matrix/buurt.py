"""The rows about a buurt as a whole: broadcasts, and who becomes or stays its coordinator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.domain.broadcasts import BroadcastState
from bot.domain.handover import HandoverKind, HandoverState
from bot.domain.ids import BuurtId
from bot.domain.model import Resident, ResidentState, Role
from bot.services.work import Work
from storage import broadcasts, buurten, handovers, residents
from tests.services.conftest import add_resident

LONG_AGO = timedelta(days=20)


async def add_buurt_rows(
    work: Work, people: Mapping[str, Resident], home: BuurtId, elsewhere: BuurtId
) -> dict[str, int | str]:
    """Each once live and once over; a removal is proposed by a coordinator who is none of those who press."""
    tx, rows = work.tx, dict[str, int | str]()
    me, other = people["coordinator"], people["coordinator elsewhere"]
    over = await broadcasts.draft(tx, home, me.id, work.now)
    await broadcasts.put_text(tx, over, "nl", "Toen")
    await broadcasts.begin(tx, over, "nl", work.now - LONG_AGO)
    await broadcasts.end(tx, over, BroadcastState.SENT)
    live = await broadcasts.draft(tx, home, me.id, work.now)
    await broadcasts.put_text(tx, live, "nl", "Zaterdag koffie")
    going = await broadcasts.draft(tx, elsewhere, other.id, work.now)
    await broadcasts.put_text(tx, going, "nl", "Ook koffie")
    await broadcasts.begin(tx, going, "nl", work.now)
    rows |= {"broadcast_over": over, "broadcast": live, "broadcast_going": going}
    found = await broadcasts.get(tx, live)
    rows["broadcast_mark"] = found.mark() if found else ""
    # Who proposes has the role, and neither presses nor is told anything.
    there = await buurten.get(tx, home)
    second = await add_resident(work, there, "Tweedie", state=ResidentState.REMOVED)
    await residents.give_role(tx, second.id, home, Role.COORDINATOR)
    by_name = {**people, "second": second}
    for name, kind, about, by in (
        ("join", HandoverKind.JOIN, "helped", "coordinator"),
        ("join_over", HandoverKind.JOIN, "helped", "coordinator"),
        ("removal", HandoverKind.REMOVAL, "other apart", "second"),
        ("removal_over", HandoverKind.REMOVAL, "other apart", "second"),
        ("removal_own", HandoverKind.REMOVAL, "one apart", "coordinator"),
        ("removal_of_me", HandoverKind.REMOVAL, "coordinator", "second"),
    ):
        made = await handovers.propose(tx, kind, home, by_name[about].id, by_name[by].id, work.now)
        rows[name] = made
        if name.endswith("_over"):
            await handovers.answer(tx, made, HandoverState.NO, work.now)
    return rows
