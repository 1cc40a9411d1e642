"""What the link of a call in the group chat opens, and for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.candidates import Gender, Traits, Wishes
from bot.domain.categories import Category
from bot.domain.model import AskState, Resident, ResidentState
from bot.services import answering, changing, matching, onboarding
from bot.services.work import Work
from storage import asks, buurten, preferences, reports, residents
from storage import matches as match_rows
from tests.services.conftest import NOW, MakeResident, Unit
from tests.services.groups import again, called, linked, widening
from tests.services.neighbours import Bloemenbuurt, MakeBuurt, asked, make_bloemenbuurt, person, post_of
from tests.services.pairs import kinds, params, waiting

NIGHT = NOW + timedelta(hours=12)


@pytest.fixture
async def there(unit: Unit, buurt: MakeBuurt, resident: MakeResident) -> Bloemenbuurt:
    """Five members and a linked group."""
    async with unit() as work:
        found = await make_bloemenbuurt(work, buurt, resident)
        await resident(work, found.home, "Vijf")
        await linked(work, found)
        return found


async def test_who_opens_the_link_sees_the_question_and_answers_as_always(
    unit: Unit, there: Bloemenbuurt
) -> None:
    async with unit() as work:
        post = await widening(work, there.truus)
        code = await called(work, post)
    async with unit(NIGHT) as work:
        await onboarding.start(work, there.samir, "Samir", code)
        await onboarding.start(work, there.samir, "Samir", code)
        assert await kinds(work, there.samir) == ["ask_card", "ask_card"]
        shown = (await waiting(work, there.samir))[-1].params
        assert shown["reasons"] == []
        assert await matching.asked_count(work, post) == 0, "nobody put it to them"
        counts = await work.tx.all("SELECT kind FROM event WHERE who = ?", (f"r{there.samir.id}",))
        assert [row["kind"] for row in counts] == ["came"]
        await residents.set_adult(work.tx, there.samir.id, True)
        await answering.say_yes(work, await person(work, there.samir), shown["ask"])
        assert await match_rows.live_of_post(work.tx, post.id) is not None
        await onboarding.start(work, there.samir, "Samir", code)
        assert (await kinds(work, there.samir))[-1] == "call_has_your_yes"


async def test_who_came_and_offers_nothing_keeps_the_question_when_it_changes(
    unit: Unit, there: Bloemenbuurt
) -> None:
    async with unit() as work:
        post = await widening(work, there.truus)
        await onboarding.start(work, there.samir, "Samir", await called(work, post))
        await work.tx.change("UPDATE post SET category = 'pets' WHERE id = ?", (post.id,))
        await changing.show_changed(work, post, await again(work, post))
        shown = await params(work, there.samir, "ask_card")
        assert (shown["category"], shown["reasons"]) == ("pets", [])


async def test_who_said_no_may_come_back_and_say_yes(unit: Unit, there: Bloemenbuurt) -> None:
    async with unit() as work:
        post = await widening(work, there.truus)
        ask = await asked(work, post, there.samir, AskState.NO)
        await onboarding.start(work, there.samir, "Samir", await called(work, post))
        await answering.say_yes(work, there.samir, ask.id)
        assert await match_rows.live_of_post(work.tx, post.id) is not None


async def _not_fitting(work: Work, there: Bloemenbuurt, resident: MakeResident, why: str) -> Resident:
    match why:
        case "blocked":
            await reports.block(work.tx, there.truus.id, there.wim.id)
        case "language":
            await residents.set_spoken(work.tx, there.wim.id, frozenset({"uk"}))
        case "wish":
            await preferences.put(work.tx, there.truus.id, Traits(), Wishes(gender=Gender.WOMAN))
        case "child":
            await residents.set_adult(work.tx, there.wim.id, False)
        case "elsewhere":
            return there.other_coordinator
        case "both":
            return await resident(work, there.home, "Ukrain", lang="uk")
    return await person(work, there.wim)


@pytest.mark.parametrize("why", ["blocked", "language", "wish", "child", "elsewhere", "both"])
async def test_whom_it_does_not_fit_hears_a_kind_word_that_tells_nothing(
    unit: Unit, there: Bloemenbuurt, resident: MakeResident, why: str
) -> None:
    async with unit() as work:
        post = await widening(work, there.truus, category=Category.COMPANY)
        code = await called(work, post)
        someone = await _not_fitting(work, there, resident, why)
        await onboarding.start(work, someone, "Wim", code)
        assert await kinds(work, someone) == ["call_does_not_fit"]
        assert await params(work, someone, "call_does_not_fit") == {}
        assert await asks.of_post(work.tx, post.id) == []


@pytest.mark.parametrize("first", [Traits(pets=False), Traits(pets=True)])
async def test_other_wishes_and_answers_learn_nothing_from_the_link_when_it_is_opened_again(
    unit: Unit, there: Bloemenbuurt, first: Traits
) -> None:
    async with unit() as work:
        theirs = Traits(gender=Gender.WOMAN, smokes=True), Wishes(no_pets=True)
        await preferences.put(work.tx, there.truus.id, *theirs)
        code = await called(work, await widening(work, there.truus, category=Category.COMPANY))
        for traits in (first, Traits(), Traits(pets=True), Traits(pets=False)):
            for wishes in (Wishes(), Wishes(gender=Gender.WOMAN), Wishes(no_smoking=True)):
                await preferences.put(work.tx, there.samir.id, traits, wishes)
                await onboarding.start(work, await person(work, there.samir), "Samir", code)
        assert len(set(await kinds(work, there.samir))) == 1


async def test_the_writer_and_the_person_it_is_for_are_not_asked(unit: Unit, there: Bloemenbuurt) -> None:
    async with unit() as work:
        post = await post_of(work, there.truus, about=there.samir)
        code = await called(work, post)
        for who in (there.truus, there.samir):
            await onboarding.start(work, who, who.name, code)
            assert (await kinds(work, who))[-1] == "call_is_yours"
        assert await asks.of_post(work.tx, post.id) == []


@pytest.mark.parametrize("code", ["h" + "a" * 24, "h" * 60, "h%" + "_" * 30, "h' OR '1'='1' -- aaaaaaaaa"])
async def test_a_guessed_link_opens_nothing_and_tells_nothing(
    unit: Unit, there: Bloemenbuurt, code: str
) -> None:
    async with unit() as work:
        await called(work, await widening(work, there.truus))
        await onboarding.start(work, there.samir, "Samir", code)
        assert await kinds(work, there.samir) == ["call_is_over"]


async def test_a_stranger_who_opens_the_link_is_welcomed_and_sees_it_when_they_are_in(
    unit: Unit, there: Bloemenbuurt, resident: MakeResident
) -> None:
    async with unit() as work:
        post = await widening(work, there.truus)
        code = await called(work, post)
        newcomer = await resident(work, None, "", state=ResidentState.INVITED)
        await onboarding.start(work, newcomer, "Nora", code)
        assert await kinds(work, newcomer) == ["question_lang"]
        await buurten.add_invite(work.tx, "welkom", there.home.id, None, NOW + timedelta(days=1), 1)
        await onboarding.finish(work, newcomer, {"buurt": there.home.id, "code": "welkom", "called": code})
        assert (await kinds(work, newcomer))[-1] == "ask_card"
        waits = await resident(work, None, "", state=ResidentState.INVITED)
        await onboarding.finish(work, waits, {"buurt": there.home.id, "called": code})
        assert (await kinds(work, waits))[-1] == "home"
