"""A coordinator's morning with five things to do, button by button as the phone shows them, in Dutch and Arabic."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.categories import Category
from bot.domain.model import AskState, Resident, ResidentState
from bot.render import render
from bot.render.screen import Screen
from bot.services import danger
from bot.services.work import Work
from storage import posts, reports, residents
from tests.handlers.test_coordination import press, send
from tests.services.conftest import NOW, MakeResident, Unit, buurt, database, outbox_kinds, resident, unit
from tests.services.neighbours import MakeBuurt, asked, make_bloemenbuurt, person, post_of, reported
from tests.services.pairs import waiting

__all__ = ["buurt", "database", "outbox_kinds", "resident", "unit"]


async def _screen(work: Work, me: Resident) -> Screen:
    """What the coordinator's phone shows last."""
    told = await waiting(work, me)
    return render(told[-1].kind, told[-1].params, (await person(work, me)).lang)


async def _press(work: Work, me: Resident, action: str) -> Screen:
    """Press the button of the shown screen whose data begins with `action`."""
    screen = await _screen(work, me)
    data = [button.data or "" for row in screen.rows for button in row]
    (pressed,) = [each for each in data if each == action or each.startswith(f"{action}:")]
    await press(work, me, pressed)
    return await _screen(work, me)


@pytest.mark.parametrize(
    ("lang", "begins", "ends"),
    [
        ("nl", "Wim\u2069 wil gebeld worden", "Alles is gedaan. Dank u wel!"),
        ("ar", "طلب مكالمة", "انتهى كل شيء"),
    ],
)
async def test_five_things_are_done_one_after_the_other_on_one_screen(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, lang: str, begins: str, ends: str
) -> None:
    async with unit(NOW - timedelta(days=2)) as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        me = there.coordinator
        await residents.set_lang(work.tx, me.id, lang)
        request = await post_of(work, there.truus, category=Category.GARDEN)
        newcomer = await resident(work, there.home, "Nour", state=ResidentState.WAITING)
        visit = await post_of(work, there.truus, category=Category.COMPANY)
        await asked(work, visit, there.samir, AskState.YES)
        report = await reported(work, there.truus, await resident(work, there.home, "Bob"))
        await danger.pass_on_call(work, there.wim, {"phone": "0612345678"})
        await work.tx.change("DELETE FROM outbox")
    async with unit() as work:
        await send(work, me, "/coordinator")
        first = await _screen(work, me)
        assert begins in first.text
        assert first.text.count("\n") == 5
        await _press(work, me, "co.next")
        await press(work, me, f"co.call:{there.wim.id}:called")
        await _press(work, me, "co.apart")
        await _press(work, me, "co.close")
        await press(work, me, f"co.close:{request.id}:solved")
        await _press(work, me, "co.admit")
        last = await _press(work, me, "co.allow")
        assert ends in last.text
        told = [each.kind for each in await waiting(work, me)]
        assert told == ["co_today", *["co_turn"] * 3, "co_close_why", *["co_turn"] * 2, "co_all_done"]
        assert (await person(work, newcomer)).state is ResidentState.MEMBER
        assert (await person(work, there.samir)).visits_allowed
        assert [each.id for each in await posts.live_of(work.tx, there.truus.id)] == [visit.id]
        closed = await reports.get(work.tx, report.id)
        assert closed is not None
        assert closed.closed
