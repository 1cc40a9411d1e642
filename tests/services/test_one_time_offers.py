"""An offer for one day: how it is made, and who hears of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.drafts import Flow
from bot.domain.errors import GoneError
from bot.domain.invitations import AT_ONCE, InvitationState
from bot.domain.model import PostState
from bot.domain.when import When
from bot.services import expiry, invited, posting, profile, reports
from storage import asks, events, residents
from tests.services.conftest import NOW, MakeBuurt, Unit
from tests.services.neighbours import refused, state_of
from tests.services.once import gladly, had_errands, invited_to, offers_once
from tests.services.pairs import due_kinds, kinds, run_until
from tests.services.talking import Talk, neighbour, offers, requests

SATURDAY = date(2026, 11, 28)
SENTENCE = "Ik ga zaterdag naar de markt, heeft iemand iets nodig?"


async def test_one_time_is_a_choice_beside_days_of_the_week(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        samir = await neighbour(work, await buurt(work), "Samir")
        offer = await offers_once(samir)
        assert offer.one_time
        assert offer.when == When.on(SATURDAY)
        assert offer.expires_at == datetime(2026, 11, 28, 20, tzinfo=UTC)
        assert "post_warn" not in await due_kinds(work)
        async with refused(work, GoneError):
            await expiry.extend(work, samir.who, offer.id)
        await run_until(work, offer.expires_at)
        assert await state_of(work, offer) is PostState.EXPIRED


async def test_a_sentence_that_names_its_day_is_a_card_at_once(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        samir = await neighbour(work, await buurt(work), "Samir")
        await samir.write(SENTENCE)
        assert await samir.kind() == "question_summary"
        known = await samir.draft()
        assert (known["once"], known["when"]["first"]) == (True, "2026-11-28")
        await samir.press("summary:publish")
        assert (await samir.post()).one_time


@pytest.mark.parametrize("said", ["Ik kan elke zaterdag boodschappen doen", "Ik kan boodschappen doen"])
async def test_without_one_day_the_days_are_asked(unit: Unit, buurt: MakeBuurt, said: str) -> None:
    async with unit() as work:
        samir = await neighbour(work, await buurt(work), "Samir")
        await samir.write(said)
        assert await samir.kind() == "question_days"


async def test_from_one_day_to_every_week_and_back(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus = await had_errands(work, home, "Truus")
        samir = await neighbour(work, home, "Samir")
        offer = await offers_once(samir)
        await posting.change(work, samir.who, offer.id)
        await samir.press("summary:days", "days:weekdays", "parts:any", "often:1", "summary:publish")
        now = await samir.post()
        assert (now.one_time, now.can.days, now.max_per_week) == (False, frozenset(range(5)), 1)
        assert now.expires_at > NOW + timedelta(days=80)
        (invitation,) = await invited_to(work, offer)
        assert invitation.state is InvitationState.WITHDRAWN
        await gladly(work, offer, truus)
        assert await truus.kind() == "invitation_over"


async def test_those_who_wait_come_first_and_only_three_are_open_at_once(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        had = [await had_errands(work, home, name) for name in ("A", "B", "C", "D")]
        waits = await neighbour(work, home, "Truus")
        await requests(waits)
        stranger = await neighbour(work, home, "Wim")
        samir = await neighbour(work, home, "Samir")
        offer = await offers_once(samir)
        made = await invited_to(work, offer)
        assert len(made) == AT_ONCE
        assert made[0].resident_id == waits.who.id
        assert "invitation_card" not in await kinds(work, stranger.who)
        counted = await events.count_of(work.tx, waits.who.id, NOW - timedelta(days=7), "asked")
        assert counted == 1
        await invited.say_no(work, waits.who, made[0].id)
        assert await waits.kind() == "no_noted"
        assert len(await invited_to(work, offer)) == AT_ONCE + 1
        others = {each.resident_id for each in (await invited_to(work, offer))[1:]}
        assert others <= {each.who.id for each in had}


@pytest.mark.parametrize("why", ["paused", "unreachable", "blocked", "language", "asked enough", "long ago"])
async def test_who_may_not_be_invited_is_not(unit: Unit, buurt: MakeBuurt, why: str) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus = await had_errands(work, home, "Truus")
        samir = await neighbour(work, home, "Samir")
        at = work
        if why == "paused":
            await profile.pause(work, truus.who)
        elif why == "unreachable":
            await residents.set_reachable(work.tx, truus.who.account, False)
        elif why == "blocked":
            await reports.cut_contact(work, truus.who, samir.who)
        elif why == "language":
            await residents.set_spoken(work.tx, truus.who.id, frozenset({"tr"}))
        elif why == "asked enough":
            for _ in range(4):
                await work.record("asked", truus.who)
        else:
            at = work.at(NOW + timedelta(days=91))
            samir = Talk(at, samir.who)
        offer = await offers_once(samir, "2027-02-24" if why == "long ago" else "2026-11-28")
        assert await invited_to(at, offer) == []


async def test_the_same_once_more_asks_for_its_day(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        samir = await neighbour(work, await buurt(work), "Samir")
        offer = await offers_once(samir)
        await run_until(work, offer.expires_at)
        late = Talk(work.at(offer.expires_at), samir.who)
        await posting.again(late.work, samir.who, offer.id)
        assert await late.kind() == "question_day"
        await late.press("day:2026-12-05", "part:morning", "summary:publish")
        again = await late.post()
        assert (again.one_time, again.when.first) == (True, date(2026, 12, 5))


async def test_who_could_not_be_asked_at_first_is_asked_later(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus, samir = await had_errands(work, home, "Truus"), await neighbour(work, home, "Samir")
        await profile.pause(work, truus.who)
        offer = await offers_once(samir)
        await profile.resume(work, truus.who)
        assert await invited_to(work, offer) == []
        await run_until(work, NOW + timedelta(days=1, hours=1))
        assert [each.resident_id for each in await invited_to(work, offer)] == [truus.who.id]


async def test_it_counts_for_requests_of_its_day_only(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir = await neighbour(work, home, "Samir")
        await offers_once(samir)
        for day, asked in (("2026-11-27", False), ("2026-11-28", True)):
            truus = await neighbour(work, home, "Truus")
            await truus.begin(Flow.REQUEST)
            await truus.press("category:errands", "when:choose", f"day:{day}", "part:any", "words:none")
            await truus.press("coffee:no", "summary:publish")
            found = [each.resident_id for each in await asks.of_post(work.tx, (await truus.post()).id)]
            assert found == ([samir.who.id] if asked else [])


async def test_a_standing_offer_invites_nobody(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        await had_errands(work, home, "Truus")
        offer = await offers(await neighbour(work, home, "Samir"), "errands")
        assert await invited_to(work, offer) == []
