"""What each question understands, by button, sentence and voice note."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bot.domain.drafts import Flow
from bot.domain.errors import GoneError
from bot.domain.line import Line
from bot.domain.when import Part, When
from bot.services import drafts, incoming
from bot.services.answers import PARSERS, Given
from storage import reports
from tests.services.conftest import MakeBuurt, Unit
from tests.services.pairs import kinds
from tests.services.talking import Talk, neighbour

LATE = datetime(2026, 11, 23, 20, 45, tzinfo=UTC)
"""Monday 21:45 in Amsterdam."""


async def _at(unit_work: Any, home: Any, *answers: str, flow: Flow = Flow.REQUEST) -> Talk:
    talk = await neighbour(unit_work, home, "Truus")
    await talk.begin(flow)
    await talk.press(*answers)
    return talk


def test_every_question_of_every_conversation_has_somebody_who_understands_its_answers() -> None:
    from bot.domain.drafts import FLOWS

    assert {step.name for steps in FLOWS.values() for step in steps} <= PARSERS.keys()


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("morgen om half drie", When.on(date(2026, 11, 24), at=time(14, 30))),
        ("donderdagmiddag", When.on(date(2026, 11, 26), Part.AFTERNOON)),
        ("بكرا الساعة ٣ العصر", When.on(date(2026, 11, 24), at=time(15))),
    ],
)
async def test_a_time_may_be_written(unit: Unit, buurt: MakeBuurt, said: str, wanted: When) -> None:
    async with unit() as work:
        truus = await _at(work, await buurt(work), "category:pets")
        await truus.write(said)
        assert When.from_json((await truus.draft())["when"]) == wanted


@pytest.mark.parametrize("said", ["vandaag om 9 uur", "vandaag om 8:15"])
async def test_a_time_that_is_over_is_asked_again(unit: Unit, buurt: MakeBuurt, said: str) -> None:
    async with unit() as work:
        truus = await _at(work, await buurt(work), "category:pets")
        await truus.write(said)
        assert (await truus.screen()).params["again"]


async def test_today_is_over_at_nine_in_the_evening(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit(LATE) as work:
        truus = await _at(work, await buurt(work), "category:pets")
        await truus.press("when:today")
        assert (await truus.screen()).params["again"]
        await truus.press("when:tomorrow")
        assert await truus.kind() == "question_part"


async def test_a_morning_that_is_over_is_no_answer_for_today(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit(LATE.replace(hour=13)) as work:
        truus = await _at(work, await buurt(work), "category:pets", "when:today")
        await truus.press("part:morning")
        assert (await truus.screen()).params["again"]
        await truus.press("part:evening")
        assert await truus.kind() == "question_words"


@pytest.mark.parametrize(
    ("answers", "forged"),
    [
        ((), "category:gold"),
        (("category:pets",), "when:never"),
        (("category:pets", "when:choose"), "day:tomorrow"),
        (("category:pets", "when:choose"), "day:2020-01-01"),
        (("category:pets", "when:tomorrow"), "part:night"),
        (("category:pets", "when:any"), "words:evil"),
        (("category:pets", "when:any", "words:none"), "summary:free"),
    ],
)
async def test_a_forged_value_is_refused(
    unit: Unit, buurt: MakeBuurt, answers: tuple[str, ...], forged: str
) -> None:
    async with unit() as work:
        truus = await _at(work, await buurt(work), *answers)
        before = await truus.draft()
        with pytest.raises(GoneError):
            await truus.press(forged)
        assert await truus.draft() == before


@pytest.mark.parametrize("step", ["days:9", "days:free"])
async def test_a_forged_day_of_an_offer_is_refused(unit: Unit, buurt: MakeBuurt, step: str) -> None:
    async with unit() as work:
        truus = await _at(work, await buurt(work), "category:pets", flow=Flow.OFFER)
        with pytest.raises(GoneError):
            await truus.press(step)


async def test_days_and_parts_are_ticked_and_unticked(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await _at(work, await buurt(work), "category:pets", flow=Flow.OFFER)
        await truus.press("days:page1", "days:0", "days:2", "days:0", "days:page2", "days:6", "days:ready")
        await truus.press("parts:morning", "parts:evening", "parts:morning", "parts:ready")
        known = await truus.draft()
        assert (known["days"], known["parts"]) == ([2, 6], ["evening"])


@pytest.mark.parametrize("said", ["3", "3 keer", "٣ مرات"])
async def test_how_often_may_be_written_in_any_digits(unit: Unit, buurt: MakeBuurt, said: str) -> None:
    async with unit() as work:
        truus = await _at(work, await buurt(work), "category:pets", "days:any", "parts:any", flow=Flow.OFFER)
        await truus.write(said)
        assert (await truus.draft())["often"] == 3


async def test_never_oftener_than_the_cap(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await _at(work, await buurt(work), "category:pets", "days:any", "parts:any", flow=Flow.OFFER)
        await truus.press("often:5")
        assert (await truus.screen()).params["again"]


async def test_a_voice_note_takes_the_place_of_the_sentence(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await _at(work, await buurt(work), "category:pets", "when:any")
        await truus.write("De kat")
        await truus.press("summary:change", "summary:words")
        await truus.say("VOICE")
        known = await truus.draft()
        assert (known["voice"], known["words"]) == ("VOICE", None)
        assert (await truus.screen()).params["data"]["has_voice"]


async def test_a_sentence_that_is_too_long_is_asked_again(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await _at(work, await buurt(work), "category:pets", "when:any")
        await truus.write("a" * 501)
        assert (await truus.screen()).params["again"]
        await truus.write("a" * 500)
        assert await truus.kind() == "question_summary"


async def test_no_under_the_summary_asks_what_to_change_and_yes_posts_it(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        truus = await _at(work, await buurt(work), "category:pets", "when:any", "words:none")
        await truus.write("nee")
        known = await truus.draft()
        assert known["changing"]
        assert known["words"] is None
        await truus.press("summary:keep")
        await truus.write("ja")
        assert (await truus.post()).words is None


async def test_under_the_summary_a_time_changes_the_time_and_other_words_the_words(
    unit: Unit, buurt: MakeBuurt
) -> None:
    async with unit() as work:
        truus = await _at(work, await buurt(work), "category:pets", "when:any", "words:none")
        await truus.write("Een lieve poes")
        await truus.write("morgen om 15 uur")
        known = await truus.draft()
        assert known["words"] == "Een lieve poes"
        assert When.from_json(known["when"]) == When.on(date(2026, 11, 24), at=time(15))


async def test_coffee_goes_with_errands_only(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await _at(work, await buurt(work), "category:errands", "when:any", "words:none", "coffee:yes")
        await truus.press("summary:change", "summary:category", "category:pets", "summary:publish")
        assert not (await truus.post()).coffee


async def test_whoever_is_under_18_asks_for_something_outside_the_home(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        noor = await neighbour(work, await buurt(work), "Noor", adult=None)
        await noor.begin(Flow.OFFER)
        await noor.press("category:childcare", "days:any", "parts:any", "often:2", "words:none")
        assert await noor.kind() == "question_adult"
        await noor.press("adult:no", "summary:publish")
        screen = await noor.screen()
        assert (screen.kind, screen.params["data"]["adults_only"]) == ("question_category", True)
        await noor.press("category:pets", "summary:publish")
        assert (await noor.post()).category == "pets"


@pytest.mark.parametrize("apart", [False, True])
async def test_a_shared_contact_is_a_neighbour_unless_the_two_are_kept_apart(
    unit: Unit, buurt: MakeBuurt, apart: bool
) -> None:
    async with unit() as work:
        home = await buurt(work)
        joke, riet = await neighbour(work, home, "Joke"), await neighbour(work, home, "Riet")
        if apart:
            await reports.block(work.tx, riet.who.id, joke.who.id)
        await joke.begin(Flow.REQUEST)
        await joke.press("category:pets", "when:any", "words:none", "summary:other")
        contact = ("Riet\nvan Buurtkring", int(riet.who.account))
        await incoming.receive(work, joke.who, Line(3, contact=contact))
        known = await joke.draft()
        assert known["for_name"] == "Riet van Buurtkring"
        assert known["for_resident"] == (None if apart else riet.who.id)


async def test_words_of_danger_are_answered_and_never_become_a_card(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await _at(work, await buurt(work), "category:pets", "when:any")
        await truus.write("Er is brand in mijn huis, help!")
        assert "danger" in await kinds(work, truus.who)
        assert "words" not in await truus.draft()


async def test_all_that_was_given_at_once_is_one_answer(unit: Unit, buurt: MakeBuurt) -> None:
    async with unit() as work:
        truus = await _at(work, await buurt(work), "category:pets", "when:any")
        await drafts.answer(work, truus.who, Given(text="  De \u202ekat\u0007  "))
        assert (await truus.draft())["words"] == "De kat"
