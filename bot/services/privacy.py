"""My data: to see all of it, and to erase it."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import NO_BUURT, local
from bot.domain.ids import ResidentId
from bot.domain.model import Resident, ResidentState, Role
from bot.services import leaving, menus, paper_voice, sharing
from bot.services.work import Work
from storage import buurten, drafts, events, inbox, outbox, own_data, paper, posts, relays, reports, residents

BACKUPS_KEPT = timedelta(days=14)
"""After this long no backup holds an erased resident any more."""


async def show_data(work: Work, me: Resident) -> None:
    """Everything that is kept about `me`, as a file; nothing that another person wrote."""
    work.edit = None  # a file cannot take the place of a text
    found = await own_data.everything(work.tx, me.id, me.account)
    await work.show(me, "your_data", data={"made_at": work.now.isoformat(timespec="seconds"), **found})


async def ask_to_forget(work: Work, me: Resident) -> None:
    """The first question: what erasing means."""
    if not await _may_go(work, me):
        return
    await work.show(me, "forget_first")


async def ask_again(work: Work, me: Resident) -> None:
    """The second question: really."""
    if not await _may_go(work, me):
        return
    live = len(await posts.live_of(work.tx, me.id))
    await work.show(me, "forget_second", posts=live)


async def forget(work: Work, me: Resident) -> None:
    """Erase `me`, after both questions, and say what went."""
    if not await _may_go(work, me):
        return
    await erase(work, me)


async def _may_go(work: Work, me: Resident) -> bool:
    """The last coordinator of a buurt hands over first, or nobody could let newcomers in."""
    for buurt_id in await residents.buurten_of_role(work.tx, me.id, Role.COORDINATOR):
        others = await residents.with_role(work.tx, buurt_id, Role.COORDINATOR)
        if not any(each.takes_part for each in others if each.id != me.id):
            buurt = await buurten.get(work.tx, buurt_id)
            await work.show(me, "forget_hand_over", buurt=buurt.name)
            return False
    return True


async def erase(work: Work, who: Resident) -> None:
    """Erase a resident now. Others with whom something was arranged are told; a receipt goes to their chat.

    What happened stays on record under a token that leads nowhere. The account of somebody who was removed
    or reported is remembered, unreadably.
    """
    zone = await _zone(work, who)
    written = len(await posts.of_resident(work.tx, who.id))
    ended = await leaving.let_go(work, who)
    removed = who.state is ResidentState.REMOVED
    if not who.on_paper and (removed or await reports.ever_reported(work.tx, who.id)):
        await residents.bar(work.tx, work.account_hash(who.account), work.now)
    await work.record("erased", who)
    records = await events.unlink(work.tx, who.id, work.token())
    await posts.forget_for(work.tx, who.id)
    await drafts.forget_for(work.tx, who.id)
    # An address that a neighbour gave them is taken back from their chat all the same.
    await outbox.outlive(work.tx, who.id, who.contact.lang if who.contact else who.lang, sharing.ERASED)
    await outbox.purge_about(work.tx, who.id)
    backups = local(work.now + BACKUPS_KEPT, zone).date().isoformat()
    if who.on_paper:
        messages = await paper.forget_messages(work.tx, who.id)
        await residents.delete(work.tx, who.id)
        if who.contact is not None:
            await work.tell_chat(
                who.contact.account,
                who.contact.lang,
                "paper_erased",
                name=who.name,
                posts=written,
                appointments=ended,
                messages=messages,
                records=records,
                backups=backups,
            )
        return
    messages = await outbox.forget_chat(work.tx, who.account)
    await relays.forget_chat(work.tx, who.account)
    await inbox.forget_chat(work.tx, who.account)
    await menus.clear_menu(work, who)
    await residents.delete(work.tx, who.id)
    await work.tell_chat(
        who.account,
        who.lang,
        "erased",
        posts=written,
        appointments=ended,
        messages=messages,
        records=records,
        backups=backups,
    )


async def ask_withdrawal(work: Work, me: Resident, who: ResidentId) -> None:
    """What it means that a neighbour without a phone takes their consent back, before it is done."""
    them = await paper_voice.require_voice(work, me, who)
    live = len(await posts.live_of(work.tx, them.id))
    await work.show(me, "paper_forget", resident=them.id, name=them.name, posts=live)


async def withdraw(work: Work, me: Resident, who: ResidentId) -> None:
    """A neighbour without a phone took their consent back: everything of them is erased. Their contact hears it."""
    them = await paper_voice.require_voice(work, me, who)
    await erase(work, them)
    act = "paper_stopped" if paper_voice.is_contact(me, them) else "paper_withdrawn"
    await work.record(act, me, buurt_id=them.buurt_id)
    await work.show(me, "paper_gone", name=them.name)


async def _zone(work: Work, who: Resident) -> ZoneInfo:
    if who.buurt_id is None:
        return NO_BUURT
    return (await buurten.get(work.tx, who.buurt_id)).zone
