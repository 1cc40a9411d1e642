"""The home screen, and stopping what is under way."""

from __future__ import annotations

from bot.domain.model import Resident, ResidentState, Role
from bot.services import paper_card, standing
from bot.services.work import Work
from storage import drafts, paper, relays, residents


async def show_home(work: Work, me: Resident, courtesy: str | None = None) -> None:
    """The first screen; somebody who waits for a coordinator, or was removed, is told so.

    `courtesy`: what it answers with a kind word, such as thanks.

    It says that one may just write, so what is written next is something new: an open question and a relay,
    which it no longer shows, end here. Kept, the sentence would go to a neighbour, as an address or as thanks.
    """
    await drafts.delete(work.tx, me.id)
    await relays.close_for(work.tx, me.id)
    if me.on_paper:
        await paper_card.show_as_home(work, me)
        return
    if me.state is ResidentState.REMOVED:
        await work.show(me, "removed", **await standing.kept_out(work, me))
        return
    roles = [role for role in Role if await residents.buurten_of_role(work.tx, me.id, role)]
    await work.show(
        me,
        "home",
        name=me.name,
        waiting=me.state is ResidentState.WAITING,
        vouching=await standing.word_lets_in(work, me),
        roles=roles if me.takes_part else [],
        courtesy=courtesy,
        papers=bool(await paper.of_contact(work.tx, me.id)),
    )


async def stop(work: Work, me: Resident) -> None:
    """Stop what is under way: the open question and the relay. Posts and appointments stay."""
    if me.state is not ResidentState.INVITED:
        await drafts.delete(work.tx, me.id)
    await relays.close_for(work.tx, me.id)
    if me.on_paper:
        await paper_card.show_as_home(work, me)
        return
    await work.show(me, "stopped")
