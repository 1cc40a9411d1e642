"""Signals and stories of the neighbourhood, once in every state."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.digest.weeks import begins, last_whole, weeks_of
from bot.domain.ids import BuurtId
from bot.domain.signals import SignalState, StoryState, Theme, told_block
from bot.services.work import Work
from storage import buurten, signals, stories
from tests.matrix.neighbourhood import Neighbourhood

NO_SUCH = 999_999


async def add_told(work: Work, there: Neighbourhood) -> None:
    """The requester told signals, and stories of which the helper is the other; five people raised money lately."""
    home = await buurten.get(work.tx, BuurtId(int(there.rows["home"])))
    tx, teller, other = work.tx, there.people["requester"], there.people["helper"]
    # A day that is over: today they may tell more.
    day = work.now - timedelta(days=2)
    for state in SignalState:
        words = None if state is SignalState.COUNTED else "Het loket is dicht"
        row = await signals.add(tx, teller.id, home.id, Theme.MONEY, words, day)
        await signals.change(tx, row, SignalState.WRITTEN, state, words)
        there.rows[f"signal_{state}"] = row
    for each in StoryState:
        story = await stories.plan(tx, teller.id, other.id, home.id, "errands", work.now)
        if each is not StoryState.PLANNED:
            await stories.change(tx, story, StoryState.PLANNED, StoryState.ASKED, work.now)
        if each in (StoryState.OFFERED, StoryState.AGREED):
            await stories.tell(tx, story, "Zij deed de boodschappen", True, work.now)
            await stories.change(tx, story, StoryState.OFFERED, each, work.now)
        there.rows[f"story_{each}"] = story
    there.rows["nothing"] = NO_SUCH
    told = begins(weeks_of(told_block(last_whole(work.now, home.zone)))[0], home.zone)
    for person in range(5):
        await work.at(told).record("signalled", buurt_id=home.id, detail=f"money:{person}")
