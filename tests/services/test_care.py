"""Every night what is of no more use goes, and long silence ends in erasing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.calendar import NO_BUURT, is_quiet
from bot.domain.model import CommitmentState, Draft, PostState, ResidentState
from bot.services import care
from bot.services.work import Work
from storage import (
    buurten,
    commitments,
    drafts,
    due,
    events,
    inbox,
    matches,
    posts,
    relays,
    reports,
    residents,
)
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.neighbours import MakeBuurt, make_bloemenbuurt, matched, post_of, reported
from tests.services.pairs import deliver, due_kinds, kinds, run_until, waiting

NIGHT = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
"""03:30 in Amsterdam."""


async def count(work: Work, table: str) -> int:
    row = await work.tx.one(f"SELECT count(*) AS n FROM {table}")
    assert row is not None
    return int(row["n"])


async def test_care_comes_every_night_and_is_planned_once(unit: Unit) -> None:
    async with unit() as work:
        await care.plan(work)
        assert await due_kinds(work) == {"care": NIGHT}
    async with unit(NIGHT + timedelta(days=2)) as work:
        await care.plan(work)
        assert await due_kinds(work) == {"care": NIGHT}, "what is overdue after a sleep is not skipped"
        await care.run(work, 0)
        assert await due_kinds(work) == {"care": NIGHT + timedelta(days=3)}


async def test_care_stays_at_half_past_three_across_the_clock_change(unit: Unit) -> None:
    async with unit(datetime(2027, 3, 27, 12, tzinfo=UTC)) as work:
        await care.run(work, 0)
        assert await due_kinds(work) == {"care": datetime(2027, 3, 28, 1, 30, tzinfo=UTC)}


async def test_what_has_had_its_time_goes_and_what_has_not_stays(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        over = await post_of(work, there.truus, words="Al lang voorbij")
        live = await post_of(work, there.truus, words="Nog steeds nodig")
        await posts.set_state(work.tx, over.id, PostState.DONE, work.now, was=frozenset({PostState.OPEN}))
        await drafts.put(work.tx, Draft(there.truus.id, "request", "when", {}), work.now)
        await drafts.put(work.tx, Draft(there.samir.id, "welcome", "name", {}), work.now)
        match = await matched(work, await post_of(work, there.wim), there.wim, there.samir)
        await relays.open_for(work.tx, there.wim.id, match.id, work.now + timedelta(minutes=15))
        await work.tell(there.wim, "relayed_text", match_id=match.id)
        await deliver(work)
        await inbox.store(work.tx, [(1, 2, "x")], work.now)
        await inbox.done(work.tx, 1)
        await work.record("posted_request", there.truus, post=over)
        await buurten.add_invite(work.tx, "code", there.home.id, None, work.now + timedelta(days=30), 25)
        report = await reported(work, there.truus, there.samir)
        await reports.close(work.tx, report.id, work.now)
    async with unit(NOW + timedelta(days=5)) as work:
        await care.forget_old(work)
        assert [await count(work, table) for table in ("draft", "outbox", "inbox", "relay_message")] == [
            2,
            1,
            1,
            1,
        ]
        assert await count(work, "relay") == 0
    async with unit(NOW + timedelta(days=31)) as work:
        await care.forget_old(work)
        for table in ("outbox", "inbox", "relay_message", "invite"):
            assert await count(work, table) == 0, table
        assert await drafts.get(work.tx, there.samir.id) is not None, "the first questions wait"
        assert await drafts.get(work.tx, there.truus.id) is None
        old, still = await posts.get(work.tx, over.id), await posts.get(work.tx, live.id)
        assert old is not None
        assert still is not None
        assert (old.words, still.words) == (None, "Nog steeds nodig")
        assert await events.of_resident(work.tx, there.truus.id) != []
    async with unit(NOW + timedelta(days=731)) as work:
        await care.forget_old(work)
        assert await count(work, "event") == 0
        assert await count(work, "report") == 0


async def test_an_address_goes_after_its_day_or_after_two_weeks_without_a_time(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        with_time = await matched(work, await post_of(work, there.truus), there.truus, there.samir)
        without = await matched(work, await post_of(work, there.wim), there.wim, there.samir)
        starts_at = work.now + timedelta(days=2)
        await commitments.add(work.tx, with_time.id, CommitmentState.CONFIRMED, starts_at)
        for match in (with_time, without):
            await matches.set_address(work.tx, match.id, "Tulpstraat 7")

    async def kept(days: int) -> list[bool]:
        async with unit(NIGHT + timedelta(days=days)) as work:
            await care.forget_old(work)
            found = [await matches.get(work.tx, match.id) for match in (with_time, without)]
            return [match is not None and match.address is not None for match in found]

    assert await kept(0) == [True, True]
    assert await kept(1) == [True, True], "the night before the appointment"
    assert await kept(2) == [False, True]
    assert await kept(14) == [False, False]


async def test_whoever_is_silent_for_a_year_is_asked_once_in_the_morning_and_erased_a_month_later(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        there = await make_bloemenbuurt(work, buurt, resident)
        for someone in (there.coordinator, there.samir, there.wim, there.other_coordinator):
            await residents.seen(work.tx, someone.id, NOW + timedelta(days=200))
    year_later = datetime(2027, 11, 24, 2, 30, tzinfo=UTC)
    async with unit(year_later) as work:
        await care.run(work, 0)
        await care.run(work, 0)
        assert await kinds(work) == ["still_there"]
        row = await work.tx.one("SELECT state FROM outbox WHERE kind = 'still_there'")
        assert row is not None
        assert row["state"] == "later"
        (question,) = await waiting(work)
        assert question.params["until"] == "2027-12-23"
    async with unit(year_later + timedelta(days=1)) as work:
        assert await run_until(work, datetime(2027, 12, 23, 8, tzinfo=UTC)) != []
        assert await residents.get(work.tx, there.truus.id) is not None
        assert await kinds(work) == ["still_there"]
        await run_until(work, datetime(2027, 12, 23, 10, tzinfo=UTC))
        assert await residents.get(work.tx, there.truus.id) is None
        assert await residents.get(work.tx, there.samir.id) is not None


async def test_whoever_answers_in_that_month_stays(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    year_later = datetime(2027, 11, 24, 2, 30, tzinfo=UTC)
    async with unit() as work:
        home = await buurt(work)
        truus = await resident(work, home, "Truus")
    async with unit(year_later) as work:
        await care.run(work, 0)
        await residents.seen(work.tx, truus.id, year_later + timedelta(days=3))
    async with unit(year_later + timedelta(days=40)) as work:
        await care.silent_year(work, truus.id)
        assert await residents.get(work.tx, truus.id) is not None


async def test_after_a_long_sleep_of_the_machine_there_is_still_a_month_to_answer(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        truus = await resident(work, await buurt(work), "Truus")
    late = NOW + timedelta(days=500)
    async with unit(late) as work:
        await care.run(work, 0)
        assert (await due_kinds(work))["silent_year"] == late + timedelta(days=28)
        assert not is_quiet((await due_kinds(work))["silent_year"], NO_BUURT)
        await care.silent_year(work, 12345)
        assert await residents.get(work.tx, truus.id) is not None


async def test_a_removed_resident_is_not_asked_to_stay_but_erased_all_the_same(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        removed = await resident(work, await buurt(work), "Piet", state=ResidentState.REMOVED)
    async with unit(NOW + timedelta(days=370)) as work:
        await care.run(work, 0)
        assert await kinds(work) == []
        assert await due.planned(work.tx, "silent_year", removed.id)
