"""Nobody waits without a word, nobody is passed over in their sleep, and a no of the coordinator counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.candidates import Circle, Gender, Traits, Wishes
from bot.domain.ids import AskId
from bot.domain.model import AskState, MatchState, Post, Role
from bot.domain.visit_answers import Question
from bot.render import render
from bot.services import answering, leaving, matches, posting, profile, visits
from bot.services import preferences as wishes
from bot.services.work import Work
from storage import asks, preferences, residents
from storage import matches as match_rows
from tests.services.conftest import NOW, MakeBuurt, Unit
from tests.services.neighbours import ask_of
from tests.services.once import gladly, goes_on, had_errands, invited_to, offers_once
from tests.services.pairs import kinds, params, run_until
from tests.services.talking import Talk, helper, neighbour, offers, requests

NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
"""Monday 23:00 in Amsterdam."""
MORNING = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
"""Tuesday 08:00 there."""


async def _ask(work: Work, post: Post, who: Talk) -> AskId:
    (found,) = [ask for ask in await asks.of_post(work.tx, post.id) if ask.resident_id == who.who.id]
    return found.id


async def _yes(work: Work, post: Post, who: Talk) -> None:
    await answering.say_yes(work, await who.me(), await _ask(work, post, who))


async def _accepted(work: Work, post: Post, truus: Talk) -> None:
    match = await match_rows.live_of_post(work.tx, post.id)
    assert match is not None
    await matches.accept(work, truus.who, match.id)


async def _drops_out(work: Work, post: Post, who: Talk) -> None:
    match = await match_rows.live_of_post(work.tx, post.id)
    assert match is not None
    await matches.drop_out(work, who.who, match.id)


async def test_who_goes_on_pause_at_night_is_not_asked_in_the_morning(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        one, two, three = [await helper(work, home, name) for name in "ABC"]
        truus = await neighbour(work, home, "Truus")
        post = await requests(truus)
        await run_until(work, NOW + timedelta(hours=5))
        for each in (one, two, three):
            await _yes(work, post, each)
        await _accepted(work, post, truus)
        await _drops_out(work.at(NIGHT), post, one)
        if await two.kind() != "standby_card":
            two, three = three, two
        assert await two.kind() == "standby_card"
        await profile.pause(work.at(NIGHT), await two.me())
        await run_until(work, MORNING)
        assert (await ask_of(work, await _ask(work, post, two))).state is AskState.WITHDRAWN
        assert await three.kind() == "standby_card"


async def test_a_pause_at_night_of_who_offered_is_told_to_who_wanted_it(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus, samir = await had_errands(work, home, "Truus"), await neighbour(work, home, "Samir")
        offer = await offers_once(samir)
        night = work.at(NIGHT)
        await gladly(night, offer, Talk(night, truus.who))
        await profile.pause(night, await samir.me())
        await run_until(work, MORNING)
        assert "offerer_cannot" in await kinds(work, truus.who)


async def test_one_press_allows_no_wider_circle(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus, samir = await had_errands(work, home, "Truus"), await neighbour(work, home, "Samir")
        everybody = frozenset(Circle)
        await residents.set_may_widen(work.tx, truus.who.id, everybody)
        offer = await offers_once(samir)
        truus.who = await truus.me()
        await gladly(work, offer, truus)
        assert (await truus.post()).may_widen == frozenset()


async def test_whom_the_coordinator_refused_is_not_asked_again_for_that_request(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        carla = await neighbour(work, home, "Carla")
        await residents.give_role(work.tx, carla.who.id, home.id, Role.COORDINATOR)
        samir, truus = await neighbour(work, home, "Samir"), await neighbour(work, home, "Truus")
        await offers(samir, "company")
        post = await requests(truus, "company")
        await _yes(work, post, samir)
        await visits.deny(work, carla.who, await _ask(work, post, samir))
        await run_until(work, NOW + timedelta(days=3))
        assert (await kinds(work, samir.who)).count("ask_card") == 1
        assert await samir.kind() == "visit_denied"
        assert "nobody_left" in await kinds(work, truus.who)


async def test_after_a_drop_out_the_coordinator_hears_again_that_nobody_is_left(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        carla, truus = await neighbour(work, home, "Carla"), await neighbour(work, home, "Truus")
        await residents.give_role(work.tx, carla.who.id, home.id, Role.COORDINATOR)
        await residents.set_may_widen(work.tx, truus.who.id, frozenset({Circle.COORDINATOR}))
        post = await requests(truus)
        assert (await kinds(work, carla.who)).count("co_request") == 1
        samir = await helper(work, home, "Samir")
        await _yes(work, post, samir)
        await _accepted(work, post, truus)
        await _drops_out(work, post, samir)
        assert await truus.kind() == "nobody_left"
        assert (await kinds(work, carla.who)).count("co_request") == 2


async def test_an_offer_for_one_day_goes_on_after_a_pause(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir = await neighbour(work, home, "Samir")
        offer = await offers_once(samir)
        await profile.pause(work, await samir.me())
        await had_errands(work, home, "Truus")
        await run_until(work, NOW + timedelta(days=1, hours=6))
        assert await invited_to(work, offer) == []
        later = work.at(NOW + timedelta(days=1, hours=6))
        await profile.resume(later, await samir.me())
        await run_until(work, later.now)
        assert len(await invited_to(work, offer)) == 1


async def test_a_yes_of_the_night_stands_for_who_paused_before_the_morning(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus, samir = await had_errands(work, home, "Truus"), await neighbour(work, home, "Samir")
        offer = await offers_once(samir)
        await gladly(work, offer, truus)
        request = await truus.post()
        night = work.at(NIGHT)
        await goes_on(night, Talk(night, samir.who), request)
        await profile.pause(night, await samir.me())
        await run_until(work, MORNING)
        match = await match_rows.live_of_post(work.tx, request.id)
        assert match is not None
        assert match.state is MatchState.AGREED


async def test_when_who_offered_is_erased_those_who_wanted_it_hear_so(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus, samir = await had_errands(work, home, "Truus"), await neighbour(work, home, "Samir")
        offer = await offers_once(samir)
        await gladly(work, offer, truus)
        await leaving.let_go(work, await samir.me())
        assert "offerer_cannot" in await kinds(work, truus.who)


async def test_near_the_deadline_an_honest_word_is_said_once_also_where_others_are_left(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        carla, truus = await neighbour(work, home, "Carla"), await neighbour(work, home, "Truus")
        await residents.give_role(work.tx, carla.who.id, home.id, Role.COORDINATOR)
        for number in range(30):
            await helper(work, home, f"H{number}")
        post = await requests(truus, when="tomorrow")
        await run_until(work, post.expires_at - timedelta(hours=1))
        assert (await kinds(work, truus.who)).count("nobody_left") == 1
        told = await params(work, truus.who, "nobody_left")
        assert told["late"]
        assert 0 < told["asked"] < 30
        assert "nobody left" not in render("nobody_left", told, "en").text
        assert (await kinds(work, carla.who)).count("co_request") == 1


@pytest.mark.parametrize("lang", ["nl", "ar", "en"])
async def test_nobody_is_told_that_0_neighbours_were_asked(unit: Unit, buurt: MakeBuurt, lang: str) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        post = await requests(truus)
        await posting.show_post(work, truus.who, post.id)
        await run_until(work, post.expires_at + timedelta(days=1))
        for kind in ("nobody_left", "post_screen", "post_expired"):
            assert "0" not in render(kind, await params(work, truus.who, kind), lang).text
    next_door = {"post": 1, "category": "errands", "own": 0}
    assert "0" not in render("looking_next_door", next_door, lang).text


async def test_at_night_nobody_is_said_to_be_asked_now(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        night = work.at(NIGHT)
        post = await requests(Talk(night, truus.who))
        told = await params(work, truus.who, "published_request")
        assert "8 uur" in render("published_request", told, "nl").text
        await run_until(work, MORNING)
        await _yes(work, post, samir)
        await _accepted(work, post, truus)
        await _drops_out(work.at(NIGHT + timedelta(days=1)), post, samir)
        told = await params(work, truus.who, "called_off")
        assert "8 uur" in render("called_off", told, "nl").text


async def test_who_is_helped_hears_once_that_a_yes_waits_for_the_coordinator(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        carla, truus = await neighbour(work, home, "Carla"), await neighbour(work, home, "Truus")
        await residents.give_role(work.tx, carla.who.id, home.id, Role.COORDINATOR)
        new = [await neighbour(work, home, name) for name in ("Samir", "Noor")]
        for each in new:
            await offers(each, "company")
        post = await requests(truus, "company")
        await run_until(work, NOW + timedelta(hours=5))
        for each in new:
            await _yes(work, post, each)
        assert (await kinds(work, truus.who)).count("yes_is_looked_at") == 1
        assert "Samir" not in str(await params(work, truus.who, "yes_is_looked_at"))


async def test_a_silence_of_who_offered_is_told_as_one(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus, samir = await had_errands(work, home, "Truus"), await neighbour(work, home, "Samir")
        offer = await offers_once(samir)
        await gladly(work, offer, truus)
        await run_until(work, NOW + timedelta(days=3))
        told = await params(work, truus.who, "offerer_cannot")
        assert "nog niet geantwoord" in render("offerer_cannot", told, "nl").text


async def test_a_wish_made_later_counts_for_who_was_asked_before(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        one, two, three = [await helper(work, home, name, "company") for name in "ABC"]
        await preferences.put(work.tx, three.who.id, Traits(Gender.WOMAN), Wishes())
        truus = await neighbour(work, home, "Truus")
        post = await requests(truus, "company")
        await run_until(work, NOW + timedelta(hours=5))
        for each in (one, two):
            if each.who.id in [ask.resident_id for ask in await asks.of_post(work.tx, post.id)]:
                await asks.set_state(
                    work.tx, await _ask(work, post, each), AskState.YES, NOW, was=frozenset(AskState)
                )
        await wishes.set_answer(work, await truus.me(), Question.WISH_GENDER, "woman")
        left = {
            ask.resident_id
            for ask in await asks.of_post(work.tx, post.id)
            if ask.state is not AskState.WITHDRAWN
        }
        assert left == {three.who.id}
        assert await two.kind() == "question_over"
