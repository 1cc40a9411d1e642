"""A coordinator's today: one thing after the other, most urgent first, on one screen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.domain.errors import NotAllowedError
from bot.domain.model import AskState, ResidentState, Role
from bot.domain.morning import Sort
from bot.domain.resources import Kind
from bot.services import call_backs, danger, mornings, newcomers, today
from bot.services.work import Work
from storage import mornings as rows
from storage import posts, residents, resources
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.neighbours import (
    Bloemenbuurt,
    MakeBuurt,
    asked,
    make_bloemenbuurt,
    post_of,
    refused,
    reported,
)
from tests.services.pairs import due_kinds, kinds, params, run_until, waiting

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


async def _turns(work: Work, there: Bloemenbuurt) -> list[str]:
    """The sorts of the things that came up, in order, then how it ended."""
    told = await waiting(work, there.coordinator)
    return [each.params["sort"] if each.kind == "co_turn" else each.kind for each in told]


async def test_the_most_urgent_comes_first_and_later_puts_it_last(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(NOW - 2 * DAY) as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        me, home = there.coordinator, there.home.id
        await post_of(work, there.truus)
        newcomer = await resident(work, there.home, "Nour", state=ResidentState.WAITING)
    async with unit(NOW - HOUR) as work:
        report = await reported(work, there.truus, there.samir)
        await danger.pass_on_call(work, there.wim, {"phone": "0612345678"})
        await work.tx.change("DELETE FROM outbox")
    async with unit() as work:
        await today.show(work, me)
        shown = await params(work, me, "co_today")
        assert [line[0] for line in shown["lines"]] == ["call", "report", "request", "newcomer"]
        assert shown["lines"][0] == ["call", "Wim", 60]
        await work.tx.change("DELETE FROM outbox")
        await today.step(work, me, home)
        await today.later(work, me, home, Sort.CALL, there.wim.id)
        await today.later(work, me, home, Sort.REPORT, report.id)
        (post,) = await posts.live_of(work.tx, there.truus.id)
        await today.later(work, me, home, Sort.REQUEST, post.id)
        await today.acted(work, me, lambda turn: newcomers.admit(turn, me, newcomer.id))
        await today.step(work, me, home, again=True)
        assert await _turns(work, there) == ["call", "report", "request", "newcomer", "co_all_done", "call"]
        told = await waiting(work, me)
        assert told[4].params["done"][0] == "co_admitted"
        assert told[4].params["later"] == 3


async def test_an_empty_morning_says_so(unit: Unit, buurt: MakeBuurt, resident: MakeResident) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await today.show(work, there.coordinator)
        assert (await params(work, there.coordinator, "co_today"))["lines"] == []
        await today.step(work, there.coordinator, there.home.id)
        assert await kinds(work, there.coordinator) == ["co_today", "co_all_done"]


async def test_a_request_waits_for_a_person_once_a_day_went_by_without_a_yes(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        post = await post_of(work, there.truus)
        unseen = await post_of(work, there.truus)
        await work.tx.change("UPDATE post SET may_widen = '' WHERE id = ?", (unseen.id,))
        assert await today.found(work, there.coordinator, there.home.id) == []
        tomorrow = work.at(NOW + DAY)
        (only,) = await today.found(tomorrow, there.coordinator, there.home.id)
        assert (only.sort, only.row) == (Sort.REQUEST, post.id)
        await asked(work, post, there.samir, AskState.YES)
        assert await today.found(tomorrow, there.coordinator, there.home.id) == []


async def test_what_was_put_off_is_urgent_again_the_next_day(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        report = await reported(work, there.truus, there.samir)
        me, home = there.coordinator, there.home.id
        await today.later(work, me, home, Sort.REPORT, report.id)
        await today.step(work.at(NOW + 14 * HOUR), me, home)  # midnight in Amsterdam
        assert await _turns(work, there) == ["co_all_done", "report"]


async def test_a_call_is_announced_made_and_closed_and_its_number_is_kept_nowhere(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await danger.pass_on_call(work, there.wim, {"phone": "0612345678"})
        await work.tx.change("DELETE FROM outbox")
        wanted = await rows.call_back_of(work.tx, there.wim.id)
        assert wanted is not None
        assert "0612345678" not in str([tuple(row) for row in await work.tx.all("SELECT * FROM call_back")])
        me = there.coordinator
        await call_backs.calling(work, me, there.wim.id)
        await today.acted(work, me, lambda turn: call_backs.not_reached(turn, me, there.wim.id))
        assert await rows.call_back_of(work.tx, there.wim.id) is not None
        await today.acted(work, me, lambda turn: call_backs.called(turn, me, there.wim.id))
        assert await kinds(work, there.wim) == ["call_comes", "call_missed", "call_done"]
        assert await rows.call_back_of(work.tx, there.wim.id) is None


async def test_nobody_closes_their_own_call_or_one_of_another_buurt(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        await residents.give_role(work.tx, there.wim.id, there.home.id, Role.COORDINATOR)
        await danger.pass_on_call(work, there.wim, {"phone": "0612345678"})
        assert await call_backs.waiting(work, there.wim, there.home.id) == []
        for nobody in (there.wim, there.other_coordinator, there.truus):
            async with refused(work, NotAllowedError):
                await call_backs.called(work, nobody, there.wim.id)


async def test_a_summary_comes_at_the_chosen_hour_on_days_when_something_waits(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        me, home = there.coordinator, there.home.id
        await mornings.set_hour(work, me, home, 9)
        await work.tx.change("DELETE FROM outbox")
        tuesday = datetime(2026, 11, 24, 8, tzinfo=UTC)  # 09:00 in Amsterdam
        assert (await due_kinds(work))["morning"] == tuesday
        await run_until(work, tuesday)
        assert await kinds(work) == []
        await reported(work, there.truus, there.samir)
        await run_until(work, tuesday + DAY)
        shown = await params(work, me, "co_morning")
        assert shown["buurten"] == [[home, "Bloemenbuurt", [["report", 1]]]]
        await mornings.set_hour(work, me, home, None)
        assert "morning" not in await due_kinds(work)


async def test_the_hour_of_the_summary_is_local_across_both_clock_changes(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        for day, first, second in (
            (datetime(2027, 3, 27, tzinfo=UTC), 7, 6),  # summer time begins on the 28th
            (datetime(2027, 10, 30, tzinfo=UTC), 6, 7),
        ):
            await mornings.set_hour(work.at(day), there.coordinator, there.home.id, 8)
            assert (await due_kinds(work))["morning"] == day.replace(hour=first)
            await mornings.run(work.at(day.replace(hour=first)), there.coordinator.id)
            assert (await due_kinds(work))["morning"] == day.replace(hour=second) + DAY


async def test_a_summary_that_comes_too_late_or_to_nobody_is_not_sent(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        me = there.coordinator
        await reported(work, there.truus, there.samir)
        await mornings.set_hour(work, me, there.home.id, 9)
        await work.tx.change("DELETE FROM outbox")
        await mornings.run(work.at(NOW + 5 * HOUR), me.id)
        await residents.take_role(work.tx, me.id, there.home.id, Role.COORDINATOR)
        await mornings.run(work.at(NOW + DAY), me.id)
        assert await kinds(work) == []
        assert await rows.hour_of(work.tx, me.id) is None


async def test_an_old_entry_of_the_list_waits_last_and_calls_nobody_in_the_morning(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        me, home = there.coordinator, there.home.id
        await resources.add(work.tx, home, Kind.TEAM, {"name": "Wijkteam"}, date(2025, 11, 1))
        (only,) = await today.found(work, me, home)
        assert (only.sort, only.about) == (Sort.PLACE, "Wijkteam")
        await mornings.set_hour(work, me, home, 9)
        await work.tx.change("DELETE FROM outbox")
        await run_until(work, NOW + DAY)
        assert await kinds(work) == []
