"""Conversations: one question after another, back, stop, and what is not understood."""

from __future__ import annotations

import pytest

from bot.domain.drafts import Flow
from bot.domain.errors import GoneError
from bot.domain.model import Role
from bot.domain.when import When
from bot.render import render
from bot.services import drafts, home, incoming, posting, profile
from storage import drafts as draft_rows
from storage import residents
from tests.services.conftest import NOW, MakeBuurt, Unit
from tests.services.pairs import kinds
from tests.services.talking import neighbour, requests


async def test_a_request_by_buttons_asks_one_question_after_another(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.REQUEST)
        asked = [await truus.kind()]
        for answer in ("category:errands", "when:tomorrow", "part:morning", "words:none", "coffee:yes"):
            await truus.press(answer)
            asked.append(await truus.kind())
        assert asked == [
            "question_category",
            "question_when",
            "question_part",
            "question_words",
            "question_coffee",
            "question_summary",
        ]
        await truus.press("summary:publish")
        assert "published_request" in await kinds(work, truus.who)
        assert await draft_rows.get(work.tx, truus.who.id) is None


async def test_back_asks_the_question_before_and_before_the_first_lies_home(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.REQUEST)
        await truus.press("category:errands", "when:tomorrow", "part:morning")
        asked = []
        for _ in range(4):
            await truus.back()
            asked.append(await truus.kind())
        assert asked == ["question_part", "question_when", "question_category", "home"]
        assert await draft_rows.get(work.tx, truus.who.id) is None


async def test_back_from_a_sentence_that_said_much_goes_somewhere_at_the_first_press(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.write("Wie kan morgen boodschappen voor mij doen?")
        asked = await truus.kind()
        await truus.back()
        assert asked != await truus.kind() != "home"


async def test_back_from_changing_one_answer_keeps_it_and_shows_the_summary(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.REQUEST)
        await truus.press("category:pets", "when:tomorrow", "part:morning", "words:none")
        before = await truus.draft()
        await truus.press("summary:change", "summary:category")
        assert await truus.kind() == "question_category"
        await truus.back()
        assert await truus.kind() == "question_summary"
        now = await truus.draft()
        assert (now["category"], now["when"]) == (before["category"], before["when"])
        await truus.press("summary:change")
        await truus.back()
        assert not (await truus.draft())["changing"]


async def test_a_button_of_an_earlier_question_is_gone(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.REQUEST)
        await truus.press("category:pets")
        with pytest.raises(GoneError):
            await truus.press("category:garden")
        assert (await truus.draft())["category"] == "pets"


async def test_what_is_not_understood_is_asked_again_and_changes_nothing(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.REQUEST)
        await truus.press("category:pets")
        before = await truus.draft()
        await truus.write("paars")
        assert (await truus.screen()).params["again"]
        assert await truus.draft() == before
        await truus.say("VOICE")
        assert await truus.kind() == "question_when"


async def test_stop_forgets_the_draft_but_not_the_posts(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        made = await requests(truus)
        await truus.begin(Flow.OFFER)
        await home.stop(work, truus.who)
        assert await draft_rows.get(work.tx, truus.who.id) is None
        assert (await truus.post()).id == made.id


async def test_a_draft_goes_on_where_it_was_after_a_restart(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.REQUEST)
        await truus.press("category:pets")
    async with unit() as work:
        truus.work = work
        await truus.press("when:any")
        assert await truus.kind() == "question_words"


async def test_an_edited_message_edits_the_words_of_the_draft(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.REQUEST)
        await truus.press("category:pets", "when:any")
        await truus.write("De kat", message_id=7)
        await incoming.edited(work, truus.who, 7, "De kat en de hond")
        assert (await truus.draft())["words"] == "De kat en de hond"
        await incoming.edited(work, truus.who, 8, "Iets anders")
        assert (await truus.draft())["words"] == "De kat en de hond"


async def test_an_edit_of_a_sentence_that_was_replaced_changes_nothing(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.REQUEST)
        await truus.press("category:pets", "when:any")
        await truus.write("De kat", message_id=7)
        await truus.press("summary:change", "summary:words", "words:none")
        await incoming.edited(work, truus.who, 7, "De kat en de hond")
        assert (await truus.draft())["words"] is None


async def test_an_answer_after_midnight_to_a_draft_for_yesterday_asks_the_time_again(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.REQUEST)
        await truus.press("category:pets", "when:today", "part:any", "words:none")
    async with unit(NOW.replace(day=24)) as work:
        truus.work = work
        await truus.press("summary:publish")
        assert await truus.kind() == "question_when"
        await truus.press("when:today", "part:any", "summary:publish")
        assert "published_request" in await kinds(work, truus.who)


async def test_a_question_is_repeated_until_home_puts_it_down(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        assert not await drafts.repeat(work, truus.who)
        await truus.begin(Flow.REQUEST)
        assert await drafts.repeat(work, truus.who)
        await home.show_home(work, truus.who)
        assert not await drafts.repeat(work, truus.who)
        await truus.begin(Flow.REQUEST)
        await truus.begin(Flow.OFFER)
        assert (await truus.draft())["flow"] == "offer"


async def test_changing_a_post_opens_its_summary_and_stores_what_was_changed(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        made = await requests(truus, "pets", "tomorrow", words="De kat")
        await posting.change(work, truus.who, made.id)
        assert (await truus.draft())["changing"]
        await truus.press("summary:when", "when:any", "summary:publish")
        changed = await truus.post()
        assert (changed.id, changed.when, changed.words) == (made.id, When(), "De kat")


async def test_help_and_another_language_lead_back_to_the_open_question(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await drafts.show_help(work, truus.who)
        assert await truus.kind() == "help_text"
        await truus.begin(Flow.REQUEST)
        await drafts.show_help(work, truus.who)
        assert (await kinds(work, truus.who))[-2:] == ["help_text", "question_category"]
        await profile.set_lang(work, truus.who, "ar")
        assert (await kinds(work, truus.who))[-2:] == ["lang_changed", "question_category"]


async def test_who_has_a_role_finds_its_commands_in_the_help(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        home = await buurt(work)
        truus = await neighbour(work, home, "Truus")
        for role in Role:
            await residents.give_role(work.tx, truus.who.id, home.id, role)
        await drafts.show_help(work, truus.who)
        text = render("help_text", (await truus.screen()).params, "nl").text
        for command in ("/coordinator", "/uitnodigen", "/buurt", "/digest"):
            assert command in text
        assert "/coordinator" not in render("help_text", {"member": True}, "nl").text


async def test_back_from_a_further_page_of_a_question_is_its_first_page(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.OFFER)
        await truus.press("category:more")
        await truus.back()
        assert await truus.kind() == "question_category"
        assert not (await truus.draft())["more"]
        await truus.press("category:pets", "days:page1", "days:page2")
        await truus.back()
        assert await truus.kind() == "question_days"
        assert not (await truus.draft())["days_page"]


async def test_an_edited_sentence_changes_the_day_that_its_card_shows(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.write("kan iemand zaterdag met mij wandelen", 7)
        await incoming.edited(work, truus.who, 7, "kan iemand zondagmiddag met mij wandelen")
        assert (await truus.draft())["when"] == {
            "first": "2026-11-29",
            "last": "2026-11-29",
            "part": "afternoon",
        }
        await truus.press("summary:change", "summary:when", "when:any")
        await incoming.edited(work, truus.who, 7, "Kan iemand zondagmiddag met mij wandelen?")
        assert (await truus.draft())["when"] == {}
