"""Reporting a neighbour: two taps."""

from __future__ import annotations

from bot.domain.ids import ReportId
from bot.domain.model import Resident
from bot.services import reports
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button


@button("report.match")
async def confirm_match(work: Work, me: Resident, args: Args) -> None:
    await reports.confirm(work, me, "match", args.number(0))


@button("report.ask")
async def confirm_ask(work: Work, me: Resident, args: Args) -> None:
    await reports.confirm(work, me, "ask", args.number(0))


@button("report.invite")
async def confirm_invitation(work: Work, me: Resident, args: Args) -> None:
    await reports.confirm(work, me, "invite", args.number(0))


@button("report.post")
async def confirm_post(work: Work, me: Resident, args: Args) -> None:
    await reports.confirm(work, me, "post", args.number(0))


@button("report.more")
async def tell_more(work: Work, me: Resident, args: Args) -> None:
    await reports.tell_more(work, me, ReportId(args.number(0)))


@button("report.yes")
async def report(work: Work, me: Resident, args: Args) -> None:
    await reports.report(work, me, args.text(0), args.number(1))
