"""The coordinators' log."""

from __future__ import annotations

from bot.domain.ids import BuurtId
from bot.domain.model import Resident
from bot.services import audit
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button


@button("audit.show")
async def show(work: Work, me: Resident, args: Args) -> None:
    await audit.show(work, me, BuurtId(args.number(0)), args.number(1) if len(args) > 1 else 0)
