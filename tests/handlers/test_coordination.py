"""Buttons and commands of coordinators, builders, reports and privacy, as Telegram sends them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.model import PostState, Resident, ResidentState, Role
from bot.intake.reading import read
from bot.services.work import Work
from handlers import dispatch
from storage import residents
from tests.services.conftest import MakeResident, Unit, buurt, database, outbox_kinds, resident, unit
from tests.services.neighbours import MakeBuurt, asked, make_bloemenbuurt, person, post_of, reported, state_of
from tests.services.pairs import kinds, snapshot

__all__ = ["buurt", "database", "outbox_kinds", "resident", "unit"]


def _from(who: Resident) -> dict[str, Any]:
    return {"id": who.account, "is_bot": False, "first_name": who.name, "language_code": who.lang}


def _message(who: Resident, text: str) -> dict[str, Any]:
    chat = {"id": who.account, "type": "private"}
    return {"message_id": 7, "date": 1_795_000_000, "chat": chat, "from": _from(who), "text": text}


async def press(work: Work, who: Resident, data: str) -> None:
    """The resident presses a button that carries `data`."""
    query = {
        "id": "1",
        "from": _from(who),
        "chat_instance": "1",
        "data": data,
        "message": _message(who, "screen"),
    }
    await dispatch(work, read({"update_id": 1, "callback_query": query}))


async def send(work: Work, who: Resident, text: str) -> None:
    """The resident sends a text."""
    await dispatch(work, read({"update_id": 1, "message": _message(who, text)}))


FORGED = (
    "co.admit",
    "co.admit:",
    "co.admit:abc",
    "co.admit:999",
    "co.refuse:-1",
    "co.today:999",
    "co.new:999:1",
    "co.new:1:x",
    "co.open:x",
    "co.again:999",
    "co.close:٣",
    "co.visits:999",
    "co.allow:999",
    "co.deny:999",
    "co.reports:999",
    "co.apart:999",
    "co.settle:999",
    "co.step:999",
    "co.decide:999:remove:other",
    "co.decide:1:nothing:other",
    "co.admission:999:open",
    "co.first:999:home:off",
    "co.vog_today:999",
    "appeal.lift:999",
    "confidant.answer:999",
    "vouch.yes:x",
    "co.invite:999",
    "co.members:99999999999999999999",
    "digest.of:999",
    "report.match:999",
    "report.ask:x",
    "report.yes",
    "report.yes:match",
    "report.yes:buurt:1",
    "report.yes:ask:999",
)


@pytest.mark.parametrize("data", FORGED)
async def test_a_forged_button_gets_a_kind_answer_and_changes_nothing(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, data: str
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await press(work, there.coordinator, "co.today")
        before = await snapshot(work.tx)
        for who in (there.coordinator, there.wim):
            await press(work, who, data)
        after = await snapshot(work.tx)
        assert {table for table in after if after[table] != before[table]} == {"outbox"}
        assert set(await kinds(work, there.wim)) <= {"not_yours", "no_longer"}
        assert set(await kinds(work, there.coordinator)) <= {"co_today", "not_yours", "no_longer"}


async def test_a_coordinator_works_through_everything_by_buttons(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        me, home = there.coordinator, there.home.id
        newcomer = await resident(work, there.home, "Nour", state=ResidentState.WAITING)
        post = await post_of(work, there.truus)
        report = await reported(work, there.truus, there.samir)
        for data in (
            "co.today",
            f"co.new:{home}",
            f"co.admit:{newcomer.id}",
            f"co.open:{home}:0",
            f"co.again:{post.id}",
            f"co.close:{post.id}",
            f"co.close:{post.id}:nobody",
            f"co.visits:{home}",
            f"co.reports:{home}",
            f"co.step:{report.id}",
            f"co.why:{report.id}:remove",
            f"co.sure:{report.id}:remove:money",
            f"co.decide:{report.id}:remove:money",
            f"co.members:{home}",
            f"co.invite:{home}",
        ):
            await press(work, me, data)
        told = await kinds(work, me)
        told.remove("co_request")  # that nobody can be asked for it is told without asking
        assert told == [
            "co_today",
            "co_newcomer",
            "co_turn",
            "co_request",
            "co_turn",
            "co_close_why",
            "co_turn",
            "co_nothing",
            "co_report",
            "co_step",
            "co_why",
            "co_step_sure",
            "co_all_done",
            "co_members",
            "co_invite",
            "invite_to_forward",
        ]
        assert (await person(work, newcomer)).state is ResidentState.MEMBER
        assert await state_of(work, post) is PostState.CLOSED
        assert (await person(work, there.samir)).state is ResidentState.REMOVED


async def test_the_commands_do_what_their_buttons_do(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await residents.give_role(work.tx, there.wim.id, there.home.id, Role.BUILDER)
        await send(work, there.coordinator, "/coordinator")
        await send(work, there.wim, "/digest")
        await send(work, there.truus, "/gegevens")
        await send(work, there.truus, "/vergeetmij")
        await send(work, there.truus, "/coordinator")
        assert await kinds(work) == ["co_today", "digest", "your_data", "forget_first", "not_yours"]


async def test_a_report_takes_two_presses_and_erasing_three(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        ask = await asked(work, await post_of(work, there.truus), there.samir)
        await press(work, there.samir, f"report.ask:{ask.id}")
        await press(work, there.samir, f"report.yes:ask:{ask.id}")
        assert await kinds(work, there.samir) == ["report_confirm", "report_done"]
        for data in ("me.forget", "me.forget:sure"):
            await press(work, there.samir, data)
            assert (await person(work, there.samir)).name == "Samir"
        await press(work, there.samir, "me.forget:now")
        assert await residents.get(work.tx, there.samir.id) is None


@pytest.mark.parametrize("state", [ResidentState.INVITED, ResidentState.WAITING, ResidentState.REMOVED])
async def test_whoever_is_no_member_can_still_see_and_erase_everything(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, state: ResidentState
) -> None:
    async with unit() as work:
        someone = await resident(work, await buurt(work), "Nour", state=state)
        await press(work, someone, "me.data")
        await press(work, someone, "me.forget:now")
        assert (await kinds(work))[-1] == "erased"
        assert await residents.get(work.tx, someone.id) is None
