"""What a coordinator decides about somebody who was reported: told to them, and why; ended, or taken back."""

from __future__ import annotations

from typing import Any

from bot.domain.calendar import after_quiet, local
from bot.domain.decisions import (
    KIND,
    LASTS,
    Decision,
    DecisionKind,
    DecisionState,
    Reason,
    Step,
)
from bot.domain.ids import DecisionId
from bot.domain.model import Holds, Report, Resident, ResidentState
from bot.services import leaving, menus, roles
from bot.services.work import Work
from storage import buurten, confidants, decisions, due, residents


async def decide(
    work: Work, me: Resident, report: Report, about: Resident, step: Step, reason: Reason
) -> None:
    """Keep it, do it, and tell the person what is expected and why; never who reported them."""
    buurt = await buurten.get(work.tx, report.buurt_id)
    kind = KIND[step]
    lasts = LASTS.get(step)
    until = after_quiet(work.now + lasts, buurt.zone) if lasts else None
    decision_id = await decisions.add(
        work.tx, about.id, report.id, report.buurt_id, me.id, kind, reason, work.now, until
    )
    if kind is DecisionKind.WARNED:
        await work.record("warned", about)
    else:
        await _take_out(work, about, kind)
    if until is not None:
        await due.plan(work.tx, "pause_over", decision_id, until)
    told = {
        DecisionKind.WARNED: "warned",
        DecisionKind.PAUSED: "paused_by_coordinator",
        DecisionKind.REMOVED: "removed_by_coordinator",
    }
    params: dict[str, Any] = {"decision": decision_id, "reason": reason}
    if until is not None:
        params["until"] = local(until, buurt.zone).date().isoformat()
    await work.tell(about, told[kind], calm=buurt.zone, **params)


async def _take_out(work: Work, who: Resident, kind: DecisionKind) -> None:
    """They take part no more, for now or for good: what was arranged ends, and others are told kindly."""
    await leaving.let_go(work, who)
    await confidants.resign(work.tx, who.id)
    if kind is DecisionKind.REMOVED:
        had = await residents.roles_of(work.tx, who.id)
        for buurt_id, role in had:
            await roles.take(work, who.id, buurt_id, role)
        if had:
            await menus.set_menu(work, who)
        await residents.bar(work.tx, work.account_hash(who.account), work.now)
    await residents.set_state(work.tx, who.id, ResidentState.REMOVED)
    await work.record(kind, who)


async def pause_over(work: Work, subject: int) -> None:
    """The week or the month is over: they take part again, and hear it."""
    decision = await decisions.get(work.tx, DecisionId(subject))
    if decision is None or not decision.keeps_out:
        return
    await decisions.settle(work.tx, decision.id, DecisionState.OVER)
    await _back(work, decision, "pause_is_over")


async def lift(work: Work, decision: Decision) -> None:
    """It is taken back, as if it had not been; what has ended meanwhile stays so."""
    if not await decisions.settle(work.tx, decision.id, DecisionState.LIFTED):
        return
    await due.cancel(work.tx, decision.id, "pause_over")
    if decision.kind is DecisionKind.WARNED:
        await _tell_back(work, decision, "decision_lifted")
    else:
        await _back(work, decision, "decision_lifted")


async def _back(work: Work, decision: Decision, kind: str) -> None:
    who = await residents.get(work.tx, decision.resident_id)
    if who is None or who.state is not ResidentState.REMOVED:
        return
    keeps_out = await decisions.keeping_out(work.tx, who.id)
    if keeps_out is None or keeps_out.kind is not DecisionKind.REMOVED:
        await residents.unbar(work.tx, work.account_hash(who.account))
    if keeps_out is None:
        await residents.set_state(work.tx, who.id, ResidentState.MEMBER)
        await work.record("taken_back", who)
        await _tell_back(work, decision, kind)


async def _tell_back(work: Work, decision: Decision, kind: str) -> None:
    who = await residents.get(work.tx, decision.resident_id)
    buurt = await buurten.get(work.tx, decision.buurt_id)
    if who is not None:
        holds = Holds("resident", who.id, frozenset({ResidentState.MEMBER, ResidentState.PAUSED}))
        await work.tell(who, kind, holds=holds, calm=buurt.zone, name=who.name)
