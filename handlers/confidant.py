"""The confidant: to write to them, to be one, to choose one."""

from __future__ import annotations

from bot.domain.ids import BuurtId, ConfidedId
from bot.domain.model import Resident
from bot.services import confidant
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button


@button("confidant.show")
async def show(work: Work, me: Resident, args: Args) -> None:
    await confidant.show(work, me)


@button("confidant.write")
async def write(work: Work, me: Resident, args: Args) -> None:
    await confidant.write(work, me)


@button("confidant.answer")
async def answer(work: Work, me: Resident, args: Args) -> None:
    await confidant.answer(work, me, ConfidedId(args.number(0)))


@button("confidant.yes")
async def accept(work: Work, me: Resident, args: Args) -> None:
    await confidant.accept(work, me, args.text(0))


@button("confidant.resign")
async def resign(work: Work, me: Resident, args: Args) -> None:
    await confidant.resign(work, me)


@button("co.confidant")
async def show_choice(work: Work, me: Resident, args: Args) -> None:
    await confidant.show_choice(work, me, BuurtId(args.number(0)))


@button("co.confidant_ask")
async def ask_member(work: Work, me: Resident, args: Args) -> None:
    await confidant.ask_member(work, me, BuurtId(args.number(0)))


@button("co.confidant_outside")
async def ask_outside(work: Work, me: Resident, args: Args) -> None:
    await confidant.ask_outside(work, me, BuurtId(args.number(0)))


@button("co.confidant_end")
async def end(work: Work, me: Resident, args: Args) -> None:
    await confidant.end(work, me, BuurtId(args.number(0)))
