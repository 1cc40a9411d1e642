"""The community builder's week, when asked for."""

from __future__ import annotations

from bot.domain.ids import BuurtId
from bot.domain.model import Resident
from bot.services import digest
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button, command


@command("digest")
async def digest_command(work: Work, me: Resident, argument: str) -> None:
    await digest.show(work, me)


@button("digest.of")
async def digest_of(work: Work, me: Resident, args: Args) -> None:
    buurt = BuurtId(args.number(0)) if len(args) else None
    await digest.show(work, me, buurt, args.number(1) if len(args) > 1 else None)


@button("digest.picture")
async def digest_picture(work: Work, me: Resident, args: Args) -> None:
    await digest.picture(work, me, BuurtId(args.number(0)), args.number(1))
