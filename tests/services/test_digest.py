"""The community builder's week: when it comes, to whom, and what it holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.errors import NotAllowedError
from bot.domain.ids import BuurtId
from bot.domain.model import Buurt, Resident, Role
from bot.render import render
from bot.services import digest
from bot.services.work import Work
from storage import due, residents
from tests.services.conftest import MakeResident, Unit
from tests.services.neighbours import MakeBuurt, matched, post_of, refused
from tests.services.pairs import due_kinds, kinds, params, waiting

MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
"""08:00 in Amsterdam."""
WEDNESDAY_BEFORE = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


async def builder_of(work: Work, home: Buurt, resident: MakeResident) -> Resident:
    builder = await resident(work, home, "Bea")
    await residents.give_role(work.tx, builder.id, home.id, Role.BUILDER)
    return builder


async def test_every_buurt_gets_its_next_monday_once(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit(WEDNESDAY_BEFORE) as work:
        await buurt(work)
        await digest.plan_all(work)
        assert await due_kinds(work) == {"digest": MONDAY}
    async with unit(MONDAY + timedelta(hours=5)) as work:
        await digest.plan_all(work)
        assert await due_kinds(work) == {"digest": MONDAY}, "what is overdue after a sleep is not skipped"


async def test_on_monday_the_builders_get_the_week_and_the_next_is_planned(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(MONDAY) as work:
        home = await buurt(work)
        builder = await builder_of(work, home, resident)
        await resident(work, home, "Truus")
        await digest.run(work, home.id)
        assert await kinds(work) == ["digest"]
        shown = await params(work, builder, "digest")
        assert (shown["first"], shown["last"], shown["quiet"]) == ("2026-11-16", "2026-11-22", True)
        assert await due_kinds(work) == {"digest": MONDAY + timedelta(days=7)}
        row = await work.tx.one("SELECT urgency, not_after FROM outbox")
        assert row is not None
        assert tuple(row) == (2, "2026-11-26T07:00:00Z")


async def test_a_digest_that_is_three_days_late_waits_for_the_next_monday(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(MONDAY + timedelta(days=3)) as work:
        home = await buurt(work)
        await builder_of(work, home, resident)
        await digest.run(work, home.id)
        assert await kinds(work) == []
        assert await due_kinds(work) == {"digest": MONDAY + timedelta(days=7)}


async def test_nothing_happens_for_a_buurt_that_is_gone(unit: Unit) -> None:
    async with unit(MONDAY) as work:
        await digest.run(work, 77)
        assert not await due.planned(work.tx, "digest", 77)


async def test_the_week_counts_what_the_events_say(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(WEDNESDAY_BEFORE) as work:
        home = await buurt(work)
        builder = await builder_of(work, home, resident)
        people = [await resident(work, home, f"Nr {number}") for number in range(10)]
        helper = await resident(work, home, "Samir")
        for number, someone in enumerate(people):
            post = await post_of(work, someone)
            await work.record("posted_request", someone, post=post)
            if number < 5:
                await matched(work, post, someone, helper)
                later = work.at(work.now + timedelta(hours=3))
                await later.record("said_yes", helper, post=post)
                await later.record("matched", someone, post=post)
                await later.record("done", someone, post=post)
    async with unit(MONDAY) as work:
        await digest.show(work, builder)
        shown = await params(work, builder, "digest")
        assert (shown["asked"], shown["helped"], shown["waiting"]) == (10, 5, 5)
        assert shown["hours_to_yes"] == 3
        assert shown["asked_by_category"] == {"cells": [["errands", 10]], "others": 0}
        assert "Truus" not in str(shown)
        text = render("digest", shown, "en").text
        assert "10 neighbours asked for help. 5 neighbours were helped. 5 neighbours still wait." in text
        assert "within 3 hours" in text


async def test_whoever_builds_no_community_is_told_what_it_is_and_sees_no_figure(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        home = await buurt(work)
        elsewhere = await buurt(work, "Zeebuurt", "5678")
        truus = await resident(work, home, "Truus")
        await residents.give_role(work.tx, truus.id, home.id, Role.COORDINATOR)
        await digest.show(work, truus)
        assert await kinds(work) == ["digest_not_yours"]
        other = await builder_of(work, elsewhere, resident)
        for nobody in (truus, other):
            async with refused(work, NotAllowedError):
                await digest.show(work, nobody, BuurtId(home.id))


async def test_whoever_builds_two_communities_chooses_first(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        home = await buurt(work)
        builder = await builder_of(work, home, resident)
        elsewhere = await buurt(work, "Zeebuurt", "5678")
        await residents.give_role(work.tx, builder.id, elsewhere.id, Role.BUILDER)
        await digest.show(work, builder)
        await digest.show(work, builder, elsewhere.id)
        assert [each.kind for each in await waiting(work)] == ["digest_choose", "digest"]
        assert (await params(work, builder, "digest"))["buurt"] == "Zeebuurt"


async def test_the_week_runs_from_local_midnight_through_the_clock_change(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        start, end = digest.last_week(datetime(2026, 10, 26, 12, tzinfo=UTC), home)
        assert (start, end) == (
            datetime(2026, 10, 18, 22, tzinfo=UTC),
            datetime(2026, 10, 25, 23, tzinfo=UTC),
        )
