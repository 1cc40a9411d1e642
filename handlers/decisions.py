"""What a coordinator decides about a report, and appeals."""

from __future__ import annotations

from bot.domain.decisions import Reason, Step
from bot.domain.ids import BuurtId, DecisionId, ReportId
from bot.domain.model import Resident
from bot.services import appeals, report_cases, today
from bot.services.work import Work
from handlers.args import Args
from handlers.registry import button


@button("co.case")
async def case_lines(work: Work, me: Resident, args: Args) -> None:
    await report_cases.show_lines(work, me, ReportId(args.number(0)))


@button("co.step")
async def choose_step(work: Work, me: Resident, args: Args) -> None:
    await report_cases.choose_step(work, me, ReportId(args.number(0)))


def _step(args: Args) -> Step:
    return Step(args.choice(1, *Step))


def _reason(args: Args) -> Reason:
    return Reason(args.choice(2, *Reason))


@button("co.why")
async def choose_reason(work: Work, me: Resident, args: Args) -> None:
    await report_cases.choose_reason(work, me, ReportId(args.number(0)), _step(args))


@button("co.sure")
async def confirm(work: Work, me: Resident, args: Args) -> None:
    await report_cases.confirm(work, me, ReportId(args.number(0)), _step(args), _reason(args))


@button("co.decide")
async def decide(work: Work, me: Resident, args: Args) -> None:
    row, step, reason = ReportId(args.number(0)), _step(args), _reason(args)
    await today.acted(work, me, lambda turn: report_cases.decide(turn, me, row, step, reason))


@button("appeal.begin")
async def begin_appeal(work: Work, me: Resident, args: Args) -> None:
    await appeals.begin(work, me, DecisionId(args.number(0)))


@button("appeal.list")
async def next_appeal(work: Work, me: Resident, args: Args) -> None:
    await appeals.show_next(work, me, BuurtId(args.number(0)), args.number(1) if len(args) > 1 else 0)


@button("appeal.uphold")
async def uphold(work: Work, me: Resident, args: Args) -> None:
    row = DecisionId(args.number(0))
    await today.acted(work, me, lambda turn: appeals.uphold(turn, me, row))


@button("appeal.lift")
async def lift(work: Work, me: Resident, args: Args) -> None:
    row = DecisionId(args.number(0))
    await today.acted(work, me, lambda turn: appeals.lift(turn, me, row))
