"""Who coordinates a buurt: asking one more, stepping down, and taking the role from one with two yeses."""

from __future__ import annotations

from bot.domain.ids import BuurtId, HandoverId, ResidentId
from bot.domain.model import Resident
from bot.services import handover
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button


@button("team.show")
async def show(work: Work, me: Resident, args: Args) -> None:
    await handover.show(work, me, BuurtId(args.number(0)))


@button("team.ask")
async def ask(work: Work, me: Resident, args: Args) -> None:
    await handover.ask(work, me, BuurtId(args.number(0)))


@button("team.yes")
async def say_yes(work: Work, me: Resident, args: Args) -> None:
    await handover.say_yes(work, me, HandoverId(args.number(0)))


@button("team.no")
async def say_no(work: Work, me: Resident, args: Args) -> None:
    await handover.say_no(work, me, HandoverId(args.number(0)))


@button("team.leave")
async def ask_to_leave(work: Work, me: Resident, args: Args) -> None:
    await handover.ask_to_leave(work, me, BuurtId(args.number(0)))


@button("team.left")
async def leave(work: Work, me: Resident, args: Args) -> None:
    await handover.leave(work, me, BuurtId(args.number(0)))


@button("team.whose")
async def whose(work: Work, me: Resident, args: Args) -> None:
    await handover.whose(work, me, BuurtId(args.number(0)))


@button("team.remove")
async def remove(work: Work, me: Resident, args: Args) -> None:
    buurt, resident = BuurtId(args.number(0)), ResidentId(args.number(1))
    if len(args) > 2 and args.choice(2, "sure"):
        await handover.propose_removal(work, me, buurt, resident)
    else:
        await handover.ask_removal(work, me, buurt, resident)


@button("team.case")
async def case(work: Work, me: Resident, args: Args) -> None:
    await handover.show_case(work, me, HandoverId(args.number(0)))


@button("team.agree")
async def agree(work: Work, me: Resident, args: Args) -> None:
    await handover.agree(work, me, HandoverId(args.number(0)))


@button("team.disagree")
async def disagree(work: Work, me: Resident, args: Args) -> None:
    await handover.disagree(work, me, HandoverId(args.number(0)))
