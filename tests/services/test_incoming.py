"""A free sentence, voice note or picture: a new post, an answer, or a question back."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from bot.domain.drafts import Flow
from bot.domain.errors import NotAllowedError
from bot.domain.line import Line
from bot.domain.model import ResidentState
from bot.domain.when import When
from bot.services import incoming
from storage import outbox
from tests.services.conftest import NOW, MakeBuurt, MakeResident, Unit
from tests.services.neighbours import refused
from tests.services.pairs import kinds, make_pair
from tests.services.talking import Talk, neighbour


async def test_a_sentence_becomes_a_draft_with_what_it_says(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.write("Wie kan morgen om 14:30 boodschappen voor mij doen?")
        known = await truus.draft()
        assert (known["flow"], known["category"]) == ("request", "errands")
        assert When.from_json(known["when"]) == When.on(date(2026, 11, 24), at=time(14, 30))
        assert await truus.kind() in ("question_coffee", "question_summary")


async def test_a_time_that_is_over_is_asked_anew(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.write("Wie kan vandaag om 8:30 boodschappen voor mij doen?")
        assert await truus.kind() == "question_when"


async def test_a_sentence_of_a_helper_becomes_an_offer(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.write("Ik kan boodschappen doen voor iemand in de buurt")
        assert (await truus.draft())["flow"] == "offer"


async def test_chit_chat_and_voice_are_asked_about_and_not_kept(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.write("Mooi weer vandaag zeg", message_id=5)
        screen = await truus.screen()
        assert (screen.kind, screen.reply_to) == ("what_is_this", 5)
        assert "weer" not in str(screen.params)
        await truus.say("VOICE", message_id=6)
        assert (await truus.screen()).reply_to == 6
        await incoming.post_from(work, truus.who, Line(6, voice="VOICE"), Flow.REQUEST)
        assert (await truus.draft())["voice"] == "VOICE"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Dank je wel hoor", "thanks"),
        ("شكرا", "thanks"),
        ("hallo", "greeting"),
        ("مرحبا", "greeting"),
        ("ok", "fine"),
        ("👍", "fine"),
    ],
)
async def test_thanks_a_greeting_and_ok_get_a_kind_word_and_the_home_buttons(
    unit: Unit, buurt: MakeBuurt, said: str, kind: str
) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.write(said)
        screen = await truus.screen()
        assert (screen.kind, screen.params["courtesy"]) == ("home", kind)
        assert await work.tx.all("SELECT * FROM draft") == []


async def test_danger_gives_the_numbers_and_posts_nothing(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await work.tell(truus.who, "help_text", urgency=0, listens=False, member=True)
        await truus.write("Help, er is brand in mijn huis")
        assert "danger" in await kinds(work, truus.who)
        (first, *_) = await outbox.heads(work.tx, 1)
        assert first.kind == "danger", "before whatever else waits"
        assert await work.tx.all("SELECT * FROM draft") == []
        assert await work.tx.all("SELECT * FROM post") == []


async def test_danger_gives_the_numbers_also_when_it_might_be_meant_for_a_neighbour(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When())
        await Talk(work, pair.requester).write("Help, er is brand in mijn huis")
        assert "danger" in await kinds(work, pair.requester)


@pytest.mark.parametrize(
    "line", [Line(1, photo="P"), Line(1, location=(52.7, 6.2)), Line(1, unsupported=True)]
)
async def test_a_picture_or_place_goes_to_nobody_without_an_appointment(
    unit: Unit, buurt: MakeBuurt, line: Line
) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await incoming.receive(work, truus.who, line)
        assert await truus.kind() in ("send_to_whom", "relay_only_these")
        assert len(await work.tx.all("SELECT * FROM outbox")) == 1


async def test_a_line_for_nobody_asks_whom_it_is_for_where_there_is_a_match(unit: Unit) -> None:
    async with unit() as work:
        pair = await make_pair(work, When())
        truus = Talk(work, pair.requester)
        await truus.write("Ik ben iets later", message_id=9)
        screen = await truus.screen()
        assert (screen.kind, screen.reply_to) == ("whom_is_this_for", 9)
        assert screen.params["matches"] == [[pair.match_id, "Samir"]]
        assert not [kind for kind in await kinds(work, pair.helper) if kind.startswith("relayed")]


@pytest.mark.parametrize(
    ("state", "kind"), [(ResidentState.WAITING, "home"), (ResidentState.REMOVED, "removed")]
)
async def test_who_does_not_take_part_posts_nothing(
    unit: Unit, buurt: MakeBuurt, resident: MakeResident, state: ResidentState, kind: str
) -> None:
    async with unit() as work:
        someone = Talk(work, await resident(work, await buurt(work), "Nour", state=state))
        await someone.write("Wie kan morgen boodschappen voor mij doen?")
        assert await someone.kind() == kind
        async with refused(work, NotAllowedError):
            await incoming.post_from(work, someone.who, Line(1, text="boodschappen"), Flow.REQUEST)


async def test_a_newcomers_first_word_begins_the_first_questions(unit: Unit, resident: MakeResident) -> None:
    async with unit() as work:
        someone = Talk(work, await resident(work, None, "", state=ResidentState.INVITED))
        await someone.write("Hallo?")
        assert await someone.kind() == "question_lang"


async def test_words_keep_no_override_of_their_direction(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.write("Wie kan morgen \u202eboodschappen\u2066 voor mij doen?")
        assert (await truus.draft())["words"] == "Wie kan morgen boodschappen voor mij doen?"


async def test_a_new_need_is_not_swallowed_by_a_question_left_open_for_hours(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.OFFER)
        await truus.press("category:garden")
        later = Talk(work.at(NOW + timedelta(hours=3)), truus.who)
        await later.write("kan iemand morgen boodschappen voor me doen?")
        assert await later.kind() == "whom_is_this_for"
        assert (await later.draft())["category"] == "garden"


async def test_an_answer_to_a_question_left_open_is_still_an_answer(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.REQUEST)
        await truus.press("category:garden")
        later = Talk(work.at(NOW + timedelta(hours=3)), truus.who)
        await later.write("donderdag")
        assert (await later.draft())["when"]["first"] == "2026-11-26"


TWO_NEEDS = "Kan iemand morgen boodschappen doen? En wie laat mijn hond uit, bel 06 12345678"


async def test_what_is_left_out_of_the_second_need_is_named_and_the_message_goes(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.write(TWO_NEEDS, message_id=7)
        gone = await work.tx.all("SELECT edit FROM outbox WHERE remove = 1")
        first = await truus.draft()
        await incoming.next_need(work, truus.who, first)
        second = await truus.draft()
    assert [first["left_out"], second["left_out"]] == [[], ["phone"]]
    assert "06" not in str(first) + str(second)
    assert [row["edit"] for row in gone] == [7]


async def test_both_needs_of_a_forwarded_message_are_for_the_same_person(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        line = Line(7, text=TWO_NEEDS, forwarded=True)
        await incoming.post_from(work, truus.who, line, Flow.REQUEST)
        first = {**await truus.draft(), "for_name": "Bep", "for_resident": None}
        await incoming.next_need(work, truus.who, first)
        second = await truus.draft()
    assert second["for_other"]
    assert second["for_name"] == "Bep"
    assert "for_name" in second["answered"]


async def test_danger_in_a_note_that_is_heard_as_an_answer_is_answered_as_danger(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        truus = await neighbour(work, await buurt(work), "Truus")
        await truus.begin(Flow.REQUEST, category="errands", when={}, answered=["category", "when", "part"])
        note = Line(7, voice="VOICE", text="mijn man ademt niet meer")
        await incoming.into_draft(work, truus.who, note, "request", "words")
        assert "danger" in await kinds(work, truus.who)
        assert "ademt" not in str(await truus.draft())
        await incoming.calm(work, truus.who, note)
        assert (await truus.draft())["words"] == "mijn man ademt niet meer"
