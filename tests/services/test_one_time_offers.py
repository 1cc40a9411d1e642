"""An offer for one day: few who may like it are asked, their yes is a request, the helper's yes makes it agreed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.drafts import Flow
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import InvitationId
from bot.domain.invitations import AT_ONCE, Invitation, InvitationState
from bot.domain.matching import mark
from bot.domain.model import Buurt, MatchState, Post, PostKind, PostState
from bot.domain.when import When
from bot.services import answering, expiry, invited, matches, posting, profile, reports
from bot.services.work import Work
from storage import asks, events, invitations, posts, residents
from storage import matches as match_rows
from tests.services.conftest import NOW, MakeBuurt, Unit
from tests.services.neighbours import refused, state_of
from tests.services.pairs import due_kinds, kinds, params, run_until
from tests.services.talking import Talk, helper, neighbour, offers, requests

SATURDAY = date(2026, 11, 28)
SENTENCE = "Ik ga zaterdag naar de markt, heeft iemand iets nodig?"
NIGHT = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


async def offers_once(talk: Talk, day: str = "2026-11-28", category: str = "errands") -> Post:
    """Offer something for one day by buttons."""
    await talk.begin(Flow.OFFER)
    await talk.press(f"category:{category}", "days:once", f"day:{day}", "part:any", "words:none")
    await talk.press("summary:publish")
    return await talk.post()


async def had_errands(work: Work, home: Buurt, name: str, lang: str = "nl") -> Talk:
    """Somebody who asked for errands lately; that is over."""
    talk = await neighbour(work, home, name, lang)
    made = await requests(talk)
    await posting.close(work, talk.who, made.id)
    return talk


async def invited_to(work: Work, offer: Post) -> list[Invitation]:
    return await invitations.of_offer(work.tx, offer.id)


async def invitation_of(work: Work, offer: Post, who: Talk) -> InvitationId:
    (found,) = [each for each in await invited_to(work, offer) if each.resident_id == who.who.id]
    return found.id


def shown(offer: Post) -> str:
    return mark(offer.category, offer.when.to_json(), offer.coffee)


async def gladly(work: Work, offer: Post, who: Talk) -> None:
    await invited.say_yes(work, await who.me(), await invitation_of(work, offer, who), shown(offer))


async def goes_on(work: Work, by: Talk, post: Post) -> None:
    (ask,) = [each for each in await asks.of_post(work.tx, post.id) if each.resident_id == by.who.id]
    await answering.say_yes(work, await by.me(), ask.id)


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
