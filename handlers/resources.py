"""The list of places to go: /wegwijzer, and keeping it."""

from __future__ import annotations

from bot.domain.ids import BuurtId, ResourceId
from bot.domain.model import Resident
from bot.domain.resources import FIELDS
from bot.services import resources
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button, command


@command("wegwijzer")
async def list_command(work: Work, me: Resident, argument: str) -> None:
    await resources.show_list(work, me)


@button("way.list")
async def show_list(work: Work, me: Resident, args: Args) -> None:
    await resources.show_list(work, me, args.number(0) if len(args) else 0)


@button("way.show")
async def show_one(work: Work, me: Resident, args: Args) -> None:
    await resources.show_one(work, me, args.text(0))


@button("co.places")
async def show_to_keep(work: Work, me: Resident, args: Args) -> None:
    page = args.number(1) if len(args) > 1 else 0
    await resources.show_to_keep(work, me, BuurtId(args.number(0)), page)


@button("co.place")
async def open_one(work: Work, me: Resident, args: Args) -> None:
    await resources.open_one(work, me, ResourceId(args.number(0)))


@button("co.place_new")
async def begin_new(work: Work, me: Resident, args: Args) -> None:
    await resources.begin_new(work, me, BuurtId(args.number(0)))


@button("co.place_change")
async def change(work: Work, me: Resident, args: Args) -> None:
    entry = ResourceId(args.number(0))
    if len(args) > 1:
        await resources.begin_change(work, me, entry, args.choice(1, *FIELDS))
    else:
        await resources.choose_change(work, me, entry)


@button("co.place_gone")
async def remove(work: Work, me: Resident, args: Args) -> None:
    entry = ResourceId(args.number(0))
    if len(args) > 1:
        args.choice(1, "sure")
        await resources.remove(work, me, entry)
    else:
        await resources.ask_to_remove(work, me, entry)
