"""A request that changes while neighbours have it on their phones, or have said yes to what it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.candidates import Circle
from bot.domain.errors import TooManyError
from bot.domain.ids import AskId
from bot.domain.model import AskState, Post, PostState, ResidentState, Role
from bot.services import answering, expiry, matches, matching, open_requests, posting
from bot.services.work import Work
from storage import asks, commitments, posts, residents
from storage import matches as match_rows
from tests.services.conftest import NOW, MakeBuurt, Unit
from tests.services.neighbours import ask_of
from tests.services.pairs import deliver, due_kinds, kinds, number_of, params, run_until, waiting
from tests.services.talking import Talk, helper, neighbour, requests

NIGHT = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)


async def _ask(work: Work, post: Post, who: Talk) -> AskId:
    (found,) = [ask for ask in await asks.of_post(work.tx, post.id) if ask.resident_id == who.who.id]
    return found.id


async def _yes(work: Work, post: Post, who: Talk) -> None:
    await answering.say_yes(work, await who.me(), await _ask(work, post, who))


async def _to_tomorrow(truus: Talk, post: Post) -> None:
    await posting.change(truus.work, truus.who, post.id)
    await truus.press("summary:when", "when:tomorrow", "part:any", "summary:publish")


async def test_a_card_that_waits_for_an_answer_is_edited_and_nobody_is_asked_anew(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        post = await requests(truus, when="today", words="Melk")
        await deliver(work)
        card = await number_of(work, samir.who, "ask_card")
        await _to_tomorrow(truus, post)
        (edit,) = await waiting(work, samir.who)
        assert (edit.kind, edit.edit) == ("ask_card", card)
        assert edit.params["when"] == (await truus.post()).when.to_json()
        assert edit.params["changed"]
        assert len(await work.tx.all("SELECT 1 FROM event WHERE kind = 'asked'")) == 1


async def test_other_words_reach_the_cards_too_and_a_change_of_nothing_does_not(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        post = await requests(truus, words="Melk")
        await deliver(work)
        await posting.change(work, truus.who, post.id)
        await truus.press("summary:keep", "summary:publish")
        assert await kinds(work, samir.who) == []
        await posting.change(work, truus.who, post.id)
        await truus.press("summary:words")
        await truus.write("Melk en brood")
        await truus.press("summary:publish")
        assert (await params(work, samir.who, "ask_card"))["words"] == "Melk en brood"


async def test_a_card_that_has_not_left_yet_leaves_with_the_new_time(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        post = await requests(truus, when="today")
        await _to_tomorrow(truus, post)
        cards = [each for each in await waiting(work, samir.who) if each.kind == "ask_card"]
        (card,) = cards
        assert card.edit is None
        assert card.params["when"] == (await truus.post()).when.to_json()


async def test_who_does_not_offer_what_it_has_become_sees_that_it_is_over(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        post = await requests(truus)
        await deliver(work)
        card = await number_of(work, samir.who, "ask_card")
        await posting.change(work, truus.who, post.id)
        await truus.press("summary:category", "category:pets", "summary:publish")
        (edit,) = await waiting(work, samir.who)
        assert (edit.kind, edit.edit) == ("question_over", card)
        assert (await ask_of(work, await _ask(work, post, samir))).state is AskState.WITHDRAWN


async def test_a_card_with_a_voice_note_is_replaced_by_day(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        post = await requests(truus, when="tomorrow")
        await posting.change(work, truus.who, post.id)
        await truus.press("summary:words")
        await truus.say("VOICE")
        await truus.press("summary:publish")
        await deliver(work)
        await posting.change(work.at(NIGHT), truus.who, post.id)
        night = Talk(work.at(NIGHT), truus.who)
        await night.press("summary:when", "when:any", "summary:publish")
        old, new = await waiting(work, samir.who)
        assert old.delete
        assert (new.kind, new.edit, new.params["voice"]) == ("ask_card", None, "VOICE")
        row = await work.tx.one("SELECT state FROM outbox WHERE id = ?", (new.id,))
        assert row is not None
        assert row["state"] == "later"


async def test_a_yes_that_stood_by_for_another_time_is_asked_whether_it_still_suits(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        wim, truus = await helper(work, home, "Wim"), await neighbour(work, home, "Truus")
        post = await requests(truus, when="today")
        ask = await _ask(work, post, wim)
        # A yes that was never put to Truus, as that of a first visit which waits for a coordinator.
        await asks.set_state(work.tx, ask, AskState.YES, work.now, was=frozenset({AskState.WAITING}))
        await deliver(work)
        await _to_tomorrow(truus, post)
        assert (await ask_of(work, ask)).state is AskState.WAITING
        assert (await params(work, wim.who, "ask_card"))["changed"]
        assert "ask_silent" in await due_kinds(work)
        await matching.reoffer(work, await truus.post())
        assert "offer_card" not in await kinds(work, truus.who)
        await _yes(work, post, wim)
        assert "offer_card" in await kinds(work, truus.who)


async def test_a_yes_that_stood_by_stays_one_where_only_the_words_changed(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        wim, truus = await helper(work, home, "Wim"), await neighbour(work, home, "Truus")
        post = await requests(truus, words="Melk")
        ask = await _ask(work, post, wim)
        await asks.set_state(work.tx, ask, AskState.YES, work.now, was=frozenset({AskState.WAITING}))
        await posting.change(work, truus.who, post.id)
        await truus.press("summary:words")
        await truus.write("Brood")
        await truus.press("summary:publish")
        assert (await ask_of(work, ask)).state is AskState.YES


async def test_after_a_drop_out_from_a_later_appointment_a_standby_is_asked_about_that_moment(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, wim = await helper(work, home, "Samir"), await helper(work, home, "Wim")
        truus = await neighbour(work, home, "Truus")
        post = await requests(truus, when="today")
        await run_until(work, NOW + timedelta(hours=3))
        await _yes(work, post, samir)
        await _yes(work, post, wim)
        match = await match_rows.live_of_post(work.tx, post.id)
        assert match is not None
        await matches.accept(work, truus.who, match.id)
        commitment = await commitments.of_match(work.tx, match.id)
        assert commitment is not None
        later = work.now + timedelta(days=4)
        await commitments.change(work.tx, commitment.id, commitment.state, later)
        helper_talk, standby = (samir, wim) if match.helper_id == samir.who.id else (wim, samir)
        await deliver(work)
        await matches.drop_out(work, helper_talk.who, match.id)
        assert "offer_card" not in await kinds(work, truus.who)
        shown = await params(work, standby.who, "ask_card")
        assert shown["when"] == (await truus.post()).when.to_json()


async def test_a_post_that_was_held_and_released_shows_its_new_words(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        carla = await neighbour(work, home, "Carla")
        await residents.give_role(work.tx, carla.who.id, home.id, Role.COORDINATOR)
        post = await requests(truus, words="Melk")
        await deliver(work)
        await posts.set_state(work.tx, post.id, PostState.HELD, work.now, was=frozenset({PostState.OPEN}))
        await open_requests.release(work, carla.who, post.id)
        assert (await params(work, samir.who, "ask_card"))["words"] == "Melk"


async def test_a_request_that_stays_open_longer_says_so_on_the_cards(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        samir, truus = await helper(work, home, "Samir"), await neighbour(work, home, "Truus")
        post = await requests(truus, when="today")
        await deliver(work)
        await expiry.extend(work, truus.who, post.id)
        assert (await params(work, samir.who, "ask_card"))["when"] == (await truus.post()).when.to_json()


async def test_the_yes_of_who_is_on_pause_is_forgotten_without_a_word(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        wim, truus = await helper(work, home, "Wim"), await neighbour(work, home, "Truus")
        post = await requests(truus, when="today")
        ask = await _ask(work, post, wim)
        await asks.set_state(work.tx, ask, AskState.YES, work.now, was=frozenset({AskState.WAITING}))
        await deliver(work)
        await residents.set_state(work.tx, wim.who.id, ResidentState.PAUSED)
        await _to_tomorrow(truus, post)
        assert await kinds(work, wim.who) == []
        assert (await ask_of(work, ask)).state is AskState.WITHDRAWN


async def test_changing_to_other_help_and_back_does_not_ask_everybody(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        for number in range(24):
            await helper(work, home, f"Helper {number}")
        truus = await neighbour(work, home, "Truus")
        post = await requests(truus)

        async def change(category: str) -> None:
            await posting.change(work, await truus.me(), post.id)
            await truus.press("summary:category", f"category:{category}", "summary:publish")

        for _ in range(posting.MOST_CHANGED // 2):
            await change("pets")
            await change("meals")
        with pytest.raises(TooManyError):
            await change("errands")
        await posting.change(work.at(NOW + timedelta(days=1, minutes=1)), await truus.me(), post.id)


async def test_letting_a_circle_be_asked_twice_asks_nobody_twice(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        post = await requests(truus)
        await posting.widen(work, await truus.me(), post.id, Circle.NEAR)
        once = await truus.post()
        told = await kinds(work, truus.who)
        await posting.widen(work, await truus.me(), post.id, Circle.NEAR)
        assert await truus.post() == once
        assert await kinds(work, truus.who) == [*told, "looking_wider"]
