"""Waves of private questions: who is asked, and what a yes, a no and a silence bring."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.drafts import Flow
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import AskId, ResidentId
from bot.domain.model import AskState, MatchState, Post, PostState, Resident, Role
from bot.services import answering, matches, profile, visits
from bot.services.work import Work
from storage import asks, reports, residents
from storage import matches as match_rows
from storage import posts as post_rows
from tests.services.conftest import NOW, MakeBuurt, Unit
from tests.services.neighbours import ask_of, refused, state_of
from tests.services.pairs import kinds, params, run_until
from tests.services.talking import Talk, helper, neighbour, offers, requests


async def _asked(work: Work, post: Post) -> list[ResidentId]:
    return [ask.resident_id for ask in await asks.of_post(work.tx, post.id)]


async def _ask(work: Work, post: Post, who: Talk) -> AskId:
    (found,) = [ask for ask in await asks.of_post(work.tx, post.id) if ask.resident_id == who.who.id]
    return found.id


async def _says_yes(work: Work, post: Post, who: Talk) -> None:
    await answering.say_yes(work, await who.me(), await _ask(work, post, who))


async def _says_no(work: Work, post: Post, who: Talk) -> None:
    await answering.say_no(work, await who.me(), await _ask(work, post, who))


async def test_two_are_asked_and_a_no_brings_the_next(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        helpers = {each.who.id: each for each in [await helper(work, home, name) for name in "ABC"]}
        post = await requests(await neighbour(work, home, "Truus"))
        first = await _asked(work, post)
        assert len(first) == 2
        await _says_no(work, post, helpers[first[0]])
        assert set(await _asked(work, post)) == set(helpers)


async def test_silence_brings_the_next_and_a_late_yes_still_counts(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        helpers = {each.who.id: each for each in [await helper(work, home, name) for name in "ABC"]}
        post = await requests(await neighbour(work, home, "Truus"))
        first = await _asked(work, post)
        await run_until(work, NOW + timedelta(hours=3))
        assert len(await _asked(work, post)) == 3
        late = helpers[first[0]]
        assert (await ask_of(work, await _ask(work, post, late))).state is AskState.WAITING
        await run_until(work, NOW + timedelta(days=1))
        assert (await ask_of(work, await _ask(work, post, late))).state is AskState.SILENT
        await _says_yes(work, post, late)
        assert await late.kind() == "yes_noted"


async def test_an_offer_after_the_request_finds_it_too(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus = await neighbour(work, home, "Truus")
        post = await requests(truus)
        assert await truus.kind() == "nobody_left"
        samir = await helper(work, home, "Samir")
        assert await _asked(work, post) == [samir.who.id]


async def test_nobody_left_is_said_once(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await requests(truus)
        await run_until(work, NOW + timedelta(days=2))
        assert (await kinds(work, truus.who)).count("nobody_left") == 1


async def test_who_was_asked_just_now_is_asked_the_second_one_later(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir = await helper(work, home, "Samir")
        first = await requests(await neighbour(work, home, "Truus"))
        second = await requests(await neighbour(work, home, "Wim"))
        assert (await _asked(work, first), await _asked(work, second)) == ([samir.who.id], [])
        await _says_no(work, first, samir)
        await run_until(work, NOW + timedelta(days=7, hours=4))
        assert await _asked(work, second) == [samir.who.id]


async def test_a_look_that_could_ask_nobody_was_no_wave(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir = await helper(work, home, "Samir")
        for days in range(
            8, 60, 2
        ):  # who seldom answers is worth the first question of a request, and no later one
            await work.at(NOW - timedelta(days=days)).record("silent", samir.who)
        await requests(await neighbour(work, home, "Wim"))
        post = await requests(await neighbour(work, home, "Truus"))
        assert await _asked(work, post) == [], "Samir was asked just now"
        await run_until(work, NOW + timedelta(days=1))
        assert await _asked(work, post) == [samir.who.id]


async def test_two_yeses_make_one_match_and_a_standby(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        one, two = await helper(work, home, "A"), await helper(work, home, "B")
        truus = await neighbour(work, home, "Truus")
        post = await requests(truus)
        await run_until(work, NOW + timedelta(hours=3))
        await _says_yes(work, post, one)
        await _says_yes(work, post, two)
        assert (await one.kind(), await two.kind()) == ("yes_noted", "standby")
        assert (await kinds(work, truus.who)).count("offer_card") == 1
        rows = await work.tx.all("SELECT state FROM match WHERE post_id = ?", (post.id,))
        assert [row["state"] for row in rows] == ["offered"]


async def test_a_yes_is_given_once(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir = await helper(work, home, "Samir")
        post = await requests(await neighbour(work, home, "Truus"))
        await _says_yes(work, post, samir)
        for again in (_says_yes, _says_no):
            async with refused(work, GoneError):
                await again(work, post, samir)


async def test_another_persons_question_is_not_answered(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, wim = await helper(work, home, "Samir"), await neighbour(work, home, "Wim")
        post = await requests(await neighbour(work, home, "Truus"))
        ask = await _ask(work, post, samir)
        for do in (answering.say_yes, answering.say_no):
            async with refused(work, NotAllowedError):
                await do(work, wim.who, ask)
        async with refused(work, NotAllowedError):
            await answering.set_adult(work, wim.who, ask, True)


async def _set(work: Work, who: Resident, column: str, value: object) -> None:
    await work.tx.change(f"UPDATE resident SET {column} = ? WHERE id = ?", (value, who.id))


@pytest.mark.parametrize("why", ["paused", "unreachable", "blocked", "other language", "own", "elsewhere"])
async def test_who_may_not_be_asked_is_not(unit: Unit, buurt: MakeBuurt, why: str) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        if why == "paused":
            await profile.pause(work, samir.who)
        elif why == "unreachable":
            await residents.set_reachable(work.tx, samir.who.account, False)
        elif why == "blocked":
            await reports.block(work.tx, truus.who.id, samir.who.id)
        elif why == "other language":
            await residents.set_spoken(work.tx, samir.who.id, frozenset({"tr"}))
        elif why == "elsewhere":
            truus = await neighbour(work, await buurt(work, "Zeebuurt", "5678"), "Truus")
        post = await requests(samir if why == "own" else truus)
        assert await _asked(work, post) == []


async def test_never_more_than_the_helper_allows_in_seven_days(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir = await helper(work, home, "Samir")
        await work.tx.change("UPDATE post SET max_per_week = 2")
        askers = [await neighbour(work, home, name) for name in ("Truus", "Wim", "Kees", "Bep", "Jo")]
        made = [await requests(each) for each in askers for _ in range(2)]
        for day in range(1, 14):
            await run_until(work, NOW + timedelta(days=day))
            for post in made:
                for ask in await asks.of_post(work.tx, post.id):
                    if ask.state is AskState.WAITING:
                        await answering.say_no(work.at(NOW + timedelta(days=day)), await samir.me(), ask.id)
        asked = [ask.asked_at for post in made for ask in await asks.of_post(work.tx, post.id)]
        assert len(asked) >= 3
        for at in asked:
            assert sum(timedelta(0) <= at - earlier < timedelta(days=7) for earlier in asked) <= 2


async def test_each_of_two_offers_counts_with_its_own_days(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir = await neighbour(work, home, "Samir")
        for day in ("5", "1", "6"):
            await samir.begin(Flow.OFFER)
            await samir.press("category:errands", f"days:{day}")
            await samir.press("days:ready", "parts:any", "often:4", "words:none", "summary:publish")
        post = await requests(await neighbour(work, home, "Truus"), when="tomorrow")
        assert await _asked(work, post) == [samir.who.id]


async def test_the_card_tells_the_helper_why_and_names_nobody(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir = await helper(work, home, "Samir", lang="ar")
        await residents.set_spoken(work.tx, samir.who.id, frozenset({"ar", "nl"}))
        nour = await neighbour(work, home, "Nour", "ar")
        await requests(nour, words="خبز وحليب")
        card = await params(work, samir.who, "ask_card")
        assert card["reasons"] == ["category", "language"]
        assert card["language"] == "ar"
        assert "Nour" not in str(card)


async def test_whether_a_helper_is_18_is_asked_when_it_matters(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        noor = await neighbour(work, home, "Noor", adult=None)
        await offers(noor, "pets")
        await work.tx.change("UPDATE post SET category = 'company'")
        truus = await neighbour(work, home, "Truus")
        post = await requests(truus, "company")
        await _says_yes(work, post, noor)
        assert await noor.kind() == "ask_adult"
        assert (await ask_of(work, await _ask(work, post, noor))).state is AskState.WAITING
        await answering.set_adult(work, await noor.me(), await _ask(work, post, noor), False)
        assert await noor.kind() == "no_noted"
        assert (await ask_of(work, await _ask(work, post, noor))).state is AskState.NO


async def test_a_first_visit_waits_for_the_coordinator_and_then_goes_to_the_requester(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        carla = await neighbour(work, home, "Carla")
        await residents.give_role(work.tx, carla.who.id, home.id, Role.COORDINATOR)
        samir, truus = await neighbour(work, home, "Samir"), await neighbour(work, home, "Truus")
        await offers(samir, "company")
        post = await requests(truus, "company")
        await _says_yes(work, post, samir)
        assert await samir.kind() == "visit_waits"
        assert "offer_card" not in await kinds(work, truus.who)
        assert "nobody_left" not in await kinds(work, truus.who)
        await visits.allow(work, carla.who, await _ask(work, post, samir))
        assert await truus.kind() == "offer_card"
        assert await samir.kind() == "yes_noted"


async def test_under_18_at_somebodys_home_gets_a_kind_no(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir = await helper(work, home, "Samir", "company")
        post = await requests(await neighbour(work, home, "Truus"), "company")
        await residents.set_adult(work.tx, samir.who.id, False)
        await _says_yes(work, post, samir)
        assert await samir.kind() == "adults_only"


async def test_somebody_else_puts_the_standby_to_the_requester(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        one, two = await helper(work, home, "A"), await helper(work, home, "B")
        truus = await neighbour(work, home, "Truus")
        post = await requests(truus)
        await run_until(work, NOW + timedelta(hours=3))  # one is asked first, then the other
        await _says_yes(work, post, one)
        await _says_yes(work, post, two)
        match = await match_rows.live_of_post(work.tx, post.id)
        assert match is not None
        await matches.prefer_other(work, truus.who, match.id)
        assert await one.kind() == "not_chosen"
        assert (await truus.screen()).params["name"] == "B"


async def test_a_standby_who_blocked_the_bot_is_passed_over(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        one, two = await helper(work, home, "A"), await helper(work, home, "B")
        truus = await neighbour(work, home, "Truus")
        post = await requests(truus)
        await run_until(work, NOW + timedelta(hours=3))  # one is asked first, then the other
        await _says_yes(work, post, one)
        await _says_yes(work, post, two)
        await residents.set_reachable(work.tx, two.who.account, False)
        match = await match_rows.live_of_post(work.tx, post.id)
        assert match is not None
        await matches.prefer_other(work, truus.who, match.id)
        assert await match_rows.live_of_post(work.tx, post.id) is None


async def test_a_yes_at_night_is_put_to_the_requester_in_the_morning(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        post = await requests(truus)
        night = work.at(NOW.replace(hour=21))
        await answering.say_yes(night, samir.who, await _ask(work, post, samir))
        row = await work.tx.one("SELECT state FROM outbox WHERE kind = 'offer_card'")
        assert row is not None
        assert row["state"] == "later"


async def test_no_is_fine_and_nobody_else_hears_it(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        post = await requests(truus)
        await _says_no(work, post, samir)
        assert await samir.kind() == "no_noted"
        assert (await params(work, truus.who, "nobody_left"))["asked"] == 1
        assert await state_of(work, post) is PostState.OPEN
        assert MatchState.OFFERED not in [
            each.state for each in await match_rows.of_resident(work.tx, truus.who.id, MatchState.OFFERED)
        ]
        assert (await post_rows.open_requests(work.tx, home.id))[0].id == post.id
