"""Buttons about neighbours without a phone, and the buttons that a contact presses for them."""

from __future__ import annotations

from bot.domain.errors import GoneError
from bot.domain.ids import BuurtId, ResidentId
from bot.domain.model import Resident
from bot.services import paper, paper_card, paper_contact, paper_voice, privacy
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button

FOR = "for"
"""What the data of a button begins with that is pressed for somebody else: `for:12:ask.yes:4`."""


async def for_whom(work: Work, me: Resident, data: str) -> tuple[Resident, str]:
    """Who acts by a press, and the button itself. Raises NotAllowedError where `me` does not speak for them."""
    action, *values = data.split(":")
    if action != FOR:
        await paper_voice.for_oneself(work, me)
        return me, data
    args = Args(tuple(values))
    if args.text(1) == FOR:
        raise GoneError("a press for somebody for somebody")
    them = await paper_voice.speak_for(work, me, ResidentId(args.number(0)), args.text(1))
    return them, ":".join(values[1:])


@button("co.paper")
async def of_buurt(work: Work, me: Resident, args: Args) -> None:
    after = args.number(1) if len(args) > 1 else 0
    await paper_card.of_buurt(work, me, BuurtId(args.number(0)), after)


@button("paper.mine")
async def mine(work: Work, me: Resident, args: Args) -> None:
    await paper_card.mine(work, me)


@button("paper.add")
async def add(work: Work, me: Resident, args: Args) -> None:
    await paper.begin(work, me, BuurtId(args.number(0)) if len(args) else None)


@button("paper.show")
async def show(work: Work, me: Resident, args: Args) -> None:
    await paper_card.show(work, me, ResidentId(args.number(0)))


@button("paper.more")
async def more(work: Work, me: Resident, args: Args) -> None:
    await paper_card.show_more(work, me, ResidentId(args.number(0)))


@button("paper.sheet")
async def sheet(work: Work, me: Resident, args: Args) -> None:
    await paper_card.send_sheet(work, me, ResidentId(args.number(0)))


@button("paper.phone")
async def phone(work: Work, me: Resident, args: Args) -> None:
    await paper_contact.ask_phone(work, me, ResidentId(args.number(0)))


@button("paper.contact")
async def change_contact(work: Work, me: Resident, args: Args) -> None:
    await paper_contact.begin(work, me, ResidentId(args.number(0)))


@button("paper.take")
async def take_over(work: Work, me: Resident, args: Args) -> None:
    await paper_contact.take_over(work, me, ResidentId(args.number(0)))


@button("paper.yes")
async def accept(work: Work, me: Resident, args: Args) -> None:
    await paper_contact.accept(work, me, ResidentId(args.number(0)))


@button("paper.no")
async def decline(work: Work, me: Resident, args: Args) -> None:
    await paper_contact.decline(work, me, ResidentId(args.number(0)))


@button("paper.erase")
async def ask_to_erase(work: Work, me: Resident, args: Args) -> None:
    await privacy.ask_withdrawal(work, me, ResidentId(args.number(0)))


@button("paper.erased")
async def erase(work: Work, me: Resident, args: Args) -> None:
    await privacy.withdraw(work, me, ResidentId(args.number(0)))


@button("paper.for")
async def ask_for(work: Work, me: Resident, args: Args) -> None:
    if args.text(0) == "new":
        await paper.ask_for_new(work, me)
    else:
        await paper.ask_for(work, me, ResidentId(args.number(0)))
