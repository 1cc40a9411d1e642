"""Messages of coordinators to everybody in their buurt."""

from __future__ import annotations

from bot.domain.ids import BroadcastId, BuurtId
from bot.domain.model import Resident
from bot.services import broadcasts
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button


@button("broadcast.show")
async def show(work: Work, me: Resident, args: Args) -> None:
    await broadcasts.show(work, me, BuurtId(args.number(0)))


@button("broadcast.write")
async def write(work: Work, me: Resident, args: Args) -> None:
    await broadcasts.write(work, me, BuurtId(args.number(0)), args.text(1))


@button("broadcast.preview")
async def preview(work: Work, me: Resident, args: Args) -> None:
    await broadcasts.preview(work, me, BroadcastId(args.number(0)))


@button("broadcast.default")
async def default(work: Work, me: Resident, args: Args) -> None:
    await broadcasts.choose_default(work, me, BroadcastId(args.number(0)), args.text(1))


@button("broadcast.discard")
async def discard(work: Work, me: Resident, args: Args) -> None:
    await broadcasts.discard(work, me, BroadcastId(args.number(0)))


@button("broadcast.send")
async def send(work: Work, me: Resident, args: Args) -> None:
    await broadcasts.send(work, me, BroadcastId(args.number(0)), args.text(1))


@button("broadcast.stop")
async def stop(work: Work, me: Resident, args: Args) -> None:
    await broadcasts.stop(work, me, BroadcastId(args.number(0)))
