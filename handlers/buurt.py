"""The buurt as a whole: the coordinators' command and the buttons that set it up."""

from __future__ import annotations

from bot.domain.ids import BuurtId
from bot.domain.model import Resident
from bot.services import buurt_setup
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button, command


@command("buurt")
async def buurt_command(work: Work, me: Resident, argument: str) -> None:
    await buurt_setup.overview(work, me)


@button("co.buurt")
async def overview(work: Work, me: Resident, args: Args) -> None:
    await buurt_setup.overview(work, me, BuurtId(args.number(0)))


@button("setup.show")
async def show(work: Work, me: Resident, args: Args) -> None:
    await buurt_setup.show(work, me, BuurtId(args.number(0)))


@button("setup.postcodes")
async def postcodes(work: Work, me: Resident, args: Args) -> None:
    await buurt_setup.ask_postcodes(work, me, BuurtId(args.number(0)))


@button("setup.near")
async def near(work: Work, me: Resident, args: Args) -> None:
    await buurt_setup.show_near(work, me, BuurtId(args.number(0)), args.number(1) if len(args) > 1 else 0)


async def _set_near(work: Work, me: Resident, args: Args, near: bool) -> None:
    after = args.number(2) if len(args) > 2 else 0
    await buurt_setup.set_near(work, me, BuurtId(args.number(0)), BuurtId(args.number(1)), near, after)


@button("near.on")
async def near_on(work: Work, me: Resident, args: Args) -> None:
    await _set_near(work, me, args, near=True)


@button("near.off")
async def near_off(work: Work, me: Resident, args: Args) -> None:
    await _set_near(work, me, args, near=False)
