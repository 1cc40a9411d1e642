"""Reports as a coordinator handles them. Whoever is a party of a report never sees it."""

from __future__ import annotations

from bot.domain.decisions import Reason, Step
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import BuurtId, ReportId
from bot.domain.model import Report, Resident, Role
from bot.services import access, alerts, appeals, decisions
from bot.services import reports as reporting
from bot.services.turn import following
from bot.services.work import Work
from storage import buurten, reports, residents
from storage import decisions as decision_rows


async def waiting(work: Work, me: Resident, buurt_id: BuurtId) -> list[Report]:
    """The open reports of a buurt that `me` coordinates and may see, the oldest first."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    return [each for each in await reports.open_of(work.tx, buurt_id) if not await _party(work, me, each)]


async def _party(work: Work, me: Resident, report: Report) -> bool:
    """One of the two, or the contact who presses and writes for one."""
    return me.id in await alerts.beside(work, report.reporter_id, report.reported_id)


async def show_next(work: Work, me: Resident, buurt_id: BuurtId, after: int = 0) -> None:
    """One open report, a screen each."""
    rows = await waiting(work, me, buurt_id)
    report = following(rows, after)
    if report is None:
        await appeals.show_next(work, me, buurt_id)
        return
    card = await alerts.report_card(work, report)
    await work.show(me, "co_report", **card, buurt=buurt_id, more=len(rows) - 1)


async def keep_apart(work: Work, me: Resident, report_id: ReportId) -> None:
    """Close a report; the two are never brought together again."""
    report = await _open_one(work, me, report_id)
    await _close(work, me, report, "apart")
    await reporting.let_go_on(work, await access.resident(work, report.reported_id))


async def misunderstanding(work: Work, me: Resident, report_id: ReportId) -> None:
    """Close a report that turned out to be none; the two may be brought together again."""
    report = await _open_one(work, me, report_id)
    if report.reporter_id is not None:
        await reports.unblock(work.tx, report.reporter_id, report.reported_id)
    await _close(work, me, report, "misunderstanding")
    await reports.drop(work.tx, report.id)
    await reporting.let_go_on(work, await access.resident(work, report.reported_id))


async def choose_step(work: Work, me: Resident, report_id: ReportId) -> None:
    """What a coordinator can decide about the reported resident. Nothing is decided by a number of reports."""
    report = await _open_one(work, me, report_id)
    reported = await access.resident(work, report.reported_id)
    if await _has_a_say(work, reported):
        await work.show(me, "co_only_operator", buurt=report.buurt_id, name=reported.name)
        return
    await work.show(me, "co_step", report=report.id, buurt=report.buurt_id, name=reported.name)


async def choose_reason(work: Work, me: Resident, report_id: ReportId, step: Step) -> None:
    """Why: one of a list, since the person is told."""
    report = await _open_one(work, me, report_id)
    await work.show(me, "co_why", report=report.id, buurt=report.buurt_id, step=step)


async def confirm(work: Work, me: Resident, report_id: ReportId, step: Step, reason: Reason) -> None:
    """Ask once more, and show what the person will be told."""
    report = await _open_one(work, me, report_id)
    reported = await access.resident(work, report.reported_id)
    await work.show(
        me,
        "co_step_sure",
        report=report.id,
        buurt=report.buurt_id,
        name=reported.name,
        step=step,
        reason=reason,
    )


async def decide(work: Work, me: Resident, report_id: ReportId, step: Step, reason: Reason) -> None:
    """Warn, pause or remove the reported resident, and close the report.

    Raises NotAllowedError for a coordinator: those are made and revoked by the operator.
    """
    report = await _open_one(work, me, report_id)
    reported = await access.resident(work, report.reported_id)
    if await _has_a_say(work, reported):
        raise NotAllowedError(f"resident {reported.id} is a coordinator")
    await decisions.decide(work, me, report, reported, step, reason)
    await _close(work, me, report, step)
    await reporting.let_go_on(work, reported)


async def show_lines(work: Work, me: Resident, report_id: ReportId) -> None:
    """What the reporter wants the coordinators to read."""
    report = await _open_one(work, me, report_id)
    said = await decision_rows.lines_of(work.tx, report.id)
    if not said:
        raise GoneError(f"nothing was shared about report {report_id}")
    await work.show(me, "co_case", report=report.id, buurt=report.buurt_id, lines=said)


async def _has_a_say(work: Work, someone: Resident) -> bool:
    return bool(await residents.buurten_of_role(work.tx, someone.id, Role.COORDINATOR))


async def _close(work: Work, me: Resident, report: Report, outcome: str) -> None:
    if not await reports.close(work.tx, report.id, work.now):
        raise GoneError(f"report {report.id} is closed")
    await decision_rows.forget_lines(work.tx, report.id)
    await work.record("report_closed", me, buurt_id=report.buurt_id, detail=outcome, about=report.reported_id)
    reporter = await residents.get(work.tx, report.reporter_id) if report.reporter_id else None
    if reporter is not None:
        buurt = await buurten.get(work.tx, report.buurt_id)
        apart = outcome != "misunderstanding"
        await work.tell(reporter, "report_closed", calm=buurt.zone, apart=apart)
    left = len(await waiting(work, me, report.buurt_id))
    await work.show(me, "co_report_closed", buurt=report.buurt_id, outcome=outcome, left=left)


async def _open_one(work: Work, me: Resident, report_id: ReportId) -> Report:
    report = await reports.get(work.tx, report_id)
    if report is None:
        raise GoneError(f"no report {report_id}")
    await access.require_role(work, me, report.buurt_id, Role.COORDINATOR)
    if await _party(work, me, report):
        raise NotAllowedError(f"resident {me.id} is a party of report {report_id}")
    if report.closed:
        raise GoneError(f"report {report_id} is closed")
    return report
