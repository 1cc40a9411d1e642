"""Invite links: the command and the buttons of coordinators."""

from __future__ import annotations

from bot.domain.ids import BuurtId
from bot.domain.model import Resident
from bot.services import invites
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button, command


@command("uitnodigen")
async def invites_command(work: Work, me: Resident, argument: str) -> None:
    await invites.command(work, me)


@button("invites.show")
async def show(work: Work, me: Resident, args: Args) -> None:
    await invites.show(work, me, BuurtId(args.number(0)))


@button("co.invite")
async def usual(work: Work, me: Resident, args: Args) -> None:
    await invites.make(work, me, BuurtId(args.number(0)))


@button("invites.new")
async def new(work: Work, me: Resident, args: Args) -> None:
    buurt = BuurtId(args.number(0))
    if len(args) > 2:
        await invites.make(work, me, buurt, args.number(1), args.number(2))
    else:
        await invites.choose(work, me, buurt, args.number(1) if len(args) > 1 else None)


@button("invites.live")
async def live(work: Work, me: Resident, args: Args) -> None:
    await invites.show_next(work, me, BuurtId(args.number(0)), args.number(1) if len(args) > 1 else 0)


@button("invites.off")
async def withdraw(work: Work, me: Resident, args: Args) -> None:
    await invites.withdraw(work, me, BuurtId(args.number(0)), args.text(1))


@button("invites.poster")
async def poster(work: Work, me: Resident, args: Args) -> None:
    await invites.poster(work, me, BuurtId(args.number(0)), args.text(1) if len(args) > 1 else None)
