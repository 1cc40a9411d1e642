"""Reports as a coordinator handles them. Whoever is a party of a report never sees it."""

from __future__ import annotations

from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import BuurtId, ReportId
from bot.domain.model import Report, Resident, ResidentState, Role
from bot.services import access, alerts, leaving, menus
from bot.services import reports as reporting
from bot.services.turn import following
from bot.services.work import Work
from storage import buurten, reports, residents


async def waiting(work: Work, me: Resident, buurt_id: BuurtId) -> list[Report]:
    """The open reports of a buurt that `me` coordinates and may see, the oldest first."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    return [each for each in await reports.open_of(work.tx, buurt_id) if not _party(me, each)]


def _party(me: Resident, report: Report) -> bool:
    return me.id in (report.reporter_id, report.reported_id)


async def show_next(work: Work, me: Resident, buurt_id: BuurtId, after: int = 0) -> None:
    """One open report, a screen each."""
    rows = await waiting(work, me, buurt_id)
    report = following(rows, after)
    if report is None:
        await work.show(me, "co_nothing", buurt=buurt_id)
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


async def confirm_removal(work: Work, me: Resident, report_id: ReportId) -> None:
    """Ask once more before somebody is removed."""
    report = await _open_one(work, me, report_id)
    reported = await access.resident(work, report.reported_id)
    if await _has_a_say(work, reported):
        await work.show(me, "co_only_operator", buurt=report.buurt_id, name=reported.name)
        return
    await work.show(me, "co_remove_sure", report=report.id, buurt=report.buurt_id, name=reported.name)


async def remove(work: Work, me: Resident, report_id: ReportId) -> None:
    """Remove the reported resident: they take part no more, and erasing themselves is no way back in.

    Raises NotAllowedError for a coordinator: those are made and revoked by the operator.
    """
    report = await _open_one(work, me, report_id)
    reported = await access.resident(work, report.reported_id)
    if await _has_a_say(work, reported):
        raise NotAllowedError(f"resident {reported.id} is a coordinator")
    await leaving.let_go(work, reported)
    had = await residents.roles_of(work.tx, reported.id)
    for buurt_id, role in had:
        await residents.take_role(work.tx, reported.id, buurt_id, role)
    if had:
        await menus.set_menu(work, reported)
    await residents.set_state(work.tx, reported.id, ResidentState.REMOVED)
    await residents.bar(work.tx, work.account_hash(reported.account), work.now)
    await work.record("removed", reported)
    buurt = await buurten.get(work.tx, report.buurt_id)
    await work.tell(reported, "removed_by_coordinator", calm=buurt.zone)
    await _close(work, me, report, "removed")


async def _has_a_say(work: Work, someone: Resident) -> bool:
    return bool(await residents.buurten_of_role(work.tx, someone.id, Role.COORDINATOR))


async def _close(work: Work, me: Resident, report: Report, outcome: str) -> None:
    if not await reports.close(work.tx, report.id, work.now):
        raise GoneError(f"report {report.id} is closed")
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
    if _party(me, report):
        raise NotAllowedError(f"resident {me.id} is a party of report {report_id}")
    if report.closed:
        raise GoneError(f"report {report_id} is closed")
    return report
