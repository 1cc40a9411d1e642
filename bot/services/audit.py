"""The log of what coordinators did in their buurt, for all of them to read: no texts, no residents' names."""

from __future__ import annotations

from bot.domain.audit import Act
from bot.domain.calendar import local_text
from bot.domain.ids import BuurtId
from bot.domain.model import Buurt, Resident, Role
from bot.services import access
from bot.services.work import Work
from storage import audit, buurten

PAGE = 8


async def show(work: Work, me: Resident, buurt_id: BuurtId, before: int = 0) -> None:
    """A page of it, the newest first; `before`: the number of the act after which it goes on."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    buurt = await buurten.get(work.tx, buurt_id)
    found = await audit.acts(work.tx, buurt_id, before, PAGE + 1, me.id)
    await work.show(
        me,
        "audit",
        buurt=buurt_id,
        name=buurt.name,
        acts=[as_params(act, buurt) for act in found[:PAGE]],
        older=found[PAGE - 1].id if len(found) > PAGE else None,
    )


def as_params(act: Act, buurt: Buurt) -> dict[str, str | int | None]:
    """An act as its screen takes it; `at` is local."""
    return {
        "at": local_text(act.at, buurt.zone),
        "kind": act.kind,
        "name": act.name,
        "post": act.post_id,
        "about": act.about,
        "detail": act.detail,
    }
