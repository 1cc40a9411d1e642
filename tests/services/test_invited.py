"""What neighbours answer to an offer for one day: their yes is a request, the helper's yes makes it agreed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.drafts import Flow
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.model import MatchState, PostKind, PostState
from bot.domain.when import When
from bot.services import answering, invited, matches, posting, profile, reports
from storage import asks, posts
from storage import matches as match_rows
from tests.services.conftest import NOW, MakeBuurt, Unit
from tests.services.neighbours import refused, state_of
from tests.services.once import gladly, goes_on, had_errands, invitation_of, invited_to, offers_once, shown
from tests.services.pairs import due_kinds, kinds, params, run_until
from tests.services.talking import Talk, helper, neighbour, requests

SATURDAY = date(2026, 11, 28)
NIGHT = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


async def test_yes_makes_a_request_and_the_helpers_yes_makes_it_agreed(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus = await had_errands(work, home, "Truus")
        samir = await neighbour(work, home, "Samir")
        offer = await offers_once(samir)
        await gladly(work, offer, truus)
        request = await truus.post()
        assert (request.kind, request.category, request.when) == (
            PostKind.REQUEST,
            "errands",
            When.on(SATURDAY),
        )
        assert await truus.kind() == "invited_noted"
        assert (await params(work, samir.who, "wanted_card"))["name"] == "Truus"
        await goes_on(work, samir, request)
        match = await match_rows.live_of_post(work.tx, request.id)
        assert match is not None
        assert match.state is MatchState.AGREED
        assert "offer_card" not in await kinds(work, truus.who)
        assert "match_screen" in await kinds(work, truus.who)
        assert "chosen" in await kinds(work, samir.who)
        await matches.drop_out(work, samir.who, match.id)
        assert await state_of(work, request) is PostState.OPEN


async def test_an_open_request_that_it_suits_is_the_one_that_is_helped(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus = await neighbour(work, home, "Truus")
        request = await requests(truus, words="Melk en brood")
        samir = await neighbour(work, home, "Samir")
        offer = await offers_once(samir)
        await gladly(work, offer, truus)
        assert [post.id for post in await posts.live_of(work.tx, truus.who.id)] == [request.id]
        assert (await params(work, samir.who, "wanted_card"))["words"] == "Melk en brood"
        await goes_on(work, samir, request)
        assert await state_of(work, request) is PostState.MATCHED


async def test_a_no_of_the_helper_is_told_and_others_are_asked(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus = await had_errands(work, home, "Truus")
        samir = await neighbour(work, home, "Samir")
        offer = await offers_once(samir)
        await gladly(work, offer, truus)
        karim = await helper(work, home, "Karim")
        request = await truus.post()
        (ask,) = [
            each for each in await asks.of_post(work.tx, request.id) if each.resident_id == samir.who.id
        ]
        await answering.say_no(work, samir.who, ask.id)
        assert "offerer_cannot" in await kinds(work, truus.who)
        await run_until(work, NOW + timedelta(hours=4))
        assert "ask_card" in await kinds(work, karim.who)


async def test_it_is_for_as_many_as_its_writer_said(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus, wim = [await had_errands(work, home, name) for name in ("Truus", "Wim")]
        samir = await neighbour(work, home, "Samir")
        await samir.begin(Flow.OFFER)
        await samir.press("category:errands", "days:once", "day:2026-11-28", "part:any", "words:none")
        await samir.press("summary:change", "summary:often", "often:1", "summary:publish")
        offer = await samir.post()
        (only,) = await invited_to(work, offer)
        assert only.resident_id == truus.who.id
        await run_until(work, NOW + timedelta(days=1, hours=1))
        late = await invitation_of(work, offer, wim)
        await gladly(work, offer, truus)
        await invited.say_yes(work, wim.who, late, shown(offer))
        assert await wim.kind() == "invitation_over"
        assert await posts.live_of(work.tx, wim.who.id) == []


async def test_double_late_and_forged_answers_change_nothing(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus, wim = await had_errands(work, home, "Truus"), await neighbour(work, home, "Wim")
        samir = await neighbour(work, home, "Samir")
        offer = await offers_once(samir)
        invitation = await invitation_of(work, offer, truus)
        for other in (wim, samir):
            async with refused(work, NotAllowedError):
                await invited.say_yes(work, other.who, invitation, shown(offer))
            async with refused(work, NotAllowedError):
                await invited.say_no(work, other.who, invitation)
        await invited.say_yes(work, truus.who, invitation, "00000000")
        assert await truus.kind() == "invitation_card"
        await gladly(work, offer, truus)
        for again in (invited.say_no(work, truus.who, invitation), gladly(work, offer, truus)):
            with pytest.raises(GoneError):
                await again
        assert len(await posts.live_of(work.tx, truus.who.id)) == 1


async def test_a_changed_offer_is_shown_before_a_yes_counts(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus, samir = await had_errands(work, home, "Truus"), await neighbour(work, home, "Samir")
        before = await offers_once(samir)
        await posting.change(work, samir.who, before.id)
        await samir.press("summary:days", "days:once", "day:2026-11-27", "part:any", "summary:publish")
        offer = await samir.post()
        assert offer.id == before.id
        await gladly(work, before, truus)
        assert (await truus.screen()).params["changed"]
        assert (await truus.screen()).params["when"]["first"] == "2026-11-27"
        await gladly(work, offer, truus)
        assert (await truus.post()).when == When.on(date(2026, 11, 27))


async def test_a_first_visit_waits_for_the_coordinator_and_then_for_the_requester(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus, samir = await neighbour(work, home, "Truus"), await neighbour(work, home, "Samir")
        await requests(truus, "company")
        offer = await offers_once(samir, category="company")
        await gladly(work, offer, truus)
        await goes_on(work, samir, await truus.post())
        assert await samir.kind() == "visit_waits"
        assert await match_rows.live_of_post(work.tx, (await truus.post()).id) is None


@pytest.mark.parametrize("end", ["closed", "over", "paused", "reported"])
async def test_a_yes_to_an_offer_that_ended_is_answered_kindly(
    unit: Unit, buurt: MakeBuurt, end: str
) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus, samir = await had_errands(work, home, "Truus"), await neighbour(work, home, "Samir")
        offer = await offers_once(samir)
        later = Talk(work, truus.who)
        if end == "closed":
            await posting.close(work, samir.who, offer.id)
        elif end == "paused":
            await profile.pause(work, samir.who)
        elif end == "reported":
            await reports.report(work, truus.who, "invite", await invitation_of(work, offer, truus))
        else:
            await run_until(work, offer.expires_at)
            later = Talk(work.at(offer.expires_at), truus.who)
        await gladly(later.work, offer, later)
        assert await later.kind() == "invitation_over"
        assert await posts.live_of(work.tx, truus.who.id) == []


async def test_nobody_is_invited_at_night_and_nothing_is_agreed_then(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit(NOW) as work:
        home = await buurt(work)
        truus = await had_errands(work, home, "Truus")
        samir = await neighbour(work, home, "Samir")
    async with unit(NIGHT) as work:
        truus, samir = Talk(work, truus.who), Talk(work, samir.who)
        offer = await offers_once(samir)
        assert await invited_to(work, offer) == []
        await run_until(work, MORNING)
        await gladly(work.at(MORNING), offer, truus)
        request = await truus.post()
        late = work.at(NIGHT + timedelta(days=1))
        await goes_on(late, samir, request)
        assert await match_rows.live_of_post(work.tx, request.id) is None
        await run_until(work, MORNING + timedelta(days=1))
        match = await match_rows.live_of_post(work.tx, request.id)
        assert match is not None
        assert match.state is MatchState.AGREED


async def test_who_is_wanted_at_night_has_the_morning_to_answer(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus, samir = await had_errands(work, home, "Truus"), await neighbour(work, home, "Samir")
        offer = await offers_once(samir, day="2026-11-24")
        await gladly(work.at(NIGHT), offer, truus)
        assert (await due_kinds(work))["ask_silent"] == MORNING + timedelta(hours=3, minutes=15)
