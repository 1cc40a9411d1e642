"""Coordinators come and go: a member is asked and says yes; a role is taken from one only by two.

A coordinator may step down, the last one not before there is another. Whoever loses the role stays a member.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.domain.drafts import Data, Flow
from bot.domain.errors import GoneError, NotAllowedError, NotUnderstoodError
from bot.domain.handover import Handover, HandoverKind, HandoverState
from bot.domain.ids import BuurtId, HandoverId, ResidentId
from bot.domain.model import Buurt, Resident, Role
from bot.services import access, alerts, drafts, menus, onboarding, roles
from bot.services.answers import Given, Parsed, answers, one_line
from bot.services.work import Work
from storage import buurten, events, handovers, residents

CHOICES = 5
NEW_FOR = timedelta(days=14)
"""Who has been coordinator for a shorter time is no second person: one could name a friend, or a second account of
one's own, and take the role from anybody together with them."""


async def show(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """The coordinators of a buurt, and what waits for a second person."""
    buurt = await _own(work, me, buurt_id)
    team = await alerts.coordinators(work, buurt_id)
    waits = []
    for each in await handovers.open_of(work.tx, buurt_id, work.now):
        about = await residents.get(work.tx, each.resident_id)
        if about is None or about.id == me.id:
            continue
        mine = each.proposed_by == me.id
        if mine or each.kind is HandoverKind.JOIN or not await _is_new(work, me):
            waits.append([each.id, each.kind, about.name, mine])
    await work.show(
        me, "team", buurt=buurt_id, name=buurt.name, team=[each.name for each in team], waits=waits
    )


async def ask(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """Whom? A first name is typed."""
    await _own(work, me, buurt_id)
    await drafts.begin(work, me, Flow.COORDINATOR, {"of_buurt": buurt_id})


@answers("team_name")
async def _name(work: Work, me: Resident, data: Data, given: Given) -> Parsed:
    buurt_id = BuurtId(data["of_buurt"])
    await _own(work, me, buurt_id)
    if given.value is not None:
        if given.value not in {str(number) for number, _ in data.get("choices") or []}:
            raise GoneError("a choice that is none")
        return Parsed({**data, "whom": int(given.value)})
    found = await _members_named(work, buurt_id, one_line(given.text or ""))
    if not found:
        raise NotUnderstoodError("no member of that name who is no coordinator")
    if len(found) > 1:
        return Parsed({**data, "choices": [[each.id, each.name] for each in found[:CHOICES]]}, complete=False)
    return Parsed({**data, "whom": found[0].id})


@drafts.finishes(Flow.COORDINATOR)
async def propose(work: Work, me: Resident, data: Data) -> None:
    """Ask a member whether they want to be coordinator too. Raises GoneError where they were asked already."""
    buurt = await _own(work, me, BuurtId(data["of_buurt"]))
    whom = await access.resident(work, ResidentId(data["whom"]))
    if whom.id not in {each.id for each in await _members_named(work, buurt.id, whom.name)}:
        raise GoneError(f"resident {whom.id} is no member who could be asked")
    if await _waiting(work, HandoverKind.JOIN, buurt.id, whom.id):
        raise GoneError(f"resident {whom.id} was asked already")
    handover_id = await handovers.propose(work.tx, HandoverKind.JOIN, buurt.id, whom.id, me.id, work.now)
    await work.record("coordinator_asked", me, buurt_id=buurt.id, about=whom.id)
    await work.tell(
        whom,
        "team_asked",
        calm=buurt.zone,
        about=(me.id,),
        handover=handover_id,
        name=me.name,
        buurt=buurt.name,
    )
    await work.show(me, "team_asked_noted", buurt=buurt.id, name=whom.name)


async def say_yes(work: Work, me: Resident, handover_id: HandoverId) -> None:
    """I want to be coordinator. All others hear it, also those who did not ask."""
    _, buurt = await _asked_me(work, me, handover_id, HandoverState.YES)
    await onboarding.give_role(work, me, buurt.id, Role.COORDINATOR)
    for each in await alerts.coordinators(work, buurt.id, me.id):
        await work.tell(each, "team_joined", calm=buurt.zone, about=(me.id,), buurt=buurt.id, name=me.name)


async def say_no(work: Work, me: Resident, handover_id: HandoverId) -> None:
    """I do not. No reason is asked."""
    handover, buurt = await _asked_me(work, me, handover_id, HandoverState.NO)
    await work.record("coordinator_no", me, buurt_id=buurt.id)
    await work.show(me, "team_no_noted")
    await _tell_proposer(work, handover, buurt, "team_declined", name=me.name)


async def ask_to_leave(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """Really? The last coordinator first names another."""
    buurt = await _own(work, me, buurt_id)
    others = await alerts.coordinators(work, buurt_id, me.id)
    await work.show(me, "team_leave" if others else "team_last", buurt=buurt_id, name=buurt.name)


async def leave(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """I am coordinator no more, and stay a member. Raises GoneError for the last one."""
    buurt = await _own(work, me, buurt_id)
    others = await alerts.coordinators(work, buurt_id, me.id)
    if not others:
        raise GoneError(f"resident {me.id} is the last coordinator of buurt {buurt_id}")
    await work.record("stepped_down", me, buurt_id=buurt_id)
    await _take_role(work, me, buurt_id)
    await work.show(me, "team_left", name=buurt.name)
    for each in others:
        await work.tell(each, "team_has_left", calm=buurt.zone, about=(me.id,), name=me.name, buurt=buurt_id)


async def whose(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """From whom should the role be taken?"""
    await _own(work, me, buurt_id)
    others = await alerts.coordinators(work, buurt_id, me.id)
    if not others:
        raise GoneError(f"buurt {buurt_id} has no other coordinator")
    await work.show(me, "team_whose", buurt=buurt_id, others=[[each.id, each.name] for each in others])


async def ask_removal(work: Work, me: Resident, buurt_id: BuurtId, whose_role: ResidentId) -> None:
    """Really? It takes a second person."""
    whom = await _other(work, me, buurt_id, whose_role)
    seconds = await _seconds(work, buurt_id, me, whom)
    await work.show(
        me, "team_remove_sure", buurt=buurt_id, resident=whom.id, name=whom.name, second=bool(seconds)
    )


async def propose_removal(work: Work, me: Resident, buurt_id: BuurtId, whose_role: ResidentId) -> None:
    """Put it to the other coordinators who are no newcomers as such; where there are none, to the operator.

    Nobody says yes to their own.
    """
    whom = await _other(work, me, buurt_id, whose_role)
    buurt = await buurten.get(work.tx, buurt_id)
    if await _waiting(work, HandoverKind.REMOVAL, buurt_id, whom.id):
        raise GoneError(f"the role of resident {whom.id} is in question already")
    handover_id = await handovers.propose(work.tx, HandoverKind.REMOVAL, buurt_id, whom.id, me.id, work.now)
    await work.record("removal_proposed", me, buurt_id=buurt_id, about=whom.id)
    seconds = await _seconds(work, buurt_id, me, whom)
    for each in seconds:
        await work.tell(
            each, "team_case", calm=buurt.zone, about=(me.id, whom.id), **_case(handover_id, me, whom, buurt)
        )
    await work.show(
        me,
        "team_remove_noted",
        buurt=buurt_id,
        name=whom.name,
        second=bool(seconds),
        number=str(handover_id),
    )


async def show_case(work: Work, me: Resident, handover_id: HandoverId) -> None:
    """A removal that waits for a second person."""
    handover, buurt = await _second(work, me, handover_id)
    by = await access.resident(work, handover.proposed_by)
    whom = await access.resident(work, handover.resident_id)
    await work.show(me, "team_case", **_case(handover_id, by, whom, buurt))


async def agree(work: Work, me: Resident, handover_id: HandoverId) -> None:
    """The second person's yes."""
    handover, buurt = await _second(work, me, handover_id)
    whom = await access.resident(work, handover.resident_id)
    await work.record("removal_yes", me, buurt_id=buurt.id, about=whom.id)
    await carry_out(work, handover)
    await work.show(me, "team_removed_noted", buurt=buurt.id, name=whom.name)


async def disagree(work: Work, me: Resident, handover_id: HandoverId) -> None:
    """The second person's no: the role stays."""
    handover, buurt = await _second(work, me, handover_id)
    whom = await access.resident(work, handover.resident_id)
    await handovers.answer(work.tx, handover_id, HandoverState.NO, work.now)
    await work.record("removal_no", me, buurt_id=buurt.id, about=whom.id)
    await _tell_proposer(work, handover, buurt, "team_kept", name=whom.name)
    await work.show(me, "team_kept", buurt=buurt.id, name=whom.name)


async def carry_out(work: Work, handover: Handover) -> None:
    """Two agreed, or the operator did. The person is told, and stays a member. Raises GoneError where it is over."""
    if handover.kind is not HandoverKind.REMOVAL or not await handovers.answer(
        work.tx, handover.id, HandoverState.YES, work.now
    ):
        raise GoneError(f"handover {handover.id} is over")
    whom = await access.resident(work, handover.resident_id)
    buurt = await buurten.get(work.tx, handover.buurt_id)
    await _take_role(work, whom, buurt.id)
    await work.record("role_taken", whom, buurt_id=buurt.id, detail=Role.COORDINATOR)
    await work.tell(whom, "team_removed", calm=buurt.zone, name=buurt.name)
    await _tell_proposer(work, handover, buurt, "team_removed_noted", name=whom.name)


def _case(handover_id: HandoverId, by: Resident, whom: Resident, buurt: Buurt) -> dict[str, Any]:
    return {"handover": handover_id, "buurt": buurt.id, "proposer": by.name, "name": whom.name}


async def _own(work: Work, me: Resident, buurt_id: BuurtId) -> Buurt:
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    return await buurten.get(work.tx, buurt_id)


async def _members_named(work: Work, buurt_id: BuurtId, name: str) -> list[Resident]:
    """Members of that first name who are no coordinators of the buurt yet, and can press a button."""
    coordinators = {each.id for each in await residents.with_role(work.tx, buurt_id, Role.COORDINATOR)}
    return [
        each
        for each in await handovers.members_named(work.tx, buurt_id, name)
        if each.id not in coordinators and each.reachable and not each.on_paper
    ]


async def _seconds(work: Work, buurt_id: BuurtId, me: Resident, whom: Resident) -> list[Resident]:
    """The coordinators who may say yes or no to what `me` proposes about `whom`."""
    others = await alerts.coordinators(work, buurt_id, me.id, whom.id)
    return [each for each in others if not await _is_new(work, each)]


async def _is_new(work: Work, coordinator: Resident) -> bool:
    return await events.count_of(work.tx, coordinator.id, work.now - NEW_FOR, "role_given") > 0


async def _other(work: Work, me: Resident, buurt_id: BuurtId, whose_role: ResidentId) -> Resident:
    """Another coordinator of the buurt. Raises NotAllowedError for oneself, GoneError for who is none."""
    await _own(work, me, buurt_id)
    if whose_role == me.id:
        raise NotAllowedError(f"resident {me.id} can step down")
    for each in await residents.with_role(work.tx, buurt_id, Role.COORDINATOR):
        if each.id == whose_role:
            return each
    raise GoneError(f"resident {whose_role} is no coordinator of buurt {buurt_id}")


async def _waiting(work: Work, kind: HandoverKind, buurt_id: BuurtId, about: ResidentId) -> bool:
    open_ones = await handovers.open_of(work.tx, buurt_id, work.now)
    return any(each.kind is kind and each.resident_id == about for each in open_ones)


async def _asked_me(
    work: Work, me: Resident, handover_id: HandoverId, answer: HandoverState
) -> tuple[Handover, Buurt]:
    """A question to become coordinator that was put to `me`, answered now."""
    handover = await handovers.get(work.tx, handover_id)
    if handover is None or handover.resident_id != me.id or handover.kind is not HandoverKind.JOIN:
        raise NotAllowedError(f"handover {handover_id} is not for resident {me.id}")
    if not me.takes_part or me.on_paper or me.buurt_id != handover.buurt_id:
        raise NotAllowedError(f"resident {me.id} is no member of buurt {handover.buurt_id}, or has no phone")
    await _require_still_proposed(work, handover)
    if not await handovers.answer(work.tx, handover_id, answer, work.now):
        raise GoneError(f"handover {handover_id} is over")
    return handover, await buurten.get(work.tx, handover.buurt_id)


async def _second(work: Work, me: Resident, handover_id: HandoverId) -> tuple[Handover, Buurt]:
    """An open removal on which `me` may decide: another coordinator than the two whom it is about, and no new one."""
    handover = await handovers.get(work.tx, handover_id)
    if handover is None or handover.kind is not HandoverKind.REMOVAL:
        raise NotAllowedError(f"no removal {handover_id}")
    buurt = await _own(work, me, handover.buurt_id)
    if me.id in (handover.proposed_by, handover.resident_id):
        raise NotAllowedError(f"resident {me.id} is a party of removal {handover_id}")
    if await _is_new(work, me):
        raise NotAllowedError(f"resident {me.id} has not been coordinator for long")
    if not handover.open_at(work.now):
        raise GoneError(f"removal {handover_id} is over")
    await _require_still_proposed(work, handover)
    return handover, buurt


async def _require_still_proposed(work: Work, handover: Handover) -> None:
    """Raises GoneError where who proposed it is no coordinator of the buurt any more, however that came."""
    if handover.buurt_id not in await residents.buurten_of_role(
        work.tx, handover.proposed_by, Role.COORDINATOR
    ):
        raise GoneError(f"handover {handover.id} was proposed by who is no coordinator any more")


async def _take_role(work: Work, who: Resident, buurt_id: BuurtId) -> None:
    """What they made or proposed as coordinator ends with it."""
    await roles.take(work, who.id, buurt_id, Role.COORDINATOR)
    await menus.set_menu(work, who)


async def _tell_proposer(work: Work, handover: Handover, buurt: Buurt, kind: str, *, name: str) -> None:
    proposer = await residents.get(work.tx, handover.proposed_by)
    if proposer is not None and proposer.takes_part:
        await work.tell(
            proposer, kind, calm=buurt.zone, about=(handover.resident_id,), buurt=buurt.id, name=name
        )
