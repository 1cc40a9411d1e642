"""What a coordinator lets the buurt ask: how newcomers come in, and what is asked of helpers."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.ids import BuurtId
from bot.domain.marks import Asked, Mark
from bot.domain.model import Admission, Resident, Role
from bot.services import access, vog
from bot.services.work import Work
from storage import buurten, trust


async def show_settings(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """What can be set for a buurt."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    buurt = await buurten.get(work.tx, buurt_id)
    await work.show(
        me,
        "co_settings",
        buurt=buurt_id,
        name=buurt.name,
        without_vog=len(await vog.without(work, buurt_id)),
    )


async def show_admission(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """How newcomers come in, and how else they could."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    buurt = await buurten.get(work.tx, buurt_id)
    await work.show(me, "co_admission", buurt=buurt_id, admission=buurt.admission)


async def set_admission(work: Work, me: Resident, buurt_id: BuurtId, admission: Admission) -> None:
    """Let newcomers come in so from now on; who waits already waits on."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    if (await buurten.get(work.tx, buurt_id)).admission is not admission:
        await buurten.set_admission(work.tx, buurt_id, admission)
        await work.record("settings_changed", me, buurt_id=buurt_id, detail=f"admission:{admission}")
    await show_admission(work, me, buurt_id)


async def show(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """For which kinds of help a helper's first time needs a yes, each to be switched."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    asked = await trust.asked(work.tx, buurt_id)
    await work.show(
        me, "co_marks", buurt=buurt_id, first_yes=[mark for mark in Mark if asked[mark].first_yes]
    )


async def show_vog(work: Work, me: Resident, buurt_id: BuurtId) -> None:
    """For which kinds of help a certificate of conduct is asked, and for how long one counts."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    buurt = await buurten.get(work.tx, buurt_id)
    asked = await trust.asked(work.tx, buurt_id)
    vogs = [mark for mark in Mark if asked[mark].vog]
    await work.show(me, "co_vog_for", buurt=buurt_id, vog=vogs, years=buurt.vog_years)


async def switch_first_yes(work: Work, me: Resident, buurt_id: BuurtId, mark: Mark, on: bool) -> None:
    """Whether a helper's first time with this kind of help needs a coordinator's yes."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    before = (await trust.asked(work.tx, buurt_id))[mark]
    await _ask(work, me, buurt_id, mark, before, replace(before, first_yes=on))
    await show(work, me, buurt_id)


async def switch_vog(work: Work, me: Resident, buurt_id: BuurtId, mark: Mark, on: bool) -> None:
    """Whether this kind of help needs a certificate of conduct; who offers it and has none is told once, by day."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    before = (await trust.asked(work.tx, buurt_id))[mark]
    await _ask(work, me, buurt_id, mark, before, replace(before, vog=on))
    if on and not before.vog:
        await vog.tell_all(work, buurt_id)
    await show_vog(work, me, buurt_id)


async def _ask(work: Work, me: Resident, buurt_id: BuurtId, mark: Mark, before: Asked, now: Asked) -> None:
    if now != before:
        await trust.ask(work.tx, buurt_id, mark, now)
        detail = f"{mark}:{'first_yes ' * now.first_yes}{'vog' * now.vog}".strip()
        await work.record("settings_changed", me, buurt_id=buurt_id, detail=detail)


async def set_vog_years(work: Work, me: Resident, buurt_id: BuurtId, years: int) -> None:
    """After how many years, 1 to 5, a certificate of conduct is asked for again."""
    await access.require_role(work, me, buurt_id, Role.COORDINATOR)
    if (await buurten.get(work.tx, buurt_id)).vog_years != years:
        await buurten.set_vog_years(work.tx, buurt_id, years)
        await work.record("settings_changed", me, buurt_id=buurt_id, detail=f"vog_years:{years}")
    await show_vog(work, me, buurt_id)
