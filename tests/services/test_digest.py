"""The community builder's week: when it comes, to whom, and what it holds."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.digest.stored import from_json
from bot.domain.digest.weeks import begins, last_whole, monday, week_of
from bot.domain.errors import NotAllowedError
from bot.domain.ids import BuurtId
from bot.domain.model import Buurt, Resident, Role
from bot.domain.paper import Contact
from bot.render import render
from bot.services import digest, privacy
from bot.services.work import Work
from storage import due, residents
from tests.services.conftest import MakeResident, Unit
from tests.services.neighbours import MakeBuurt, make_bloemenbuurt, matched, post_of, refused
from tests.services.pairs import due_kinds, kinds, params, waiting
from tests.services.test_role_misuse import without_phone

MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
"""08:00 in Amsterdam."""
ZONE = ZoneInfo("Europe/Amsterdam")
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
        assert await kinds(work) == ["digest"], "no picture of nothing"
        shown = await params(work, builder, "digest")
        assert monday(shown["figures"]["week"]) == date(2026, 11, 16)
        assert from_json(shown["figures"]).quiet
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
        assert await kinds(work) == ["digest", "digest_picture"]
        shown = await params(work, builder, "digest")
        told = from_json(json.loads(json.dumps(shown["figures"])))
        assert (told.now.asked, told.now.helped, told.waiting["this_week"]) == (10, 5, 5)
        assert told.found_within == 3
        assert "Truus" not in str(shown)
        text = render("digest", shown, "en").text
        assert "This week 10 people asked for help. 5 people were helped." in text
        assert "within \u20683 hours" in text or "within 3 hours" in text
        assert "At least 5 people still wait." in text


async def test_made_up_neighbours_of_one_coordinator_are_one_of_the_five_that_a_number_needs(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(WEDNESDAY_BEFORE) as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        builder = await builder_of(work, there.home, resident)
        asking = [await without_phone(work, there, there.coordinator, f"Nr {number}") for number in range(6)]
        for someone in (*asking, there.truus):
            await work.record("posted_request", someone, post=await post_of(work, someone))
        assert await voices(work) == [*[f"r{there.coordinator.id}"] * 6, None]
        work.voice = Contact(there.wim.id, there.wim.account, "nl")
        await work.record("posted_request", asking[0], post=await post_of(work, asking[0]))
        assert (await voices(work))[-1] == f"r{there.coordinator.id}", (
            "whoever acts for somebody else just then"
        )
        work.voice = None
    async with unit(MONDAY) as work:
        await digest.show(work, builder)
        told = from_json((await params(work, builder, "digest"))["figures"])
        assert told.quiet
    async with unit(WEDNESDAY_BEFORE) as work:
        for someone in (there.samir, there.wim, await resident(work, there.home, "Els")):
            await work.record("posted_request", someone, post=await post_of(work, someone))
    async with unit(MONDAY) as work:
        await digest.show(work, builder)
        told = from_json((await waiting(work, builder))[-2].params["figures"])
        assert told.now.asked == 10, "five voices: everybody is counted"
        await privacy.erase(work, there.coordinator)
        spoke = (await voices(work))[:6]
        assert len(set(spoke)) == 1
        assert str(spoke[0]).startswith("x"), "unlinked as all else"


async def voices(work: Work) -> list[str | None]:
    rows = await work.tx.all("SELECT voice FROM event WHERE kind = 'posted_request' ORDER BY id")
    return [row["voice"] for row in rows]


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


async def test_one_goes_back_to_the_first_event_and_never_on_to_the_week_that_is_not_over(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(MONDAY - timedelta(days=17)) as work:
        home = await buurt(work)
        builder = await builder_of(work, home, resident)
        await work.record("joined", builder)
    async with unit(MONDAY) as work:
        last = week_of(date(2026, 11, 16))
        for asked_for, shown in ((last, last), (last + 1, last), (last - 1, last - 1), (0, last - 2)):
            await digest.show(work, builder, home.id, asked_for)
            told = (await waiting(work))[-1].params
            assert told["figures"]["week"] == shown
            assert (told["earlier"], told["later"]) == (shown > last - 2, shown < last)


async def test_the_picture_is_for_the_builder_alone(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit(MONDAY) as work:
        home = await buurt(work)
        builder = await builder_of(work, home, resident)
        truus = await resident(work, home, "Truus")
        async with refused(work, NotAllowedError):
            await digest.picture(work, truus, home.id, week_of(date(2026, 11, 16)))
        await digest.picture(work, builder, home.id, week_of(date(2026, 11, 16)))
        assert await kinds(work) == ["digest"], "words, where there is nothing to draw"


def test_the_week_runs_from_local_midnight_through_the_clock_change() -> None:
    last = last_whole(datetime(2026, 10, 26, 12, tzinfo=UTC), ZONE)
    assert begins(last, ZONE) == datetime(2026, 10, 18, 22, tzinfo=UTC)
    assert begins(last + 1, ZONE) == datetime(2026, 10, 25, 23, tzinfo=UTC)
