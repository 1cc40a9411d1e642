"""Appeals: whoever was warned, paused or removed may ask that somebody else looks at it, once."""

from __future__ import annotations

from typing import Any

from bot.domain.calendar import local
from bot.domain.decisions import Decision, DecisionKind, DecisionState
from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import BuurtId, DecisionId
from bot.domain.model import Resident, Role
from bot.services import access, alerts, decisions, drafts
from bot.services.turn import following
from bot.services.work import Work
from storage import buurten, reports, residents
from storage import decisions as rows


async def begin(work: Work, me: Resident, decision_id: DecisionId) -> None:
    """Ask whether they want to say why; no words are needed. Raises NotAllowedError or GoneError."""
    await _own(work, me, decision_id)
    work.edit = None  # what was decided stays readable
    await drafts.begin(work, me, Flow.APPEAL, {"decision": decision_id})


@drafts.finishes(Flow.APPEAL)
async def appeal(work: Work, me: Resident, data: Data) -> None:
    """Put it to those who may decide: other coordinators, or where there are none the operator."""
    decision = await _own(work, me, DecisionId(data["decision"]))
    words = data.get("appeal")
    if not await rows.appeal(work.tx, decision.id, words):
        raise GoneError(f"decision {decision.id} is {decision.state}")
    await work.record("appealed", me, buurt_id=decision.buurt_id)
    buurt = await buurten.get(work.tx, decision.buurt_id)
    told = await judges(work, decision)
    for each in told:
        await work.tell(
            each, "co_appeal", calm=buurt.zone, about=(me.id,), **await _card(work, decision, words)
        )
    await work.show(me, "appeal_sent", coordinator=bool(told))


async def _own(work: Work, me: Resident, decision_id: DecisionId) -> Decision:
    decision = await rows.get(work.tx, decision_id)
    if decision is None or decision.resident_id != me.id:
        raise NotAllowedError(f"decision {decision_id} is not about resident {me.id}")
    if decision.state is not DecisionState.STANDS:
        raise GoneError(f"decision {decision_id} is {decision.state}")
    return decision


async def judges(work: Work, decision: Decision) -> list[Resident]:
    """Coordinators who may decide an appeal: not who decided first, and nobody whom the report is about."""
    report = await reports.get(work.tx, decision.report_id) if decision.report_id else None
    about = await alerts.beside(work, decision.resident_id, report.reporter_id if report else None)
    parties = (decision.decided_by, *about)
    return await alerts.coordinators(work, decision.buurt_id, *parties)


async def waiting(work: Work, me: Resident, buurt_id: BuurtId) -> list[Decision]:
    """The appeals of a buurt that `me` may decide, the oldest first."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    return [
        each
        for each in await rows.appealed(work.tx, buurt_id)
        if me.id in [judge.id for judge in await judges(work, each)]
    ]


async def show_next(work: Work, me: Resident, buurt_id: BuurtId, after: int = 0) -> None:
    """One appeal, a screen each."""
    found = await waiting(work, me, buurt_id)
    decision = following(found, after)
    if decision is None:
        await work.show(me, "co_nothing", buurt=buurt_id)
        return
    card = await _card(work, decision, decision.appeal)
    await work.show(me, "co_appeal", **card, buurt=buurt_id, more=len(found) - 1)


async def _card(work: Work, decision: Decision, words: str | None) -> dict[str, Any]:
    buurt = await buurten.get(work.tx, decision.buurt_id)
    who = await residents.get(work.tx, decision.resident_id)
    by = await residents.get(work.tx, decision.decided_by) if decision.decided_by else None
    return {
        "decision": decision.id,
        "name": who.name if who else "",
        "decided": decision.kind,
        "reason": decision.reason,
        "day": local(decision.at, buurt.zone).date().isoformat(),
        "by": by.name if by else None,
        "said": words,
    }


async def uphold(work: Work, me: Resident, decision_id: DecisionId) -> None:
    """A coordinator who did not decide it leaves it as it is."""
    await _judge(work, me, decision_id, lifted=False)


async def lift(work: Work, me: Resident, decision_id: DecisionId) -> None:
    """A coordinator who did not decide it takes it back."""
    await _judge(work, me, decision_id, lifted=True)


async def _judge(work: Work, me: Resident, decision_id: DecisionId, *, lifted: bool) -> None:
    decision = await rows.get(work.tx, decision_id)
    if decision is None:
        raise GoneError(f"no decision {decision_id}")
    await access.require_role(work, me, decision.buurt_id, Role.COORDINATOR)
    if me.id not in [judge.id for judge in await judges(work, decision)]:
        raise NotAllowedError(f"resident {me.id} may not judge decision {decision_id}")
    await settle(work, decision, lifted=lifted)
    done = "lifted" if lifted else "upheld"
    await work.record(
        "appeal_decided", me, buurt_id=decision.buurt_id, detail=done, about=decision.resident_id
    )
    left = len(await waiting(work, me, decision.buurt_id))
    await work.show(me, "co_appeal_decided", lifted=lifted, buurt=decision.buurt_id, left=left)


async def settle(work: Work, decision: Decision, *, lifted: bool) -> None:
    """Decide an appeal, for whoever may; the person is told by day. Raises GoneError where none waits."""
    if decision.state is not DecisionState.APPEALED:
        raise GoneError(f"decision {decision.id} is {decision.state}")
    if lifted:
        await decisions.lift(work, decision)
        return
    await rows.settle(work.tx, decision.id, DecisionState.UPHELD)
    who = await residents.get(work.tx, decision.resident_id)
    buurt = await buurten.get(work.tx, decision.buurt_id)
    if who is not None:
        await work.tell(who, "decision_upheld", calm=buurt.zone, warned=decision.kind is DecisionKind.WARNED)
