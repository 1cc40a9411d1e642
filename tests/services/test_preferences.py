"""Wishes for visits at home: who may say what, whom a wish leaves, and what a helper is told."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.candidates import Gender, Traits, Wishes
from bot.domain.drafts import Flow
from bot.domain.errors import GoneError, NotAllowedError
from bot.domain.ids import ResidentId
from bot.domain.model import Post, Resident, ResidentState
from bot.domain.visit_answers import Part, Question
from bot.render import render
from bot.services import answering, preferences, privacy, profile
from bot.services.work import Work
from storage import asks, residents
from storage import posts as post_rows
from storage import preferences as rows
from tests.services.conftest import NOW, MakeBuurt, MakeResident, Unit
from tests.services.neighbours import post_of, refused
from tests.services.pairs import deliver, kinds, number_of, params, run_until, waiting
from tests.services.talking import Talk, helper, neighbour, requests

WOMAN = (Question.WISH_GENDER, "woman")


async def _says(who: Talk, *answers: tuple[Question, str]) -> None:
    for question, value in answers:
        await preferences.set_answer(who.work, await who.me(), question, value)


async def _asked(work: Work, post: Post) -> list[ResidentId]:
    return [ask.resident_id for ask in await asks.of_post(work.tx, post.id)]


async def _told(work: Work, who: Talk) -> list[dict[str, Any]]:
    """What they heard, each time that nobody was left."""
    return [each.params for each in await waiting(work, who.who) if each.kind == "nobody_left"]


async def test_what_is_said_is_kept_and_shown(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await residents.set_spoken(work.tx, truus.who.id, frozenset({"ar", "nl"}))
        await _says(truus, (Question.GENDER, "woman"), (Question.PETS, "yes"), (Question.SMOKES, "no"))
        assert (await truus.screen()).params["part"] == Part.ABOUT
        await _says(truus, WOMAN, (Question.WISH_LANGUAGE, "ar"), (Question.WISH_NO_SMOKING, "yes"))
        shown = await truus.screen()
        assert (shown.params["part"], shown.params["kept"], shown.params["looking"]) == (
            Part.ASKS,
            True,
            False,
        )
        assert await rows.get(work.tx, truus.who.id) == (
            Traits(Gender.WOMAN, pets=True, smokes=False),
            Wishes(Gender.WOMAN, "ar", no_smoking=True),
        )
        await preferences.show(work, await truus.me())
        assert (await truus.screen()).params["answers"]["wish_language"] == "ar"
        await preferences.ask(work, await truus.me(), Question.PETS)
        assert (await truus.screen()).params["answer"] == "yes"
        await _says(truus, (Question.PETS, "none"), (Question.WISH_GENDER, "none"))
        about, wish = await rows.get(work.tx, truus.who.id)
        assert (about.pets, wish.gender) == (None, None)


async def test_a_language_that_one_does_not_speak_cannot_be_asked_for(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        for question, value in ((Question.WISH_LANGUAGE, "ar"), (Question.GENDER, "yes")):
            async with refused(work, GoneError):
                await _says(truus, (question, value))


async def test_a_language_that_is_no_longer_spoken_is_no_longer_asked_for(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await residents.set_spoken(work.tx, truus.who.id, frozenset({"ar", "nl"}))
        await _says(truus, (Question.WISH_LANGUAGE, "ar"), WOMAN)
        await truus.begin(Flow.SPOKEN, picked=["ar", "nl"])
        await truus.press("spoken:ar", "spoken:ready")
        assert (await rows.get(work.tx, truus.who.id))[1] == Wishes(Gender.WOMAN)


@pytest.mark.parametrize("state", [ResidentState.WAITING, ResidentState.REMOVED, ResidentState.INVITED])
async def test_only_members_state_wishes(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, state: ResidentState
) -> None:
    async with unit() as work:
        someone = await resident(work, await buurt(work), "Nour", state=state)
        for do in (
            preferences.show(work, someone),
            preferences.show_part(work, someone, Part.ABOUT),
            preferences.ask(work, someone, Question.PETS),
            preferences.set_answer(work, someone, Question.PETS, "yes"),
            profile.set_beyond(work, someone, True),
        ):
            async with refused(work, NotAllowedError):
                await do


async def test_who_did_not_say_is_not_asked(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        anna, bart = await helper(work, home, "Anna", "company"), await helper(work, home, "Bart", "company")
        await helper(work, home, "Chris", "company")
        await _says(anna, (Question.GENDER, "woman"))
        await _says(bart, (Question.GENDER, "man"))
        truus = await neighbour(work, home, "Truus")
        await _says(truus, WOMAN)
        post = await requests(truus, "company")
        await run_until(work, NOW + timedelta(hours=4))
        assert await _asked(work, post) == [anna.who.id]


@pytest.mark.parametrize("others", [1, 3, 11])
async def test_a_wish_that_leaves_nobody_is_told_but_not_how_many_there_are(
    unit: Unit, buurt: MakeBuurt, others: int
) -> None:
    async with unit() as work:
        home = await buurt(work)
        found = [await helper(work, home, f"Buur {number}", "company") for number in range(others)]
        await helper(work, home, "Elsewhere", "garden")
        await helper(work, home, "Another language", "company", lang="tr")
        truus = await neighbour(work, home, "Truus")
        await _says(truus, WOMAN)
        post = await requests(truus, "company")
        told = await params(work, truus.who, "nobody_left")
        assert (told["asked"], told["held_back"]) == (0, others)
        screen = render("nobody_left", told, "ar")
        assert screen == render("nobody_left", {**told, "held_back": 2}, "ar")
        assert screen != render("nobody_left", {**told, "held_back": 0}, "ar")
        assert "wishes.show" in [button.data for row in screen.rows for button in row]
        await _says(truus, (Question.WISH_GENDER, "none"))
        assert (await params(work, truus.who, "nobody_left")) == told, "it is said once"
        asked = await _asked(work, post)
        assert asked
        assert set(asked) <= {each.who.id for each in found}
        shown = [each.params for each in await waiting(work, truus.who) if each.kind == "visit_list"]
        assert shown[-1]["looking"]


async def test_a_wish_that_comes_later_and_leaves_nobody_is_told_too(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        for name in ("Anna", "Bart", "Chris"):
            await helper(work, home, name, "company")
        truus = await neighbour(work, home, "Truus")
        post = await requests(truus, "company")
        asked = len(await _asked(work, post))
        await _says(truus, WOMAN)
        await run_until(work, NOW + timedelta(days=2))
        assert len(await _asked(work, post)) == asked
        told = {(each["asked"], each["held_back"]) for each in await _told(work, truus)}
        assert told == {(asked, 3)}, "who was asked before the wish does not fit it either"


async def test_at_night_a_changed_wish_waits_for_the_morning(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir", "company"), await neighbour(work, home, "Truus")
        await _says(truus, WOMAN)
        post = await requests(truus, "company")
        night = work.at(NOW.replace(hour=21))
        await preferences.set_answer(night, await truus.me(), Question.WISH_GENDER, "none")
        assert await _asked(work, post) == []
        await run_until(work, NOW.replace(hour=7) + timedelta(days=1))
        assert await _asked(work, post) == [samir.who.id]


async def test_a_wish_while_somebodys_yes_lies_there_asks_nobody_else(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        for name in ("Anna", "Bart", "Chris", "Dick"):
            await helper(work, home, name, "company")
        truus = await neighbour(work, home, "Truus")
        post = await requests(truus, "company")
        asked = await asks.of_post(work.tx, post.id)
        first = await residents.get(work.tx, asked[0].resident_id)
        assert first is not None
        await answering.say_yes(work, first, asked[0].id)
        await _says(truus, (Question.SMOKES, "no"))
        assert not (await truus.screen()).params["looking"]
        assert len(await _asked(work, post)) == len(asked)


async def test_a_wish_counts_for_visits_only(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        await _says(truus, WOMAN)
        assert await _asked(work, await requests(truus)) == [samir.who.id]


async def test_a_helpers_wish_counts_as_well(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir", "company"), await neighbour(work, home, "Truus")
        await _says(samir, (Question.WISH_NO_PETS, "yes"))
        post = await requests(truus, "company")
        assert await _asked(work, post) == []
        assert (await params(work, truus.who, "nobody_left"))["held_back"] == 0
        await _says(truus, (Question.PETS, "no"))
        assert await _asked(work, post) == [samir.who.id]


async def test_the_card_tells_of_pets_and_smoking_at_the_home_and_of_nothing_else(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir", "company"), await neighbour(work, home, "Truus")
        await _says(samir, (Question.GENDER, "man"))
        await _says(truus, (Question.GENDER, "woman"), (Question.SMOKES, "no"), (Question.PETS, "yes"))
        await _says(truus, (Question.WISH_GENDER, "man"))
        await requests(truus, "company")
        card = await params(work, samir.who, "ask_card")
        assert card["at_home"] == ["pets"]
        assert not {"woman", "man"} & {str(value) for value in card.values()}


async def test_nothing_of_the_home_is_told_where_nobody_comes_in_or_it_is_anothers(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        wim = await helper(work, home, "Wim", "company")
        await _says(truus, (Question.PETS, "yes"))
        await requests(truus)
        assert (await params(work, samir.who, "ask_card"))["at_home"] == []
        await truus.begin(Flow.REQUEST)
        await truus.press("category:company", "when:any", "words:none", "summary:other")
        await truus.write("Kees")
        await truus.press("summary:publish")
        assert (await params(work, wim.who, "ask_card"))["at_home"] == []


async def test_a_card_that_was_sent_tells_of_the_pet_as_well(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir", "company"), await neighbour(work, home, "Truus")
        await requests(truus, "company")
        await deliver(work)
        card = await number_of(work, samir.who, "ask_card")
        await _says(truus, (Question.PETS, "yes"))
        (edit,) = await waiting(work, samir.who)
        assert (edit.kind, edit.edit, edit.params["at_home"]) == ("ask_card", card, ["pets"])


async def _for(work: Work, writer: Resident, about: Resident) -> Post:
    post = await post_of(work, writer, about=about)
    await work.tx.change("UPDATE post SET category = 'company', for_name = NULL WHERE id = ?", (post.id,))
    found = await post_rows.get(work.tx, post.id)
    assert found is not None
    return found


async def test_the_wishes_of_the_person_helped_count_and_the_writer_does_not_learn_of_them(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        await helper(work, home, "Samir", "company")
        anna = await helper(work, home, "Anna", "company")
        truus, wim = await neighbour(work, home, "Truus"), await neighbour(work, home, "Wim")
        await _says(anna, (Question.GENDER, "woman"))
        post = await _for(work, wim.who, truus.who)
        await _says(truus, WOMAN)
        assert (await truus.screen()).params["looking"]
        await run_until(work, NOW + timedelta(days=2))
        assert await _asked(work, post) == [anna.who.id]
        assert {each["held_back"] for each in await _told(work, wim)} == {0}
        await _says(wim, (Question.WISH_GENDER, "man"))
        assert not (await wim.screen()).params["looking"]


async def test_what_i_said_is_in_my_data_and_goes_when_i_go(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await _says(truus, (Question.GENDER, "woman"), (Question.WISH_NO_PETS, "yes"))
        await privacy.show_data(work, await truus.me())
        data = (await params(work, truus.who, "your_data"))["data"]
        mine = data["your_wishes_for_visits_at_home"]
        assert (mine["gender"], mine["wish_no_pets"]) == ("woman", 1)
        assert json.dumps(data)
        await privacy.erase(work, await truus.me())
        assert await work.tx.all("SELECT * FROM visit_preference") == []


async def test_who_offers_help_says_whether_buurten_next_door_may_ask(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        await profile.show_settings(work, await truus.me())
        assert (await params(work, truus.who, "settings"))["beyond"] is None
        for beyond in (True, False):
            await profile.set_beyond(work, await samir.me(), beyond)
            assert (await samir.me()).beyond is beyond
            assert (await samir.screen()).params["beyond"] is beyond
        async with refused(work, GoneError):
            await profile.set_beyond(work, await truus.me(), True)
        await profile.set_beyond(work, await truus.me(), False)
        assert await kinds(work, truus.who) == ["settings", "settings"]
