"""The coordinator's buttons and command."""

from __future__ import annotations

from bot.domain.ids import AskId, BuurtId, PostId, ReportId, ResidentId
from bot.domain.model import Resident
from bot.services import coordinator, group_chat, newcomers, open_requests, report_cases, visits
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button, command


def _after(args: Args) -> int:
    """The row after which a list goes on; 0 for its beginning."""
    return args.number(1) if len(args) > 1 else 0


@command("coordinator")
async def today_command(work: Work, me: Resident, argument: str) -> None:
    await coordinator.today(work, me)


@button("co.today")
async def today(work: Work, me: Resident, args: Args) -> None:
    await coordinator.today(work, me, BuurtId(args.number(0)) if len(args) else None)


@button("co.invite")
async def invite(work: Work, me: Resident, args: Args) -> None:
    await coordinator.invite(work, me, BuurtId(args.number(0)))


@button("co.members")
async def members(work: Work, me: Resident, args: Args) -> None:
    await coordinator.members(work, me, BuurtId(args.number(0)))


@button("co.group")
async def group(work: Work, me: Resident, args: Args) -> None:
    await group_chat.show(work, me, BuurtId(args.number(0)))


@button("co.group_off")
async def unlink_group(work: Work, me: Resident, args: Args) -> None:
    await group_chat.unlink(work, me, BuurtId(args.number(0)))


@button("co.new")
async def next_newcomer(work: Work, me: Resident, args: Args) -> None:
    await newcomers.show_next(work, me, BuurtId(args.number(0)), _after(args))


@button("co.admit")
async def admit(work: Work, me: Resident, args: Args) -> None:
    await newcomers.admit(work, me, ResidentId(args.number(0)))


@button("co.refuse")
async def refuse(work: Work, me: Resident, args: Args) -> None:
    await newcomers.refuse(work, me, ResidentId(args.number(0)))


@button("co.open")
async def next_request(work: Work, me: Resident, args: Args) -> None:
    await open_requests.show_next(work, me, BuurtId(args.number(0)), _after(args))


@button("co.again")
async def ask_again(work: Work, me: Resident, args: Args) -> None:
    await open_requests.ask_again(work, me, PostId(args.number(0)))


@button("co.release")
async def release(work: Work, me: Resident, args: Args) -> None:
    await open_requests.release(work, me, PostId(args.number(0)))


@button("co.close")
async def close(work: Work, me: Resident, args: Args) -> None:
    await open_requests.close(work, me, PostId(args.number(0)))


@button("co.visits")
async def next_visit(work: Work, me: Resident, args: Args) -> None:
    await visits.show_next(work, me, BuurtId(args.number(0)), _after(args))


@button("co.allow")
async def allow(work: Work, me: Resident, args: Args) -> None:
    await visits.allow(work, me, AskId(args.number(0)))


@button("co.deny")
async def deny(work: Work, me: Resident, args: Args) -> None:
    await visits.deny(work, me, AskId(args.number(0)))


@button("co.reports")
async def next_report(work: Work, me: Resident, args: Args) -> None:
    await report_cases.show_next(work, me, BuurtId(args.number(0)), _after(args))


@button("co.apart")
async def keep_apart(work: Work, me: Resident, args: Args) -> None:
    await report_cases.keep_apart(work, me, ReportId(args.number(0)))


@button("co.settle")
async def misunderstanding(work: Work, me: Resident, args: Args) -> None:
    await report_cases.misunderstanding(work, me, ReportId(args.number(0)))


@button("co.remove")
async def confirm_removal(work: Work, me: Resident, args: Args) -> None:
    await report_cases.confirm_removal(work, me, ReportId(args.number(0)))


@button("co.removed")
async def remove(work: Work, me: Resident, args: Args) -> None:
    await report_cases.remove(work, me, ReportId(args.number(0)))
